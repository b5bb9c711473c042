"""Ball arithmetic on trees: every ball holds the value, and a verdict is never wrong."""

from fractions import Fraction

import mpmath as mp
import pytest
from flint import arb, ctx, fmpq
from hypothesis import given, settings
from hypothesis import strategies as st

from symcalc.decide.ball import UNDEFINED, UNKNOWN, compile_ball, compile_balls, compile_condition, enclose, holds
from symcalc.syntax import parse_expression
from symcalc.syntax.functions import FUNCTIONS
from symcalc.syntax.tree import (
    Call,
    Name,
    Negative,
    Piecewise,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    integer,
    rational,
)
from tests.decide import oracle

ONE = [name for name, known in FUNCTIONS.items() if known.least == 1 and not known.shaped and name != "piecewise"]

coordinates = st.fractions(min_value=-4, max_value=4, max_denominator=6)


def trees(depth=3):
    """Random expressions in x and y over the whole language."""
    leaves = st.sampled_from([Name("x"), Name("y")]) | st.integers(-3, 5).map(integer) | coordinates.map(rational)
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.tuples(inner, inner).map(Sum),
            st.tuples(inner, inner).map(Product),
            st.builds(Quotient, inner, inner),
            st.builds(Power, inner, st.integers(-3, 4).map(integer) | coordinates.map(rational)),
            inner.map(Negative),
            st.builds(lambda name, u: Call(name, (u,)), st.sampled_from(ONE), inner),
            st.builds(lambda name, u, v: Call(name, (u, v)), st.sampled_from(["atan2", "min", "max"]), inner, inner),
            st.builds(
                lambda a, b, u, v: Piecewise(((u, Relation(("<",), (a, b))), (v, Relation((">=",), (a, b))))),
                inner,
                inner,
                inner,
                inner,
            ),
        ),
        max_leaves=depth * 3,
    )


def near(ball, truth, digits):
    """Whether a ball meets a number known to so many digits."""
    with ctx.workprec(200):
        slack = (abs(truth) + 1) * mp.mpf(10) ** -digits
        return ball.overlaps(arb(mp.nstr(truth, 45), mp.nstr(slack, 5)))


@settings(max_examples=250, deadline=None)
@given(trees(), coordinates, coordinates)
def test_a_ball_holds_the_value(tree, x, y):
    """The value by mpmath lies in the ball; UNDEFINED means that mpmath finds none either."""
    point = {"x": x, "y": y}
    found = enclose(tree, point, 128)
    truth = oracle.value(tree, point)

    if isinstance(found, arb) and truth is not None:
        assert near(found, truth, 25)
    elif found is UNDEFINED:
        assert truth is None


@settings(max_examples=150, deadline=None)
@given(trees(), coordinates, coordinates, st.fractions(0, 1), st.fractions(0, 1))
def test_a_box_holds_all_its_values(tree, x, y, across, up):
    """What is evaluated on a box holds the value at every point of the box; a box outside the domain has none."""
    box = [arb(float(x), 0.5), arb(float(y), 0.25)]
    found = compile_ball(tree, ["x", "y"])(box)
    inside = {"x": Fraction(float(x)) + across / 2, "y": Fraction(float(y)) + up / 4}
    truth = oracle.value(tree, inside)

    if isinstance(found, arb) and truth is not None:
        assert near(found, truth, 12)
    elif found is UNDEFINED:
        assert truth is None


