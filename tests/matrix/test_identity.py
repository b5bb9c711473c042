"""Equality of matrix expressions: proofs that no case contradicts, refutations that anyone can check."""

from __future__ import annotations

import numpy as np
import pytest

from symcalc.errors import NameFault, ShapeFault
from symcalc.matrix import identical
from symcalc.matrix.answer import derivative
from symcalc.matrix.shapes import Shapes
from symcalc.syntax import parse_expression, written
from symcalc.syntax.program import Shape
from symcalc.syntax.tree import names
from tests.matrix import oracle
from tests.matrix.generator import judged
from tests.matrix.table import rows

DECLARED = oracle.shapes_of(
    "A: n x n; B: n x n; X: n x m; W: n x m; x: n; y: n; z: m; c: 1; d: 1; S: n x n symmetric; P: n x n positive;"
    "U: n x r; V: r x m"
)
EQUALITIES = {text: verdict for verdict, text in rows("equalities.txt")}


def judgement(text, shapes=None):
    """The verdict on `left == right`, and both sides."""
    left, right = (parse_expression(side, shaped=True) for side in text.split("=="))
    declared = shapes or {name: shape for name, shape in DECLARED.items() if name in names(left) | names(right)}
    return identical(left, right, declared), left, right, declared


def value_at(node, witness):
    """A side at a witness, in NumPy."""
    sizes = {name: int(value.value) for name, value in witness.point.items() if name in oracle.SIZES}
    values = {name: oracle.value(tree, {}) for name, tree in witness.point.items() if name not in sizes}
    return oracle.value(node, values, {**oracle.SIZES, **sizes})


@pytest.mark.parametrize("text", EQUALITIES)
def test_verdicts(text):
    """Known identities are proved, plausible mistakes refuted; what neither shows is undecided."""
    assert judgement(text)[0].verdict == EQUALITIES[text]


@pytest.mark.parametrize("text", [text for text, verdict in EQUALITIES.items() if verdict == "proved"])
def test_what_is_proved_holds_in_numpy(text):
    """At random points where both sides are defined they agree."""
    _, left, right, declared = judgement(text)
    compared = 0
    for values in oracle.points(left, declared, seed=5):
        if "sqrt" in text and any((value.real < 0).any() for value in values.values()):
            continue  # NumPy's complex root of a negative number is no value of the language
        with np.errstate(all="ignore"):
            sides = [oracle.value(side, values) for side in (left, right)]
        if all(map(oracle.defined, sides)):
            np.testing.assert_allclose(*np.broadcast_arrays(*sides), rtol=1e-7, atol=1e-9)
            compared += 1

    assert compared


@pytest.mark.parametrize("text", [text for text, verdict in EQUALITIES.items() if verdict == "refuted"])
def test_witnesses_hold_in_numpy(text):
    """The witness has sizes and entries at which the sides have the values that it says, and they differ."""
    verdict, left, right, _ = judgement(text)
    witness = verdict.witness
    if witness.shapes:
        assert witness.shapes[0] != witness.shapes[1]
        return
    sides = [np.atleast_2d(value_at(side, witness)) for side in (left, right)]
    said = [oracle.value(side, {}).item() for side in (witness.left, witness.right)]
    found = [side[witness.entry] if side.size > 1 else side.item() for side in sides]

    np.testing.assert_allclose(found, said, rtol=1e-9)
    assert abs(said[0] - said[1]) > 1e-9


def test_a_difference_of_domain_is_met():
    """inv(A)*A has no value where A is singular, eye(n) has; a case of that is given."""
    verdict = judgement("inv(A)*A == eye(n)")[0]

    assert verdict.left_only is None
    assert "A" in verdict.right_only


def test_domains_that_are_everything_are_known():
    """Polynomials have values everywhere, so there is no difference of domain to look for."""
    assert judgement("tr(A*B) == tr(B*A)")[0].certain
    assert not judgement("inv(A)*A == eye(n)")[0].certain
    assert judgement("inv(A)*A == eye(n)")[0].right_everywhere


def test_different_shapes_are_refuted_by_their_shapes():
    """Two well-formed sides of different shapes: the witness names both."""
    assert judgement("x == x'")[0].witness.shapes == ("n x 1", "1 x n")


def test_a_scalar_zero_equals_a_zero_matrix():
    """0 stands for zero of any shape, on either side."""
    assert judgement("A - A == 0")[0].verdict == "proved"
    assert judgement("0 == A")[0].verdict == "refuted"


def test_what_does_not_fit_is_an_error():
    """A side that does not fit together is no claim at all (22.4.51)."""
    with pytest.raises(ShapeFault, match="does not fit"):
        judgement("-2*U'*(X - U*V) == -2*(X - U*V)*U")
    with pytest.raises(NameFault):
        judgement("A*q == x")


def test_large_sizes_are_not_tried():
    """With a thousand rows nothing is computed, and a normal form still proves."""
    shapes = {"A": Shape(1000, 1000), "x": Shape(1000, 1)}

    assert judgement("x'*A*x == x'*A'*x", shapes)[0].verdict == "proved"


def test_derivatives_equal_themselves_in_other_words():
    """The answer to a random problem is proved equal to itself, and never to one that NumPy tells apart."""
    answers = []
    for seed in range(900_000, 900_060):
        _, _, declared, answer = judged(seed)
        if answer is not None:
            verdict = identical(answer.tree, parse_expression(written(answer.tree), shaped=True), declared)
            assert verdict.verdict in ("proved", "undecided")
            answers.append(verdict.verdict)

    assert answers.count("proved") >= 0.9 * len(answers)


def test_wrong_gradients_are_refuted():
    """The slips that people make: a factor 2, a sign, a missing transpose, exchanged factors."""
    function = parse_expression("norm(A*x - y)^2", shaped=True)
    declared = oracle.shapes_of("A: n x n; x: n; y: n")
    right = derivative(function, "x", Shapes(declared)).tree
    for slip in ("A'*(A*x - y)", "-2*A'*(A*x - y)", "2*A*(A*x - y)", "2*A'*(A*x + y)", "2*(A*x - y)"):
        assert identical(right, parse_expression(slip, shaped=True), declared).verdict == "refuted"
