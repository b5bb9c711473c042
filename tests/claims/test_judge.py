"""What the forms in a claim mean, and the verdicts on them."""

from __future__ import annotations

import pytest

from symcalc.syntax import written
from tests.claims.judging import answer, shown, verdict

SADDLE = "f(x, y) = x e^(-x^2 - y^2)\n"
QUARTIC = "g(x) = 3x^4 - 4x^3 - 12x^2\n"
NETWORK = "f(a, u, b); a(u); b(v); u(x, y); v(y, z)\n"
WELL = "w(x) = (x^2 - 1)^2\n"

CLAIMS = {
    # derivatives
    "diff(x^3, x) == 3x^2": "proved",
    "diff(x^3, x) == x^2": "refuted",
    "diff(x^3, x, x) == 6x": "proved",
    "diff(log(x), x) == 1/x": "proved",
    "x + diff(x^2, x) == 3x": "proved",
    "f(x) = x^2; diff(f, x)(3) == 6": "proved",
    "f(x) = x^2; diff(f, x) at 3 == 6": "proved",
    "f(x) = x diff(x^2, x); f == 2x^2": "proved",
    # with a value exactly where there is one
    "diff(cbrt(x)^3, x) == 1": "proved",
    "diff(cbrt(x)^3, x) at 0 == 1": "proved",
    "diff(abs(x), x) at 0 == 0": "refuted",
    "diff(cbrt(x), x) at 0 == 0": "refuted",
    "diff(x abs(x), x) == 2abs(x)": "proved",
    "diff(x abs(x), x) == piecewise((2abs(x), x != 0), (5, true))": "refuted",
    "diff(relu(x), x) == piecewise((1, x > 0), (2, x == 0), (0, true))": "proved",
    "diff(piecewise((x^2, x < 1), (2x - 1, true)), x) == piecewise((2x, x < 1), (2, true))": "proved",
    "diff(piecewise((x^2, x < 1), (2x, true)), x) at 1 == 2": "refuted",
    "diff(floor(x), x) == piecewise((0, floor(x) != x), (7, true))": "proved",
    "diff(acot(x), x) == -1/(1 + x^2)": "proved",
    # forms
    SADDLE + "grad f == e^(-x^2-y^2) [1 - 2x^2, -2 x y]": "proved",
    SADDLE + "grad f == e^(-x^2-y^2) [1 - 2x^2, 2 x y]": "refuted",
    SADDLE + "hessian f == e^(-x^2-y^2) [[4x^3-6x, 4x^2 y-2y], [4x^2 y-2y, 4x y^2-2x]]": "proved",
    SADDLE + "taylor f at (-1, 0) == e^-1 (-1 - (x+1) + (x+1)^2 + y^2)": "proved",
    SADDLE + "taylor f at (-1, 0) == e^-1 (-1 - (x+1) + 2(x+1)^2 + 2y^2)": "refuted",
    SADDLE + "grad f at (0, 0) == [1, 0]": "proved",
    SADDLE + "grad f at (x=0, y=0) == [1, 0]": "proved",
    "taylor e^x at 0 order 3 == 1 + x + x^2/2 + x^3/6": "proved",
    "taylor abs(x) at 0 order 1 == x": "refuted",
    "jacobian [x^2 y, x + y] == [[2x y, x^2], [1, 1]]": "proved",
    "jacobian [x^2, y] at (x=3, y=1) == [[6, 0], [0, 1]]": "proved",
    "grad(x^2 + y^2, y) == 2y": "proved",
    "hessian x^2 == 2": "proved",
    "g(x, y); h(x, y); grad g + grad h == grad(g + h)": "proved",
    "g(x, y); h(x, y); f(x, y) = g(x, y) + h(x, y); grad f == grad g + grad h": "proved",
    "f(x, y) = x^2 y + x y^2; f(t, t) == 2t^3": "proved",
    "L(x, y) = log(e^x + e^y); diff(L, x) + diff(L, y) == 1": "proved",
    "x^2 at 3 == 9": "proved",
    "sin(x)/x at 0 == 1": "refuted",
    # networks
    NETWORK + "diff(f, y) == partial(f, a) partial(a, u) partial(u, y) + partial(f, u) partial(u, y)"
    " + partial(f, b) partial(b, v) partial(v, y)": "proved",
    NETWORK
    + "diff(f, y) == partial(f, a) partial(a, u) partial(u, y) + partial(f, b) partial(b, v) partial(v, y)": "refuted",
    "z = u v; u = x y; v = x + y; diff(z, x) == y v + u": "proved",
    "z = u v; u = x y; v = x + y; diff(z, u) == v": "proved",
    "z = u v; u = x y; v = x + y; partial(z, u) == v": "proved",
    "h(a, t) = a^2 + t; a = t^3; diff(h, t) == 6t^5 + 1": "proved",
    "h(a, t) = a^2 + t; a = t^3; partial(h, t) == 1": "proved",
    "h(a, t) = a^2 + t; a = t^3; diff(h, a) == 2a": "proved",
    # vectors and matrices
    "[x, y] + [1, 2] == [x + 1, y + 2]": "proved",
    "[[1, 2], [3, 4]] [x, y] == [x + 2y, 3x + 4y]": "proved",
    "[x - x, 0] == 0": "proved",
    "[x, 0] == 0": "refuted",
    "[1, 2] == [1, 2, 3]": "refuted",
    "[[1, 2], [3, 4]] == [1, 2]": "refuted",
    "[[1, 2]] == [1, 2]": "refuted",
    "[x] == x": "proved",
    "A: n x n; v: n; grad(v' A v, v) == (A + A') v": "proved",
    "A: n x n; v: n; grad(v' A v, v) == 2 A v": "refuted",
    "X: n x m; U: n x r; V: r x m; grad(norm(X - U V)^2, V) == -2 U' (X - U V)": "proved",
    "X: n x m; U: n x r; V: r x m; grad(norm(X - U V)^2, V) == -2 (X - U V) U": "error shape",
    "W: k x m; v: m; G: k; vjp(W v, v, G) == W' G": "proved",
    "x: n; grad(norm(x), x) == x/norm(x)": "proved",
    # critical points and extrema
    QUARTIC + "critical g == {-1, 0, 2}": "proved",
    QUARTIC + "critical g == {-1 minimum, 0 maximum, 2 minimum}": "proved",
    QUARTIC + "critical g == {-1 minimum, 0 minimum, 2 minimum}": "refuted",
    QUARTIC + "critical g == {-1, 2}": "refuted",
    QUARTIC + "critical g == {-1, 0, 1, 2}": "refuted",
    QUARTIC + "minimum g == -32 at 2": "proved",
    QUARTIC + "minimum g == -32 at {2}": "proved",
    QUARTIC + "minimum g == -5": "refuted",
    QUARTIC + "minimum g == -32 at 0": "refuted",
    QUARTIC + "maximum g == 0": "refuted",
    WELL + "minimum w == 0 at {-1, 1}": "proved",
    WELL + "minimum w == 0 at {1}": "refuted",
    WELL + "minimum w == 0 at 1": "proved",
    "critical (x^2 y + x y^2) == {(0, 0) saddle}": "proved",
    "critical (x^2 + y^2 - 1)^2 == {(0, 0)}": "refuted",
    # chains and denials
    "x + x == 2x == x 2": "error syntax",
    "x + x == 2x == x*2": "proved",
    "abs(x) == sqrt(x)^2 == x": "refuted",
    "x == 2x == 3x": "refuted",
    "x != x + 1": "proved",
    "a b != b a": "refuted",
    "[1, 2] != [1, 3]": "proved",
    # assumptions
    "log(a b) == log(a) + log(b) for a > 0, b > 0": "proved",
    "sqrt(x^2) == x for x > 0": "proved",
    "assume x > 0; sqrt(x^2) == x": "proved",
    "assume x > 0; sqrt(y^2) == y": "refuted",
    "cos(pi n) == (-1)^n for n integer": "proved",
    "x == y for x == y": "proved",
    # rounded decimals
    "pi ≈ 3.14": "proved",
    r"|x| = x \text{ for } x > 0": "proved",
    r"|x| = x \text{ for } x > -1": "refuted",
    r"\ln(xy) = \ln x + \ln y, \quad \text{for all } x > 0, y > 0.": "proved",
    r"|xy| = xy \text{ for } x > 0 \text{ and } y > 0": "proved",
    r"|xy| = xy \text{ if } x > 0": "refuted",
    "pi ≈ 3.15": "refuted",
    "f(x, y) = abs(x y); diff(f, x)(-1, 0) ≈ 0.0": "proved",
    "f(x) = max(x^2, 1/2); f'(1) ≈ 2.0": "proved",
    "f(x) = max(x^2, 1/2); f'(1) ≈ 2.1": "refuted",
    "f(x) = max(3x, sqrt(x^2 + 1)); f'(-1) ≈ -0.70710678": "proved",
    "1/2 ≈ 0.5": "proved",
    "x/3 ≈ 0.33x": "proved",
    "x/3 ≈ 0.34x": "refuted",
    "grad(x^2/3 + y) ≈ [0.67x, 1.0]": "proved",
    "x == x + 0.0": "proved",
    "pi == 3.14": "refuted",
    "0.1 + 0.2 == 0.3": "proved",
    "gamma(1/3) ≈ 2.678939": "proved",
    "gamma(1/3) ≈ 2.678937": "refuted",
    # a function at a point, whose gradient is meant in LaTeX
    "f(x, y) = log(e^x + e^y); grad f(0, log(2)) == [1/3, 2/3]": "error ambiguous",
    "f(x, y) = log(e^x + e^y); grad f(x, 2y) == [e^x, 2e^(2y)]/(e^x + e^(2y))": "proved",
    r"f(x, y) = \log(e^x + e^y); \nabla f(0, \log 2) = [1/3, 2/3]": "proved",
    r"f(x, y) = \log(e^x + e^y); \nabla f(0, \log 2) = [1/3, 1/3]": "refuted",
    # a cotangent without a shape has that of what is differentiated
    "X: n x d; W: d x k; vjp(X W, W, G) == X' G": "proved",
    "X: n x d; W: d x k; vjp(X W, X, G) == G W'": "proved",
    "X: n x d; W: d x k; vjp(X W, X, G) == W G'": "refuted",
    "X: n x d; W: d x k; vjp(X W, X, G) == G W": "error shape",
    "X: n x d; W: d x k; vjp(X W, X, H) == G W'": "error name",
    # claims that make no sense
    "x^2 >= 0": "error unsupported",
    "taylor e^x == 1": "error usage",
    "foo(x) == 3": "error name",
    "grad [x, y] == [1, 1]": "error unsupported",
}


