"""Values by cases, and products that keep a number in front of a bracket."""

import pytest
from sympy import Eq, Piecewise, S, false, true

from symcalc.build import symbol
from symcalc.build.pieces import pieces
from symcalc.build.product import times
from symcalc.errors import Unsupported

x, y = symbol("x"), symbol("y")


def test_cases_that_never_hold_are_dropped_and_later_ones_after_one_that_always_does():
    """Only what can be reached remains."""
    assert pieces([(x, false), (y, x > 0), (x, true), (y, true)]).args == ((y, x > 0), (x, true))
    assert pieces([(x, true)]) == x
    assert pieces([(x, x > 0), (x, true)]) == x
    assert pieces([]) is S.NaN


def test_a_condition_on_cases_that_leave_points_out_is_refused():
    """SymPy has no form for it."""
    inner = pieces([(x, Eq(x, 0) & Eq(y, 0))])
    with pytest.raises(Unsupported, match="by cases"):
        pieces([(y, inner > 0), (x, true)])


def test_conditions_stay_as_they_are_written():
    """SymPy's rewriting of conditions is left out."""
    made = pieces([(x, x**2 > 4), (y, true)])

    assert isinstance(made, Piecewise)
    assert made.args[0][1] == (x**2 > 4)


def test_a_number_stays_in_front_of_a_bracket():
    """2*(x + y) is not multiplied out, however the factors come."""
    assert times(S(2), x + y).args == (2, x + y)
    assert times(S(2), times(S(3), x + y)).args == (6, x + y)
    assert times(x + y, S(-1)).args == (-1, x + y)
    assert times(S.Half, times(S(2), x + y)) == x + y
    assert times(S(2), x, x + y) == 2 * x * (x + y)
    assert times(x, x) == x**2
