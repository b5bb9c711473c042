"""Trees over floats and arrays, against ball arithmetic."""

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcalc.decide.ball import UNDEFINED, Verdict, enclose
from symcalc.decide.floating import Tape
from symcalc.decide.floating.arrays import arrays
from symcalc.decide.floating.scalars import SCALARS
from symcalc.errors import NameFault, Unsupported
from symcalc.syntax.functions import FUNCTIONS
from symcalc.syntax.tree import (
    Call,
    Constant,
    Derivative,
    Logic,
    Name,
    Negative,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    Truth,
    integer,
    rational,
)

X, Y = Name("x"), Name("y")
SCALAR_FUNCTIONS = sorted(name for name, f in FUNCTIONS.items() if not f.shaped and name not in ("rootof", "piecewise"))
#: Exact in binary, so that both arithmetics see the same point.
POINTS = [Fraction(k, 4) for k in (-40, -12, -8, -6, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 8, 12, 40)]


def agrees(tree, **point):
    """Whether the floating-point value is that of ball arithmetic, not a number where that is undefined."""
    value = Tape.of([tree], list(point))(*map(float, point.values()))[0]
    ball = enclose(tree, point, 200)
    if isinstance(ball, Verdict):
        return math.isnan(value) if ball is UNDEFINED else True
    exact = float(ball.mid())
    return math.isclose(value, exact, rel_tol=1e-11, abs_tol=1e-13)


def test_every_scalar_function_of_the_language_is_there():
    """No function can be written that has no floating-point value, neither one by one nor on arrays."""
    assert set(SCALAR_FUNCTIONS) <= set(SCALARS)
    assert set(SCALARS) <= set(arrays())


#: Functions of an order and an argument.
WITH_ORDER = ("polygamma", "besselj")


@pytest.mark.parametrize("name", SCALAR_FUNCTIONS)
def test_each_function_agrees_with_ball_arithmetic(name):
    """At twenty points, on both sides of every edge of a domain; at pairs of them for two arguments."""
    least, most = FUNCTIONS[name].least, FUNCTIONS[name].most
    if least == 1:
        assert [x for x in POINTS if not agrees(Call(name, (X,)), x=x)] == []
    if most != 1:
        pairs = itertools.product([Fraction(1), Fraction(2)] if name in WITH_ORDER else POINTS, POINTS[4:15])
        assert [(x, y) for x, y in pairs if not agrees(Call(name, (X, Y)), x=x, y=y)] == []


UNARY = {"-", "erfc", "loggamma", "integer"} | {name for name in SCALAR_FUNCTIONS if FUNCTIONS[name].least == 1}


