"""The same derivatives asked of every program: how each is told, and the numbers by which its answer is checked.

A checked run prints some derivatives at a point after everything else: the first, the middle and the last partial
derivative, and of a Hessian the entries (1, 1), (1, 2) and (n, n). The point has another value for each variable.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.measuring import SYMCALC, Process

_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


class Workload(NamedTuple):
    """A function of x1 … xn, and whether its Hessian is asked for besides the gradient."""

    name: str
    size: int
    text: str
    second: bool = False

    @property
    def names(self) -> list[str]:
        """The variables."""
        return [f"x{i}" for i in range(1, self.size + 1)]

    @property
    def point(self) -> list[str]:
        """The value of each variable, as decimals of one digit."""
        return [f"0.{1 + i % 7}" for i in range(self.size)]

    @property
    def slopes(self) -> list[int]:
        """The partial derivatives that are checked, counted from 1."""
        return [1, (self.size + 1) // 2, self.size]

    @property
    def entries(self) -> list[tuple[int, int]]:
        """The second derivatives that are checked."""
        return [(1, 1), (1, 2), (self.size, self.size)] if self.second else []


def ours(work: Workload, folder: Path, *, checked: bool = False) -> Process:
    """The program as it is called, a process a command: as differentiated, with common parts named once."""
    source = folder / "input.txt"
    source.write_text(work.text)
    commands = ["grad", "hessian"] if work.second else ["grad"]
    calls = [f"{' '.join(SYMCALC)} {name} --file {source} --simplify none --shared --timeout 100" for name in commands]
    return Process(["sh", "-c", "; ".join(calls)])


def checked_of_ours(work: Workload) -> list[float]:
    """The checked numbers of symcalc's answers, in ball arithmetic."""
    import symcalc
    from symcalc.decide.ball import enclose

    point = dict(zip(work.names, map(Fraction, work.point), strict=True))
    slopes = symcalc.grad(work.text, simplify="none").gradient
    found = [slopes[i - 1] for i in work.slopes]
    if work.second:
        matrix = symcalc.hessian(work.text, simplify="none").hessian
        found += [matrix[i - 1][j - 1] for i, j in work.entries]
    return [float(enclose(tree, point, 200).mid()) for tree in found]


def _python(library: str, work: Workload, folder: Path, *, checked: bool) -> Process:
    """SymPy's own way, sympify, diff by each variable, print; SymEngine's is the same."""
    path = folder / "peer.py"
    path.write_text(f"""
import {library} as cas
x = {f"cas.symbols('x1:{work.size + 1}', real=True)" if library == "sympy" else [*work.names]}
x = [cas.Symbol(s) if isinstance(s, str) else s for s in x]
f = cas.sympify({work.text.replace("^", "**")!r}{", locals={str(s): s for s in x}" if library == "sympy" else ""})
g = [cas.diff(f, s) for s in x]
h = [[cas.diff(a, s) for s in x] for a in g] if {work.second} else []
print(g, h)
if {checked}:
    at = {{s: cas.sympify(v) for s, v in zip(x, {work.point})}}
    asked = [g[i - 1] for i in {work.slopes}] + [h[i - 1][j - 1] for i, j in {work.entries}]
    print("check", *(float(cas.sympify(e).{"xreplace" if library == "sympy" else "subs"}(at)) for e in asked))
""")
    return Process([sys.executable, str(path)])


def sympy(work: Workload, folder: Path, *, checked: bool = False) -> Process:
    """SymPy."""
    return _python("sympy", work, folder, checked=checked)


def symengine(work: Workload, folder: Path, *, checked: bool = False) -> Process:
    """SymEngine by its Python package."""
    return _python("symengine", work, folder, checked=checked)


