"""Random expressions, their values by a short evaluator of the tests' own, and a result to write."""

import math
from fractions import Fraction
from typing import Any, ClassVar

import pytest
from hypothesis import strategies as st

from symcalc.record import record
from symcalc.result import Equation, Formula, Note, Result, Table
from symcalc.syntax import parse_expression, tree

NAMES = ("x", "y2", "beta", "lambda", "x_max")
FUNCTIONS = ("sin", "exp", "sqrt", "abs", "cbrt", "sigmoid", "cosh", "atan", "sign", "relu", "cot", "log2")


def _grown(parts):
    """Every kind of node over smaller parts."""
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    exponents = st.sampled_from([tree.integer(power) for power in (-2, -1, 2, 3)] + [tree.rational(Fraction(1, 2))])
    return st.one_of(
        parts.map(tree.Negative),
        several.map(tree.Sum),
        several.map(tree.Product),
        st.builds(tree.Quotient, parts, parts),
        st.builds(tree.Power, parts, st.one_of(exponents, parts)),
        st.builds(lambda name, part: tree.Call(name, (part,)), st.sampled_from(FUNCTIONS), parts),
        st.builds(lambda part, other: tree.Call("max", (part, other)), parts, parts),
        st.builds(
            lambda part, other: tree.Piecewise(
                ((part, tree.Relation(("<",), (part, other))), (other, tree.Truth(value=True)))
            ),
            parts,
            parts,
        ),
    )


_LEAVES = st.one_of(
    st.sampled_from([tree.Name(name) for name in NAMES]),
    st.integers(0, 20).map(tree.integer),
    st.sampled_from([tree.Constant("pi"), tree.Constant("e"), tree.rational(Fraction(2, 3))]),
)
EXPRESSIONS = st.recursive(_LEAVES, _grown, max_leaves=12)

VALUES = {"x": 0.7, "y2": -1.3, "beta": 2.1, "lambda": 0.4, "x_max": -0.6}


def value(node: tree.Node) -> float:
    """The value of a tree at VALUES; an ArithmeticError or ValueError where it has none."""
    match node:
        case tree.Number(number):
            return float(number)
        case tree.Name(name):
            return VALUES[name]
        case tree.Constant(name):
            return {"pi": math.pi, "e": math.e}[name]
        case tree.Negative(operand):
            return -value(operand)
        case tree.Sum(terms):
            return math.fsum(map(value, terms))
        case tree.Product(factors):
            return math.prod(map(value, factors))
        case tree.Quotient(top, bottom):
            return value(top) / value(bottom)
        case tree.Power(base, exponent):
            return math.pow(value(base), value(exponent))
        case tree.Piecewise(pieces):
            return next(value(part) for part, condition in pieces if holds(condition))
        case tree.Call(function, arguments):
            return CALLS[function](*map(value, arguments))
    raise NotImplementedError(type(node).__name__)


def holds(condition: tree.Node) -> bool:
    """Whether a condition of the strategy holds."""
    if isinstance(condition, tree.Truth):
        return condition.value
    left, right = map(value, condition.operands)
    return left < right


CALLS = {name: getattr(math, name) for name in ("sin", "exp", "sqrt", "cbrt", "cosh", "atan", "log2", "log")} | {
    "abs": abs,
    "max": max,
    "sign": lambda x: (x > 0) - (x < 0),
    "relu": lambda x: max(x, 0),
    "cot": lambda x: 1 / math.tan(x),
    "sigmoid": lambda x: 1 / (1 + math.exp(-x)),
}


class Evaluator:
    """The value of an expression at VALUES: a float, or None where it has none."""

    def __call__(self, node):
        try:
            found = value(node)
        except (ArithmeticError, ValueError):
            return None
        return found if math.isfinite(found) else None

    def about(self, node):
        """That value, but for rounding."""
        found = self(node)
        return None if found is None else pytest.approx(found, rel=1e-9, abs=1e-12)


@pytest.fixture(scope="session", name="value_of")
def _value_of():
    """The evaluator."""
    return Evaluator()


@pytest.fixture(scope="session", name="expressions")
def _expressions():
    """The strategy of random expressions."""
    return EXPRESSIONS


@record
class Sample(Result):
    """A result with every kind of statement but a figure."""

    command: ClassVar[str] = "grad"
    function: Any
    variables: tuple[str, ...]
    gradient: tuple[Any, ...]
    global_: float = 0.5
    where: tuple[Any, ...] = ()

    def heading(self):
        """The function."""
        return Note(("Gradient of ", self.function))

    def statements(self):
        """Equations, a table, a sentence."""
        for name, part in zip(self.variables, self.gradient, strict=True):
            yield Equation(tree.Derivative("partial", tree.Name("f"), (tree.Name(name),)), part, 1 / 3)
        yield Table(
            ("point", "kind", "decimal"),
            ((self.function, "minimum", -2.5e-9), (self.gradient[0], "saddle", 1.0)),
            "Points",
        )
        yield Note(("100% of ", self.function, " [b]_is_[/b] *shown*."), "good")

    def plain(self):
        """The gradient on a line."""
        return Formula(self.gradient, self.variables)


@pytest.fixture(name="sample")
def _sample():
    """Makes a result of texts: `sample("x^2 y", "2x y", "x^2")`."""

    def make(function, *gradient, variables=("x", "y"), **fields):
        parts = tuple(map(parse_expression, gradient))
        return Sample(parse_expression(function), variables[: len(parts)], parts, **fields)

    return make
