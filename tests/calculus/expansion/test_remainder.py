"""Bounds on the error of Taylor polynomials, sampled: never exceeded, and close to what is reached."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symcalc.calculus.expansion.remainder import bound
from symcalc.calculus.expansion.taylor import taylor
from symcalc.errors import DomainFault, UsageFault
from symcalc.syntax import parse_box, parse_expression, pose

SAMPLES = 10_000

#: Function, the same in NumPy, point, order, box, and how far above the sampled error the bound may lie.
CASES = [
    ("exp(x)", np.exp, "0", 2, "x=-1..1", 1.03),
    ("exp(x)", np.exp, "0", 5, "x=-2..2", 1.05),
    ("sin(x)", np.sin, "0", 4, "x=-2..1", 1.03),
    ("log(x)", np.log, "1", 3, "x=1/2..2", 1.03),
    ("sqrt(x)", np.sqrt, "4", 2, "x=1..9", 1.03),
    ("1/(1 + x)", lambda x: 1 / (1 + x), "0", 3, "x=-1/2..1/2", 1.03),
    ("tan(x)", np.tan, "0", 3, "x=-1..1", 1.03),
    ("atan(x)", np.arctan, "0", 3, "x=-1..1", 1.1),
    ("tanh(x)", np.tanh, "1", 2, "x=0..2", 1.1),
    ("cosh(x) - sinh(x)", lambda x: np.cosh(x) - np.sinh(x), "0", 3, "x=-1..1", 1.03),
    ("asin(x)", np.arcsin, "0", 3, "x=-1/2..1/2", 1.03),
    ("x^(1/3)", np.cbrt, "8", 2, "x=4..12", 1.03),
    ("sigmoid(x)", lambda x: 1 / (1 + np.exp(-x)), "0", 2, "x=-1..1", 1.1),
    ("x*exp(-x^2 - y^2)", lambda x, y: x * np.exp(-(x**2) - y**2), "-1, 0", 2, "x=-1.1..-0.9, y=-0.1..0.1", 1.05),
    ("x*exp(-x^2 - y^2)", lambda x, y: x * np.exp(-(x**2) - y**2), "-1, 0", 2, "x=-2..0, y=-1..1", 1.05),
    ("log(exp(x) + exp(y))", np.logaddexp, "0, log(2)", 1, "x=-0.1..0.1, y=0.6..0.8", 1.05),
    ("sin(x)*cos(y)", lambda x, y: np.sin(x) * np.cos(y), "0, 0", 3, "x=-1..1, y=-1..1", 1.05),
    ("sqrt(1 + x + y)", lambda x, y: np.sqrt(1 + x + y), "0, 0", 2, "x=-0.4..0.4, y=-0.4..0.4", 1.05),
    ("x^y", np.power, "2, 3", 2, "x=3/2..5/2, y=5/2..7/2", 1.05),
    ("atan2(y, x)", lambda x, y: np.arctan2(y, x), "1, 0", 2, "x=1/2..3/2, y=-1/2..1/2", None),
    ("exp(x*y*z)", lambda x, y, z: np.exp(x * y * z), "0, 0, 0", 3, "x=-0.5..0.5, y=-0.5..0.5, z=-0.5..0.5", 2.0),
    ("abs(x)^3", lambda x: np.abs(x) ** 3, "0", 2, "x=-1..1", 1.03),
    ("max(x, y)^3", lambda x, y: np.maximum(x, y) ** 3, "1, 0", 1, "x=0..2, y=-1..1", 1.05),
    ("piecewise((x^2, x < 1), (2*x - 1, true))", lambda x: np.where(x < 1, x**2, 2 * x - 1), "1", 1, "x=0..3", 1.05),
    ("x^3 + 2*x*y", lambda x, y: x**3 + 2 * x * y, "1, 1", 3, "x=-5..5, y=-5..5", 1.0),
]


def answer(text, at, order, box):
    """The bound that `taylor --box` gives."""
    return taylor(pose(text, at=at), order=order, box=box).box


def samples(ranges):
    """Random points of a box, its corners among them."""
    rng = np.random.default_rng(7)
    sides = [(float(low), float(high)) for low, high in ranges]
    columns = [rng.uniform(low, high, SAMPLES) for low, high in sides]
    for column, (low, high) in zip(columns, sides, strict=True):
        column[: SAMPLES // 20] = rng.choice([low, high], SAMPLES // 20)
    return columns


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]} on {case[4]}")
def test_bounds_hold_on_the_whole_box(case):
    """No sample exceeds the bound, the error said to be reached is, and the bound is not far above."""
    text, function, at, order, box, slack = case
    problem = pose(text, at=at)
    polynomial = taylor(problem, order=order)
    found = answer(text, at, order, box)
    points = samples([[_float(end) for end in ends] for ends in parse_box(box, problem.variables).values()])

    errors = np.abs(function(*points) - _polynomial(polynomial, points))

    assert errors.max() <= float(found.bound) * (1 + 1e-9) + 1e-12
    assert float(found.reached) <= float(found.bound) * (1 + 1e-12)
    if slack is not None and found.bound > 0:
        assert float(found.bound) <= slack * float(found.reached)


def _float(node):
    from tests.decide import oracle

    return float(oracle.value(node, {}))


def _polynomial(result, points):
    """The polynomial at sampled points, from its coefficients at the point of expansion."""
    from sympy import lambdify

    from symcalc.build import build, symbol

    names = [symbol(name) for name in result.variables]
    return lambdify(names, build(result.polynomial), "numpy")(*points) + 0 * points[0]


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(["exp(x)", "sin(x) + x^2", "1/(2 + x)", "log(3 + x)", "x*exp(-x)", "cos(x)^2"]),
    st.fractions(-1, 1, max_denominator=8),
    st.integers(0, 5),
    st.fractions(0, 1, max_denominator=8),
)
def test_random_boxes(text, at, order, width):
    """Whatever the point, the order and the box, the error reached is at most the bound."""
    found = answer(text, str(at), order, f"x={at - width}..{at + width / 2}")

    assert 0 <= found.reached <= found.bound or found.bound == 0


def test_wider_boxes_have_larger_errors():
    """Of nested boxes the larger has the larger error."""
    small, large = (answer("exp(x)", "0", 2, box) for box in ("x=-1/2..1/2", "x=-1..1"))

    assert small.bound < large.reached


@pytest.mark.parametrize(
    ("text", "at", "box", "fault"),
    [
        ("log(x)", "1", "x=0..2", DomainFault),
        ("1/x", "1", "x=-1..2", DomainFault),
        ("x*y", "1, 1", "x=0..2", UsageFault),
        ("a*x", "x=0", "x=0..2", UsageFault),
        ("exp(x)", "0", "x=1..0", UsageFault),
    ],
)
def test_boxes_without_a_bound(text, at, box, fault):
    """A box that leaves the domain, or says too little, is refused."""
    with pytest.raises(fault):
        taylor(pose(text, at=at, wrt="x" if "a" in text else None), order=1, box=box)


def test_a_bound_that_is_not_found_is_said_to_be_none():
    """Where the arithmetic does not show that f is finite on the whole box there is no bound, and no number."""
    tree, tangent = parse_expression("1/(x^2 - 2)"), parse_expression("-1")
    ends = {"x": (parse_expression("1"), parse_expression("2"))}

    found = bound(tree, tangent, 0, {"x": parse_expression("1")}, ends)

    assert found.bound is None
    assert found.reached > 0


@pytest.mark.parametrize("order", [9, 10, 14])
def test_high_orders(order):
    """Series longer than flint's usual ten terms are not cut short: the last term is what the bound is made of."""
    found = answer("exp(x)", "0", order, "x=-2..2")
    exact = np.exp(2.0) - sum(2.0**k / float(_factorial(k)) for k in range(order + 1))

    assert float(found.bound) >= exact * (1 - 1e-6)
    assert float(found.bound) <= exact * 1.2


def _factorial(k):
    return np.prod(np.arange(1, k + 1, dtype=float)) if k else 1.0