@pytest.mark.parametrize(("text", "expected"), CLAIMS.items(), ids=[text.replace("\n", "; ") for text in CLAIMS])
def test_verdict(text, expected):
    """Each claim gets its verdict, or the error of its kind."""
    assert verdict(text) == expected


def test_an_inequality_says_how_to_assume_it():
    """A line that was meant as an assumption is told how one is written."""
    assert "assume x > 0" in answer("x > 0").hint


def test_matrix_witnesses_are_matrices():
    """A refuted claim about matrices is shown with matrices of two rows, and the entry."""
    found = answer("A: n x n; x: n; grad(x' A x, x) == 2A x")

    assert written(found.witness.point["n"]) == "2"
    assert written(found.witness.point["A"]).count("[") == 3


def test_the_caret_stands_under_the_operand_that_does_not_fit():
    """Of equal names in a claim, the one that is wrong is pointed at."""
    text = "X: n x m; U: n x r; V: r x m; grad(norm(X - U V)^2, V) == -2 (X - U V) U"
    fault = answer(text)

    assert (fault.kind, fault.span.start) == ("shape", len(text) - 1)


def test_a_wrong_entry_is_named():
    """Of a vector or matrix the first wrong entry is shown with both values."""
    found = answer("grad (x^2 + y^2) == [2x, 3y]")

    assert found.witness.entry == (1,)
    assert shown(found.witness) == {"left": "4", "right": "6"}


