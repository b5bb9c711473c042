"""Textbook notation around functions: read where it has one meaning, refused with both where it has two."""

import pytest

from symcalc.errors import SymcalcError
from symcalc.syntax import parse_document, parse_program, written
from symcalc.syntax.program import Claim

ONE = "f(x) = x^3; g(x) = x^2; "
TWO = r"f(x, y) = \sin x + y; "


def read(text, notation="auto"):
    """The last claim in the explicit form, or the kind of the error in its place."""
    found = parse_document(text, argument=True, notation=notation)[-1]
    if isinstance(found, SymcalcError):
        assert found.hint, f"no hint: {found}"
        return f"error {found.kind}"
    return written(found.relation.operands[0]) if isinstance(found, Claim) else f"defines {found.name}"


PLAIN = {
    "f'(x) == 1": "diff(f, x)",
    "f''(x) == 1": "diff(f, x, x)",
    "f' == 1": "diff(f, x)",
    "f'' + f == 1": "diff(f, x, x) + f",
    "f'(3) == 1": "diff(f, x)(3)",
    "f'(x+1)^2 == 1": "diff(f, x)(x + 1)**2",
    "f'(g(x)) g'(x) == 1": "diff(f, x)(g(x))*diff(g, x)",
    "f′(x) == 1": "diff(f, x)",
    "f'^2 == 1": "diff(f, x)**2",
    "f'^2(x) == 1": "error ambiguous",
    "f' (x+1) == 1": "error ambiguous",
    "f^2(x) == 1": "error ambiguous",
    "f²(x) == 1": "error ambiguous",
    "f^2 (x) == 1": "error ambiguous",
    "f^-1(x) == 1": "error ambiguous",
    "f^(2)(x) == 1": "error ambiguous",
    "f^n(x) == 1": "error ambiguous",
    "f^2 x == 1": "f**2*x",
    "f^2*(x + 1) == 1": "f**2*(x + 1)",
    "f^g(x) == 1": "f**g(x)",
    "f^∂f/∂x == 1": "f**diff(f, x)",
    "f(x)^2 == 1": "f(x)**2",
    "(f g)(x) == 1": "error ambiguous",
    "(f + 2g)(3) == 1": "error ambiguous",
    "(f)(3) == 1": "error ambiguous",
    "|f|(x) == 1": "error ambiguous",
    "(f + 1)(f - 1) == 1": "(f + 1)*(f - 1)",
    "(f + x)(x - 1) == 1": "(f + x)*(x - 1)",
    "sin(f)(x + 1) == 1": "sin(f)*(x + 1)",
    "(f(x))(x + 1) == 1": "f(x)*(x + 1)",
    "f_x == 1": "error ambiguous",
    "f_n == 1": "f_n",
    "H_f == 1": "error ambiguous",
    "df/dx == 1": "error ambiguous",
    "dg/du == 1": "dg/du",
}


@pytest.mark.parametrize(("claim", "meaning"), PLAIN.items())
def test_functions_of_one_variable(claim, meaning):
    """Primes are derivatives; powers, products and indices of a function before an argument have two readings."""
    assert read(ONE + claim) == meaning


LATEX = {
    "f_x = 1": "diff(f, x)",
    "f_{xy} = 1": "diff(f, x, y)",
    "f_{yyx} = 1": "diff(f, y, y, x)",
    "f_x(1, 2) = 1": "diff(f, x)(1, 2)",
    "f_x(x, y) = 1": "diff(f, x)",
    "f_x (y, x) = 1": "diff(f, x)(y, x)",
    "2 f_x^2 = 1": "2*diff(f, x)**2",
    "f_t + 1 = 1": "f_t + 1",
    "f^2(x, y) = 1": "f(x, y)**2",
    "f^{2}(x) = 1": "error ambiguous",
    "f' = 1": "error ambiguous",
    "f'(x, y) = 1": "error ambiguous",
    "f^{(2)}(x, y) = 1": "error ambiguous",
    "f_x^2(1, 2) = 1": "error ambiguous",
    r"H_f = 1": "hessian f",
    r"\mathbf{H}_f(1, 2) = 1": "hessian f at (1, 2)",
    r"\mathbf{J}_f(x, y) = 1": "jacobian f",
    r"\frac{\partial f}{\partial x}(1, 2) = 1": "diff(f, x)(1, 2)",
    r"\frac{\partial f}{\partial x} (1, 2) = 1": "diff(f, x)(1, 2)",
    r"\frac{\partial f}{\partial x} (2y) = 1": "diff(f, x)*(2*y)",
    r"\frac{\partial f}{\partial t}(1, 2) = 1": "error name",
}


