"""Functions of an inner function: how they are taken apart, level sets, and kinds on them."""

from __future__ import annotations

from fractions import Fraction

import mpmath as mp
import pytest
from hypothesis import given
from hypothesis import strategies as st

import symcalc
from symcalc.calculus.critical.composition.inner import compositions
from symcalc.calculus.critical.composition.levels import shape, solved
from symcalc.calculus.critical.composition.outer import Outer
from symcalc.calculus.critical.composition.ranges import Unresolved
from symcalc.calculus.critical.composition.sampling import sample
from symcalc.syntax import parse_expression, written
from symcalc.syntax.tree import integer, names, rational, substitute
from tests.decide import oracle


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("sin(x y)", [("sin(u)", "x*y")]),
        ("3(x y)^2 - 2 x y", [("3*u**2 - 2*u", "x*y")]),
        ("cos(2x^2 + 2y^2 - 1)", [("cos(u - 1)", "2*x**2 + 2*y**2")]),
        ("(x^2 + y^2) log(x^2 + y^2)", [("u*log(u)", "x**2 + y**2")]),
        ("exp(sin(x y))", [("exp(sin(u))", "x*y"), ("exp(u)", "sin(x*y)")]),
        ("x sin(x y)", []),
    ],
)
def test_functions_are_taken_apart_by_their_inner_parts(text, found):
    """All variables stand in the inner part, which is the smallest first."""
    parts = compositions(parse_expression(text), ("x", "y"))

    assert [(written(part.outer), written(part.inner)) for part in parts] == found


@pytest.mark.parametrize(
    "text",
    [
        "x^2",
        "(2x - 1)^4",
        "3x^2 - x + 1",
        "exp(x^2 + 2x)",
        "exp(3x)",
        "log(x/2)",
        "sqrt(x + 1)",
        "x^3",
        "-2exp(-x) + 1",
        "atan(x)",
    ],
)
@given(st.fractions(-4, 4, max_denominator=8))
def test_inverses_take_the_value(text, at):
    """Among the solutions of g(x) = g(a) is a, and each of them has that value."""
    inner = parse_expression(text)
    value = oracle.value(inner, {"x": at})
    if value is None or (text == "x^3" and at < 0) or not value:
        return
    level = substitute(inner, {"x": rational(at)})
    places = [oracle.value(place, {}) for place in solved(inner, level)]

    assert min(abs(place - mp.mpf(at.numerator) / at.denominator) for place in places) < mp.mpf(10) ** -12
    for place in places:
        assert abs(oracle.value(substitute(inner, {"x": rational(_fraction(place))}), {}) - value) < mp.mpf(10) ** -10


def _fraction(value):
    return Fraction(mp.nstr(value, 40))


@pytest.mark.parametrize(
    "text", ["x y", "x y + 3", "x^2 + 4y^2 - 2x", "y - x^2", "-x^2 - y^2", "x^2 y - 1", "3x - x y"]
)
@given(st.fractions(-3, 3, max_denominator=6), st.fractions(1, 5, max_denominator=6))
def test_shapes_are_level_sets(text, t, size):
    """At all parameters the function has the value of the level."""
    inner = parse_expression(text)
    found = shape(inner, ("x", "y"), ("x", "y"))
    level = rational(-size if text == "-x^2 - y^2" else size)
    point = {name: substitute(node, {found.parameters[0]: rational(t)}) for name, node in found.at(level).items()}
    values = [oracle.value(node, {}) for node in point.values()]

    if None not in values and all(oracle.value(substitute(n, {"t": rational(t)}), {}) for n in found.nonzero):
        assert oracle.value(substitute(inner, point), {}) == pytest.approx(oracle.value(level, {}), rel=1e-12)


def test_a_sample_lies_on_its_level_set():
    """A point of a sphere, and one in decimals of a curve that no formula gives."""
    sphere, value = parse_expression("x^2 + y^2 + z^2"), parse_expression("pi")
    point = sample(sphere, ("x", "y", "z"), value)
    curve = sample(parse_expression("x^5 - x + sin(y)"), ("x", "y"), integer(1))

    assert oracle.value(substitute(sphere, point), {}) == pytest.approx(float(mp.pi))
    assert float(curve["x"]) ** 5 - float(curve["x"]) == pytest.approx(1, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "at", "course"),
    [("sin(u)", 0, (1, 1)), ("cos(u)", 0, (2, -1)), ("-u^3", 0, (3, -1)), ("(u-1)^4", 1, (4, 1)), ("log(u)", 0, None)],
)
def test_the_course_of_a_function_is_its_first_derivative_that_is_not_zero(text, at, course):
    """Order and sign of it; none where the function is not defined."""
    found = Outer(parse_expression(text), "u").course(integer(at))

    assert (found and (found.order, found.sign)) == course


