"""Functions with parameters: every case of the parameters has its points, and every point lies in the domain."""

import pytest

import symcalc
from symcalc.syntax import written


def conditions(items):
    """The condition of every point or family, by its coordinates."""
    return {tuple(map(written, i.point.values())): "" if i.where is None else written(i.where) for i in items}


@pytest.mark.parametrize(
    "text",
    [
        "x^4 + y^4 - 4 a x y",
        "x^4 + y^2 - a x y",
        "x^3 + y^3 - 3 a x y",
        "x^3 + y^2 - a x y",
        "x^4 - 4 a x y + y^2",
        "x^6 + y^2 - a x y",
        "x^3 + y^3 + a x y",
    ],
)
def test_a_point_that_is_critical_for_all_values_of_the_parameter_has_no_condition(text):
    """The gradient vanishes at the origin whatever a is, a = 0 too."""
    answer = symcalc.critical(text, wrt="x,y")

    assert conditions(answer.points)["0", "0"] == ""
    assert answer.complete is True


def test_a_formula_keeps_its_exclusion_where_another_one_holds_at_the_excluded_value():
    """At a = 0 both points of the folium of Descartes are the origin, which is listed once."""
    answer = symcalc.critical("x^3 + y^3 - 3 a x y", wrt="x,y")

    assert conditions(answer.points) == {("a", "a"): "a != 0", ("0", "0"): ""}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("x^4 + y^4 - 4 a x y", "minimum"),
        ("x^6 + y^2 - a x y", "minimum"),
        ("x^3 + y^2 - a x y", "saddle"),
        ("x^3 + y^3 - 3 a x y", "saddle"),
        ("a x y - x^4 - y^4", "maximum"),
    ],
)
def test_a_kind_where_the_hessian_vanishes_is_told_by_the_function_there(text, kind):
    """At a = 0 the origin has the kind that the function without the parameter has there; beside it is a saddle."""
    answer = symcalc.critical(text, wrt="x,y")
    (origin,) = [p for p in answer.points if written(p.point["x"]) == "0"]
    cases = {written(case.condition): case.kind for case in origin.cases} or dict.fromkeys(
        ("a != 0", "a == 0"), origin.kind
    )

    assert cases == {"a != 0": "saddle", "a == 0": kind}


@pytest.mark.parametrize(
    ("text", "wrt", "where"),
    [
        ("a/x", "x", "a == 0 and t != 0"),
        ("a x/(x-1)", "x", "a == 0 and t != 1"),
        ("a tan(x)", "x", "a == 0 and cos(t) != 0"),
        ("a/x + b x", "x", "b == 0 and a == 0 and t != 0"),
        ("a/x + y^2", "x,y", "a == 0 and t != 0"),
        ("a/(x^2+y^2)", "x,y", "a == 0 and t**2 + s**2 != 0"),
        ("a/x^2 + b", "x", "a == 0 and t != 0"),
        ("a (x^2-1)/(x-1)", "x", "a == 0 and t != 1"),
        ("x^2/(x^2+a)", "x", "a == 0 and t != 0"),
        ("a log(x)", "x", "a == 0 and t > 0"),
        ("a/(exp(x) - 1)", "x", "a == 0 and exp(t) - 1 != 0"),
    ],
)
def test_a_family_stays_in_the_domain(text, wrt, where):
    """The condition under which the function is defined is put onto the parameter of the family."""
    answer = symcalc.critical(text, wrt=wrt)

    assert where in conditions(answer.families).values()
    assert answer.complete is True


def test_the_kind_of_a_family_is_told_by_its_own_parameter():
    """Across y = 0 the curvature of y^2/x + a has the sign of x, which is t along the family."""
    answer = symcalc.critical("y^2/x + a", wrt="x,y")
    found = {f.kind: written(f.where) for f in answer.families}

    assert {"x" in where for where in found.values()} == {False}
    assert found["minimum"].startswith("t > 0")
    assert found["maximum"].startswith("t < 0")


def test_a_root_is_never_negative():
    """The points of a x + b/x are at roots of a b: one is a minimum, one a maximum, and both need a b > 0."""
    answer = symcalc.critical("a*x+b/x", wrt="x")

    assert [(p.kind, p.cases) for p in answer.points] == [("maximum", ()), ("minimum", ())]
    assert {written(p.where) for p in answer.points} == {"a != 0 and a*b > 0"}


def test_a_flat_point_is_an_inflection_whichever_way_it_goes():
    """With b = 0, 0 is an inflection of a x^3, be a positive or negative."""
    kinds = {p.kind for p in symcalc.critical("a*x^3+b*x", wrt="x").points if written(p.point["x"]) == "0"}

    assert kinds == {"inflection"}