@pytest.mark.parametrize(("claim", "meaning"), LATEX.items())
def test_functions_of_two_variables_in_latex(claim, meaning):
    """An index that is made of the arguments is a derivative, also where `=` stands behind it."""
    assert read(TWO + claim) == meaning


ORDERS = {
    "f^{(2)}(x) = 1": "diff(f, x, x)",
    "f^{(3)} = 1": "diff(f, x, x, x)",
    "f^{(1)}(2) = 1": "diff(f, x)(2)",
    "f^{(n)}(x) = 1": "error unsupported",
    "f^{(101)}(x) = 1": "error unsupported",
    "f(x)^{(2)} = 1": "error ambiguous",
    "f'^{(2)} = 1": "error ambiguous",
    "f(x)^{{2}} = 1": "f(x)**2",
    "f^{-1}(x) = 1": "error ambiguous",
    "f^{2} x = 1": "f**2*x",
    "f^{-1} x = 1": "f**(-1)*x",
    r"f'\left(x\right) = 1": "diff(f, x)",
    r"f' (x) = 1": "diff(f, x)",
    r"\frac{f}{g}(x) = 1": "error ambiguous",
    "{f}(x + 1) = 1": "error ambiguous",
    r"\frac{df}{dx} (x + 1) = 1": "error ambiguous",
    r"\frac{df}{dx} (3) = 1": "diff(f, x)(3)",
}


@pytest.mark.parametrize(("claim", "meaning"), ORDERS.items())
def test_orders_and_arguments_in_latex(claim, meaning):
    """A number in round brackets above a function is the order of a derivative; spaces say nothing."""
    assert read(ONE + claim, notation="latex") == meaning


def test_nodes_of_networks_are_factors():
    """A function that is an argument of another one is a node: `u^2(v + 1)` is a product."""
    program = parse_program("f(u, v) = u^2(v + 1); u(a, b) = a b; v(a) = a^2")
    assert written(program.definitions[0].body) == "u**2*(v + 1)"


def test_functions_without_a_formula_have_derivatives():
    """Their indices are no definitions either."""
    assert read(r"g(x, y). \\ g_{xy} = g_{yx}", notation="latex") == "diff(g, x, y)"
    assert read("g(x); g'(x) == 1") == "diff(g, x)"


def test_an_index_may_be_a_name():
    """What is defined or declared under its own name is that; of a name without a head an index is asked about."""
    assert read("f(x, y) = x; f_x = 2; f_x y == 1") == "f_x*y"
    assert read(r"z = \sin x; z_x + 1 = 2") == "error ambiguous"
    assert read(r"z = \sin x; z_k + 1 = 2") == "z_k + 1"


def test_derivatives_of_functions_of_several_letters():
    """The function and its arguments may have indices themselves."""
    assert read(r"L(w_1, w_2) = w_1^2 \sin w_2; L_{w_1 w_2}(1, 2) = 0") == "diff(L, w1, w2)(1, 2)"
    assert read(r"\phi(x) = \sin x; \phi'(0) = 1") == "diff(phi, x)(0)"


SHAPES = "A: n x n; B: m x n; x: n; c: 1; "
BARS = {
    "|A| == 1": "error ambiguous",
    "|B x| == 1": "error ambiguous",
    "|2A' + 1| == 1": "error ambiguous",
    "|x| == 1": "error ambiguous",
    "|x'| == 1": "error ambiguous",
    "|exp(x)| == 1": "error ambiguous",
    "|ones(n)| == 1": "error ambiguous",
    "|x' A x| == 1": "abs(x'*A*x)",
    "|c tr(A)| == 1": "abs(c*tr(A))",
    "|norm(x)| == 1": "abs(norm(x))",
    "abs(A) == 1": "abs(A)",
    r"\log |A| = 1": "error ambiguous",
    r"\left|A^{-1}\right| = 1": "error ambiguous",
    r"\|A\|_2 = 1": "error unsupported",
    r"\lVert A B^\top \rVert_2 = 1": "error unsupported",
    r"\|A\|_2^2 = 1": "norm(A)**2",
    r"\|A\|_2^{3} = 1": "error unsupported",
    r"\|A\|_1 = 1": "error ambiguous",
    r"\|A\|_F + \|A\| = 1": "norm(A) + norm(A)",
    r"\|A x\|_2 = 1": "norm(A*x)",
    r"\|x\|_1 = 1": "norm1(x)",
    r"A^{-T} x = 1": "(A**(-1))'*x",
    "f(x) = x'A x; f'(x) == 1": "error ambiguous",
    "f(x) = A x; f' f == 1": "f'*f",
}


