"""Gradients and Hessians beside SymPy, Maxima, giac and ginsh: whole processes, interleaved, medians of CPU seconds.

Before it is timed, every program once also prints the sum of all entries at x1 = x2 = … = 1/2; one whose sum is
another, or takes more than two minutes, is not timed but shown as wrong.

`python -m tests.benchmarks.peers [ROUNDS]`; a peer that is not installed is left out and named. (Debian: maxima, xcas
for giac, ginac-tools for ginsh.)
"""

from __future__ import annotations

import compileall
import math
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import symcalc
from tests.benchmarks.startup import cost

NUMBER = re.compile(r"(?:^|sum ,?)\s*([-+]?\d+\.\d*(?:e[-+]?\d+)?)\s*$", re.MULTILINE)
PEERS = {"maxima": "maxima", "giac": "giac", "ginsh": "ginsh"}


class Workload(NamedTuple):
    """A function of x1 … xn, and whether its Hessian is asked for besides the gradient."""

    name: str
    size: int
    text: str
    second: bool = False


def rosenbrock(size: int) -> str:
    """The chained Rosenbrock function."""
    return "+".join(f"100*(x{i + 1}-x{i}^2)^2+(1-x{i})^2" for i in range(1, size))


def log_sum_exp(size: int) -> str:
    """The logarithm of a sum of exponentials."""
    return f"log({'+'.join(f'exp(x{i})' for i in range(1, size + 1))})"


def expression(nodes: int, draw: random.Random) -> str:
    """A balanced expression of about so many nodes in five variables."""
    if nodes <= 2:
        return draw.choice(["x1", "x2", "x3", "x4", "x5"])
    operation = draw.choice(["+", "*", "sin", "+", "*", "cos"])
    if operation in "+*":
        return f"({expression(nodes // 2, draw)}{operation}{expression(nodes - nodes // 2 - 1, draw)})"
    return f"{operation}({expression(nodes - 1, draw)})"


WORKLOADS = [
    Workload("a small gradient", 2, "log(exp(x1)+exp(x2))"),
    Workload("Rosenbrock-200, gradient and Hessian", 200, rosenbrock(200), second=True),
    Workload("log-sum-exp-400, gradient", 400, log_sum_exp(400)),
    Workload("random, 10,000 nodes, gradient", 5, expression(10_000, random.Random(7))),  # noqa: S311
]


def ours(work: Workload, folder: Path, *, checked: bool = False) -> list[str]:
    """The program as it is called: the gradient, and the Hessian, with common parts named once."""
    commands = ["grad", "hessian"] if work.second else ["grad"]
    source = folder / "input.txt"
    source.write_text(work.text)
    calls = [f"{sys.executable} -m symcalc {name} --file {source} --simplify none --shared" for name in commands]
    return ["sh", "-c", "; ".join(calls)]


def sympy(work: Workload, folder: Path, *, checked: bool = False) -> list[str]:
    """SymPy's own way: sympify, diff by each variable, print."""
    path = folder / "peer.py"
    path.write_text(f"""
import sympy
x = sympy.symbols("x1:{work.size + 1}", real=True)
f = sympy.sympify({work.text.replace("^", "**")!r}, locals={{str(s): s for s in x}})
g = [sympy.diff(f, s) for s in x]
h = [[sympy.diff(a, s) for s in x] for a in g] if {work.second} else []
print(g, h)
if {checked}:
    at = {{s: sympy.Float(0.5, 20) for s in x}}
    print("sum", sum(e.xreplace(at) for e in [*g, *(b for r in h for b in r)] if e != 0))
""")
    return [sys.executable, str(path)]


MAXIMA_SUM = """
at: map(lambda([s], s = 0.5), v)$
value(row) := lsum(float(subst(at, e)), e, row)$
print("sum", value(g) + lsum(value(row), row, h))$
"""


def maxima(work: Workload, folder: Path, *, checked: bool = False) -> list[str]:
    """Maxima's diff by each variable."""
    names = ",".join(f"x{i}" for i in range(1, work.size + 1))
    path = folder / "peer.mac"
    second = "h: map(lambda([a], map(lambda([s], diff(a, s)), v)), g)$ print(h)$" if work.second else "h: []$"
    path.write_text(
        f"""
display2d: false$
v: [{names}]$ f: {work.text}$
g: map(lambda([s], diff(f, s)), v)$ print(g)$ {second}
"""
        + (MAXIMA_SUM if checked else "")
    )
    return ["maxima", "--very-quiet", "-b", str(path)]


def giac(work: Workload, folder: Path, *, checked: bool = False) -> list[str]:
    """The gradient of giac, and its Hessian."""
    names = ",".join(f"x{i}" for i in range(1, work.size + 1))
    path = folder / "peer.giac"
    at = ",".join(["0.5"] * work.size)
    second = f"h:=hessian(f,[{names}]); h;" if work.second else "h:=[];"
    total = f'print("sum ",evalf(subst(sum(g)+sum(flatten(h)),[{names}],[{at}])));\n' if checked else ""
    path.write_text(f"f:={work.text}:;\ng:=grad(f,[{names}]);\n{second}\n{total}")
    return ["giac", str(path)]


