"""Floors, gamma and its kin, Bessel functions: identities by the dozen, judged beside plain arithmetic and mpmath."""

from fractions import Fraction
from itertools import product
from math import floor

import mpmath as mp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcalc.decide.identity import identical
from symcalc.decide.identity.conditions import conditions
from symcalc.decide.identity.domains import contained
from symcalc.decide.identity.proofs.prove import prove
from symcalc.decide.identity.work import Work
from symcalc.syntax import parse_conditions, parse_expression
from symcalc.syntax.tree import names, rational
from tests.decide import oracle

SMALL = st.integers(min_value=-4, max_value=4)
PARTS = st.integers(min_value=1, max_value=4)
GRID = [Fraction(n, 12) for n in range(-60, 61)]


def verdict(left, right, assumed=""):
    """The verdict on an equality."""
    return identical(
        parse_expression(left), parse_expression(right), parse_conditions(assumed) if assumed else ()
    ).verdict


@given(st.tuples(SMALL, PARTS, SMALL, PARTS, SMALL, PARTS))
def test_floors_of_floors(numbers):
    """A floor of a floor is judged as values on a grid say, for whatever is added on either side."""
    a, b, c, d, e, k = numbers
    left = f"floor((floor({a}x/{b} + {c}/{d}) + {c})/{k})"
    right = f"floor(({a}x/{b} + {c}/{d} + {e})/{k})"

    agree = all(
        floor(Fraction(floor(Fraction(a, b) * x + Fraction(c, d)) + c, k))
        == floor((Fraction(a, b) * x + Fraction(c, d) + e) / k)
        for x in GRID
    )

    assert verdict(left, right) == ("proved" if agree else "refuted")


