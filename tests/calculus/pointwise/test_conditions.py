"""A formula of a derivative that jumps is stated with where it jumps, also where the function itself is smooth."""

import pytest

import symcalc
from symcalc.syntax import written


def stated(command, text, **options):
    """The conditions of an answer."""
    return sorted(written(one) for one in command(text, **options).where)


@pytest.mark.parametrize("simplify", ["full", "none"])
@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("sign(x)^2 x", ["x != 0"]),  # it is x, and the formula sign(x)^2 is 0 at 0
        ("sign(x)*sign(x)", ["x != 0"]),  # not continuous at 0
        ("sign(x)^2 y", ["x != 0"]),
        ("heaviside(x) x", ["x != 0"]),
        ("sign(x)^2 x^2", []),
        ("x abs(x)", []),
        ("relu(x)^2", []),
        ("abs(x - y)^3", []),
        ("abs(x y)^3", []),
        ("abs(x)^(3/2) y", []),
    ],
)
def test_where_the_formula_of_a_gradient_is_the_gradient(text, conditions, simplify):
    """sign(x)^2 counts as 0 at x = 0 and not as the limit 1; what a factor takes to 0 jumps no more."""
    assert stated(symcalc.grad, text, simplify=simplify) == conditions


def test_where_the_formula_of_a_hessian_is_the_hessian():
    """|x| |x| is x^2, whose second derivative is 2 at 0 too, where sign(x) sign(x) is 0."""
    assert stated(symcalc.hessian, "abs(x)*abs(x)", simplify="none") == ["x != 0"]
    assert stated(symcalc.hessian, "sign(x)*abs(x)*x") == ["x != 0"]
    assert stated(symcalc.hessian, "abs(x)*abs(x)") == []
    assert stated(symcalc.hessian, "abs(x)^3 y") == []
    assert stated(symcalc.hessian, "abs(x)^(5/2)") == []
    assert stated(symcalc.hessian, "relu(x)^3") == []


def test_where_the_rows_of_a_jacobian_are_derivatives():
    """Each row is looked at, tidied or not."""
    assert stated(symcalc.jacobian, "[sign(x)^2 x, y]") == ["x != 0"]
    assert stated(symcalc.jacobian, "[y, sign(x)^2 x]", simplify="none") == ["x != 0"]