@pytest.mark.parametrize("name", sorted(set(SCALARS) - {"piecewise", "and", "or", "not", *WITH_ORDER}))
def test_arrays_and_floats_agree(name):
    """NumPy's function and that of `math` have one value, and are undefined at the same points."""
    points = np.array(list(itertools.product(map(float, POINTS), repeat=1 if name in UNARY else 2))).T
    with np.errstate(all="ignore"):
        whole = arrays()[name](*points)
    single = [SCALARS[name](*map(float, point)) for point in points.T]
    np.testing.assert_allclose(np.asarray(whole, float), single, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize(
    ("base", "exponent", "value"),
    [(-8, 3, -512.0), (-8, Fraction(1, 3), math.nan), (0, 0, math.nan), (0, 2, 0.0), (0, -1, math.nan), (-2, -2, 0.25)],
)
def test_powers_are_those_of_the_language(base, exponent, value):
    """A negative base needs an integer, and 0 a positive exponent; a constant exponent is exact."""
    power = Power(X, rational(Fraction(exponent)))
    assert Tape.of([power], ["x"])(float(base)) == pytest.approx([value], nan_ok=True)
    assert Tape.of([power], ["x"]).on_arrays(np.array([float(base)]))[0] == pytest.approx([value], nan_ok=True)


def test_constants_are_folded_exactly():
    """An exponent that is whole as a fraction, 30/10, is whole: no rounding comes before it is used."""
    third = Quotient(Product((integer(30), Number(Fraction(1, 10)))), integer(1))
    tape = Tape.of([Power(X, third)], ["x"])
    assert tape(-2.0) == [-8.0]
    assert len(tape.instructions) == 1


def test_a_shared_part_is_computed_once():
    """Sixty squarings of a shared sum are sixty instructions, not 2^60, and equal parts are one."""
    tree = Sum((X, integer(1)))
    for _ in range(60):
        tree = Quotient(Sum((tree, tree)), integer(2))
    tape = Tape.of([tree, Sum((X, integer(1)))], ["x"])
    assert len(tape.instructions) == 121
    assert tape(2.0) == [3.0, 3.0]


def test_deep_trees_need_no_recursion():
    """A chain of five thousand sines."""
    tree = X
    for _ in range(5000):
        tree = Call("sin", (tree,))
    assert 0 < Tape.of([tree], ["x"])(1.0)[0] < 0.03


def test_pieces():
    """The first true condition chooses; where none is true there is no value."""
    tree = Piecewise(
        (
            (Negative(X), Relation(("<",), (X, integer(0)))),
            (Power(X, integer(2)), Relation(("<", "<="), (integer(0), X, integer(2)))),
        )
    )
    tape = Tape.of([tree], ["x"])
    points = [-3.0, 0.0, 1.5, 2.0, 3.0]
    values = [3.0, math.nan, 2.25, 4.0, math.nan]
    assert [tape(x)[0] for x in points] == pytest.approx(values, nan_ok=True)
    assert tape.on_arrays(np.array(points))[0] == pytest.approx(values, nan_ok=True)


def test_logic():
    """Conditions with and, or, not and true."""
    inside = Logic("and", (Relation((">",), (X, integer(0))), Logic("not", (Relation(("==",), (X, integer(1))),))))
    tree = Piecewise(
        ((integer(1), Logic("or", (inside, Relation(("<=",), (X, integer(-5)))))), (integer(0), Truth(value=True)))
    )
    tape = Tape.of([tree], ["x"])
    points = [-6.0, -5.0, -1.0, 0.5, 1.0]
    assert [tape(x)[0] for x in points] == [1, 1, 0, 1, 0]
    assert list(tape.on_arrays(np.array(points))[0]) == [1, 1, 0, 1, 0]


def test_a_constant_spreads_over_an_array():
    """A tree without the variable is an array of its value."""
    assert Tape.of([Constant("pi")], ["x"]).on_arrays(np.zeros((2, 3)))[0].shape == (2, 3)


def test_a_root_of_a_polynomial_is_a_number():
    """The root of x^5 - x + 1, which no formula gives; the name in it is no variable."""
    quintic = Sum((Power(X, integer(5)), Negative(X), integer(1)))
    root = Tape.of([Call("rootof", (quintic, integer(0)))], [])()[0]
    assert root**5 - root + 1 == pytest.approx(0, abs=1e-12)


def test_what_overflows_is_infinite():
    """An overflow is no error and no missing value."""
    assert Tape.of([Call("exp", (X,)), Power(X, integer(3)), Negative(Power(X, integer(200)))], ["x"])(1e300) == [
        math.inf,
        math.inf,
        -math.inf,
    ]
    assert Tape.of([Power(X, integer(3))], ["x"])(-1e300) == [-math.inf]
    assert Tape.of([integer(-(10**4000)), integer(10**4000)], [])() == [-math.inf, math.inf]


def test_what_has_no_value_is_refused():
    """An unknown name, a function without a formula and a derivative of one are said, not guessed."""
    with pytest.raises(NameFault, match="z has no value here"):
        Tape.of([Name("z")], ["x"])
    with pytest.raises(Unsupported):
        Tape.of([Call("L", (X,))], ["x"])
    with pytest.raises(Unsupported):
        Tape.of([Derivative("diff", Name("L"), (Name("x"),))], ["x", "L"])
    with pytest.raises(ValueError, match="2 coordinates are needed, not 1"):
        Tape.of([X], ["x", "y"])(1.0)


expressions = st.recursive(
    st.sampled_from([X, Y, integer(2), Number(Fraction(1, 2)), Constant("pi")]),
    lambda parts: st.one_of(
        st.builds(lambda a, b: Sum((a, b)), parts, parts),
        st.builds(lambda a, b: Product((a, b)), parts, parts),
        st.builds(Quotient, parts, parts),
        st.builds(Power, parts, st.sampled_from([integer(2), integer(-1), Number(Fraction(1, 2))])),
        st.builds(lambda name, a: Call(name, (a,)), st.sampled_from(["sin", "exp", "log", "abs", "tanh"]), parts),
    ),
    max_leaves=8,
)


@given(expressions, st.sampled_from(POINTS), st.sampled_from(POINTS))
def test_expressions_agree_with_ball_arithmetic(tree, x, y):
    """Any composition has the value, or the lack of one, that certified arithmetic gives it, up to rounding."""
    value = Tape.of([tree], ["x", "y"])(float(x), float(y))[0]
    ball = enclose(tree, {"x": x, "y": y}, 4000)
    if isinstance(ball, Verdict) or math.isnan(value) or math.isinf(value):
        return
    assert math.isclose(value, float(ball.mid()), rel_tol=1e-6, abs_tol=1e-6)
