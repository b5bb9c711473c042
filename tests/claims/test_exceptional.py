"""Derivatives in claims are those of the function, also where their formula has no value."""

from __future__ import annotations

import pytest

from symcalc import check
from symcalc.syntax import parse_expression

#: A function, what its derivative is off one point, the point, and the derivative there.
AT_A_POINT = [
    ("cbrt(x)^4", "4/3*cbrt(x)", "x != 0", "0"),
    ("piecewise((x^2 sin(1/x), x != 0), (0, true))", "2x sin(1/x) - cos(1/x)", "x != 0", "0"),
    ("piecewise((exp(-1/x^2), x != 0), (0, true))", "2exp(-1/x^2)/x^3", "x != 0", "0"),
    ("piecewise((sin(x)/x, x != 0), (1, true))", "(x cos(x) - sin(x))/x^2", "x != 0", "0"),
    ("piecewise((x^2 log(abs(x)), x != 0), (0, true))", "2x log(abs(x)) + x", "x != 0", "0"),
    ("x^2 floor(x)", "2x floor(x)", "x != 0", "0"),
    ("x^2 ceil(x)", "2x ceil(x)", "x != 0", "0"),
    ("acos(1 - x^4)", "4x^3/sqrt(2x^4 - x^8)", "x != 0", "0"),
    ("x sign(x^2)", "1", "x != 0", "1"),
    ("floor(x^2)", "0", "x != 0", "0"),
    ("x abs(x)", "2abs(x)", "x != 0", "0"),
]


@pytest.mark.parametrize(("function", "formula", "off", "there"), AT_A_POINT)
def test_the_derivative_counts_where_its_formula_has_no_value(
    function: str, formula: str, off: str, there: str
) -> None:
    """The right value at the point is proved, a wrong one refuted there with the derivative as the left side."""
    right, wrong = (f"diff({function}, x) == piecewise(({formula}, {off}), ({value}, true))" for value in (there, "5"))
    assert check(right)[0].verdict == "proved"
    (answer,) = check(wrong)
    assert answer.verdict == "refuted"
    assert answer.witness is not None
    assert answer.witness.point == {"x": parse_expression("0")}
    assert (answer.witness.left, answer.witness.right) == (parse_expression(there), parse_expression("5"))


#: A gradient whose first entry is wrong at the origin, where the function is differentiable.
GRADIENT = """
r = x^2 + y^2
f = piecewise((x^2 y^2/r, r > 0), (0, true))
grad f == [piecewise((2x y^4/r^2, r > 0), (3, true)), piecewise((2y x^4/r^2, r > 0), (0, true))]
"""


@pytest.mark.parametrize(
    "claim",
    [
        "jacobian([cbrt(x)^4]) == [[piecewise((4/3*cbrt(x), x != 0), (5, true))]]",
        "hessian(cbrt(x)^7) == [[piecewise((28/9*cbrt(x), x != 0), (5, true))]]",
        "hessian(abs(x)^3) == [[piecewise((6abs(x), x != 0), (5, true))]]",
        "diff(sin(x)^2 floor(x), x) == piecewise((2 sin(x) cos(x) floor(x), x != 0), (5, true))",
        "diff(sqrt(1-cos(x)) x, x) == piecewise((sqrt(1-cos(x)) + x sin(x)/2/sqrt(1-cos(x)), cos(x) != 1), (5, true))",
        "grad(sqrt(x^2+y^2)^3) == [piecewise((3x sqrt(x^2+y^2), x != 0 or y != 0), (3, true)), 3y sqrt(x^2+y^2)]",
        GRADIENT,
        "diff(x^n, x) == piecewise((n x^(n-1), x != 0), (5, true))",
    ],
)
def test_a_wrong_value_at_one_point_refutes(claim: str) -> None:
    """So it is in gradients, Jacobians and Hessians, at points that repeat, and with parameters."""
    (answer,) = check(claim)
    assert answer.verdict == "refuted"
    assert answer.witness is not None


@pytest.mark.parametrize(
    "claim",
    [
        "diff(cbrt(x)^4, x) == 4/3*cbrt(x)",
        "diff(x abs(x), x) == 2abs(x)",
        "hessian(abs(x)^3) == [[6abs(x)]]",
        "f(x, y) = abs(x-y)^3; hessian f == [[6abs(x-y), -6abs(x-y)], [-6abs(x-y), 6abs(x-y)]]",
        "diff(relu(w x + b)^2, w) == 2 x relu(w x + b)",
    ],
)
def test_sides_defined_everywhere_have_the_same_domain(claim: str) -> None:
    """Where the derivative exists at the corner too, no side is said to be defined where the other is not."""
    (answer,) = check(claim, strict_domain=True)
    assert (answer.verdict, answer.domain) == ("proved", None)