@given(st.tuples(SMALL, SMALL, SMALL, PARTS, SMALL, SMALL, PARTS))
def test_floors_of_integers(numbers):
    """Floors of fractions of an integer are compared by remainders, and the verdict is that of many integers."""
    a, b, c, k, d, e, m = numbers
    left, right = f"floor(({a}n^2 + {b}n + {c})/{k})", f"floor(({d}n^2 + {e}n + {c})/{m})"

    agree = all((a * n * n + b * n + c) // k == (d * n * n + e * n + c) // m for n in range(-40, 41))

    assert verdict(left, right, "n integer") == ("proved" if agree else "refuted")


@pytest.mark.parametrize("text", ["floor(n^2/4)", "floor(n/2)*floor((n + 1)/2)", "(2n^2 - 1 + (-1)^n)/8"])
@pytest.mark.parametrize("other", ["floor(n^2/4)", "(n^2 - floor((n + 1)/2) + floor(n/2))/4", "n^2/4"])
def test_quasi_polynomials(text, other):
    """Polynomials with periodic coefficients are told apart by their values at integers."""
    here, there = parse_expression(text), parse_expression(other)
    agree = all(oracle.value(here, {"n": Fraction(n)}) == oracle.value(there, {"n": Fraction(n)}) for n in range(-6, 7))

    assert verdict(text, other, "n integer") == ("proved" if agree else "refuted")


@pytest.mark.parametrize(("k", "shift"), list(product((2, 3, 4, 5), (Fraction(0), Fraction(1, 2), Fraction(-2, 3)))))
def test_multiplication_of_gamma(k, shift):
    """Gauss's formula holds for any number of parts, and not with another constant in front."""
    z = f"(x + {shift})"
    factors = "*".join(f"gamma({z} + {j}/{k})" for j in range(k))
    right = f"(2pi)^({1 - k}/2)*{k}^({k}*{z} - 1/2)"

    assert verdict(f"gamma({k}*{z})", f"{right}*{factors}") == "proved"
    assert verdict(f"gamma({k}*{z})", f"{right}*sqrt({k})*{factors}") == "refuted"


@pytest.mark.parametrize(("m", "k"), [(0, 2), (0, 5), (1, 2), (1, 3), (2, 2), (3, 4)])
def test_multiplication_of_polygamma(m, k):
    """The mean over k shifts, and log k for digamma alone."""
    mean = " + ".join(f"polygamma({m}, x + {j}/{k})" for j in range(k))
    extra = f" + log({k})" if m == 0 else ""

    assert verdict(f"polygamma({m}, {k}x)", f"({mean})/{k ** (m + 1)}{extra}") == "proved"
    assert verdict(f"polygamma({m}, {k}x)", f"({mean})/{k**m}{extra}") == "refuted"


@pytest.mark.parametrize("m", range(5))
def test_reflection_of_polygamma(m):
    """The derivatives of pi cot(pi x), as mpmath differentiates it."""
    x = mp.mpf("0.3")
    slope = mp.diff(lambda z: mp.pi * mp.cot(mp.pi * z), x, m)
    assert mp.psi(m, 1 - x) == pytest.approx((-1) ** m * (mp.psi(m, x) + slope))

    left = parse_expression(f"polygamma({m}, 1 - x)")
    right = parse_expression(f"(-1)^{m} (polygamma({m}, x) + ({worked_out(m)}))")
    assert identical(left, right).verdict == "proved"


def worked_out(m):
    """The m-th derivative of pi cot(pi x), written with the cotangent c and s = 1 + c^2."""
    c, s = "cot(pi*x)", "(1 + cot(pi*x)^2)"
    forms = (c, f"-{s}", f"2{c}*{s}", f"-2{s}^2 - 4{c}^2*{s}", f"16{c}*{s}^2 + 8{c}^3*{s}")
    return f"pi^{m + 1}*({forms[m]})"


@pytest.mark.parametrize("value", [Fraction(n, d) for d in (3, 4, 6, 8, 12, 24) for n in (-5, -1, 1, 5, 7, 13)])
def test_gamma_at_fractions(value):
    """Steps, reflection and duplication at numbers, and a near miss beside each."""
    z = f"({value})"
    duplicated = f"2^(1 - 2*{z}) sqrt(pi) gamma(2*{z})"

    assert verdict(f"gamma({z}) gamma({z} + 1/2)", duplicated) == "proved"
    assert verdict(f"gamma({z}) gamma(1 - {z})", f"pi/sin(pi*{z})") == "proved"
    assert verdict(f"gamma({z} + 2)", f"{z} ({z} + 1) gamma({z})") == "proved"
    assert verdict(f"gamma({z}) gamma({z} + 1/2)", f"{duplicated} + 10^-30") == "refuted"


@pytest.mark.parametrize("order", [Fraction(n, 2) for n in range(-9, 11, 2)])
def test_bessel_of_half_orders(order):
    """The recurrence from sine and cosine gives what mpmath has, and the Wronskian of J_v and J_-v is elementary."""
    v = f"({order})"
    near = {"x": rational(Fraction(7, 3))}
    value = oracle.value(parse_expression(f"besselj({v}, x)"), near)
    assert value == pytest.approx(mp.besselj(mp.mpf(order.numerator) / order.denominator, mp.mpf(7) / 3))

    assert verdict(f"besselj({v} + 1, x) + besselj({v} - 1, x)", f"(2*{v}/x)*besselj({v}, x)") == "proved"
    assert verdict(f"besselj({v} + 1, x) - besselj({v} - 1, x)", f"(2*{v}/x)*besselj({v}, x)") == "refuted"
    wronskian = f"besselj({v} + 1, x) besselj(-{v}, x) + besselj({v}, x) besselj(-{v} - 1, x)"
    assert verdict(wronskian, f"-2*sin({v}*pi)/(pi*x)") == "proved"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("binomial(n, k)", "binomial(n, n - k)"),
        ("binomial(n, k) + binomial(n, k + 1)", "binomial(n + 1, k + 1)"),
        ("binomial(-1, k)", "(-1)^k"),
        ("k*binomial(n, k)", "n*binomial(n - 1, k - 1)"),
        ("binomial(n, k) + binomial(n, k + 1)", "binomial(n + 1, k)"),
        ("binomial(n, k)", "binomial(n - 1, k) + binomial(n - 1, k - 1) + binomial(n - 2, k)"),
    ],
)
def test_binomial_coefficients(left, right):
    """Proved also where n is a negative integer; refuted where two integers tell a difference."""
    here, there = parse_expression(left), parse_expression(right)
    used = sorted(names(here) | names(there))
    differing = False
    for values in product(range(-4, 6), repeat=len(used)):
        at = {name: Fraction(value) for name, value in zip(used, values, strict=True)}
        a, b = oracle.value(here, at), oracle.value(there, at)
        differing |= a is not None and b is not None and a != b

    assert verdict(left, right) == ("refuted" if differing else "proved")


def test_where_a_binomial_coefficient_is_defined_is_not_taken_for_granted():
    """That binomial(-1, k) needs a k that is whole and not negative is said, and never assumed of the other side."""
    k = parse_expression("binomial(-1, k)")

    assert contained(parse_expression("sqrt(k)"), k, (), Work(2000)) is not None
    assert contained(parse_expression("k^2"), k, conditions(parse_conditions("k integer")), Work(2000)) is not None


@pytest.mark.parametrize("text", ["binomial(-3n, n)", "binomial(n^2 - 5, n)", "binomial(n k, n + k)"])
def test_unequal_binomial_coefficients_end_unproved(text):
    """A proof that has nothing left to ask of a pole ends."""
    assert prove(parse_expression(text), parse_expression("factorial(2n)/factorial(n)^2"), (), Work(50_000)) is None


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("floor(1/(1 + x^2))", "piecewise((1, x == 0), (0, true))"),
        ("floor(-1/(2 + x^2))", "-1"),
        ("floor(x^2/(1 + x^2))", "0"),
        ("ceil(exp(-x)/(1 + exp(-x)))", "1"),
    ],
)
def test_floors_of_bounded_values(left, right):
    """A value between two neighbouring integers has a known floor."""
    assert verdict(left, right) == "proved"
    assert verdict(left, f"{right} + 1") == "refuted"
