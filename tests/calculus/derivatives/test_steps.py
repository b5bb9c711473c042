"""Derivations by the rules: every line a true equation, the last one the result; long ones are cut and say so."""

from fractions import Fraction

import pytest
from flint import arb

import symcalc
from symcalc.build import Scope, as_tree
from symcalc.calculus.derivatives.resolve import resolved
from symcalc.calculus.derivatives.steps import MOST, derivation
from symcalc.decide.ball import enclose
from symcalc.syntax import parse_expression, written
from symcalc.syntax.tree import Relation

FUNCTIONS = [
    "sin(x^2)",
    "x e^(-x^2-y^2)",
    "log(exp(x)+exp(y))",
    "(x^2+1)/(x-3)",
    "sqrt(1+x^2)",
    "x^x",
    "2^x",
    "3/x",
    "x/3",
    "tan(x)^2",
    "log(x, 3)",
    "atan2(y, x)",
    "x^(1/3)",
    "cbrt(x) y",
    "x y sin(x y)",
    "-(x - 1)^-2",
    "exp(-x)/(1 + exp(-x))^2",
    "piecewise((x^2, x > 0), (x^3, true))",
    "abs(x) + max(x, y)",
    "(x + y)^5 (x - y)^3",
    "sigmoid(2x) softplus(x)",
    "x^y",
    "y^x",
    "pi x + e",
    "besselj(0, x^2) gamma(x)",
]
POINTS = [{"x": Fraction(7, 5), "y": Fraction(3, 4)}, {"x": Fraction(1, 3), "y": Fraction(9, 4)}]


def assert_holds(line):
    """Both sides have the same value at two points, every derivative in them taken."""
    assert isinstance(line, Relation)
    left, right = (resolved(side, Scope()) for side in line.operands)
    for point in POINTS:
        gap = [enclose(side, point, 200) for side in (left, right)]
        assert all(isinstance(side, arb) for side in gap), written(line)
        assert abs(float((gap[0] - gap[1]).mid())) < 1e-40, written(line)


@pytest.mark.parametrize("text", FUNCTIONS)
def test_every_line_of_a_gradient_is_true(text):
    """Each line is checked by itself; the last for each variable is the result."""
    answer = symcalc.grad(text, steps=True)

    assert answer.steps
    for step in answer.steps:
        assert_holds(step.line)
    last = [step.line for step in answer.steps if step.rule.startswith("together")]
    assert [line.operands[1] for line in last] == [as_tree(partial) for partial in answer.gradient]


@pytest.mark.parametrize("text", FUNCTIONS[:8])
def test_every_line_of_a_hessian_is_true(text):
    """The second derivatives are derived from the first."""
    answer = symcalc.hessian(text, steps=True)

    for step in answer.steps:
        if isinstance(step.line, Relation):
            assert_holds(step.line)


def test_the_rules_have_their_names():
    """The outermost operation first, each rule by its name."""
    lines = derivation(parse_expression("x^2 sin(3x)/(x+1)"), "x", Scope())

    assert [step.rule.split(":")[0] for step in lines] == [
        "quotient rule",
        "product rule",
        "power rule",
        "chain rule",
        "constant factor",
        "sum rule",
    ]


def test_a_long_derivation_is_cut_and_says_so():
    """A large input is not drowned in lines."""
    text = "+".join(f"sin(x^{k})" for k in range(2, 60))
    lines = derivation(parse_expression(text), "x", Scope())

    assert len(lines) == MOST + 1
    assert lines[-1].rule == "left out"


def test_a_taylor_polynomial_shows_what_it_is_made_of():
    """Derivatives as formulas, at the point, and put together."""
    answer = symcalc.taylor("x e^(-x^2-y^2)", at="-1, 0", steps=True)

    assert written(answer.steps[-1].line.operands[1]) == written(answer.polynomial)
    assert [step.rule for step in answer.steps].count("at the point") == 3