@pytest.mark.parametrize(("claim", "meaning"), BARS.items())
def test_bars_around_vectors_and_matrices(claim, meaning):
    """A determinant, a norm or absolute values: asked; a norm with an index that is another one's is refused."""
    assert read(SHAPES + claim) == meaning


def test_bars_around_a_list_are_asked_about():
    """Without shapes too."""
    assert read("|[x, y]| == 1") == "error ambiguous"


VALUES = {
    r"\frac{\partial f}{\partial x}\Big|_{(1, 2)} = 1": "diff(f, x)(1, 2)",
    r"\frac{\partial f}{\partial x}\bigr|_{(1, 2)} = 1": "diff(f, x)(1, 2)",
    r"\frac{\partial f}{\partial x}\rvert_{x=1} = 1": "diff(f, x)(1, y)",
    r"\frac{\partial f}{\partial x}|_{x=1, y=2} = 1": "diff(f, x)(1, 2)",
    r"\frac{\partial f}{\partial x}\vert_{(x, y) = (1, 2)} = 1": "diff(f, x)(1, 2)",
    r"\left.\frac{\partial f}{\partial x}\right|_{(1, 2)} + 1 = 1": "diff(f, x)(1, 2) + 1",
    r"\left.\frac{\partial f}{\partial x}\right\rvert_{(1, 2)} = 1": "diff(f, x)(1, 2)",
    r"f_x|_{(1, 2)} = 1": "diff(f, x)(1, 2)",
    r"f(x, y)|_{(1, 2)} = 1": "f(x, y) at (1, 2)",
    r"\frac{\partial}{\partial x} f(x, y) \Big|_{(1, 2)} = 1": "diff(f(x, y), x) at (1, 2)",
    r"\left. x^2 + y \right|_{x=1} = 1": "x**2 + y at (x = 1)",
    r"\nabla f|_{(1, 2)} = 1": "grad f at (1, 2)",
    r"H_f|_{(1, 2)} = 1": "hessian f at (1, 2)",
    r"\left. \left. x \right. \right|_{x=1} = 1": "x at (x = 1)",
    r"2 x^2 |_{x=1} = 1": "error ambiguous",
    r"x \sin x|_{x=1} = 1": "error ambiguous",
    r"x + y|_{y=1} = 1": "error ambiguous",
    r"\frac{d}{dx} x^2|_{x=1} = 1": "error ambiguous",
    r"\partial_x f(1, 2) = 1": "error ambiguous",
    r"\frac{\partial}{\partial x} f(1, 2) = 1": "error ambiguous",
    r"\frac{\partial f(1, 2)}{\partial x} = 1": "error ambiguous",
    r"\frac{d}{dx} 2 f(1, 2) = 1": "error ambiguous",
    r"\partial_x f(y, x) = 1": "error ambiguous",
    r"\partial_x f(x, x) = 1": "error ambiguous",
    r"\partial_x f(x, y) = 1": "diff(f(x, y), x)",
    r"\frac{d}{dx} f(x, x) = 1": "diff(f(x, x), x)",
    r"\frac{d}{dx} f(2x, y) = 1": "diff(f(2*x, y), x)",
    r"\nabla f(y, x) = 1": "error ambiguous",
    r"\nabla f(1, y) = 1": "error ambiguous",
    r"\nabla f(a, b) = 1": "grad (f(a, b))",
    r"\nabla f(1, 2) = 1": "grad f at (1, 2)",
    r"\nabla (f(y, x)) = 1": "grad (f(y, x))",
    r"\nabla^2 f = 1": "error ambiguous",
    r"\nabla \cdot f = 1": "error unsupported",
    r"\Delta f = 1": "error ambiguous",
    r"D f = 1": "error ambiguous",
    r"\Delta x = 1": "Delta*x",
    r"\nabla f = (2x, -2y)": "grad f",
    r"\nabla f(1, 2) = (2, -4)": "grad f at (1, 2)",
    r"(2x, -2y) = \nabla f": "[2*x, -2*y]",
}