def ginsh(work: Workload, folder: Path, *, checked: bool = False) -> list[str]:
    """One diff a variable; the entries are added up to be compared."""
    at = ",".join(f"x{i}==0.5" for i in range(1, work.size + 1))
    lines = [f"f = {work.text}:"]
    lines += [f"g{i} = diff(f, x{i});" for i in range(1, work.size + 1)]
    total = "+".join(f"g{i}" for i in range(1, work.size + 1))
    if work.second:
        pairs = [(i, j) for i in range(1, work.size + 1) for j in range(1, work.size + 1)]
        lines += [f"h{i}_{j} = diff(g{i}, x{j});" for i, j in pairs]
        total += "+" + "+".join(f"h{i}_{j}" for i, j in pairs)
    if checked:
        lines.append(f"evalf(subs({total}, {{{at}}}));")
    path = folder / "peer.ginsh"
    path.write_text("\n".join(lines) + "\n")
    return ["ginsh", str(path)]


MAKERS: dict[str, Callable[..., list[str]]] = {
    "symcalc": ours,
    "sympy": sympy,
    "maxima": maxima,
    "giac": giac,
    "ginsh": ginsh,
}


def expected(work: Workload) -> float:
    """The sum of all entries at the point, by central differences of the function in high precision."""
    import mpmath

    compiled = compile(work.text.replace("^", "**"), "<function>", "eval")
    functions = {"exp": mpmath.exp, "log": mpmath.log, "sin": mpmath.sin, "cos": mpmath.cos}

    def value(step: float) -> mpmath.mpf:
        return eval(compiled, {**functions, **{f"x{i}": half + step for i in range(1, work.size + 1)}})  # noqa: S307

    with mpmath.workdps(60):
        half, h = mpmath.mpf(1) / 2, mpmath.mpf(10) ** -12
        slope = (value(h) - value(-h)) / (2 * h)
        bend = (value(h) - 2 * value(mpmath.mpf(0)) + value(-h)) / h**2
        return float(slope + (bend if work.second else 0))


def is_right(tool: str, work: Workload, folder: Path) -> bool:
    """Whether a program's number is the sum of all entries."""
    if tool == "symcalc":
        found = sum_of_ours(work)
    else:
        try:
            command = MAKERS[tool](work, folder, checked=True)
            done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        except subprocess.TimeoutExpired:
            return False
        numbers = re.findall(
            r"(?:^|sum ,?)\s*([-+]?\d+\.\d*(?:e[-+]?\d+)?)\s*$", done.stdout + done.stderr, re.MULTILINE
        )
        found = float(numbers[-1]) if numbers else float("nan")
    wanted = expected(work)
    return abs(found - wanted) <= 1e-6 * (1 + abs(wanted))


def sum_of_ours(work: Workload) -> float:
    """The sum of the entries that symcalc gives at the point, in ball arithmetic."""
    from symcalc.build import as_tree
    from symcalc.decide.ball import enclose
    from symcalc.syntax.tree import Node, Sum

    answers = list(symcalc.grad(work.text, simplify="none").gradient)
    if work.second:
        answers += [entry for row in symcalc.hessian(work.text, simplify="none").hessian for entry in row]
    trees = tuple(answer if isinstance(answer, Node) else as_tree(answer) for answer in answers)
    point = {f"x{i}": Fraction(1, 2) for i in range(1, work.size + 1)}
    return float(enclose(Sum(trees), point, 200).mid())


def _folder(parent: str, tool: str) -> Path:
    """A folder of its own for the files of a tool."""
    folder = Path(parent) / tool
    folder.mkdir()
    return folder


def _cell(seconds: float | None, reference: float) -> str:
    return "wrong" if seconds is None else f"{seconds:.3f} ({seconds / reference:.2f})"


def main() -> None:
    """Check every program, then time them in turn, and print CPU seconds and ratios to SymPy."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    compileall.compile_dir(Path(symcalc.__file__).parent, quiet=2)
    missing = [name for name, program in PEERS.items() if shutil.which(program) is None]
    if missing:
        print(f"not installed, left out: {', '.join(missing)}")
    print(f"{'workload':40}" + "".join(f"{tool:>16}" for tool in MAKERS if tool not in missing))
    for work in WORKLOADS:
        with tempfile.TemporaryDirectory() as folder:
            right = {tool: is_right(tool, work, Path(folder)) for tool in MAKERS if tool not in missing}
            commands = {tool: MAKERS[tool](work, _folder(folder, tool)) for tool in right}
            times: dict[str, list[float]] = {tool: [] for tool in commands}
            for _ in range(rounds):
                for tool, command in commands.items():
                    if right[tool]:
                        times[tool].append(cost(command, environment)[0])
        medians = {tool: statistics.median(values) for tool, values in times.items() if values}
        cells = (_cell(medians.get(tool), medians.get("sympy", math.nan)) for tool in commands)
        print(f"{work.name:40}" + "".join(f"{cell:>16}" for cell in cells))


if __name__ == "__main__":
    main()
