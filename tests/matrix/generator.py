"""Random well-shaped problems: text that fits by construction, with every operation of the language.

Run by itself it judges fresh ones: `python -m tests.matrix.generator 1000 SEED`.
"""

from __future__ import annotations

import sys
from random import Random

from symcalc.errors import DomainFault, SymcalcError
from symcalc.matrix.answer import derivative
from symcalc.matrix.shapes import Shapes
from symcalc.syntax import parse_expression
from symcalc.syntax.tree import names
from tests.matrix.oracle import shapes_of

DECLARED = (
    "x: n; y: n; z: m; w: m; A: n x m; X: n x m; B: n x n; Y: n x n; C: m x m; S: n x n symmetric;"
    "P: m x m positive; c: 1; d: 1; u: r; R: m x r; a: 1 x n"
)
SHAPES = shapes_of(DECLARED)
DIMENSIONS = ("n", "m", "r")


class Expressions:
    """Draws expressions of a wanted shape; `used` are the names in what was drawn."""

    def __init__(self, seed):
        self.random = Random(seed)  # noqa: S311 (problems, not secrets)
        self.used = set()

    def pick(self, *options):
        """One of several."""
        return self.random.choice(options)

    def name(self, rows, columns):
        """A name of that shape, perhaps transposed; ones where there is none."""
        sizes = tuple(1 if part == "1" else part for part in (rows, columns))
        straight = [name for name, shape in SHAPES.items() if (shape.rows, shape.columns) == sizes]
        turned = [f"{name}'" for name, shape in SHAPES.items() if (shape.columns, shape.rows) == sizes]
        choices = straight + (turned if rows != columns or self.random.random() < 0.3 else [])
        if not choices:
            parts = [part for part in (rows, columns) if part != "1"]
            return f"ones({', '.join(parts)})" + ("'" if rows == "1" else "")
        chosen = self.random.choice(choices)
        self.used.add(chosen.rstrip("'"))
        return chosen

    def matrix(self, rows, columns, depth):
        """A matrix or vector; a scalar where both are 1."""
        if rows == columns == "1":
            return self.scalar(depth)
        if depth <= 0:
            return self.name(rows, columns)
        inner = lambda *size: self.matrix(*(size or (rows, columns)), depth - 1)  # noqa: E731
        kind = self.random.random()
        if kind < 0.25:
            return self.name(rows, columns)
        if kind < 0.5:
            middle = self.pick(*DIMENSIONS) if "1" in (rows, columns) else self.pick(*DIMENSIONS, "1")
            return f"({inner(rows, middle)})*({inner(middle, columns)})"
        if kind < 0.65:
            return f"({inner()}) {self.pick('+', '-')} ({inner()})"
        if kind < 0.72:
            return f"({self.scalar(depth - 1)})*({inner()})"
        if kind < 0.78:
            return f"({inner()}) .* ({inner()})"
        if kind < 0.86:
            return f"{self.pick('exp', 'sin', 'tanh', 'sigmoid', 'cos', 'abs', 'relu', 'softplus')}({inner()})"
        if kind < 0.89:
            return f"({inner()}).^{self.pick(2, 3)}"
        if kind < 0.91:
            return f"({inner()})./(2 + sin({inner()}))"
        if kind < 0.93:
            return f"({inner(columns, rows)})'"
        if kind < 0.95:
            return f"softmax({inner()})" if rows != "1" else inner()
        return self.square(rows, depth) if rows == columns else f"({inner()})/({self.positive(depth - 1)})"

    def square(self, size, depth):
        """What only square matrices are."""
        kind = self.random.randrange(5)
        if kind == 0:
            return f"diag({self.matrix(size, '1', depth - 1)})"
        if kind == 1:
            return f"inv({self.name(size, size)} + 3*eye({size}))"
        if kind == 2:
            return f"({self.name(size, size)})^{self.pick(2, 3)}"
        return f"eye({size})" if kind == 3 else f"({self.matrix(size, '1', depth - 1)})*({self.name('1', size)})"

    def positive(self, depth):
        """A number above 0."""
        size = self.pick(*DIMENSIONS)
        kind = self.random.randrange(4)
        if kind == 0:
            return f"1 + norm({self.matrix(size, '1', depth)})^2"
        if kind == 1:
            return f"2 + sin({self.scalar(depth)})"
        return f"norm({self.name(size, '1')})" if kind == 2 else f"exp({self.scalar(depth)})"

    def scalar(self, depth):
        """A number."""
        if depth <= 0:
            return self.name("1", "1")
        first, second = self.pick(*DIMENSIONS), self.pick(*DIMENSIONS)
        inner = lambda rows, columns: self.matrix(rows, columns, depth - 1)  # noqa: E731
        less = lambda: self.scalar(depth - 1)  # noqa: E731
        makers = (
            lambda: f"sum({inner(first, second)})",
            lambda: f"tr({inner(first, first)})",
            lambda: f"({inner('1', first)})*({inner(first, '1')})",
            lambda: f"norm({inner(first, self.pick('1', second))})^2",
            lambda: f"norm({self.name(first, '1')})",
            lambda: f"norm1({inner(first, '1')})",
            lambda: f"log({self.positive(depth - 1)})",
            self.log_determinant,
            lambda: f"det({self.name(first, first)})",
            lambda: f"{self.pick('sin', 'exp', 'tanh')}({less()})",
            lambda: f"({less()})*({less()})",
            lambda: f"({less()}) + ({less()})",
            lambda: f"({less()})/({self.positive(depth - 1)})",
            lambda: f"mean({inner(first, '1')})",
            lambda: f"logsumexp({inner(first, '1')})",
            lambda: f"dot({inner(first, '1')}, {inner(first, '1')})",
            lambda: f"sqrt({self.positive(depth - 1)})",
        )
        return self.random.choice(makers)()

    def log_determinant(self):
        """The logarithm of a determinant that is positive."""
        name, text = self.pick(("P", "P"), ("S", "S*S + eye(n)"), ("C", "C*C' + eye(m)"))
        self.used.add(name)
        return f"logdet({text})"


