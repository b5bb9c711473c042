"""The slip that is named in a refuted claim: each kind, and none where no simple change helps."""

from __future__ import annotations

import pytest

from tests.claims.judging import answer

SCALARS = {
    "diff(cos(3x), x) == 3sin(3x)": "sign",
    "diff(x^3 - 4x^2, x) == 3x^2 + 8x": "sign of a term: 8*x",
    "diff(sin(x)^2, x) == sin(-2x)": "sign",
    "x + e^(-x) == x + e^x": "sign in an argument: x",
    "diff(softplus(x), x) == sigmoid(-x)": "sign of x",
    "diff(x^3, x) == x^2": "factor 3",
    "diff(x^3 + x^2, x) == 3x^2 + x": "factor 2: x",
    "diff(e^(-x^2/2), x) == -x e^(-x^2)": "factor 1/2 in an argument: -x**2",
    "diff(sqrt(x^2 + y^2), x) == y/sqrt(x^2 + y^2)": "swapped variables: x and y",
    "grad (x^2 y) == [x^2, 2x y]": "swapped entries: 1 and 2",
    "diff(x^7, x) == 7x^7": "wrong exponent: x**7 should be x**6",
    "diff(x^-2, x) == -2x^-1": "wrong exponent: x**(-1) should be x**(-3)",
    "diff(sqrt(x), x) == 1/(2x)": "wrong exponent: x should be sqrt(x)",
    "diff(x sin(x), x) == x cos(x)": "dropped term: sin(x)",
    "diff(x^2, x) == 2x + 1": "extra term: 1",
    "diff(log(x), x) == 1/x + 1": "extra term: 1",
    "diff(sqrt(x), x) == 1/(2 sqrt(x)) + x": "extra term: x",
    "diff(x^2 + log(x), x) == 1/x": "dropped term: 2*x",
    "diff(1/x + log(x), x) == 2/x - 1/x^2": "factor 1/2: 2/x",
    "diff(sin(x^2), x) == cos(x^2)": "dropped factor: 2*x, the inner derivative of x**2",
    "diff(x sigmoid(x), x) == sigmoid(x) + sigmoid(x) (1 - sigmoid(x))": "dropped factor: x",
    "diff(log(log(x)), x) == 1/log(x)": "dropped factor: 1/x",
    "diff(x^2, x) == 2x cos(x)": "extra factor: cos(x)",
    "diff(sin(x), x) == sin(x)": "wrong function: sin(x) should be cos(x)",
    "jacobian [x^2 y, 5x] == [[2x y, 5], [x^2, 0]]": "missing transpose: the layout is the other one",
    "jacobian [x^2 y, x + y + z] == [[2x y, 1], [x^2, 1], [0, 1]]": "missing transpose: the layout is the other one",
    "grad (x y z) == [y z, x z, sin(x)]": None,
}

NETWORKS = {
    "z = u v; u = x y; v = x + y; diff(z, x) == y v": "dropped path: z -> v -> x",
    "h(a, t) = a^2 + t; a = t^3; diff(h, t) == 1": "partial for total",
    "f(x, y) = x^2 y; diff(f, x)(1, 2) == 2x y": "the arguments are not put in",
    r"f(x, y) = x^2 y; \frac{\partial f}{\partial y}(y, x) = x^2": "the arguments are not put in",
    "h(a, t) = a^2 + t; a = t^3; partial(h, t) == 6t^5 + 1": "total for partial",
    "f = x^2 y; x = r cos(t); y = r sin(t); diff(f, t) == partial(f, x) diff(y, t) + partial(f, y) diff(x, t)": (
        "swapped factors: partial(f, x) and partial(f, y)"
    ),
}

SHAPED = {
    "A: n x n; x: n; grad(x' A x, x) == -(A + A') x": "sign",
    "A: n x n; x: n; b: n; grad(norm(A x - b)^2, x) == 2A' (A x + b)": "sign of a term: b",
    "A: n x n; x: n; grad(x' x, x) == x": "factor 2",
    "A: n x n; x: n; grad(x' A x, x) == 2A x": "missing transpose: 2*A*x should be (A + A')*x",
    "A: n x n; x: n; b: n; grad(norm(A x - b)^2, x) == 2A (A x - b)": "missing transpose: A",
    "W: k x m; x: m; jacobian(W x, x) == W'": "missing transpose: the layout is the other one",
    "W: k x m; x: m; G: k; vjp(W x, W, G) == x G'": "missing transpose: the layout is the other one",
    "W: k x m; x: m; G: k; vjp(relu(W x), x, G) == W' G": "dropped factor: heaviside(W*x)",
    "z: n; y: n; grad(logsumexp(z) - y' z, z) == softmax(z)": "dropped term: -y",
    "z: n; G: n; vjp(z/norm(z), z, G) == G/norm(z)": "dropped term",
    "x: n; grad(sum(x.^3), x) == 3 x.^3": "wrong exponent",
    "X: b x m; W: m x k; G: b x k; vjp(X W, W, G) == X' G / b": "extra factor: 1/b",
    "A: n x n; B: n x n; grad(tr(A B A), A) == A B": None,
}


@pytest.mark.parametrize(("text", "slip"), (SCALARS | NETWORKS | SHAPED).items(), ids=str)
def test_slip(text, slip):
    """A refuted claim names the change that makes it true, or nothing."""
    found = answer(text)

    assert found.verdict == "refuted"
    assert found.slip is None if slip is None else found.slip.startswith(slip)


def test_a_true_claim_has_no_slip():
    """There is no slip where nothing is wrong."""
    assert answer("diff(x^3, x) == 3x^2").slip is None


def test_a_logarithm_with_a_base_is_taken_for_no_other():
    """Functions are confused with functions of as many arguments; a wrong claim about log(2, x) is refuted."""
    assert answer("x == log(2, x)").verdict == "refuted"
