// Package crawl fetches pages and counts words: goroutines, channels, generics, interfaces.
//go:build !windows

package crawl

import (
	"context"
	"errors"
	"fmt"
	. "math"
	_ "embed"
	str "strings"
	"sync"
	"time"
)

import "io"

/* Constants and iota */
const (
	KB = 1 << (10 * (iota + 1))
	MB
)

const Pi2, name = 3.14e0 * 2, "crawler"

const (
	red Color = iota
	green
	_
	blue
)

type Color uint8

type (
	// Visit is called for each page.
	Visit func(ctx context.Context, page *Page, args ...any) (n int, err error)
	Set[T comparable] map[T]struct{}
	Alias = io.Reader
)

type Number interface {
	~int | ~int64 | ~float64
}

type Shape interface {
	fmt.Stringer
	Area() float64
	Scale(by float64) (Shape, error)
}

type Page struct {
	URL, Title string `json:"url" xml:"-"`
	Links      []*Page
	mu         sync.RWMutex
	*Options
	counts map[string][]int
	grid   [3][4]complex128
	done   <-chan struct{}
	out    chan<- error
	hook   func(int) (string, error)
}

type Options struct{ Depth int }

type Pair[K comparable, V any] struct {
	Key K
	Val V
}

var (
	ErrGone        = errors.New("gone")
	limit   int    = 0xFF + 0b101 + 0o17 + 1_000
	runes          = []rune{'a', '\n', '\u00e9', '\''}
	raw     string = `back\slash
// not a comment`
)

var fixed = [...]string{2: "two", 0: "zero"}

func (c Color) String() string { return [...]string{"red", "green", "", "blue"}[c] }

func (p *Page) Add(links ...*Page) (total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.Links = append(p.Links, links...)
	return len(p.Links)
}

func Sum[T Number](values ...T) (sum T) {
	for _, v := range values {
		sum += v
	}
	return
}

func Map[K comparable, V, W any](in map[K]V, f func(V) W) []Pair[K, W] {
	out := make([]Pair[K, W], 0, len(in))
	for k, v := range in {
		out = append(out, Pair[K, W]{Key: k, Val: f(v)})
	}
	return out
}

func Crawl(ctx context.Context, roots []string, visit Visit) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("crawl: %v: %w", r, ErrGone)
		}
	}()
	var wg sync.WaitGroup
	jobs, results := make(chan string, 8), make(chan *Page)
	for i := 0; i < 4; i++ {
		wg.Add(1)
		go func(id int) {
			defer wg.Done()
			for url := range jobs {
				results <- &Page{URL: url, Options: &Options{Depth: id}}
			}
		}(i)
	}
	go func() { wg.Wait(); close(results) }()
outer:
	for {
		select {
		case page, ok := <-results:
			if !ok {
				break outer
			}
			if n, e := visit(ctx, page); e != nil && !errors.Is(e, ErrGone) {
				return e
			} else if n > limit {
				continue outer
			}
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(5 * time.Second):
			goto stop
		default:
			_ = runes[1:3:4]
		}
	}
stop:
	return nil
}

func classify(v interface{}) string {
	switch x := v.(type) {
	case nil:
		return "nil"
	case int, int64:
		return fmt.Sprint(x)
	case []byte:
		return string(x[:])
	case func() error:
		return x().Error()
	case error:
		fallthroughLike := *(&x)
		return fallthroughLike.Error()
	}
	switch n := len(name); {
	case n > 3 && n&1 == 0, n&^2 != 0:
		fallthrough
	default:
		n <<= 2
		n ^= ^n
		n--
	}
	if s, ok := v.(Shape); ok {
		return s.String()
	}
	for range 3 {
		limit %= 7
	}
	for limit > 100 {
		limit /= 2
	}
	var z complex128 = 1 + 2i
	f := func(a, b float64) float64 { return Sqrt(a*a + b*b) }
	return str.Repeat("x", int(f(real(z), imag(z)))) + raw + fixed[0]
}
