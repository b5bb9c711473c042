"""The least and the greatest value: ties decided by symmetry, families whose values have no bound."""

import pytest

import symcalc
from symcalc.calculus.critical.result import Extremum
from symcalc.syntax import written


@pytest.mark.parametrize(
    ("text", "domain", "value", "count"),
    [
        ("x^2/4 + cos(x)", None, 0.579202104947053, 2),
        ("exp(-x^2-y^2) + exp(-(x-2)^2-y^2)", "x=-4..4, y=-4..4", 1.01986581833112, 2),
        ("x sin(x)", "x=-10..10", 7.91672737158779, 2),
    ],
)
def test_equal_values_without_a_closed_form_are_equal_by_symmetry(text, domain, value, count):
    """A reflection takes one point to the other and leaves f as it is."""
    answer = symcalc.critical(text, domain=domain)
    extremum = answer.global_.minimum if domain is None else answer.global_.maximum

    assert extremum.approx == pytest.approx(value, rel=1e-12)
    assert len(extremum.at) == count


@pytest.mark.parametrize("text", ["x cos(x) - sin(x)", "sin(x) exp(-x)", "tan(x) - 2x", "sin(x) + x/2"])
def test_values_that_grow_with_the_integer_have_no_greatest(text):
    """Along the family of critical points the values go to infinity, and to minus infinity."""
    globally = symcalc.critical(text).global_

    assert (globally.minimum, globally.maximum) == (None, None)
    assert (written(globally.infimum), written(globally.supremum)) == ("-oo", "oo")


@pytest.mark.parametrize(
    ("text", "extremum", "value"),
    [
        ("7x^2 - 6sqrt(3) x y + 13y^2", "minimum", "0"),
        ("x^2 + 4y^2 - 4x y + 2", "minimum", "2"),
        ("log(x) + log(y) - x - y", "maximum", "-2"),
        ("x log(x) + y log(y)", "minimum", "-2*exp(-1)"),
        ("sqrt(4 - x^2 - y^2)", "maximum", "2"),
    ],
)
def test_a_stationary_point_of_a_function_that_bends_one_way_is_extreme(text, extremum, value):
    """Convex by its form, or a quadratic polynomial without a negative eigenvalue, on its whole (convex) domain."""
    found = getattr(symcalc.critical(text).global_, extremum)

    assert written(found.value) == value


@pytest.mark.parametrize("assumption", ["x > 0", "x > -3", "x < 1/2"])
def test_a_function_that_is_zero_in_disguise_is_constant(assumption):
    """Both terms are (x^2 - 1)^2; its limits at the ends are found without expanding it into a series."""
    answer = symcalc.critical("(x^2-1)^2 - (x-1)^2 (x+1)^2", assume=assumption)

    assert [family.kind for family in answer.families] == ["constant"]
    assert written(answer.global_.minimum.value) == written(answer.global_.maximum.value) == "0"


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("(x^2+y^2+z^2-1)^2", ["x**2 + y**2 + z**2 - 1 == 0"]),
        ("(x^3-y^2)^2", ["x**3 - y**2 == 0"]),
        ("cos(x^3+y^2+x)", ["x**3 + y**2 + x == pi + 2*pi*k and k integer"]),
    ],
)
def test_an_extremum_on_a_set_without_parameters_names_the_set(text, conditions):
    """One point of the sphere is not where the minimum is taken: all its points are."""
    answer = symcalc.critical(text)
    least = answer.global_.minimum

    assert [written(condition) for condition in least.sets] == conditions
    assert len(least.samples) == 1
    assert least.alone == ()
    assert "at all points with" in symcalc.write(answer, "pretty")


@pytest.mark.parametrize(("text", "count"), [("max(x^2,y^2)-y", 2), ("max(0,1-x-y)+x^2+y^2", 1)])
def test_what_is_least_of_all_is_least_nearby(text, count):
    """A kind that stays open by local means is settled by the proof that the global minimum is taken there."""
    answer = symcalc.critical(text)
    settled = [corner for corner in answer.nondifferentiable if corner.point in answer.global_.minimum.at]

    assert [corner.kind for corner in settled] == ["minimum"] * count


def test_a_way_out_has_all_coordinates():
    """Where a constraint gives x by y and z, the way along which f has no bound is one in x, y and z."""
    reason = symcalc.critical("x*y*z", subject_to="x+y+z=1").global_.reason

    assert "f falls below all bounds along (-2*t + 1, t, t)" in reason


