"""Vectors and matrices that are written out: what stands beside them is read where it has one meaning."""

import pytest

from symcalc.errors import SymcalcError
from symcalc.syntax import parse_document, parse_program, written
from symcalc.syntax.program import Claim

WRITTEN = "u = [1, 2]; v = [3, 4]; A = [[1, 2], [3, 4]]; w(t) = [t, t^2]; p = [x, 2]; s = x^2; "


def read(text, notation="auto"):
    """The last claim in the explicit form, or the kind of the error in its place."""
    found = parse_document(text, argument=True, notation=notation)[-1]
    if isinstance(found, SymcalcError):
        assert found.hint, f"no hint: {found}"
        return f"error {found.kind}"
    assert isinstance(found, Claim)
    return written(found.relation.operands[0])


PLAIN = {
    "det A == 1": "det(A)",
    "2 det A tr A == 1": "2*det(A)*tr(A)",
    "tr A^2 == 1": "tr(A**2)",
    "norm u x == 1": "error ambiguous",
    "det s == 1": "error ambiguous",
    "det x == 1": "error ambiguous",
    "det A' == 1": "det(A')",
    "u' v == 1": "dot(u, v)",
    "u'v == 1": "dot(u, v)",
    "u.T*v == 1": "dot(u, v)",
    "2u' v x == 1": "2*dot(u, v)*x",
    "(u - v)' (u - v) == 1": "dot(u - v, u - v)",
    "u' A v == 1": "dot(u, A*v)",
    "u' A' A v + 1 == 1": "dot(u, A'*A*v) + 1",
    "(A u)' v == 1": "dot(A*u, v)",
    "x u' v == 1": "x*dot(u, v)",
    "A' A == 1": "A'*A",
    "A'' == 1": "A''",
    "p.T v == 1": "dot(p, v)",
    "p' v == 1": "error ambiguous",
    "(u + p)' v == 1": "error ambiguous",
    "w(2)' v == 1": "error ambiguous",
    "w(2).T v == 1": "dot(w(2), v)",
    "w' == 1": "diff(w, t)",
    "s' == 1": "error syntax",
    "x' == 1": "error syntax",
    "[x, 1]' v == 1": "dot([x, 1], v)",
}


@pytest.mark.parametrize(("claim", "meaning"), PLAIN.items())
def test_vectors_and_matrices_that_are_written_out(claim, meaning):
    """A prime is the transpose where no derivative is possible, and functions of matrices need no brackets."""
    assert read(WRITTEN + claim, notation="plain") == meaning


LATEX = {
    r"\det A = 1": "det(A)",
    r"\det \mathbf{A} = 1": "det(A)",
    r"\operatorname{tr} A = 1": "tr(A)",
    r"\det \mathbf{H}_f = 1": "det(hessian f)",
    r"\det H_f(1, 2) = 1": "det(hessian f at (1, 2))",
    r"\det \mathbf{H} f = 1": "error ambiguous",
    r"\det H_f x = 1": "error ambiguous",
    r"u^\top v = 1": "dot(u, v)",
    r"u^T A v = 1": "dot(u, A*v)",
    r"x^T = 1": "x**T",
    r"p^{\top} v = 1": "dot(p, v)",
    r"u \cdot v = 1": "dot(u, v)",
    r"2 u \cdot v - 1 = 1": "2*dot(u, v) - 1",
    r"u \cdot v u \cdot v = 1": "dot(u, v)*dot(u, v)",
    r"A 2 u \cdot v = 1": "error syntax",
    r"2 A x u \cdot v = 1": "2*dot(A*x*u, v)",
    r"u \cdot A v = 1": "dot(u, A*v)",
    r"A u \cdot A v \, x = 1": "dot(A*u, A*v)*x",
    r"A \cdot u = 1": "A*u",
    r"x \cdot u = 1": "x*u",
    r"x \cdot y = 1": "x*y",
    r"(u \cdot v) \cdot u = 1": "dot(u, v)*u",
    r"(1, 2) \cdot (3, 4) = 1": "dot([1, 2], [3, 4])",
    r"u \cdot (3, 4) = 1": "dot(u, [3, 4])",
    r"(x, y) \cdot v = 1": "dot([x, y], v)",
    r"x \cdot (3, 4) = 1": "error syntax",
    r"A (3, 4)^\top = 1": "A*[3, 4]",
    r"u^\top (x, 4)^T = 1": "dot(u, [x, 4])",
    r"\nabla f(1, 2)^\top (3, 4)^\top = 1": "dot(grad f at (1, 2), [3, 4])",
    r"(3, 4)' = 1": "error syntax",
    r"(3, 4)^2 = 1": "error syntax",
    r"(3, 4) \cdot x = 1": "error syntax",
    r"\nabla f \cdot (1, 1) = 1": "dot(grad f, [1, 1])",
    r"\nabla f \cdot v = 1": "dot(grad f, v)",
    r"\nabla f(1, 2) \cdot (3, 4) = 1": "dot(grad f at (1, 2), [3, 4])",
    r"\nabla f|_{(1, 2)} \cdot v = 1": "dot(grad f at (1, 2), v)",
    r"v \cdot \nabla f = 1": "dot(v, grad f)",
    r"\nabla f \cdot \nabla f = 1": "dot(grad f, grad f)",
    r"\nabla f \cdot x = 1": "error ambiguous",
    r"\nabla f \cdot (x + y) = 1": "error ambiguous",
    r"(\nabla f) \cdot x = 1": "(grad f)*x",
    r"\nabla (f \cdot x) = 1": "grad (f*x)",
    r"\nabla f^\top v = 1": "dot(grad f, v)",
    r"\nabla f(1, 2)^\top A v = 1": "dot(grad f at (1, 2), A*v)",
    r"(\nabla f)^T v = 1": "dot(grad f, v)",
    r"v^\top \nabla f = 1": "dot(v, grad f)",
    r"v^\top H_f v = 1": "dot(v, (hessian f)*v)",
    r"\nabla f v = 1": "grad (f*v)",
    r"\nabla f \cdot v + x = 1": "dot(grad f, v) + x",
    r"\nabla f \cdot A v = 1": "dot(grad f, A*v)",
    r"\nabla f \cdot x \cdot v = 1": "error ambiguous",
    r"\nabla f x \cdot v = 1": "dot(grad (f*x), v)",
}


