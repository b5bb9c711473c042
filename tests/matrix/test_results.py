"""Results: their JSON, their plain line, their labels, and what is refused, through the public functions."""

from __future__ import annotations

import json

import numpy as np
import pytest

import symcalc
from symcalc.errors import NameFault, RankFault, ShapeFault, UsageFault
from symcalc.formats import json as json_format
from symcalc.formats import plain
from symcalc.formats.page import Page
from symcalc.matrix import concerns, gradient, hessian, jacobian
from symcalc.matrix.result import needed_shapes
from symcalc.syntax import parse_expression, pose, written
from tests.matrix import oracle


def text_of(form, result):
    """What a format writes."""
    return "".join(part for part, _ in form.write(result, Page()))


def posed(text, shape, wrt=None):
    """A problem as the command poses it."""
    return pose(text, wrt=wrt, shape=shape)


def test_json_of_a_gradient():
    """The contract's fields: a string and its shape, no more than what applies."""
    result = gradient(posed("norm(X - U V)^2", "X: n x m; U: n x r; V: r x m", "V"))

    assert json.loads(text_of(json_format, result)) == {
        "command": "grad",
        "function": "norm(X - U*V)**2",
        "variables": ["V"],
        "gradient": "-2*U'*(X - U*V)",
        "shape": ["r", "m"],
    }


def test_json_of_several_variables():
    """A derivative and a shape for each, in the order of the variables."""
    result = gradient(posed("x' A x", "A: n x n; x: n", "x, A"))
    found = json.loads(text_of(json_format, result))

    assert found["gradient"] == ["(A + A')*x", "x*x'"]
    assert found["shape"] == [["n", "1"], ["n", "n"]]


def test_labels_only_where_they_apply():
    """Conditions, stacking, the structured convention and the cotangent are in the JSON exactly where they matter."""
    norm = json.loads(text_of(json_format, gradient(posed("norm(v)", "v: n"))))
    stacked = json.loads(text_of(json_format, gradient(posed("A X", "A: n x n; X: n x m", "X"))))
    structured = json.loads(text_of(json_format, gradient(posed("logdet(S)", "S: n x n symmetric"), structured=True)))

    assert norm["where"] == ["v != 0"]
    assert stacked["stacked"] is True
    assert stacked["gradient"] == "kron(eye(m), A')"
    assert structured["structured"] is True
    assert structured["gradient"] == "2*inv(S) - inv(S) .* eye(n)"


@pytest.mark.parametrize(
    ("text", "shape", "wrt", "line"),
    [
        ("x' A x", "A: n x n; x: n", "x", "A: n x n; x: n; (A + A')*x\n"),
        ("x' S x", "S: n x n symmetric; x: n", "x", "S: n x n symmetric; x: n; 2*S*x\n"),
        ("sum(X)", "X: n x m", "X", "X: n x m; ones(n, m)\n"),
        ("norm(v)", "v: n", "v", "v: n; v/norm(v)\n"),
        ("beta' x", "beta: n; x: n", "x", "beta: n; beta\n"),
        ("tr(A)", "A: n x n; x: n", "x", "x: n; 0\n"),
    ],
)
def test_the_plain_line_declares_what_it_uses(text, shape, wrt, line):
    """One line, which is read back to the same tree."""
    assert text_of(plain, gradient(posed(f"{text} + 0*sum({wrt})", shape, wrt))) == line


def test_jacobian_is_not_transposed():
    """J[i, j] = df_i/dx_j: A for A x, where the gradient in denominator layout is A'."""
    problem = posed("A x", "A: n x m; x: m", "x")

    assert written(jacobian(problem).jacobian) == "A"
    assert written(gradient(problem).gradient) == "A'"
    assert jacobian(problem).shape == ("n", "m")


def test_jacobian_of_a_scalar_is_a_row():
    """The derivative of one function is one row."""
    result = jacobian(posed("norm(x)^2", "x: n"))

    assert written(result.jacobian) == "2*x'"
    assert result.shape == ("1", "n")