def test_different_shapes_are_the_witness():
    """Sides of different shapes are refuted, and the shapes are shown."""
    assert shown(answer("[1, 2] == [[1, 2], [3, 4]]").witness) == {"left": "a vector of 2", "right": "a 2 by 2 matrix"}


def test_an_undefined_side_is_shown():
    """A value claimed where there is none is refuted, and the side is shown as undefined."""
    found = answer("f(x) = sin(x)/x; f at 0 == 1")

    assert shown(found.witness) == {"left": "undefined", "right": "1"}
    assert {name: written(value) for name, value in found.witness.point.items()} == {"x": "0"}


def test_functions_without_a_formula_are_chosen():
    """A claim about all functions is refuted by a choice, which is given."""
    found = answer("g(x, y); g(x, y) == g(y, x)")

    assert list(found.witness.functions) == ["g(x, y)"]


def test_the_first_wrong_link_is_named():
    """In a chain the link that does not hold is named."""
    assert answer("x + x == 2x == 3x").method.startswith("link 2 of 2")


def test_a_false_end_of_true_links_is_named():
    """|x| == sqrt(x)^2 == x has two true links, and its ends differ."""
    assert answer("abs(x) == sqrt(x)^2 == x").method.startswith("each link holds, but the ends differ")


def test_domains_are_said():
    """Where only one side is defined, a point of that kind is given, and words say so."""
    found = answer("diff(log(x), x) == 1/x")

    assert found.domain.left_only is None
    assert written(found.domain.right_only["x"]).startswith("-")
    assert "the right side is also defined" in found.notes[0]


