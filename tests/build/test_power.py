"""Powers over the real numbers, and numbers too large to be written out."""

import pytest
from sympy import E, Pow, Rational, S, exp, log, pi, sqrt

from symcalc.build import symbol
from symcalc.build.power import LargePower, Undefined, exponential, power

x, y = symbol("x"), symbol("y")
billion = S(10) ** 9


@pytest.mark.parametrize(
    ("base", "exponent"),
    [(0, 0), (0, -1), (0, Rational(-1, 2)), (-8, Rational(1, 3)), (-1, pi), (-pi, Rational(1, 2)), (-sqrt(2), sqrt(2))],
)
def test_what_has_no_real_value_is_undefined(base, exponent):
    """0^0, zero to a negative power and a negative number to a power not an integer have no value."""
    with pytest.raises(Undefined):
        power(S(base), S(exponent))


@pytest.mark.parametrize(
    ("base", "exponent", "value"),
    [
        (0, 2, 0),
        (0, Rational(1, 2), 0),
        (-2, 3, -8),
        (-2, -2, Rational(1, 4)),
        (8, Rational(1, 3), 2),
        (-sqrt(2), 2, 2),
        (-sqrt(2), 3, -2 * sqrt(2)),
        (E, log(3), 3),
    ],
)
def test_powers_of_numbers(base, exponent, value):
    """Powers that have a value get it."""
    assert power(S(base), S(exponent)) == value


@pytest.mark.parametrize(
    ("base", "exponent"),
    [
        (9, billion),
        (Rational(1, 3), billion),
        (sqrt(2), billion),
        (1 + sqrt(2), billion),
        (2, billion * sqrt(2)),
        (7, -billion),
    ],
)
def test_large_powers_stay_powers(base, exponent):
    """A power with too many digits is kept, is positive, and takes part in arithmetic without being computed."""
    kept = power(S(base), S(exponent))

    assert isinstance(kept, LargePower)
    assert kept.is_positive
    assert kept - kept == 0
    assert x * kept / kept == x


def test_towers_answer_at_once():
    """9^9^9^9 stays 9^9^387420489, and comparing it does not compute it."""
    tower = power(S(9), power(S(9), power(S(9), S(9))))

    assert tower == LargePower(9, LargePower(9, 387420489))
    assert (tower + x).args
    assert tower.evalf() == tower


def test_large_powers_have_decimals_where_floating_point_has():
    """9^387420489 is 4.28e369693099."""
    assert str(LargePower(S(9), S(387420489)).evalf(6)) == "4.28125e+369693099"


def test_numbers_in_products_are_not_raised_behind_our_back():
    """SymPy raises the number in (2x)^n on its own; here it is kept."""
    assert power(2 * x, billion) == LargePower(2, billion) * x**billion
    assert power(sqrt(2) * x, billion) == LargePower(sqrt(2), billion) * x**billion
    assert power(2 * x, S(3)) == 8 * x**3
    root = Rational(10**9 + 1, 3)
    assert power(-2 * x, root) == LargePower(2, root) * (-x) ** root


def test_exponentials_of_logarithms_are_powers_with_the_same_bound():
    """exp(n*log(2)) is 2^n, which may be too large."""
    assert exponential(3 * log(2)) == 8
    assert exponential(billion * log(2)) == LargePower(2, billion)
    assert exponential(1 + 2 * log(3)) == 9 * E
    assert exponential(x + log(3)) == exp(x + log(3))


def test_zero_to_an_undecided_power_is_kept():
    """Where the sign of the exponent is not known, nothing is claimed."""
    assert power(S.Zero, y) == Pow(0, y, evaluate=False)


def test_the_derivative_of_a_large_power():
    """By the base b: e*b^(e-1); by the exponent: b^e*log(b)."""
    kept = LargePower(S(9), billion)

    assert kept.fdiff(2) == kept * log(9)
    assert kept.fdiff(1) == kept * billion / 9
