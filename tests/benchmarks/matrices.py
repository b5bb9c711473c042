"""How long a matrix derivative takes, numeric check included, beside SymPy's on problems that both can do.

Run by itself: `python -m tests.benchmarks.matrices`.
"""

from __future__ import annotations

import statistics
import sys
import time

from sympy import Inverse, MatrixSymbol, Symbol, Trace

from symcalc.matrix.answer import derivative
from symcalc.matrix.shapes import Shapes
from symcalc.syntax import parse_expression
from tests.matrix.oracle import shapes_of
from tests.matrix.table import rows

n, m, r, p = (Symbol(name, integer=True, positive=True) for name in "nmrp")
x, y, b = (MatrixSymbol(name, n, 1) for name in "xyb")
A, B, X = (MatrixSymbol(name, n, n) for name in "ABX")
U, V, Y = MatrixSymbol("U", n, r), MatrixSymbol("V", r, m), MatrixSymbol("Y", n, m)

#: Ours, and the same in SymPy with what it is differentiated by.
BOTH = [
    ("b'*x", "x", "b: n; x: n", (b.T * x), x),
    ("x'*A*x", "x", "A: n x n; x: n", (x.T * A * x), x),
    ("tr(A*X)", "X", "A: n x n; X: n x n", Trace(A * X), X),
    ("tr(A*X*B)", "X", "A: n x n; B: n x n; X: n x n", Trace(A * X * B), X),
    ("tr(X'*X)", "X", "X: n x n", Trace(X.T * X), X),
    ("tr(X'*A*X)", "X", "A: n x n; X: n x n", Trace(X.T * A * X), X),
    ("tr(X^2)", "X", "X: n x n", Trace(X**2), X),
    ("tr(A*inv(X)*B)", "X", "A: n x n; B: n x n; X: n x n", Trace(A * Inverse(X) * B), X),
    ("tr((Y - U*V)'*(Y - U*V))", "V", "Y: n x m; U: n x r; V: r x m", Trace((Y - U * V).T * (Y - U * V)), V),
    ("A*x", "x", "A: n x n; x: n", A * x, x),
    ("x'*y", "x", "x: n; y: n", x.T * y, x),
]


def best(run, times=5):
    """The shortest of several runs, in milliseconds."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        found.append(time.perf_counter() - start)
    return 1000 * min(found)


def answered(text, name, shapes):
    """A derivative from the tree on, everything worked out anew."""
    tree, declared = parse_expression(text, shaped=True), shapes_of(shapes)
    return lambda: derivative(tree, name, Shapes(declared))


def main():
    """Both side by side, then our whole table."""
    ratios = []
    for text, name, shapes, theirs, by in BOTH:
        ours, sympy = best(answered(text, name, shapes)), best(lambda theirs=theirs, by=by: theirs.diff(by).doit(), 3)
        ratios.append(ours / sympy)
        sys.stdout.write(f"{text:28} {ours:7.2f} ms   SymPy {sympy:8.2f} ms   {sympy / ours:6.1f} times\n")
    table = sorted(best(answered(text, name, shapes), 1) for text, name, shapes, _ in rows("problems.txt"))
    middle, most = statistics.median(table), table[int(len(table) * 0.9)]
    sys.stdout.write(f"median ratio {statistics.median(ratios):.3f}\n")
    sys.stdout.write(
        f"{len(table)} problems: median {middle:.2f} ms, 90 % within {most:.2f} ms, longest {table[-1]:.2f} ms\n"
    )


if __name__ == "__main__":
    main()