@pytest.mark.parametrize(("claim", "meaning"), LATEX.items())
def test_inner_products_in_latex(claim, meaning):
    r"""A `\cdot` between two columns is their inner product, and a tuple beside it is a vector."""
    definitions = WRITTEN.replace("t^2", "t") + r"f(x, y) = x^2 y; "
    assert read(definitions + claim, notation="latex") == meaning


def test_a_tuple_defines_a_vector_where_the_name_is_one():
    r"""`\vec{u} = (1, 2)`; a plain letter may be an interval."""
    program = parse_program(r"\vec{u} = (1, 2) \\ \mathbf{v} = (x, y) \\ \vec{u} \cdot \vec{v}")
    assert [written(definition.body) for definition in program.definitions] == ["[1, 2]", "[x, y]"]
    assert written(program.expression) == "dot(u, v)"
    assert read(r"\vec{u} = (1, 2) \\ \vec{v} = (3, 4) \\ \vec{u}\cdot\vec{v} = 11") == "dot(u, v)"
    assert read(r"\mathbf{r}(t) = (\cos t, \sin t) \\ \mathbf{r}(t) \cdot \mathbf{r}(t) = 1") == "dot(r(t), r(t))"
    assert read(r"\sin x = 1 \\ I = (0, 2)") == "error syntax"
    program = parse_program(r"x = (1, 2)^\top; y = (3, 4)^T; x \cdot y")
    assert [written(definition.body) for definition in program.definitions] == ["[1, 2]", "[3, 4]"]
    assert written(program.expression) == "dot(x, y)"


CURVE = r"\mathbf{r}(t) = (\cos t, \sin t) \\ a = [1, 2] \\ "
BESIDE = {
    r"\mathbf{r}'(t) = (-\sin t, \cos t)": "diff(r, t) == [-sin(t), cos(t)]",
    r"\mathbf{r}'(t) \cdot \mathbf{r}(t) = 0": "dot(diff(r, t), r(t)) == 0",
    r"\mathbf{r}(0) + a = (2, 2)": "r(0) + a == [2, 2]",
    r"(2, 2) = 2a": "[2, 2] == 2*a",
}


@pytest.mark.parametrize(("claim", "meaning"), BESIDE.items())
def test_a_tuple_beside_a_vector_is_one(claim, meaning):
    """So is the derivative of a vector."""
    assert written(parse_document(CURVE + claim)[-1].relation) == meaning


def test_shapes_that_are_declared_stay_as_they_are():
    """There a transpose is part of what is printed."""
    assert read("u: n; v: n; u' v == 1") == "u'*v"
    assert read(r"u: n; v: n; u \cdot v = 1", notation="latex") == "dot(u, v)"


def test_a_list_may_hold_inner_products():
    """Of what is defined before it."""
    program = parse_program("u = [1, 2]; v = [3, 4]; m = [u' v, x]; m")
    assert written(program.definitions[-1].body) == "[dot(u, v), x]"


def test_what_is_made_of_vectors_is_known_as_one():
    """In whatever order they are defined; in documents, behind them."""
    assert written(parse_program("w = u + v; u = [1, 2]; v = [x, y]; w.T w").expression) == "dot(w, w)"
    assert written(parse_program("B = 2A; A = [[x, 1], [1, y]]; C = A B; det C").expression) == "det(C)"
    assert read("u = [1, 2]; w = 2u; w' w == 1") == "dot(w, w)"
    with pytest.raises(SymcalcError, match="bars around a matrix"):
        parse_program("B = 2A; A = [[x, 1], [1, y]]; |B|")
