"""How the work grows: computing and writing with shared names, fitted as a power of the length of the shared answer.

In one process, so that no start counts; processor time, the least of some rounds. The exponent is the slope of a line
through the logarithms, by least squares; one well above 1 would be work that nobody sees in the answer.
"""

from __future__ import annotations

import gc
import math
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import symcalc
from symcalc.formats.page import Page
from tests.benchmarks.measuring import Goal, table
from tests.benchmarks.workloads import expression, ladder, log_sum_exp, quadratic, rosenbrock

PAGE = Page(shared=True)


class Growing(NamedTuple):
    """A question of every size."""

    name: str
    sizes: Sequence[int]
    text: Callable[[int], str]
    ask: Callable[[str], Any]


def gradient(text: str) -> Any:
    """As differentiated."""
    return symcalc.grad(text, simplify="none")


def hessian(text: str) -> Any:
    """As differentiated."""
    return symcalc.hessian(text, simplify="none")


def at_a_point(text: str) -> Any:
    """The gradient at a point."""
    return symcalc.grad(text, wrt="x1, x2, x3, x4, x5", at="1, 0, 1/2, 2, 1", simplify="none")


def through_a_network(text: str) -> Any:
    """The gradient through definitions, composed."""
    return symcalc.grad(text, wrt="x1, x2", simplify="none")


def path_by_path(text: str) -> Any:
    """The chain rule: how many paths, twenty of them, and the derivative through all."""
    return symcalc.chain(text, wrt="x1")


GROWING = [
    Growing("log-sum-exp of n variables, gradient", (200, 400, 800, 1600, 3200), log_sum_exp, gradient),
    Growing("Rosenbrock of n variables, gradient", (200, 400, 800, 1600, 3200), rosenbrock, gradient),
    Growing("Rosenbrock of n variables, Hessian", (50, 100, 200, 400), rosenbrock, hessian),
    Growing("quadratic form of n variables, gradient", (20, 40, 80, 160), quadratic, gradient),
    Growing("quadratic form of n variables, Hessian", (20, 40, 80, 160), quadratic, hessian),
    Growing("random expression of n nodes, gradient", (1_000, 10_000, 100_000), expression, gradient),
    Growing("random expression of n nodes, gradient at a point", (1_000, 10_000, 100_000), expression, at_a_point),
    Growing("ladder of d layers, gradient", (10, 20, 40, 80), ladder, through_a_network),
]
#: Measured in the depth d itself: the answer of `chain` lists no more than twenty of 2^d paths.
LADDER = Growing("ladder of d layers, chain rule", (10, 20, 40), ladder, path_by_path)


def took(growing: Growing, size: int, rounds: int) -> tuple[float, int]:
    """The least seconds of some rounds, and the characters of the answer."""
    text, least, length = growing.text(size), math.inf, 0
    for _ in range(rounds):
        gc.collect()
        start = time.process_time()
        found = growing.ask(text)
        answers = found if isinstance(found, tuple) else (found,)
        length = sum(len(symcalc.write(answer, "plain", PAGE)) for answer in answers)
        least = min(least, time.process_time() - start)
    return least, length


def exponent(sizes: Sequence[float], seconds: Sequence[float]) -> float:
    """The slope of the line through the logarithms."""
    x, y = [math.log(size) for size in sizes], [math.log(second) for second in seconds]
    middle, height = sum(x) / len(x), sum(y) / len(y)
    return sum((a - middle) * (b - height) for a, b in zip(x, y, strict=True)) / sum((a - middle) ** 2 for a in x)


def main(rounds: int, *, quick: bool = False) -> list[Goal]:
    """Measure all of them and print the exponents."""
    sys.setrecursionlimit(20_000)
    gradient("x^2")
    print("Growth: computing and writing with shared names, in one process.\n")
    found: dict[str, float] = {}
    table(
        ("question", "processor time", "exponent"),
        (_row(one, rounds, found, quick=quick) for one in (*GROWING, LADDER)),
    )
    steepest = max((one.name for one in GROWING), key=found.__getitem__)
    return [
        Goal(f"exponent in the shared answer, the largest: {steepest}", "", 1.2, found[steepest]),
        Goal(f"exponent in d: {LADDER.name}", "", 1.3, found[LADDER.name]),
    ]


def _row(growing: Growing, rounds: int, found: dict[str, float], *, quick: bool) -> tuple[str, str, str]:
    sizes = growing.sizes[:-1] if quick and len(growing.sizes) > 3 else growing.sizes
    took(growing, sizes[0], 1)  # what is loaded once does not count
    seconds, lengths = zip(*(took(growing, size, rounds) for size in sizes), strict=True)
    against: Sequence[float] = sizes if growing is LADDER else lengths
    of = "d" if growing is LADDER else "the answer"
    found[growing.name] = exponent(against, seconds)
    told = ", ".join(f"{size:,}: {1000 * second:.0f} ms" for size, second in zip(sizes, seconds, strict=True))
    return growing.name, told, f"{found[growing.name]:.2f} in {of}"
