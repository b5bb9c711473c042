"""Critical points beside SymPy's `solve` of the gradient, in one run; and whole processes of well-known functions.

    python -m tests.benchmarks.critical [--functions N]

The functions are the polynomials of the corpus. Each method has a process of its own a function, with its imports done
before the clock starts, and at most `PATIENCE` seconds. Ours finds the points with their kinds and a proof that they
are all; `solve` finds points, of which the real ones are counted. What the other one found and is neither a point nor
on a family of its own is counted as missed.
"""

from __future__ import annotations

import argparse
import math
import statistics
import subprocess
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import NamedTuple

import numpy as np
import sympy

import symcalc
from symcalc.build import Scope, build
from symcalc.syntax import parse_expression
from symcalc.syntax.tree import Name, Negative, Node, Number, Power, Product, Quotient, Sum, names, walk
from tests.benchmarks.measuring import SYMCALC, Process, heading, medians, prepare, table
from tests.calculus.critical.corpus.cases import CASES, Case
from tests.calculus.critical.corpus.entries import families
from tests.calculus.critical.corpus.places import belongs

PATIENCE = 30
WHOLE = ["six-hump-camel", "goldstein-price", "beale", "wood", "styblinski-tang-3", "himmelblau"]


class Found(NamedTuple):
    """The real points of a method, whether it also found families, and the seconds; no points where it gave none."""

    points: list[tuple[float, ...]] | None
    families: int
    seconds: float


def ours(text: str) -> tuple[list[tuple[float, ...]], int]:
    """The points with kinds, values and proof."""
    answer = symcalc.critical(text)
    points = [tuple(float(x) for x in (point.approx or {}).values()) for point in answer.points]
    return points, len(answer.families)


def solved(text: str) -> tuple[list[tuple[float, ...]], int]:
    """What `solve` says of the gradient: its real points, and how many of its solutions have parameters."""
    node = parse_expression(text)
    variables = [Scope().symbol(name) for name in sorted(names(node))]
    function = build(node, Scope())
    answers = sympy.solve([sympy.diff(function, v) for v in variables], variables, dict=True)
    closed = [answer for answer in answers if all(v in answer and not answer[v].free_symbols for v in variables)]
    points = []
    for answer in closed:
        values = [complex(sympy.N(answer[v], 30)) for v in variables]
        if all(abs(value.imag) < 1e-12 * (1 + abs(value)) for value in values):
            points.append(tuple(value.real for value in values))
    return points, len(answers) - len(closed)


def worked(method: Callable[[str], tuple[list[tuple[float, ...]], int]], text: str) -> Found:
    """A method in a process of its own."""
    context = get_context("fork")
    receive, send = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(method, text, send))
    process.start()
    answer = receive.recv() if receive.poll(PATIENCE) else Found(None, 0, PATIENCE)
    process.kill()
    process.join()
    return answer


def _work(method: Callable[[str], tuple[list[tuple[float, ...]], int]], text: str, send: Connection) -> None:
    begin = time.perf_counter()
    try:
        points, families = method(text)
    except Exception:  # noqa: BLE001 (a failure is a result here)
        send.send(Found(None, 0, time.perf_counter() - begin))
    else:
        send.send(Found(points, families, time.perf_counter() - begin))


def unlisted(found: Found, other: Found) -> list[tuple[float, ...]]:
    """The points of the other that are not among those found."""
    near = [p for p in other.points or [] if any(_same(p, q) for q in found.points or [])]
    return [p for p in other.points or [] if p not in near]


def _same(p: tuple[float, ...], q: tuple[float, ...]) -> bool:
    return math.dist(p, q) < 1e-6 * (1 + math.hypot(*p))


def missed_by_us(case: Case, mine: Found, theirs: Found) -> int:
    """How many points of `solve` are neither points nor on families of ours."""
    left = unlisted(mine, theirs)
    listed = families(case) if left else []
    return sum(not any(belongs(entry, case.variables, np.array(p), 1e-6) for entry in listed) for p in left)


def is_polynomial(node: Node) -> bool:
    """Whether a function is a polynomial with rational coefficients."""
    for part in walk(node):
        match part:
            case Number() | Name() | Sum() | Product() | Negative():
                continue
            case Power(_, Number(exponent)) if exponent.denominator == 1 and exponent >= 0:
                continue
            case Quotient(_, Number()):
                continue
            case _:
                return False
    return True


def polynomials() -> list[Case]:
    """The polynomials of the corpus, without boxes, constraints and parameters."""
    plain = [case for case in CASES if not (case.domain or case.subject_to or case.at or case.wrt)]
    return [case for case in plain if is_polynomial(case.function) and names(case.function)]


def compare(count: int) -> None:
    """A line a function, then the medians."""
    rows, ratios, losses, late = [], [], [0, 0], 0
    for case in polynomials()[:count]:
        mine, theirs = worked(ours, case.f), worked(solved, case.f)
        ratios.append(mine.seconds / theirs.seconds)
        late += theirs.points is None
        lost = (len(unlisted(theirs, mine)), missed_by_us(case, mine, theirs))
        losses = [a + b for a, b in zip(losses, lost, strict=True)]
        rows.append((case.name, *_cells(mine), *_cells(theirs), f"{ratios[-1]:.2f}", *(n or "" for n in lost)))
    table(("function", "symcalc s", "found", "solve s", "found", "ratio", "solve misses", "symcalc misses"), rows)
    print(
        f"{len(ratios)} functions: median of the ratios {statistics.median(ratios):.2f}; points missed by solve "
        f"{losses[0]}, by symcalc {losses[1]}; without an answer from solve {late}"
    )


def _cells(found: Found) -> tuple[str, str]:
    """Seconds, and how many points and families."""
    if found.points is None:
        return f"{found.seconds:.3f}", "nothing"
    families = f" + {found.families}" if found.families else ""
    return f"{found.seconds:.3f}", f"{len(found.points)}{families}"


def processes() -> None:
    """Processor seconds of whole processes, import of SymPy included."""
    texts = {case.name: case.f for case in CASES}
    commands = {name: [*SYMCALC, "critical", texts[name], "--format", "json", "--timeout", "100"] for name in WHOLE}
    for command in commands.values():
        subprocess.run(command, capture_output=True, check=True)
    costs = medians({name: Process(command) for name, command in commands.items()}, 3)
    rows = [(name, f"{seconds:.2f}" if seconds else "late") for name, seconds in costs.items()]
    table(("whole process", "CPU s"), rows)


def main() -> None:
    """Print both comparisons."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--functions", type=int, default=1000)
    count = parser.parse_args().functions
    prepare()
    print(heading())
    symcalc.critical("x^2+y^2")
    processes()
    compare(count)


if __name__ == "__main__":
    main()
