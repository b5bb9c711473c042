"""Asymptotic series at one-sided limits, against mpmath close to the limit."""

from fractions import Fraction

import mpmath as mp
import pytest

from symcalc.decide.germ import NotDefined, Unbounded, Undecided, eventual_sign, expand, limit
from symcalc.decide.sign import sign
from symcalc.decide.sign.writing import ratio_tree
from symcalc.syntax import parse_expression, written
from tests.decide import oracle

SERIES = """
sqrt(1 + t)
sqrt(t^2 + t^3)
abs(sin(t))/t
cbrt(t + t^2)
(1 - cos(t))/t^2
t^t
t*log(t)
(1 + t)^(1/t)
log(sin(t))
log(1 + exp(t))
exp(log(2) + t)
atan(1/t)
asin(1 - t)
acos(1 - t)
acosh(1 + t)
asinh(t) - atanh(t)
gamma(t)
digamma(t - 1)
factorial(t)
beta(t, 1 + t)
binomial(t, 3)
erf(t)
besselj(1, t)
sigmoid(t) + softplus(t)
tanh(1/t)
sigmoid(1/t)
max(t, t^2) - min(t, t^2)
floor(2 - t) + ceil(t)
heaviside(t) + sign(-t) + relu(t)
piecewise((sin(t)/t, t != 0), (1, true))
atan2(t, -t)
1/log(t)
sin(pi/6 + t)
sec(t)*csc(t)
log(2 + t, 3)
sqrt(abs(log(t)))^2
t^2*sin(1/t)
exp(-1/t)*t^-5
"""


@pytest.mark.parametrize("text", SERIES.strip().splitlines())
def test_series_approach_the_function(text):
    """The terms before the remainder give the function near the limit up to the remainder's power."""
    tree = parse_expression(text)
    found = expand(tree, "t", sign, 8)
    for t in (Fraction(1, 10**6), Fraction(1, 10**8)):
        with mp.workdps(120):
            x = mp.mpf(t.numerator) / t.denominator
            total = mp.fsum(
                _coefficient(value, t) * x ** _mp(r) * mp.log(1 / x) ** -_mp(s) for (r, s), value in found.terms
            )
            exact = oracle.value(tree, {"t": t}, 120)
            order = mp.mpf(100) if found.order is None else _mp(found.order[0])

            assert abs(total - exact) <= mp.mpf(10) ** 4 * x**order * mp.log(1 / x) ** 6 + mp.mpf(10) ** -90


def _coefficient(value, t):
    return oracle.value(ratio_tree(value), {"t": t}, 120)


def _mp(value):
    return mp.mpf(value.numerator) / value.denominator


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("sin(t)/t", "finite", "1"),
        ("(exp(t) - 1 - t)/t^2", "finite", "1/2"),
        ("t*log(t)", "finite", "0"),
        ("(1 + t)^(1/t)", "finite", "exp(1)"),
        ("atan(1/t)", "finite", "pi/2"),
        ("1/t", "infinite", 1),
        ("log(t)", "infinite", -1),
        ("sin(1/t)", "none", None),
        ("sin(1/t)/t", "none", None),
        ("t*sin(1/t)", "finite", "0"),
        ("sqrt(-t)", "undefined", None),
        ("exp(-1/t)/t^9", "finite", "0"),
        ("floor(t) - floor(-t)", "finite", "1"),
    ],
)
def test_limits(text, kind, value):
    """A limit is a number, an infinity, or none, and which is certain."""
    found = limit(parse_expression(text), "t", sign)

    assert found.kind == kind
    if kind == "finite":
        assert written(ratio_tree(found.value)) == value
    if kind == "infinite":
        assert found.sign == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [("t - sin(t)", 1), ("cos(t) - 1", -1), ("t - t", 0), ("exp(-1/t)", 1), ("log(t)", -1), ("sqrt(t) - t", 1)],
)
def test_eventual_signs(text, expected):
    """The sign for all small t is that of the first term."""
    assert eventual_sign(parse_expression(text), "t", sign) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [("1/(t - t)", NotDefined), ("log(-t)", NotDefined), ("exp(1/t)", Unbounded), ("1/sin(1/t)", Undecided)],
)
def test_what_has_no_series(text, reason):
    """Where there is no series it is said why."""
    with pytest.raises(reason):
        expand(parse_expression(text), "t", sign, 3)


def test_oscillation_is_remembered():
    """A series whose remainder hides a growing angle says so: it must not be differentiated term by term."""
    assert expand(parse_expression("t^9*sin(1/t)"), "t", sign, 3).oscillates
    assert not expand(parse_expression("t^9*sin(t)"), "t", sign, 3).oscillates
