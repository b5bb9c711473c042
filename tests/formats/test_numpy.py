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

    assert answer.shape == expected.shape
    assert answer == pytest.approx(expected, rel=1e-5, abs=1e-6)


@pytest.mark.parametrize(("text", "wrt", "shape"), CASES, ids=lambda part: part)
def test_vectors_may_be_arrays_of_one_axis(text, wrt, shape):
    """A vector may have one axis or two, and the derivative by it has its shape: v - 0.1*grad(v) is a step from v."""
    result = symcalc.grad(text, wrt=wrt, shape=shape)
    rng = np.random.default_rng(7)
    columns = {
        name: rng.uniform(0.5, 1.5, size=(SIZES.get(of.rows, of.rows), SIZES.get(of.columns, of.columns)))
        for name, of in result.problem.shapes.items()
    }
    flat = {name: value.ravel() if value.shape[1] == 1 < value.shape[0] else value for name, value in columns.items()}
    gradient = run(result.code(), "g")
    order = dict.fromkeys((wrt, *result.code().shapes))

    for values in (columns, flat, {**flat, wrt: columns[wrt]}, {**columns, wrt: flat[wrt]}):
        answer = np.asarray(gradient(*(values[name] for name in order)))
        assert answer.shape == values[wrt].shape
        assert np.array_equal(answer.ravel(), np.asarray(gradient(*(columns[name] for name in order))).ravel())


@pytest.mark.parametrize("vector", [np.array([3.0, -4.0, 12.0]), np.array([[3.0], [-4.0], [12.0]])])
def test_a_step_downhill_keeps_its_shape(vector):
    """Against finite differences of NumPy's own norm, for one axis and for a column."""
    gradient = run(symcalc.grad("norm(v)", wrt="v", shape="v: n").code(), "grad")
    step = 1e-6 * np.eye(3).reshape(3, *vector.shape)
    differences = [(np.linalg.norm(vector + h) - np.linalg.norm(vector - h)) / 2e-6 for h in step]

    assert (vector - 0.1 * gradient(vector)).shape == vector.shape
    assert gradient(vector).ravel() == pytest.approx(differences)


def test_each_of_several_derivatives_has_the_shape_of_its_variable():
    """Vectors and matrices side by side, also where a vector is no part of its derivative or a name is taken."""
    code = symcalc.grad("b' W x + sum(x)", wrt="x, W, b", shape="b: n; W: n x m; x: m").code()
    gradient = run(code, "g")
    x, w, b = np.ones(3), np.arange(6.0).reshape(2, 3), np.ones((2, 1))
    assert [part.shape for part in gradient(x, w, b)] == [(3,), (2, 3), (2, 1)]

    taken = run(symcalc.grad("shape_of_x' x", wrt="x", shape="shape_of_x: n; x: n").code(), "g")
    assert taken(np.zeros(2), np.array([[1.0], [2.0]])).tolist() == [1, 2]


@pytest.mark.parametrize(
    ("text", "shape", "value"), [("sum(x - x)", "x: n", np.ones(3)), ("tr(x - x)", "x: n x n", np.eye(2))]
)
def test_a_derivative_that_is_zero_everywhere_has_the_shape_of_its_variable(text, shape, value):
    """It is no single 0."""
    gradient = run(symcalc.grad(text, wrt="x", shape=shape).code(), "g")

    assert np.array_equal(gradient(value), np.zeros_like(value))


def test_a_derivative_that_is_no_vector_has_its_own_shape():
    """The Jacobian and the Hessian of a vector of one axis are matrices; a derivative by a number is a number."""
    x = np.array([1.0, 2.0])
    assert run(symcalc.hessian("x' x x' x", wrt="x", shape="x: n").code(), "h")(x).shape == (2, 2)
    assert run(symcalc.jacobian("A x", wrt="x", shape="A: m x n; x: n").code(), "j")(x, np.ones((3, 2))).shape == (3, 2)
    assert run(symcalc.grad("A x", wrt="x", shape="A: m x n; x: n").code(), "g")(x, np.ones((3, 2))).shape == (2, 3)
    assert run(symcalc.grad("c x' x", wrt="c", shape="c: 1; x: n").code(), "g")(1.0, x) == pytest.approx(5)


def test_the_docstring_says_the_shape_that_is_returned():
    """For one vector, for several, and not for what is no vector."""
    said = symcalc.write(symcalc.grad("norm(v)", wrt="v", shape="v: n"), "python")
    assert '; v is n x 1 or of one axis; returned in the shape of v."""' in said

    said = symcalc.write(symcalc.grad("u' v", wrt="u, v", shape="u: n; v: n"), "python")
    assert '; returned in the shapes of u, v."""' in said
    assert "returned" not in symcalc.write(symcalc.grad("tr(A A)", wrt="A", shape="A: n x n"), "python")


def test_the_outer_product_of_a_vector_of_one_axis():
    """The gradient of x' A x by A is a matrix for x of one axis too."""
    gradient = run(symcalc.grad("x' A x", wrt="A", shape="x: n; A: n x n").code(), "g")

    assert gradient(np.eye(2), np.array([1.0, 2.0])).tolist() == [[1, 2], [2, 4]]