def maxima(work: Workload, folder: Path, *, checked: bool = False) -> Process:
    """Maxima's diff by each variable."""
    names, path = ",".join(work.names), folder / "peer.mac"
    second = "h: map(lambda([a], map(lambda([s], diff(a, s)), v)), g)$ print(h)$" if work.second else ""
    asked = [f"g[{i}]" for i in work.slopes] + [f"h[{i}][{j}]" for i, j in work.entries]
    at = "".join(f"{name}: {value}$ " for name, value in zip(work.names, work.point, strict=True))
    check = f"{at} print(check, {', '.join(f'float(ev({one}))' for one in asked)})$" if checked else ""
    path.write_text(f"""
display2d: false$
v: [{names}]$ f: {work.text}$
g: map(lambda([s], diff(f, s)), v)$ print(g)$ {second}
{check}
""")
    return Process(["maxima", "--very-quiet", "-b", str(path)])


def giac(work: Workload, folder: Path, *, checked: bool = False) -> Process:
    """The gradient of giac, and its Hessian."""
    names, path = ",".join(work.names), folder / "peer.giac"
    second = f"h:=hessian(f,[{names}]); h;" if work.second else ""
    asked = [f"g[{i - 1}]" for i in work.slopes] + [f"h[{i - 1},{j - 1}]" for i, j in work.entries]
    at = f"[{names}],[{','.join(work.point)}]"
    check = f'print("check",{",".join(f"evalf(subst({one},{at}))" for one in asked)});\n' if checked else ""
    path.write_text(f"f:={work.text}:;\ng:=grad(f,[{names}]);\n{second}\n{check}")
    return Process(["giac", str(path)], folder=folder)  # it writes session.tex where it stands


def ginsh(work: Workload, folder: Path, *, checked: bool = False) -> Process:
    """One diff a variable."""
    size, path = range(1, work.size + 1), folder / "peer.ginsh"
    lines = [f"f = {work.text}:", *(f"g{i} = diff(f, x{i});" for i in size)]
    if work.second:
        lines += [f"h{i}_{j} = diff(g{i}, x{j});" for i in size for j in size]
    if checked:
        at = ",".join(f"{name}=={value}" for name, value in zip(work.names, work.point, strict=True))
        asked = [f"g{i}" for i in work.slopes] + [f"h{i}_{j}" for i, j in work.entries]
        lines += ["quote_check;", *(f"evalf(subs({one}, {{{at}}}));" for one in asked)]
    path.write_text("\n".join(lines) + "\n")
    return Process(["ginsh", str(path)])


#: How each program is told.
MAKERS: dict[str, Callable[..., Process]] = {
    "symcalc": ours,
    "sympy": sympy,
    "symengine": symengine,
    "maxima": maxima,
    "giac": giac,
    "ginsh": ginsh,
}


def checked_numbers(output: str) -> list[float]:
    """The numbers after the last word `check` of an output."""
    _, found, tail = output.rpartition("check")
    return [float(number) for number in _NUMBER.findall(tail)] if found else []


def expected(work: Workload) -> list[float]:
    """The checked numbers by the complex step, and for second derivatives by a real step of it, in high precision."""
    import mpmath

    compiled = compile(work.text.replace("^", "**"), "<function>", "eval")
    functions = {name: getattr(mpmath, name) for name in ("exp", "log", "sin", "cos")}

    with mpmath.workdps(80):
        point = dict(zip(work.names, map(mpmath.mpf, work.point), strict=True))
        tiny, small = mpmath.mpf(10) ** -40, mpmath.mpf(10) ** -15

        def slope(i: int, j: int = 1, shift: object = 0) -> mpmath.mpf:
            there = {**functions, **point, f"x{j}": point[f"x{j}"] + shift}
            there[f"x{i}"] += mpmath.mpc(0, tiny)
            return mpmath.im(eval(compiled, there)) / tiny  # noqa: S307 (the benchmark's own text)

        seconds = [(slope(i, j, small) - slope(i, j, -small)) / (2 * small) for i, j in work.entries]
        return [float(value) for value in (*map(slope, work.slopes), *seconds)]
