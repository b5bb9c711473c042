"""Kinds where pieces meet, and what counts as degenerate there."""

import pytest

import symcalc
from symcalc.syntax import written


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("abs(x)*abs(x)", None),
        ("max(x, y)^2 + min(x, y)^2", None),
        ("x^2", "x=0..1"),
        ("relu(1-x)^2 + relu(1+x)^2", None),
    ],
)
def test_a_point_with_a_regular_hessian_is_not_degenerate(text, domain):
    """All formulas that meet at the point have the same second derivatives there."""
    answer = symcalc.critical(text, domain=domain)

    assert [(p.kind, p.degenerate) for p in answer.points] == [("minimum", False)]


@pytest.mark.parametrize(("text", "degenerate"), [("abs(x)^3", True), ("x^2 + relu(x)^2", "unknown")])
def test_a_point_without_second_derivatives_is_not_called_degenerate(text, degenerate):
    """The third power of |x| has second derivative 0; the other function has none at 0."""
    (point,) = symcalc.critical(text).points

    assert (point.kind, point.degenerate) == ("minimum", degenerate)


@pytest.mark.parametrize(("text", "domain"), [("x y", "x=0..1, y=0..1"), ("x^3", "x=0..1")])
def test_a_point_on_the_side_of_a_box_has_the_kind_of_f_itself(text, domain):
    """Beyond the side f goes on, and there it is smaller."""
    answer = symcalc.critical(text, domain=domain)

    assert [p.kind for p in answer.points] == ["saddle" if "y" in text else "inflection"]
    assert answer.global_.minimum is not None


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("relu(x+y) - relu(x-y)", {"0": "saddle", "-t": "minimum", "t": "maximum"}),
        ("(relu(x y) - 1)^2", {"0": "maximum", "t": "maximum"}),
        ("(relu(x) - 1)^2 + y^2", {"0": "saddle", "1": "minimum"}),
    ],
)
def test_constant_pieces_leave_the_kind_to_the_others(text, kinds):
    """Beside a piece on which f is constant the sign on the other pieces decides."""
    answer = symcalc.critical(text)
    found = [*answer.points, *answer.nondifferentiable]
    stationary = [entry for entry in found if "not stationary" not in entry.evidence]

    assert {written(entry.point["x"]): entry.kind for entry in stationary} == kinds
    assert answer.complete is True


def test_a_polyhedral_function_is_minimal_on_a_whole_simplex():
    """|x| + |y| + |x + y - 1| is 1 on the triangle with the corners 0, (1, 0), (0, 1), and nowhere less."""
    answer = symcalc.critical("abs(x) + abs(y) + abs(x + y - 1)")
    least = [entry for entry in answer.nondifferentiable if written(entry.value) == "1"]

    assert len(least) == 6
    assert {entry.kind for entry in least} == {"minimum"}
    assert [f.kind for f in answer.families] == ["constant"]