@pytest.mark.parametrize(
    ("text", "x", "expected"),
    [
        ("x^(1/3)", -8, UNDEFINED),
        ("cbrt(x)", -8, -2),
        ("x^0", 0, UNDEFINED),
        ("0^x", 2, 0),
        ("0^x", -1, UNDEFINED),
        ("(-2)^x", 3, -8),
        ("(-2)^x", Fraction(1, 2), UNDEFINED),
        ("x/x", 0, UNDEFINED),
        ("0*log(x)", -1, UNDEFINED),
        ("sqrt(x)^2", -1, UNDEFINED),
        ("heaviside(x)", 0, Fraction(1, 2)),
        ("sign(x)", 0, 0),
        ("factorial(x)", 5, 120),
        ("factorial(x)", -1, UNDEFINED),
        ("gamma(x)", 0, UNDEFINED),
        ("binomial(x, 2)", -1, 1),
        ("log(8, x)", 1, UNDEFINED),
        ("log(8, x)", 2, 3),
        ("asin(x)", 2, UNDEFINED),
        ("acosh(x)", Fraction(1, 2), UNDEFINED),
        ("atanh(x)", 1, UNDEFINED),
        ("atan2(x, 0)", 0, UNDEFINED),
        ("floor(x)", Fraction(-1, 3), -1),
        ("ceil(x)", Fraction(-1, 3), 0),
        ("relu(x)", -1, 0),
        ("rootof(z^2 - 4, 1)", 0, 2),
        ("rootof(z^2 + 4, 0)", 0, UNDEFINED),
        ("piecewise((1/x, x > 0), (7, true))", 0, 7),
        ("piecewise((1, x > 0))", 0, UNDEFINED),
        ("piecewise((1, x == 1/3), (2, true))", Fraction(1, 3), 1),
        ("1/(x - 1/3)", Fraction(1, 3), UNDEFINED),
        ("besselj(0, x)", 0, 1),
        ("besselj(1/2, x)", -1, UNDEFINED),
    ],
)
def test_meanings_of_the_language(text, x, expected):
    """Powers, roots, jumps and edges mean what the language says."""
    found = enclose(parse_expression(text), {"x": x})

    assert (
        found is UNDEFINED
        if expected is UNDEFINED
        else found.overlaps(arb(fmpq(expected.numerator, expected.denominator)))
    )


def test_boxes_at_the_edge_of_a_domain():
    """A box outside is UNDEFINED, one that touches the edge UNKNOWN, one inside has a ball."""
    root = compile_ball(parse_expression("log(x)"), ["x"])

    assert root([arb(-3, 1)]) is UNDEFINED
    assert root([arb(0, 1)]) is UNKNOWN
    assert root([arb(2, 1)]).overlaps(arb(2).log())


def test_even_powers_of_a_box_are_not_negative():
    """The square of a box about 0 is computed, and is not negative."""
    square = compile_balls([parse_expression("x^2"), parse_expression("x*x"), parse_expression("x^4 - x^2")], ["x"])

    first, second, third = square([arb(0, 1)])

    assert first >= 0
    assert second >= 0
    assert third.contains(arb(fmpq(-1, 4)))
    assert compile_ball(parse_expression("sqrt(x^2 + abs(x))"), ["x"])([arb(0, 1)]) >= 0


def test_one_root_does_not_hide_another():
    """Among several expressions the undefined ones are told apart from the others."""
    found = compile_balls([parse_expression("1/x"), parse_expression("x + 1")], ["x"])([fmpq(0)])

    assert found[0] is UNDEFINED
    assert found[1] == 1


def test_conditions_have_several_truths():
    """A condition is true, false, both, or perhaps without a value; `or` needs one true side only."""
    positive = compile_condition(parse_expression("piecewise((1, x > 0))").pieces[0][1], ["x"])

    assert [positive([box]) for box in (arb(2, 1), arb(-2, 1), arb(0, 1))] == [True, False, None]
    either = Relation(("<",), (Name("x"), integer(0)))
    assert holds(either, {"x": -1}) is True


HUGE = ["9^9^9^9", "(1 + 1/10^12)^(10^12)", "2^(10^18)", "exp(exp(exp(x)))", "factorial(10^9)", "x^(10^12)"]


@pytest.mark.parametrize("text", HUGE)
def test_enormous_powers_end_at_once(text):
    """Exponents that would fill the memory are worked with as balls, or given up."""
    found = enclose(parse_expression(text), {"x": 100})

    assert found is UNKNOWN or found > 0


def test_functions_without_a_formula_are_unknown():
    """Nothing is known of their values, not even that they exist."""
    assert enclose(parse_expression("L(x) + 1", free=True), {"x": 1}) is UNKNOWN


def test_deep_and_shared_trees():
    """A tower of 5000 sines is no deeper than any other list; shared parts are worked out once."""
    tower = Name("x")
    for _ in range(5000):
        tower = Call("sin", (tower,))
    shared = Name("x")
    for _ in range(200):
        shared = Sum((shared, shared))

    assert isinstance(enclose(tower, {"x": 1}, 128), arb)
    assert enclose(shared, {"x": 1}) == arb(2) ** 200