@pytest.mark.parametrize(
    ("text", "shape", "wrt", "wanted"),
    [
        ("norm(A x - b)^2", "A: n x m; x: m; b: n", "x", "2*A'*A"),
        ("x' A x", "A: n x n; x: n", "x", "A + A'"),
        ("sum(softplus(X w)) - y' X w", "X: n x m; w: m; y: n", "w", "X'*diag(sigmoid(X*w) .* (1 - sigmoid(X*w)))*X"),
        ("logsumexp(z) - y' z", "z: n; y: n", "z", "diag(softmax(z)) - softmax(z)*softmax(z)'"),
        ("logsumexp(W x)", "W: n x m; x: m", "x", "W'*(diag(softmax(W*x)) - softmax(W*x)*softmax(W*x)')*W"),
        ("norm(x)", "x: n", "x", "eye(n)/norm(x) - x*x'/norm(x)**3"),
        ("sum(x.^3)", "x: n", "x", "6*diag(x)"),
        ("exp(-norm(x)^2/2)", "x: n", "x", "exp(-norm(x)**2/2)*(x*x' - eye(n))"),
        ("norm(X - U V)^2", "X: n x m; U: n x r; V: r x m", "V", "2*kron(eye(m), U'*U)"),
        ("tr(X' A X)", "X: n x m; A: n x n", "X", "kron(eye(m), A + A')"),
        ("c^2*sum(x)", "x: n; c: 1", "c", "2*sum(x)"),
        ("norm(X w - y)^2/n + c*norm(w)^2", "X: n x m; w: m; y: n; c: 1", "w", "2*X'*X/n + 2*c*eye(m)"),
    ],
)
def test_hessians(text, shape, wrt, wanted):
    """Least squares, logistic regression, cross-entropy, norms; by a matrix through its columns."""
    result = hessian(posed(text, shape, wrt))

    assert written(result.hessian) == wanted


@pytest.mark.parametrize(
    ("text", "shape", "wrt"),
    [
        ("x' A x/(x' x)", "A: n x n symmetric; x: n", "x"),
        ("log(1 + x' A x)^2", "A: n x n positive; x: n", "x"),
        ("sum(tanh(W x).^2)", "W: n x m; x: m", "x"),
        ("sum(tanh(W x))", "W: n x m; x: m", "W"),
        ("norm1(sigmoid(A x)) + exp(b' x)", "A: n x m; x: m; b: m", "x"),
        ("b' inv(A + c*eye(n)) b", "A: n x n positive; b: n; c: 1", "c"),
    ],
)
def test_hessians_agree_with_differences(text, shape, wrt):
    """Second derivatives have the value of differences of first ones, stacked by columns."""
    problem = posed(text, shape, wrt)
    result = hessian(problem)
    values = next(oracle.points(problem.function, oracle.shapes_of(shape)))

    wanted = oracle.hessian(problem.function, wrt, values)
    np.testing.assert_allclose(oracle.value(result.hessian, values).real, wanted, rtol=1e-5, atol=1e-6)


def test_hessian_of_several_variables_has_blocks():
    """H by x and c: rows by the first, columns by the second derivative."""
    result = hessian(posed("c*x' A x", "A: n x n; x: n; c: 1", "x, c"))

    assert [[written(block) for block in row] for row in result.hessian] == [
        ["c*(A + A')", "(A + A')*x"],
        ["x'*(A + A')", "0"],
    ]
    assert result.shape == ((("n", "n"), ("n", "1")), (("1", "n"), ("1", "1")))


