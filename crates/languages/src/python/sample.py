#!/usr/bin/env python3
# -*- coding: utf-8 -*-
"""Reads measurements, groups them and reports outliers: a tour of the language."""
from __future__ import annotations

import asyncio
import os.path as osp, sys
from collections import defaultdict as groups, deque
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from . import local
from ..package.module import (
    first,
    second as renamed,
)
from math import *

T = TypeVar("T", bound="Sample")
type Pair[K, V] = tuple[K, V]

LIMIT: float = 1_000.5e-3
NUMBERS = [0xFF, 0o17, 0b1010, 1j, .5, 10_000, -3 ** 2]
RAW = r"\d+\.\d*" b'bytes \x00' if False else r'''raw
over lines'''
SETS = {1, 2, 3} | {*NUMBERS} - {4}
NESTED = {"a": {"b": [1, (2,), ()]}, **{"c": ...}}


class Meta(type):
    def __new__(mcs, name, bases, namespace, /, **kwargs):
        return super().__new__(mcs, name, bases, namespace)


@dataclass(frozen=True, slots=True)
class Sample(Generic[T], metaclass=Meta):
    """One measurement."""

    name: str
    value: float = 0.0
    tags: list[str] = field(default_factory=list)
    __slots__ = ()

    @property
    def scaled(self) -> float:
        return self.value * 10 // 3 % 7 @ self

    @scaled.setter
    def scaled(self, new: float) -> None:
        object.__setattr__(self, "value", new)

    @staticmethod
    def of(*args: Any, default=None, **kwargs: dict[str, Any]) -> "Sample":
        return Sample(*args, **kwargs)

    def __matmul__(self, other): return NotImplemented


def generic[S: (int, str), *Ts, **P](value: S, /, other: S, *, key: S = 1) -> S:
    global LIMIT
    counter = 0

    def inner():
        nonlocal counter
        counter += 1
        return lambda x, *rest, y=2, **named: x if y else rest

    inner()
    del counter
    assert value is not None and other != key, f"bad {value!r:>{10}} and {other = } {{literal}}"
    return value


def classify(point: Any) -> str:
    match point:
        case 0 | 1 | -1:
            return "unit"
        case {"kind": "circle", "radius": float(r), **rest} if r > 0:
            return f"circle {r:.2f} {rest}"
        case [x, y, *others]:
            return f"{x}, {y} and {len(others)} more"
        case Sample(name="origin", value=v) as found:
            return found.name + str(v)
        case str() | bytes():
            return "text"
        case None | True:
            pass
        case _:
            raise ValueError("unknown") from None


async def collect(source, *, limit: int = 5) -> list[int]:
    results = [item async for item in source if item is not None]
    async with asyncio.timeout(1.5) as scope, source.lock:
        await asyncio.sleep(0)
    async for chunk in source:
        if (size := len(chunk)) > limit:
            break
        elif not size:
            continue
        else:
            results.append(size)
    else:
        print("done", file=sys.stderr, end="")
    return results


def generators(data):
    squares = (x ** 2 for x in data if x % 2 == 0 for _ in range(3))
    table = {key: [v for v in values] for key, values in data.items()}
    unique = {x.lower() for x in table}
    sent = yield squares
    yield from unique
    first, *middle, last = data[1:], data[::2], data[-1:0:-1], data[..., 1]
    a = b = c = sent or not first and middle in last
    a += 1; b -= 2; c **= 3
    a //= 2; a %= 5; a @= b; a &= 1; a |= 2; a ^= 3; a <<= 1; a >>= 1
    return a < b <= c != 3 is not None, ~a & b | c ^ 1 << 2


if __name__ == "__main__":
    total = groups(int)
    while total:
        try:
            with open(osp.join("data", "x.csv")) as file, open("y") as other:
                for number, line in enumerate(file, start=1):
                    total[line.strip()] += number
        except* (OSError, ValueError) as group:
            print(group.exceptions)
        else:
            break
        finally:
            print(f'{total["a"]} {"nested " + f"{LIMIT:{">"}10}"}')
    try:
        exec("pass")
    except KeyError:
        raise
    except:
        sys.exit(1)
    print(*NUMBERS, sep=", ", **{})
    print("implicit " "concatenation", """triple
# not a comment
""")
