"""Gradients and Hessians beside SymPy, SymEngine, Maxima, giac and ginsh: whole processes, interleaved, medians.

Before it is timed, every program's answer is checked by its values at a point against the complex step; one whose
values are others is not timed but shown as wrong, one that takes too long as a time-out.

`python -m tests.benchmarks peers [--rounds N]`; a peer that is not installed is left out and named. (Debian: maxima,
xcas for giac, ginac-tools for ginsh; PyPI: symengine.)
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.measuring import PATIENCE, Goal, installed, medians, quotient, ratio, table
from tests.benchmarks.programs import MAKERS, Workload, checked_numbers, checked_of_ours, expected
from tests.benchmarks.workloads import expression, log_sum_exp, rosenbrock

WORKLOADS = [
    Workload("a small gradient", 2, "log(exp(x1)+exp(x2))"),
    Workload("Rosenbrock-200, gradient and Hessian", 200, rosenbrock(200), second=True),
    Workload("log-sum-exp-400, gradient", 400, log_sum_exp(400)),
    Workload("random, 1,000 nodes, gradient", 5, expression(1_000)),
    Workload("random, 10,000 nodes, gradient", 5, expression(10_000)),
]
#: The workload, the peer it is compared with, and the ratio to reach.
GOALS = [
    ("Rosenbrock-200, gradient and Hessian", "maxima", "Maxima", 1.0),
    ("Rosenbrock-200, gradient and Hessian", "sympy", "SymPy", 0.07),
    ("log-sum-exp-400, gradient", "maxima", "Maxima", 1.0),
    ("random, 10,000 nodes, gradient", "sympy", "SymPy", 0.15),
]
#: What each of these takes SymPy is so long that three rounds are enough to tell.
SLOW = 3


def verdict(tool: str, work: Workload, folder: Path) -> str:
    """Whether a program's numbers are the derivatives: "right", "wrong" or "time-out"."""
    if tool == "symcalc":
        found = checked_of_ours(work)
    else:
        process = MAKERS[tool](work, folder, checked=True)
        try:
            done = subprocess.run(
                process.command, capture_output=True, text=True, timeout=PATIENCE, check=False, cwd=process.folder
            )
        except subprocess.TimeoutExpired:
            return "time-out"
        found = checked_numbers(done.stdout + done.stderr)
    wanted = expected(work)
    close = [abs(a - b) <= 1e-6 * (1 + abs(b)) for a, b in zip(found, wanted, strict=False)]
    return "right" if len(found) >= len(wanted) == sum(close) else "wrong"


class Measured(NamedTuple):
    """The seconds of each program, and what is wrong with those that have none."""

    seconds: dict[str, float | None]
    verdicts: dict[str, str]

    def told(self, tool: str) -> str:
        """What a program took, as a multiple of SymPy's time."""
        reference = self.seconds.get("sympy")
        if tool not in self.seconds:
            return self.verdicts[tool]
        return f"1 ({reference:.2f} s)" if tool == "sympy" and reference else ratio(self.seconds[tool], reference)


def measured(work: Workload, tools: list[str], rounds: int) -> Measured:
    """What each program took whose answer is right."""
    with tempfile.TemporaryDirectory() as parent:
        folders = {tool: Path(parent) / tool for tool in tools}
        for folder in folders.values():
            folder.mkdir()
        verdicts = {tool: verdict(tool, work, folders[tool]) for tool in tools}
        right = [tool for tool in tools if verdicts[tool] == "right"]
        return Measured(medians({tool: MAKERS[tool](work, folders[tool]) for tool in right}, rounds), verdicts)


def main(rounds: int, *, quick: bool = False) -> list[Goal]:
    """Check and time every program, and print CPU time as multiples of SymPy's."""
    tools = [name for name in MAKERS if name == "symcalc" or name in installed(list(MAKERS))]
    found: dict[str, Measured] = {}

    def row(work: Workload) -> list[str]:
        found[work.name] = told = measured(work, tools, rounds if work.size == 2 else min(rounds, SLOW))
        of_maxima = quotient(told.seconds.get("symcalc"), told.seconds.get("maxima"))
        return [work.name, *map(told.told, tools), "–" if of_maxima is None else f"{of_maxima:.2f}"]

    print("Peers: processor time of whole processes, start included, as a multiple of SymPy's; all answers checked.\n")
    table(("workload", *tools, "symcalc of maxima"), map(row, WORKLOADS))
    return [
        Goal(name, f"of {word}", limit, quotient(found[name].seconds.get("symcalc"), found[name].seconds.get(peer)))
        for name, peer, word, limit in GOALS
    ]