@pytest.mark.parametrize(
    ("text", "shape", "wrt", "wanted"),
    [
        ("X W", "X: n x m; W: m x p", "W", "X'*G"),
        ("X W", "X: n x m; W: m x p", "X", "G*W'"),
        ("X W + ones(n)*b'", "X: n x m; W: m x p; b: p", "b", "G'*ones(n)"),
        ("W x + b", "W: n x m; x: m; b: n", "b", "G"),
        ("softmax(z)", "z: n", "z", "softmax(z) .* G - (softmax(z)'*G)*softmax(z)"),
        ("relu(X)", "X: n x m", "X", "G .* heaviside(X)"),
        ("X'", "X: n x m", "X", "G'"),
        ("inv(X)", "X: n x n", "X", "-inv(X)'*G*inv(X)'"),
    ],
)
def test_backward_passes(text, shape, wrt, wanted):
    """The derivative of sum(G .* E) has the shape of the variable, however many indices E has."""
    result = gradient(posed(text, shape, wrt), cotangent="G")
    declared = {**oracle.shapes_of(shape), "G": result.declared["G"]}
    values = oracle.matrices(declared, np.random.default_rng(2), (0.3, 1.0, 1.0))
    found, textbook = (oracle.value(tree, values) for tree in (result.gradient, parse_expression(wanted, shaped=True)))

    np.testing.assert_allclose(found, textbook, rtol=1e-9)
    assert len(written(result.gradient)) <= 1.2 * len(written(parse_expression(wanted, shaped=True)))
    assert json.loads(text_of(json_format, result))["cotangent"] == "G"


def test_the_cotangent_must_fit():
    """A cotangent with a shape of its own is checked."""
    with pytest.raises(ShapeFault, match="the cotangent x is n x 1"):
        gradient(posed("A x", "A: m x n; x: n", "A"), cotangent="x")


def test_layer_normalization_and_attention_go_backward():
    """What people of machine learning derive by hand comes out in the shape of the input."""
    centred = "(x - mean(x)*ones(n))"
    layer = gradient(posed(f"{centred}/sqrt(mean({centred}.^2) + 1e-5)", "x: n", "x"), cotangent="g")
    attention = gradient(posed("softmax(Q*K'/sqrt(r))*V", "Q: n x r; K: m x r; V: m x p", "Q, K, V"), cotangent="G")

    assert layer.shape == ("n", "1")
    assert attention.shape == (("n", "r"), ("m", "r"), ("m", "p"))
    assert written(attention.gradient[2]) == "softmax(Q*K'/sqrt(r))'*G"


@pytest.mark.parametrize(
    ("command", "text", "shape", "error"),
    [
        (gradient, "A x y", "A: n x n; x: n; y: n", ShapeFault),
        (hessian, "A x", "A: n x n; x: n", ShapeFault),
        (hessian, "logdet(X)", "X: n x n", RankFault),
        (jacobian, "X' X", "X: n x m", RankFault),
    ],
)
def test_refusals(command, text, shape, error):
    """What does not fit, and what is no matrix, is refused by kind."""
    with pytest.raises(error):
        command(posed(text, shape))


def test_a_point_is_refused():
    """Names with shapes have no values on the command line."""
    with pytest.raises(UsageFault):
        gradient(pose("x' x", shape="x: n", at="x=1"))


def test_names_without_shapes_are_refused():
    """The public function says which shape would fit."""
    with pytest.raises(NameFault):
        symcalc.grad("norm(A x - b)^2", wrt="x", shape="A: n x m; x: m")


def test_only_shaped_problems_concern_matrices():
    """A text about numbers stays one, whatever else is declared."""
    assert concerns(posed("x' x", "x: n"))
    assert not concerns(posed("t^2", "x: n"))


def test_needed_shapes_declare_dimensions():
    """An answer that only names a dimension keeps the declaration that makes it one."""
    shapes = oracle.shapes_of("A: n x m; x: n; y: m")
    names = {text: list(needed_shapes(parse_expression(text, shaped=True), shapes)) for text in ("ones(n)", "eye(m)*y")}

    assert names == {"ones(n)": ["A"], "eye(m)*y": ["y"]}


def test_the_cotangent_is_fixed():
    """What depends on the variable is no cotangent: the backward pass would not be the derivative of sum(G .* E)."""
    with pytest.raises(UsageFault, match="depends on A"):
        gradient(posed("A B", "A: n x n; B: n x n", "A"), cotangent="A")
