"""The check before every answer: wrong answers never pass, right ones always do."""

from __future__ import annotations

import pytest

from symcalc.errors import DomainFault, LimitReached, Unsupported
from symcalc.matrix.layout import denominator
from symcalc.matrix.shapes import Shapes
from symcalc.matrix.trust import Disagreement, Trial, confirm, sizes_of
from symcalc.syntax import parse_expression
from tests.matrix.oracle import shapes_of


def trial(function, name, answer, shapes):
    """A function, an answer, and the layout of a gradient."""
    declared = shapes_of(shapes)
    tree = parse_expression(function, shaped=True)
    known = Shapes(declared)
    layout = denominator(known.of(tree), known.declared_as(name))
    return Trial(tree, name, parse_expression(answer, shaped=True), layout.along, declared)


@pytest.mark.parametrize(
    ("function", "name", "answer", "shapes"),
    [
        ("x'*A*x", "x", "2*A*x", "x: n; A: n x n"),
        ("norm(X - U*V)^2", "V", "2*U'*(X - U*V)", "X: n x m; U: n x r; V: r x m"),
        ("norm(v)", "v", "v", "v: n"),
        ("logdet(X)", "X", "inv(X)", "X: n x n"),
        ("logdet(X)", "X", "0", "X: n x n"),
        ("sum(x)^2", "x", "2*sum(x)*x", "x: n"),
        ("A*x", "x", "0", "A: n x m; x: m"),
        ("softmax(x)", "x", "diag(softmax(x))", "x: n"),
        ("norm1(x)", "x", "x", "x: n"),
    ],
)
def test_wrong_answers_never_pass(function, name, answer, shapes):
    """A missing transpose, a sign, a factor, a forgotten term."""
    with pytest.raises(Disagreement):
        confirm(trial(function, name, answer, shapes))


def test_a_transposed_jacobian_does_not_fit():
    """All dimensions differ, so that A cannot pass for A'."""
    with pytest.raises((Disagreement, ValueError)):
        confirm(trial("A*x", "x", "A", "A: n x m; x: m"))


@pytest.mark.parametrize(
    ("function", "name", "answer", "shapes"),
    [
        ("tanh(30*norm1(X*x))", "X", "30*(1 - tanh(30*norm1(X*x))^2)*sign(X*x)*x'", "X: n x m; x: m"),
        ("sum(softmax(x))", "x", "softmax(x)*(1 - sum(softmax(x)))", "x: n"),
        ("logdet(X'*X)", "X", "2*X*inv(X'*X)", "X: n x m"),
        ("sum(acos(x))", "x", "-1 ./ sqrt(1 - x.^2)", "x: n"),
        ("sum(acosh(x))", "x", "1 ./ sqrt(x.^2 - 1)", "x: n"),
        ("norm1(w - w)", "w", "0", "w: n"),
        ("sum(cbrt(x))", "x", "1 ./ (3*cbrt(x).^2)", "x: n"),
        ("sum(gamma(x))", "x", "gamma(x) .* digamma(x)", "x: n"),
        ("exp(norm(x)^2)^1000", "x", "2000*exp(norm(x)^2)^1000*x", "x: n"),
        ("1e400*sum(x)", "x", "1e400*ones(n)", "x: n"),
        ("det(A)^300", "A", "300*det(A)^300*inv(A)'", "A: n x n"),
        ("sum(log(x - 10))", "x", "1 ./ (x - 10)", "x: n"),
        ("sum(log(-300 - x))", "x", "1 ./ (300 + x)", "x: n"),
        ("sqrt(c - 10 - norm(x)^2)", "x", "-x/sqrt(c - 10 - norm(x)^2)", "x: n; c: 1"),
    ],
)
def test_right_answers_pass_where_floats_fail(function, name, answer, shapes):
    """Cancellation, singular sizes, narrow domains and corners are no disagreement."""
    confirm(trial(function, name, answer, shapes))


def test_no_value_anywhere_is_said():
    """An expression without a value has no derivative."""
    with pytest.raises(DomainFault):
        confirm(trial("sum(sqrt(-1 - x.^2))", "x", "x", "x: n"))


def test_sizes_differ_and_change_their_order():
    """A matrix that is tall at one point is wide at the next."""
    asked = trial("sum(A)", "A", "ones(n, m)", "A: n x m")

    assert sizes_of(asked) == {"n": 2, "m": 3}
    assert sizes_of(asked, falling=True) == {"m": 2, "n": 3}


def test_large_sizes_are_replaced_except_where_they_are_multiplied():
    """1000 rows are checked as few; where kron needs the real number, it is refused."""
    assert sizes_of(trial("sum(x)", "x", "ones(1000)", "x: 1000")) == {"1000": 2}
    with pytest.raises(LimitReached):
        sizes_of(trial("sum(kron(x, x))", "x", "x", "x: 1000"))


@pytest.mark.parametrize(("function", "singular"), [("det(x*x')", "x*x'"), ("det(x*y') + sum(x)", "y*x'")])
def test_a_determinant_that_is_always_zero_is_not_called_undefined(function, singular):
    """Its derivative exists, but is written with an inverse that does not: that is what is said."""
    asked = trial(function, "x", f"2*det(x*x')*inv({singular})*x", "x: n; y: n")

    with pytest.raises(Unsupported) as caught:
        confirm(asked)
    assert caught.value.hint == f"{singular} seems to be singular everywhere"
