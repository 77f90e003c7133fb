/* A ring buffer with a tiny command line: declarations, pointers, macros, control flow. */
#ifndef RING_H
#define RING_H

#include <stdio.h>
#include <stdlib.h>
#include "local/ring.h"

#define SIZE 16u
#define MIN(a, b) ((a) < (b) ? (a) : (b))
#define LOG(format, ...) \
    fprintf(stderr, format "\n", __VA_ARGS__)
#pragma once
#undef OLD

#if defined(__linux__) && SIZE > 8
static const int on_linux = 1;
#elif SIZE == 8
static const int on_linux = 2;
#else
static const int on_linux = 0;
#endif

#ifdef DEBUG
int debug;
#else
int release;
#endif

// A slot is one entry
typedef unsigned char byte;
typedef int (*compare_fn)(const void *, const void *);
typedef struct ring ring_t;

enum color { RED, GREEN = 4, BLUE = GREEN << 1, };

struct slot {
    unsigned used : 1, dirty : 2;
    long long key;
    union {
        double number;
        char text[8];
    } value;
};

struct ring {
    struct slot slots[SIZE];
    size_t head, tail;
    ring_t *next;
    compare_fn compare;
    volatile int *restrict counters;
};

extern int errno_copy;
static inline int square(int x) { return x * x; }
int variadic(const char *format, ...);
int (*table[3])(int) = {square, NULL};
static int matrix[2][3] = {{1, 2, 3}, [1] = {[2] = 4}};
struct slot first = {.key = 0xFFL, .value.number = 1.5e-3f, .used = 1};
const char *const names[] = {"one", "two\t\x41\101", "split " "string", L"wide", u8"utf"};
char letter = 'a', quote = '\'', tab = '\t';
_Atomic int shared;
register_t local;
__attribute__((noreturn)) void stop(void);

static int push(ring_t *ring, struct slot slot)
{
    size_t next = (ring->head + 1) % SIZE;
    if (next == ring->tail)
        return -1;
    ring->slots[ring->head] = slot;
    ring->head = next;
    return 0;
}

ring_t *make(size_t count, int values[static count])
{
    ring_t *ring = (ring_t *)calloc(1, sizeof *ring);
    if (!ring) {
        LOG("no memory for %zu", count);
        goto fail;
    }
    for (size_t i = 0, j = count; i < j; i++, --j) {
        struct slot slot = {0};
        slot.key = values[i] & 0xF | 1 ^ 2;
        (*ring).slots[i] = slot;
        if (slot.key != 3 && !(slot.key >= 7) || ~slot.key)
            continue;
        else
            break;
    }
    return ring;
fail:
    free(ring);
    return NULL;
}

int main(int argc, char **argv)
{
    int total = 0, *p = &total, sizes[3];
    unsigned long mask = 1ul << 3 >> 1;
    float ratio = (float)total / .5f;
    do {
        total += argc--;
        total *= 2, total -= 1;
    } while (argc > 0);
    while (*p < 100)
        (*p)++;
    switch (total % 3) {
    case RED:
    case 1:
        printf("%d\n", table[0](total));
        break;
    case 2: {
        int inner = sizeof(struct slot) + _Alignof(double);
        total = inner;
        break;
    }
    default:
        abort();
    }
    for (;;) {
        if (mask >>= 1)
            break;
    }
    struct slot compound = (struct slot){.key = 1};
    void *any = (void *)&compound;
    ((struct slot *)any)->key ^= ratio > 1 ? 1 : MIN(2, sizes[0]);
    int kind = _Generic(total, int: 1, default: 0);
    return total == 0 ? EXIT_SUCCESS : kind;
}

#endif