def problem(seed):
    """An expression and a name to differentiate it by: a scalar by anything, else a vector by a scalar or vector."""
    drawn = Expressions(seed)
    while True:
        drawn.used = set()
        depth = drawn.pick(2, 3, 3)
        if drawn.random.random() < 0.8:
            text = drawn.scalar(depth)
            by = sorted(drawn.used)
        else:
            text = drawn.matrix(drawn.pick(*DIMENSIONS), "1", depth)
            by = sorted(name for name in drawn.used if 1 in (SHAPES[name].rows, SHAPES[name].columns))
        if by:
            return text, drawn.random.choice(by)


def declarations(node, name):
    """The declared shapes of the names in an expression; all, where it names a dimension."""
    used = names(node) | {name}
    return {key: shape for key, shape in SHAPES.items() if key in used or used & set(DIMENSIONS)}


def judged(seed):
    """A random problem, and its answer or what it was refused with."""
    text, name = problem(seed)
    node = parse_expression(text, shaped=True)
    declared = declarations(node, name)
    try:
        return text, name, declared, derivative(node, name, Shapes(declared))
    except DomainFault:
        return text, name, declared, None
    except SymcalcError as error:
        return text, name, declared, error


def main(count, first):
    """Judge many, and say how many were answered, undefined and refused; a wrong one raises."""
    found = {"answered": 0, "without a value anywhere": 0, "refused": 0}
    for seed in range(first, first + count):
        text, name, _, answer = judged(seed)
        kind = (
            "without a value anywhere"
            if answer is None
            else "refused"
            if isinstance(answer, SymcalcError)
            else "answered"
        )
        found[kind] += 1
        if kind == "refused":
            sys.stdout.write(f"{seed}: {text} by {name}: {answer}\n")
    sys.stdout.write(f"{found}\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
