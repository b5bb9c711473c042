"""A tower has room for the functions that derivatives bring along."""

from fractions import Fraction

import mpmath
import pytest

from symcalc.calculus.critical.kernels.tower import Tower
from symcalc.decide.ball import enclose
from symcalc.syntax import parse_expression


def test_third_derivatives_of_a_function_of_two_arguments_find_room():
    """Each derivative of the beta function brings three further functions along, at x, y and x + y."""
    function = parse_expression("beta(x, y)")
    tower = Tower(("x", "y"), [function])
    third = tower.ratio(function)
    for place in (0, 1, 1):
        third = tower.derivative(third, place)

    value = enclose(tower.tree(third), {"x": Fraction(3, 2), "y": Fraction(9, 4)}, 96)

    assert float(value.mid()) == pytest.approx(float(mpmath.diff(mpmath.beta, (1.5, 2.25), (1, 2))), rel=1e-6)