@pytest.mark.parametrize("constraint", ["x^2+y^2=-1", "x^4+y^4-x*y+10=0", "x^2+exp(y)=0"])
def test_a_constraint_that_holds_nowhere_is_named(constraint):
    """There is no point at all, so no extremum, and that is the reason."""
    globally = symcalc.critical("x", subject_to=constraint).global_

    assert (globally.minimum, globally.maximum) == (None, None)
    assert globally.reason == "no point satisfies the constraints"


@pytest.mark.parametrize(
    ("text", "domain", "least", "greatest"),
    [
        ("abs(sin(x))", "x=-4..4", "0", "1"),
        ("abs(sin(x))", "x=-pi..pi", "0", "1"),
        ("min(sin(x),cos(x))", "x=-4..4", "-1", "sqrt(2)/2"),
    ],
)
def test_a_kink_may_meet_an_end_or_not(text, domain, least, greatest):
    """At an end of the interval the kink's equation is a number: 0 or not, which is decided."""
    answer = symcalc.critical(text, domain=domain)

    assert answer.complete is True
    assert (written(answer.global_.minimum.value), written(answer.global_.maximum.value)) == (least, greatest)


@pytest.mark.parametrize(
    ("text", "minimum"), [("min(x,y)+x^2+y^2", "-1/4"), ("x^2+y^2-abs(x)-abs(y)", "-1/2"), ("x^2-y^2+min(x,y)", None)]
)
def test_a_minimum_of_formulas_that_all_grow_grows(text, minimum):
    """Far out f is one of its formulas; where all of them go to infinity it has a least value."""
    found = symcalc.critical(text).global_.minimum

    assert (found if found is None else written(found.value)) == minimum


@pytest.mark.parametrize(
    ("text", "complete"),
    [
        ("cosh(abs(x)-y)", False),
        ("max(sin(x),0)^2", False),
        ("(x^2+y^2-1)^2", True),
        ("sin(x y)", True),
        ("sin(x+y) - (x+y)^2/5", True),
    ],
)
def test_where_the_list_is_open_so_are_the_places(text, complete):
    """An extremum that is proved by the form of f is not said to be taken at the points that were found only."""
    answer = symcalc.critical(text)
    globally = answer.global_
    known = [found for found in (globally.minimum, globally.maximum) if isinstance(found, Extremum)]

    assert known
    assert all(found.complete is complete for found in known)
    assert ("at least at" in symcalc.write(answer, "pretty")) is not complete
    assert ('"complete": false}' in symcalc.write(answer, "json")) is not complete


def test_the_only_point_for_all_parameters_is_all():
    """A square with a parameter is zero at one point."""
    assert symcalc.critical("(x-a)^2", wrt="x").global_.minimum.complete


def test_families_of_one_form_are_all_named():
    """Two intervals whose points are both written t are told apart by their conditions."""
    text = " ".join(symcalc.write(symcalc.critical("max(abs(x),1)"), "plain").split())
    shown = " ".join(symcalc.write(symcalc.critical("max(abs(x),1)"), "pretty").split())

    assert "minimum 1" in text
    assert "t with −1 < t < 0; t with 0 < t < 1" in shown or "t with -1 < t < 0; t with 0 < t < 1" in shown


def test_a_point_without_a_closed_form_is_one_of_a_line():
    """The greatest value is taken on a line, which is given by its equation and bounds."""
    found = symcalc.critical("sin(x+y) - (x+y)^2/5").global_.maximum

    assert (len(found.at), len(found.sets)) == (1, 1)
    assert sum(float(value) if isinstance(value, str) else 0 for value in found.at[0].values()) == pytest.approx(
        1.1105105
    )


@pytest.mark.parametrize("text", ["max(sin(x)^2, 1)", "min(sin(x)+1, 2)-sin(x)", "relu(-x^2)", "abs(0*x)+1"])
def test_a_choice_that_the_form_decides_is_no_piece(text):
    """Where one argument is never beyond the other, f is one formula, here a constant."""
    answer = symcalc.critical(text)

    assert answer.complete
    assert [(family.kind, family.parameters) for family in answer.families] == [("constant", ("t",))]
    assert not answer.nondifferentiable


@pytest.mark.parametrize(
    ("text", "least", "greatest"),
    [
        ("min(sin(x), cos(x))", "-1", "sqrt(2)/2"),
        ("abs(sin(x)) + cos(x)", "-1", "sqrt(2)"),
        ("max(sin(x), cos(2x))", "-1", "1"),
    ],
)
def test_periodic_functions_of_several_formulas_have_their_extrema(text, least, greatest):
    """Each formula holds the variable in waves alone, so the extrema are among the special points."""
    globally = symcalc.critical(text).global_

    assert (written(globally.minimum.value), written(globally.maximum.value)) == (least, greatest)
