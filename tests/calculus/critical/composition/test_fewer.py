"""Functions of fewer linear forms than variables: which forms, and what is said of the variables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import symcalc
from symcalc.calculus.critical.composition.forms import reduced
from symcalc.syntax import parse_expression, written
from symcalc.syntax.tree import Name, rational, substitute
from tests.decide import oracle


@pytest.mark.parametrize(
    ("text", "function", "forms"),
    [
        ("sin(x + y)", "sin(u)", "x + y"),
        ("sin(2(x + y) + 1)/(x + y)", "sin(2*u + 1)/u", "x + y"),
        ("exp(z) - (x - 2y)^2 + 3x - 6y", "exp(z) - u**2 + 3*u", "x - 2*y and z"),
        ("(x - y)(y - z) + exp(z - x)", "(u - v)*v + exp(-u)", "x - z and y - z"),
        ("abs(x)", "abs(x)", "x"),
    ],
)
def test_the_forms_are_read_off(text, function, forms):
    """The function of the forms, and the forms, for functions of three variables."""
    found = reduced(parse_expression(text), ("x", "y", "z"))

    assert found is not None
    assert (written(found.function), found.arguments()) == (function, forms)


@pytest.mark.parametrize("text", ["sin(x + y) + cos(x - y)", "x y", "0 log(y) + x", "x/y", "sin(x)^2 + x + y"])
def test_other_functions_are_left_alone(text):
    """A function of as many forms as variables is none of fewer, and what cancels still counts for the domain."""
    assert reduced(parse_expression(text), ("x", "y")) is None


@given(st.lists(st.lists(st.fractions(-3, 3, max_denominator=4), min_size=3, max_size=3), min_size=1, max_size=2))
def test_the_reduced_function_is_the_same_function(rows):
    """At any point the function of the forms has the value of the function."""
    forms = ["+".join(f"({c})*{v}" for c, v in zip(row, "xyz", strict=True)) for row in rows]
    tree = parse_expression("+".join(f"exp(sin({form}))" for form in forms))
    found = reduced(tree, ("x", "y", "z"))
    point = dict(zip("xyz", map(rational, rows[0][::-1]), strict=True))

    if found is not None:
        there = {name: substitute(found.form(name), point) for name in found.forms}
        assert oracle.value(substitute(found.function, there), {}) == pytest.approx(
            oracle.value(substitute(tree, point), {}), rel=1e-20
        )


def test_a_point_becomes_a_line_with_all_its_translates():
    """The maxima of a plane wave are lines, one for each integer; what is said names the form."""
    found = symcalc.critical("sin(x + y)")
    high = found.families[1]

    assert found.complete
    assert "function of x + y alone" in found.method
    assert (high.kind, high.parameters, written(high.equations[0])) == ("maximum", ("k", "t"), "x + y == pi/2 + 2*pi*k")
    assert {name: written(node) for name, node in high.point.items()} == {"x": "pi/2 + 2*pi*k - t", "y": "t"}
    assert "u = x + y" in high.evidence


def test_a_point_without_a_closed_form_becomes_an_equation_between_bounds():
    """The line is where the gradient is zero, told from other solutions by rational bounds."""
    found = symcalc.critical("sin(x + y) - (x + y)^2/9")

    assert found.complete
    assert len(found.families) == 3
    assert {family.point for family in found.families} == {None}
    for family in found.families:
        assert family.where is not None
        low, high = (condition.operands[1] for condition in family.where.operands)
        (slope,) = (relation.operands[0] for relation in family.equations)
        ends = [oracle.value(substitute(slope, {"x": end, "y": rational(0)}), {}) for end in (low, high)]
        assert ends[0] * ends[1] < 0


def test_an_inflection_is_a_saddle_of_more_variables():
    """Where the function of the form only rises, the line has neighbours above and below."""
    (family,) = symcalc.critical("(x + y)^3").families

    assert family.kind == "saddle"


def test_variables_that_a_box_bounds_are_not_joined():
    """The forms are not used where a box cuts the lines off; what is said stays honest."""
    found = symcalc.critical("(x + y)^2", domain="x=0..1, y=0..1")

    assert all(Name("k") not in (family.point or {}).values() for family in found.families)
    assert found.complete


@pytest.mark.parametrize("text", ["(x + y)^2 + sin(z)", "abs(x - y) + abs(y - z)", "(x + 2z)^3 + (y - z)"])
def test_a_ray_is_told_by_all_the_variables(text):
    """Along it, with a coordinate for each variable, f really grows."""
    found = symcalc.critical(text)
    said = found.global_.reason.partition("beyond all bounds along ")[2].partition(";")[0]
    ray = [parse_expression(part) for part in said.strip("()").split(", ")]
    function = parse_expression(text)

    assert len(ray) == 3
    heights = [
        oracle.value(
            substitute(function, {n: substitute(c, {"t": rational(t)}) for n, c in zip("xyz", ray, strict=True)}), {}
        )
        for t in (10, 100, 1000)
    ]
    assert heights[0] < heights[1] < heights[2]
