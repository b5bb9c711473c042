"""NumPy code of shaped answers: run on random matrices, it is the derivative of the code of the function."""

import numpy as np
import pytest

import symcalc
from symcalc.formats.page import Page
from symcalc.formats.python import function
from symcalc.result import Formula

SIZES = {"n": 4, "m": 3, "r": 2}
CASES = [
    ("x' A x", "x", "x: n; A: n x n"),
    ("norm(X - U V)^2", "V", "X: n x m; U: n x r; V: r x m"),
    ("sum(x)^2 + norm1(x)", "x", "x: n"),
    ("norm(v)", "v", "v: n"),
    ("softplus(b' x) + mean(sin(x))", "x", "b: n; x: n"),
    ("logdet(A' A + eye(n))", "A", "A: m x n"),
    ("tr(inv(S) X X')", "X", "S: n x n; X: n x m"),
    ("logsumexp(W x)", "W", "W: n x m; x: m"),
    ("b' softmax(W x)", "x", "b: n; W: n x m; x: m"),
    ("sum(A .* B ./ (A .^ 2 + 1))", "A", "A: n x m; B: n x m"),
    ("dot(x, A y)", "y", "x: n; A: n x m; y: m"),
    ("tr(diag(x) A) + sum(exp(x))", "x", "x: n; A: n x n"),
    ("norm(A x - b)^2/2 + c*norm(x)^2", "x", "A: n x m; x: m; b: n; c: 1"),
    ("sum(relu(X w))", "w", "X: n x m; w: m"),
    ("x' [[2, 1], [1, 3]] x + [1, 2]' x", "x", "x: 2"),
    ("sum(kron(A, B))", "A", "A: n x m; B: r x r"),
]


def run(formula, name):
    """The NumPy function of a formula."""
    space = {}
    exec(function(formula, name, "", Page()), space)  # noqa: S102 (our own output is what is tested)
    return space[name]


@pytest.mark.parametrize(("text", "wrt", "shape"), CASES, ids=lambda part: part)
def test_code_is_the_derivative(text, wrt, shape):
    """The code of the gradient agrees with difference quotients of the code of the function."""
    result = symcalc.grad(text, wrt=wrt, shape=shape)
    declared = result.problem.shapes
    rng = np.random.default_rng(5)
    values = {
        name: rng.normal(size=(SIZES.get(of.rows, of.rows), SIZES.get(of.columns, of.columns)))
        for name, of in declared.items()
    }
    computed = run(Formula(result.function, (wrt,), shapes=declared), "f")
    gradient = run(result.code(), "g")
    names = dict.fromkeys((wrt, *declared))
    needed = dict.fromkeys((wrt, *result.code().shapes))
    answer = np.asarray(gradient(*(values[name] for name in needed)))

    def quotient(at):
        step = np.zeros_like(values[wrt])
        step[at] = 1e-6
        ends = [
            float(np.sum(computed(*({**values, wrt: values[wrt] + side * step}[name] for name in names))))
            for side in (1, -1)
        ]
        return (ends[0] - ends[1]) / 2e-6

    expected = np.array([quotient(at) for at in np.ndindex(values[wrt].shape)]).reshape(values[wrt].shape)

    assert np.broadcast_to(answer, expected.shape) == pytest.approx(expected, rel=1e-5, abs=1e-6)


@pytest.mark.parametrize(("text", "wrt", "shape"), CASES, ids=lambda part: part)
def test_vectors_may_be_arrays_of_one_axis(text, wrt, shape):
    """A vector is a column whichever way it is given: x @ x.T of an array of one axis would be a number."""
    result = symcalc.grad(text, wrt=wrt, shape=shape)
    rng = np.random.default_rng(7)
    columns = {
        name: rng.uniform(0.5, 1.5, size=(SIZES.get(of.rows, of.rows), SIZES.get(of.columns, of.columns)))
        for name, of in result.problem.shapes.items()
    }
    flat = {name: value.ravel() if value.shape[1] == 1 < value.shape[0] else value for name, value in columns.items()}
    gradient = run(result.code(), "g")
    order = dict.fromkeys((wrt, *result.code().shapes))

    standing, lying = (np.asarray(gradient(*(values[name] for name in order))) for values in (columns, flat))
    assert standing.shape == lying.shape
    assert np.array_equal(standing, lying)


def test_the_outer_product_of_a_vector_of_one_axis():
    """The gradient of x' A x by A is a matrix for x of one axis too."""
    gradient = run(symcalc.grad("x' A x", wrt="A", shape="x: n; A: n x n").code(), "g")

    assert gradient(np.eye(2), np.array([1.0, 2.0])).tolist() == [[1, 2], [2, 4]]