def test_where_pieces_meet_nothing_is_said():
    """A kink of the outer function has no course."""
    with pytest.raises(Unresolved):
        Outer(parse_expression("abs(u)"), "u").course(integer(0))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("sin(x y)", {"0": "saddle", "1": "maximum", "-1": "minimum"}),
        ("-sin(x^2 + y^2)", {"0": "maximum", "1": "maximum", "-1": "minimum"}),
        ("exp(-cos(x^2 + y^2))", {"exp(-1)": "minimum", "exp(1)": "maximum"}),
        ("atan(x y)^3", {"0": "saddle"}),
    ],
)
def test_kinds_follow_both_functions(text, kinds):
    """Points keep or change their kind as the outer function rises or falls, level sets have that of the outer one."""
    found = symcalc.critical(text)

    assert found.complete
    assert {written(entry.value): entry.kind for entry in (*found.points, *found.families)} == kinds


def test_a_level_set_that_is_not_the_graph_stands_apart():
    """The axes, where x y = 0, are no hyperbola: they are their own family, and k = 0 is taken out of the others."""
    found = symcalc.critical("cos(x y)")
    axes = [family for family in found.families if family.point is None]
    others = [family for family in found.families if family.kind == "maximum" and family.point is not None]

    assert [written(family.equations[0]) for family in axes] == ["x*y == 0"]
    assert all("k != 0" in written(family.where) for family in others)


@pytest.mark.parametrize("text", ["sin(k m)", "cos(t^2 + s^2)", "sin(k + t)", "sin(u v)"])
def test_parameters_have_names_of_their_own(text):
    """No integer and no parameter is called as a variable of the function."""
    found = symcalc.critical(text)

    assert found.complete
    for family in found.families:
        assert not set(family.parameters) & set(found.variables)
        assert set().union(*map(names, family.point.values())) <= set(family.parameters)


@pytest.mark.parametrize("text", ["abs(x y) sin(x y)", "sin(1/(x y))", "sqrt(x^2 + y^2) sin(x^2 + y^2)"])
def test_what_is_not_resolved_is_not_called_complete(text):
    """Corners of the outer function, and poles of the inner one, leave the answer to the search."""
    found = symcalc.critical(text)

    assert not found.complete


@pytest.mark.parametrize(
    ("text", "places", "conditions"),
    [
        ("abs(x - a)", ["a"], {None}),
        ("abs(2x + a - b)", ["(-a + b)/2"], {None}),
        ("abs(a x + b)", ["-b/a"], {"a != 0"}),
    ],
)
def test_kinks_move_with_parameters(text, places, conditions):
    """A function of p x + q has its kinks where that has the outer one's, if p is not 0."""
    found = symcalc.critical(text, wrt="x")

    assert found.complete
    assert [written(corner.point["x"]) for corner in found.nondifferentiable] == places
    assert {corner.where and written(corner.where) for corner in found.nondifferentiable} == conditions


@pytest.mark.parametrize("text", ["log(a x)^2", "a sin(b x)", "sin(a x^2)", "x^a", "sin(x + a x)/x"])
def test_other_functions_with_parameters_stay_open(text):
    """Where p x + q may leave the domain, or parameters stand elsewhere too, nothing is claimed."""
    assert not symcalc.critical(text, wrt="x").complete


@pytest.mark.parametrize(("text", "value"), [("abs(a x)", "0"), ("abs(a x + b)", "abs(b)"), ("max(a x, 2)", "2")])
def test_a_constant_value_is_written_without_its_switches(text, value):
    """Where the slope is 0 the function is one number, and that number is told."""
    found = symcalc.critical(text, wrt="x")

    assert [written(f.value) for f in found.families if f.where and written(f.where) == "a == 0"] == [value]
