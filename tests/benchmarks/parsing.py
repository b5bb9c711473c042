"""What symcalc and SymPy's parse_expr make of the same texts: how many are right, and how long they take.

The texts are the tables of tests/syntax. A meaning is right where the value at points is that of the table's explicit
form; a mistake is detected where anything is raised. Times are of a text to a SymPy expression, medians of interleaved
runs in one process, over the texts that both read right. LaTeX is timed against the explicit form of the same meaning.
Run it with `python tests/benchmarks/parsing.py [ROUNDS]`.

parse_expr executes what it reads, so texts that hold Python (quotes, underscores in pairs) are not given to it.
"""

from __future__ import annotations

import contextlib
import random
import statistics
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import sympy
from sympy.parsing.sympy_parser import T, parse_expr

from symcalc.build import build
from symcalc.errors import SymcalcError
from symcalc.syntax import parse_expression

TEXTS = Path(__file__).parents[1] / "syntax"
POINTS = 4
Reader = Callable[[str], sympy.Expr]


def rows(name: str) -> list[str]:
    """The lines of a table."""
    lines = (TEXTS / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith(("# ", "## "))]


def meanings() -> list[tuple[str, str]]:
    """Texts and their explicit forms."""
    return [tuple(part.replace("\\n", "\n") for part in row.split("  =>  ")) for row in rows("meanings.txt")]


def mistakes() -> list[str]:
    """Texts that are to be refused."""
    return [row.split(None, 2)[2].replace("\\n", "\n") for row in rows("mistakes.txt")]


def ours(text: str) -> sympy.Expr:
    """A text to SymPy by symcalc."""
    return build(parse_expression(text))


def theirs(text: str) -> sympy.Expr:
    """A text to SymPy by SymPy."""
    return parse_expr(text, transformations=T[:])


def is_python(text: str) -> bool:
    """Whether a text could do something when it is executed."""
    return any(mark in text for mark in ("'", '"', "`", "__", ".diff"))


def value(expression: object, seed: int) -> complex | None:
    """The value of an expression at a point that depends on its names and a seed alone."""
    if not isinstance(expression, sympy.Expr):
        return None
    at = {symbol: random.Random(f"{symbol.name}{seed}").uniform(0.2, 0.9) for symbol in expression.free_symbols}  # noqa: S311
    with contextlib.suppress(TypeError, ValueError, AttributeError, ZeroDivisionError):
        return complex(expression.evalf(20, subs=at))
    return None


def same(left: object, right: sympy.Expr) -> bool:
    """Whether two expressions have the same names and values."""
    if not isinstance(left, sympy.Expr) or {s.name for s in left.free_symbols} != {s.name for s in right.free_symbols}:
        return False
    pairs = [(value(left, seed), value(right, seed)) for seed in range(POINTS)]
    return all(repr(a) == repr(b) or (a and b and abs(a - b) < 1e-9 * (1 + abs(b))) for a, b in pairs)


def attempt(read: Reader, text: str) -> object:
    """What a reader makes of a text, or what it raises."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return read(text)
    except Exception as error:  # noqa: BLE001 (the baseline leaks whatever Python raises)
        return error


def scalars() -> list[tuple[str, sympy.Expr]]:
    """The texts whose meaning is a number at a point, and that meaning, from the explicit form."""
    found = []
    for text, meaning in meanings():
        with contextlib.suppress(SymcalcError, TypeError, NotImplementedError):
            expression = build(parse_expression(meaning))
            if isinstance(expression, sympy.Expr):
                found.append((text, expression))
    return found


def seconds(read: Reader, text: str) -> float:
    """How long one reading takes."""
    start = time.perf_counter()
    read(text)
    return time.perf_counter() - start


def latex_ratios(rounds: int) -> list[float]:
    """How much longer a text in LaTeX takes than its explicit form, for each text of the table of LaTeX."""
    found = []
    for row in rows("latex.txt"):
        text, meaning = row.split("  =>  ")
        with contextlib.suppress(SymcalcError):  # a meaning that needs declared shapes
            plain = min(seconds(parse_expression, meaning) for _ in range(rounds))
            found.append(min(seconds(latex, text) for _ in range(rounds)) / plain)
    return found


def latex(text: str) -> object:
    """A text in LaTeX to the tree."""
    return parse_expression(text, notation="latex")


def main(rounds: int) -> None:
    """Print the scores of both and the ratio of their times."""
    texts = [(text, meaning) for text, meaning in scalars() if not is_python(text)]
    right = {read: [text for text, meaning in texts if same(attempt(read, text), meaning)] for read in (ours, theirs)}
    errors = [text for text in mistakes() if not is_python(text)]
    found = {read: sum(isinstance(attempt(read, text), Exception) for text in errors) for read in (ours, theirs)}
    print(f"{'':28}{'symcalc':>10}{'parse_expr':>12}")
    print(f"{'meaning right, of ' + str(len(texts)):28}{len(right[ours]):10}{len(right[theirs]):12}")
    print(f"{'mistakes found, of ' + str(len(errors)):28}{found[ours]:10}{found[theirs]:12}")
    both = [text for text in right[ours] if text in set(right[theirs])]
    ratios = [
        statistics.median(seconds(ours, t) for _ in range(rounds))
        / statistics.median(seconds(theirs, t) for _ in range(rounds))
        for t in both
    ]
    trees = [
        statistics.median(seconds(parse_expression, t) for _ in range(rounds))
        / statistics.median(seconds(theirs, t) for _ in range(rounds))
        for t in both
    ]
    print(f"{'time, to SymPy':28}{statistics.median(ratios):10.3f}{1:12}")
    print(f"{'time, to the tree':28}{statistics.median(trees):10.3f}{1:12}")
    print(f"{'LaTeX to the tree, of plain':28}{statistics.median(latex_ratios(rounds)):10.3f}")
    terms = " + ".join(f"{k} x^{k % 7} sin({k} y)" for k in range(1, 400))
    print(f"{'a sum of 399 terms':28}{seconds(ours, terms) / seconds(theirs, terms):10.3f}{1:12}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
