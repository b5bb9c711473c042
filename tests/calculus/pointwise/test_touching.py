"""Greatest and least values at points where what is compared touches."""

import pytest

import symcalc
from symcalc.errors import Nondifferentiable


@pytest.mark.parametrize("count", [2, 4, 12])
def test_products_with_a_common_factor_touch_where_it_is_zero(count):
    """max(x0 y, …) is differentiable at y = 0 where all other factors are equal, with a gradient along y alone."""
    text = ", ".join(f"x{k}*y" for k in range(count))
    at = ", ".join(["3"] * count + ["0"])

    for extreme in ("max", "min"):
        found = symcalc.grad(f"{extreme}({text})", at=at).at
        assert found.gradient == (0,) * count + (3,)


@pytest.mark.parametrize("at", ["1, 1, 1", "1, 2, 0"])
def test_crossing_planes_have_a_corner(at):
    """Where the gradients differ there is none."""
    with pytest.raises(Nondifferentiable):
        symcalc.grad("max(x0 y, x1 y)", at=at)


def test_nested_extremes_touch_too():
    """A greatest value inside a greatest one is compared as one; curved surfaces touch in their tangent plane."""
    assert symcalc.grad("max(x^2 + y, max(y - x^2, sin(y)), y)", at="0, 0").at.gradient == (0, 1)
    with pytest.raises(Nondifferentiable):
        symcalc.grad("max(x^2 + y, max(y - x^2, sin(2 y)), y)", at="0, 0")


def test_the_conditions_of_a_greatest_of_many_are_found_in_time():
    """The pairs that may change places are asked for once each: 66 of 12 products."""
    text = ", ".join(f"x{k}*y" for k in range(12))
    found = symcalc.grad(f"max({text})")

    assert len(found.where) == 66
