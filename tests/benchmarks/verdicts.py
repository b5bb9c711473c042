"""Verdicts beside SymPy's `simplify(a - b) == 0`, in one run; and documents of 100 and of 1,000 claims.

    python -m tests.benchmarks.verdicts [--pairs N]

A pair costs SymPy at most `PATIENCE` seconds. `simplify` answers "equal" or "not shown"; a true pair that it does not
show equal, and a false one that it does, count as wrong.
"""

from __future__ import annotations

import argparse
import resource
import signal
import statistics
import time

import sympy

from symcalc.build import Scope, build
from symcalc.claims.claimed import Claimed
from symcalc.claims.document import entries
from symcalc.claims.verdicts import checked
from symcalc.decide.identity import identical
from symcalc.syntax.source import Source
from tests.decide.identities import Pair, pairs

PATIENCE = 20


class Late(Exception):
    """SymPy takes longer than it may."""


def _late(*_: object) -> None:
    raise Late


def by_simplify(pair: Pair) -> str:
    """What SymPy says of a pair, with the symbols it would be given by a careful user."""
    scope = Scope.of({}, pair.conditions)
    difference = build(pair.left, scope) - build(pair.right, scope)
    signal.signal(signal.SIGALRM, _late)
    signal.alarm(PATIENCE)
    try:
        return "proved" if sympy.simplify(difference) == 0 else "refuted"
    except Late:
        return "late"
    finally:
        signal.alarm(0)


def timed(function, *arguments):
    """The answer and the seconds it took; what fails says how."""
    begin = time.perf_counter()
    try:
        answer = function(*arguments)
    except Exception as error:  # noqa: BLE001 (a failure is a result here)
        answer = type(error).__name__
    return answer, time.perf_counter() - begin


def compare(count: int) -> None:
    """Both on the pairs of the corpus."""
    rows = []
    for pair in pairs()[:count]:
        ours, our_time = timed(lambda p=pair: identical(p.left, p.right, p.conditions).verdict)
        theirs, their_time = timed(by_simplify, pair)
        rows.append((pair.verdict, ours, our_time, theirs, their_time))
    for name, answer, seconds in (("symcalc", 1, 2), ("simplify", 3, 4)):
        right = sum(row[answer] == row[0] for row in rows)
        times = sorted(row[seconds] for row in rows)
        print(
            f"{name:9} right {right} of {len(rows)}; median {statistics.median(times) * 1e3:.1f} ms, "
            f"95 % {times[int(len(times) * 0.95)] * 1e3:.0f} ms, most {times[-1]:.2f} s, together {sum(times):.1f} s"
        )


def document(count: int) -> float:
    """Seconds a claim in a document of so many, half of them behind definitions of their own."""
    lines = [
        f"f{i}(x) = x^{i % 7 + 2} sin({i % 5 + 1}x)\n"
        f"diff(f{i}, x) == {i % 7 + 2}x^{i % 7 + 1} sin({i % 5 + 1}x) + {i % 5 + 1}x^{i % 7 + 2} cos({i % 5 + 1}x)"
        for i in range(count)
    ]
    begin = time.perf_counter()
    for entry in entries(Source("\n".join(lines), "long.calc")):
        if isinstance(entry, Claimed):
            assert checked(entry).verdict == "proved"
    return (time.perf_counter() - begin) / count


def main() -> None:
    """Print both comparisons."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=10_000)
    compare(parser.parse_args().pairs)
    document(20)
    for count in (100, 1000):
        seconds = document(count)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{count} claims: {seconds * 1e3:.1f} ms a claim, at most {memory:.0f} MB")


if __name__ == "__main__":
    main()