def test_one_point_of_a_common_domain_is_said():
    """A common domain without interior stands in the verdict line."""
    assert answer("sqrt(x) + sqrt(-x) == x").headline == "proved only at x = 0"


def test_strict_domain_refutes_a_difference():
    """Asked for the same domain, a claim that holds where both sides are defined is refuted."""
    assert answer("log(x^2) == 2 log(x)", strict_domain=True).verdict == "refuted"
    assert answer("log(x^2) == 2 log(abs(x))", strict_domain=True).verdict == "proved"


def test_sides_that_are_defined_together_nowhere():
    """They are refuted without a witness, and the reason is said."""
    found = answer("log(x) == log(-x)")

    assert (found.verdict, found.witness) == ("refuted", None)
    assert "together nowhere" in found.method


def test_only_assumptions_about_the_claim_are_listed():
    """What is assumed of other names has nothing to do with a verdict."""
    found = answer("assume x > 0; assume y > 0; sqrt(x^2) == x")

    assert [written(condition) for condition in found.assumptions] == ["x > 0"]


def test_a_later_definition_replaces_the_earlier_one():
    """In a document a name may be defined again."""
    assert verdict("f(x) = x\nf(x) = x^2\ndiff(f, x) == 2x") == "proved"


def test_reset_forgets():
    """After reset nothing is defined, assumed or declared."""
    assert verdict("assume x > 0\nreset\nsqrt(x^2) == x") == "refuted"


def test_expected_refutations_and_errors():
    """An expectation that is met holds, one that is not does not."""
    assert answer("refuted: x == 2x").holds is True
    assert answer("refuted: x + x == 2x").holds is False
    assert answer("error syntax: x +").holds is True
    assert answer("error shape: x == x").holds is False
    assert answer("error name: sni(x) == 1").holds is True


def test_a_chain_of_definitions_is_composed_once():
    """What a claim reaches is composed, and nothing else: an error in another definition does not matter."""
    assert verdict("loop = loop + 1\nf(x) = x^2\ndiff(f, x) == 2x") == "proved"