@pytest.mark.parametrize(
    ("claim", "point"),
    [
        ("diff(abs(x), x) == sign(x)", "x = 0"),
        ("diff(abs(sin(x)), x) == cos(x) sign(sin(x))", "x = 0"),
        ("diff(piecewise((5, x == 0), (x, true)), x) == piecewise((1, x != 0), (2, true))", "x = 0"),
        ("diff(x^2 floor(x), x) == 2x floor(x)", "x = 2"),
        ("hessian(relu(x)^2) == [[2 heaviside(x)]]", "x = 0"),
        ("diff(piecewise((x, x > 0 and x < 1), (5, true)), x) == piecewise((1, x > 0 and x < 1), (0, true))", "x = "),
    ],
)
def test_where_there_is_no_derivative_the_note_says_so(claim: str, point: str) -> None:
    """A side that has a value at a corner or a jump is no contradiction, and strictly it is one."""
    (answer,) = check(claim)
    assert answer.verdict == "proved"
    assert answer.notes[0].startswith(f"the right side is also defined at {point}")
    assert check(claim, strict_domain=True)[0].verdict == "refuted"


@pytest.mark.parametrize(
    "claim",
    [
        "diff(x^n, x) == n x^(n-1)",
        "diff(x^a y^b, x) == a x^(a-1) y^b",
        "diff(relu(w x + b), w) == x heaviside(w x + b)",
        "grad(max(x, y)) == [heaviside(x - y), heaviside(y - x)]",
        "diff(abs(x^2 - 1), x) == 2x sign(x^2 - 1)",
        "diff(sqrt(x)^3, x) == piecewise((3/2*sqrt(x), x > 0), (7, true))",
    ],
)
def test_what_is_true_stays_proved(claim: str) -> None:
    """Corners of which no derivative is known to exist do not spoil a claim, nor does the edge of a domain."""
    assert check(claim)[0].verdict == "proved"


@pytest.mark.parametrize("claim", ["diff(floor(t) - floor(-t), t) == 0", "diff(max(x, y, 1/3) min(x, y^2), x) == 3"])
def test_a_search_for_doubtful_places_that_takes_too_much_work_ends_in_a_verdict(claim: str) -> None:
    """Where domains cannot be compared within the budget, what is claimed is still answered."""
    assert check(claim)[0].verdict == ("refuted" if claim.endswith("3") else "undecided")


def test_what_is_not_known_at_a_point_is_undecided() -> None:
    """Where a derivative may exist and the other side has a value, agreement of the formulas proves nothing."""
    (answer,) = check("diff(asin(sin(x)), x) == sign(cos(x))")
    assert answer.verdict == "undecided"
    assert "was not decided" in answer.method


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("jacobian([cbrt(x)^4]) at 0 == [[0]]", "proved"),
        ("jacobian([cbrt(x)^4]) at 0 == [[5]]", "refuted"),
        ("jacobian([sqrt(x)^3]) at 0 == [[0]]", "refuted"),
        ("diff(cbrt(x)^7, x, x) at x=0 == 0", "proved"),
        ("diff(x abs(x), x, x) at x=0 == 0", "refuted"),
        ("3 diff(cbrt(x)^4, x) + diff(x abs(x), x) at x=0 == 0", "proved"),
        ("f(x) = cbrt(x)^4; diff(f, x)(0) == 0", "proved"),
        ("f(x) = cbrt(x)^4; diff(f, x)(y) == piecewise((4/3*cbrt(y), y != 0), (9, true))", "refuted"),
        ("f(x) = cbrt(x)^4; diff(f, x)(y^2 - 1) == piecewise((4/3*cbrt(y^2 - 1), y != 1), (9, true))", "refuted"),
        ("diff(cbrt(x)^4, x) == piecewise((0, x == 0))", "proved"),
        ("diff(cbrt(x)^4, x) == piecewise((5, x == 0))", "refuted"),
        ("diff(cbrt(x)^4, x) != piecewise((4/3*cbrt(x), x != 0), (5, true))", "proved"),
        ("diff(cbrt(x)^4, x) ≈ piecewise((1.333*cbrt(x), x != 0), (5, true))", "refuted"),
        ("diff(abs(x)^3, x) == 3x abs(x) == piecewise((3x abs(x), x != 0), (1, true))", "refuted"),
        ("f(u) = abs(u); u = x^2; diff(f, x) == piecewise((2x, x != 0), (1, true))", "refuted"),
        ("diff(atan2(y, x), y) == x/(x^2 + y^2)", "proved"),
        ("diff(y^2 atan2(y, x), y) == piecewise((2y atan2(y,x) + x y^2/(x^2+y^2), y != 0), (7, x < 0))", "refuted"),
        ("diff(x^2 acot(x), x) == piecewise((2x acot(x) - x^2/(1+x^2), x != 0), (7, true))", "refuted"),
        ("diff(abs(x), x) == piecewise((1, x > 0), (7, true)) for x >= 0", "proved"),
        ("f(x, y) = x abs(y); hessian f == [[0, sign(y)], [sign(y), 0]]", "proved"),
        ("f(x, y) = x abs(y); grad f == [abs(y), piecewise((x sign(y), y != 0), (3, true))]", "refuted"),
        ("f(x, y) = cbrt(x y); diff(f, x) == piecewise((y/(3 cbrt(x y)^2), x y != 0), (5, true))", "refuted"),
        ("f(x, y) = cbrt(x y); grad f at (0, 0) == [0, 0]", "refuted"),
    ],
)
def test_the_same_at_points_and_in_other_claims(claim: str, verdict: str) -> None:
    """Claims at a point, chains, !=, ≈, networks, arguments and cuts of angles mean the same derivative."""
    assert check(claim)[0].verdict == verdict
