"""The functions of the language that are not SymPy's."""

import mpmath
import pytest
from sympy import Rational, S, log, pi, sqrt

from symcalc.build import build, symbol
from symcalc.build.functions import (
    Atan2,
    BesselJ,
    Beta,
    Cbrt,
    Digamma,
    Polygamma,
    Relu,
    Sigmoid,
    Softplus,
    UnitStep,
    short,
    small,
)
from symcalc.errors import Unsupported
from symcalc.syntax import parse_expression

x, y = symbol("x"), symbol("y")

EXACT = {
    "cbrt(-8)": -2,
    "cbrt(0)": 0,
    "cbrt(x^3)": x,
    "cbrt(x)^3": x,
    "cbrt(-x)": -Cbrt(x),
    "cbrt(8 x)": 2 * Cbrt(x),
    "sigmoid(0)": Rational(1, 2),
    "sigmoid(log(3))": Rational(3, 4),
    "softplus(0)": log(2),
    "relu(3)": 3,
    "relu(-3)": 0,
    "relu(x^2)": x**2,
    "heaviside(0)": Rational(1, 2),
    "heaviside(-pi)": 0,
    "heaviside(x^2 + 1)": 1,
    "atan2(1, -1)": 3 * pi / 4,
    "atan2(-1, -1)": -3 * pi / 4,
    "atan2(0, -1)": pi,
    "atan2(-2, 0)": -pi / 2,
    "atan2(1, sqrt(3))": pi / 6,
    "beta(2, 3)": Rational(1, 12),
    "beta(1/2, 1/2)": pi,
    "digamma(3)": Digamma(S.One) + Rational(3, 2),
    "polygamma(0, 1)": Digamma(S.One),
    "besselj(0, 0)": 1,
    "besselj(-1, x)": -BesselJ(S.One, x),
    "binomial(5, 2)": 10,
    "binomial(x, 2)": x * (x - 1) / 2,
    "factorial(5)": 120,
    "factorial(1/2)": sqrt(pi) / 2,
    "log(8, 2)": 3,
    "log2(1/4)": -2,
    "log10(1000)": 3,
    "sign(-3)": -1,
    "abs(-x^2)": x**2,
    "floor(-1/2)": -1,
    "ceil(sqrt(2))": 2,
    "max(1, 2, sqrt(5))": sqrt(5),
    "min(x, x)": x,
}


@pytest.mark.parametrize("text", EXACT)
def test_exact_values_and_symmetries(text):
    """Where a value or a symmetry is exact, it is used."""
    assert build(parse_expression(text)) == EXACT[text]


NUMERICAL = {
    Cbrt(-x): lambda t: -mpmath.cbrt(t),
    Sigmoid(x): lambda t: 1 / (1 + mpmath.exp(-t)),
    Softplus(-x): lambda t: mpmath.log(1 + mpmath.exp(-t)),
    Relu(x - 1): lambda t: max(t - 1, 0),
    UnitStep(x - 1): lambda t: mpmath.mpf(t > 1),
    Atan2(x, -x): lambda t: mpmath.atan2(t, -t),
    Beta(x, 3 + x): lambda t: mpmath.gamma(t) * mpmath.gamma(3 + t) / mpmath.gamma(3 + 2 * t),
    Digamma(x): lambda t: mpmath.diff(mpmath.loggamma, t),
    Polygamma(S(2), x): lambda t: mpmath.diff(mpmath.loggamma, t, 3),
    BesselJ(S(2), x): lambda t: (
        mpmath.quad(lambda s: mpmath.cos(2 * s - t * mpmath.sin(s)), [0, mpmath.pi]) / mpmath.pi
    ),
}


@pytest.mark.parametrize("expression", NUMERICAL, ids=str)
def test_numerical_values(expression):
    """Decimals agree with the definition, to 20 digits."""
    for at in (Rational(1, 3), Rational(5, 2)):
        with mpmath.workdps(40):
            expected = NUMERICAL[expression](mpmath.mpf(int(at.p)) / int(at.q))
            found = mpmath.mpmathify(expression.subs(x, at).evalf(30))

            assert mpmath.almosteq(found, expected, rel_eps=1e-20, abs_eps=1e-20)


def test_orders_of_special_functions_have_no_derivative():
    """The language has no formula for the derivative of a Bessel function by its order."""
    with pytest.raises(Unsupported):
        BesselJ(x, y).fdiff(1)
    with pytest.raises(Unsupported):
        Polygamma(x, y).fdiff(1)


def test_what_would_be_too_long_is_kept():
    """Gamma is written out up to 2000, floor where the whole part has not too many digits."""
    assert small(S(2000))
    assert not small(S(2001))
    assert short(pi)
    assert not short(build(parse_expression("exp(10^10)")))
    assert build(parse_expression("factorial(10^9)")).func.__name__ == "gamma"
    assert build(parse_expression("floor(exp(10^10))")).func.__name__ == "floor"
    assert build(parse_expression("binomial(10^9, 5*10^8)")).func.__name__ == "binomial"