@pytest.mark.parametrize(("claim", "meaning"), VALUES.items())
def test_values_operators_and_gradients(claim, meaning):
    """A bar takes the value of what is one thing before it; an operator before a value is asked about."""
    assert read(TWO + claim) == meaning


SIGNS = {
    "∂f/∂x == 1": "diff(f, x)",
    "∂f/∂x(1, 2) == 1": "diff(f, x)(1, 2)",
    "∂²f/∂x² == 1": "diff(f, x, x)",
    "∂²f / ∂x ∂y == 1": "diff(f, y, x)",
    "∂^2f/∂x^2 == 1": "diff(f, x, x)",
    "∂/∂x f(1, 2) == 1": "error ambiguous",
    "∇f == 1": "grad f",
    "∇f(1, 2) == 1": "grad f at (1, 2)",
    "∇²f == 1": "error ambiguous",
    "∇f == (1, 2)": "grad f",
    "laplacian f == 1": "error ambiguous",
    "laplacian(f) == 1": "error ambiguous",
    "Delta f == 1": "error ambiguous",
    "grad f(y, x) == 1": "error ambiguous",
    "grad f(x, 2y) == 1": "grad (f(x, 2*y))",
}


@pytest.mark.parametrize(("claim", "meaning"), SIGNS.items())
def test_signs_of_unicode(claim, meaning):
    """What the pretty format prints is read: ∂ and ∇."""
    assert read("f(x, y) = x^2 y; " + claim) == meaning


def test_a_gradient_is_asked_for_by_a_command():
    """A value at a point and a Hessian stand in claims."""
    for text in (r"f(x) = x^2; f(x)|_{x=1} \cdot 2", r"f(x) = x^2; H_f \cdot 2", "f(x) = x^2; ∇f"):
        with pytest.raises(SymcalcError, match="stands in claims"):
            parse_program(text)


OPERATORS = {
    "D_x f = 1": "error ambiguous",
    "D_u f = 1": "error ambiguous",
    "D^2 f = 1": "error ambiguous",
    r"\Delta^2 f = 1": "error ambiguous",
    r"\mathrm{d}f = 1": "error ambiguous",
    "df/dx = 1": "error ambiguous",
    r"\operatorname{Hess} f = 1": "error ambiguous",
    r"\operatorname{div} \nabla f = 1": "error ambiguous",
    r"\operatorname{curl} f = 1": "error ambiguous",
    r"(f_x)(1, 2) = 1": "error ambiguous",
    r"\left(\frac{\partial f}{\partial x}\right)(1, 2) = 1": "error ambiguous",
    r"(\nabla f)(1, 2) = 1": "error ambiguous",
    r"(H_f)(1, 2) = 1": "error ambiguous",
    r"|\nabla f| = 1": "error ambiguous",
    r"|H_f| = 1": "error ambiguous",
    r"\|H_f\|_2 = 1": "error unsupported",
    r"\|\nabla f\|_2 = 1": "norm(grad f)",
    r"\det(H_f) = 1": "det(hessian f)",
    r"\sin(x) = \cos x": "sin(x)",
    r"\partial_{xy} f = 1": "diff(f, y, x)",
    r"\partial_x^2 f = 1": "diff(f, x, x)",
    r"\partial_{x_1} f + \partial_x \partial_y f = 1": "diff(f, x1) + diff(diff(f, y), x)",
    r"f\left[x, y\right] = 1": "error syntax",
    r"\left[f_x\right]_{x=2} = 1": "error syntax",
    r"\|f\|_\infty = 1": "error syntax",
    r"\nabla f = \langle 1, 2 \rangle": "error syntax",
    r"f \circ g = 1": "error syntax",
    r"\dot f = 1": "error syntax",
    r"d x = 1": "d*x",
    r"D x + 2 = 1": "D*x + 2",
}


@pytest.mark.parametrize(("claim", "meaning"), OPERATORS.items())
def test_operators_and_what_is_not_of_the_language(claim, meaning):
    """What stands before a function as an operator is no factor; what is not read has a hint."""
    assert read(TWO + claim) == meaning
