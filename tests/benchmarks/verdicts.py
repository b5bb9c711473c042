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
import subprocess
import sys
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
    """Both on so many pairs, spread over the corpus."""
    rows = []
    known = [pair for pair in pairs() if pair.verdict != "undecided"]
    for pair in known[:: max(1, len(known) // count)]:
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
    """Seconds of computing a claim in a document of so many, each behind a definition of its own."""
    lines = [
        f"f{i}(x) = x^{i % 7 + 2} sin({i % 5 + 1}x)\n"
        f"diff(f{i}, x) == {i % 7 + 2}x^{i % 7 + 1} sin({i % 5 + 1}x) + {i % 5 + 1}x^{i % 7 + 2} cos({i % 5 + 1}x)"
        for i in range(count)
    ]
    begin = time.process_time()
    for entry in entries(Source("\n".join(lines), "long.calc")):
        if isinstance(entry, Claimed):
            assert checked(entry).verdict == "proved"
    return (time.process_time() - begin) / count


def documents() -> None:
    """Documents of 100 and of 1,000 claims, each in a process of its own; the least of three runs."""
    found = {}
    for count in (100, 1000):
        command = [sys.executable, "-m", "tests.benchmarks.verdicts", "--document", str(count)]
        runs = [subprocess.run(command, capture_output=True, text=True, check=True).stdout.split() for _ in range(3)]
        found[count] = min(float(seconds) for seconds, _ in runs), max(float(memory) for _, memory in runs)
        print(f"{count} claims: {found[count][0] * 1e3:.2f} ms a claim, at most {found[count][1]:.0f} MB")
    print(f"a claim of 1,000 takes {found[1000][0] / found[100][0]:.2f} times as long as one of 100")


def main() -> None:
    """Print both comparisons."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=10_000, help="about so many of the corpus; all unless told")
    parser.add_argument("--document", type=int, help="only a document of so many claims: seconds a claim, megabytes")
    asked = parser.parse_args()
    if asked.document is None:
        compare(asked.pairs)
        documents()
        return
    document(20)
    seconds = document(asked.document)
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main()
