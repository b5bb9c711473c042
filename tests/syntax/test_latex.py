r"""LaTeX: what it means, what is refused where, the chapter's formulas as printed, and that output reads back."""

import pytest
from hypothesis import assume, given, settings

from symcalc.errors import Ambiguous, SymcalcError, SyntaxFault
from symcalc.formats.latex_notation import Latex
from symcalc.syntax import is_claim, parse_document, parse_expression, parse_program, pose, pose_network, written
from symcalc.syntax.program import Claim, Definition
from symcalc.syntax.tree import Number, Transpose, walk
from tests.syntax.cases import meanings, mistakes
from tests.syntax.test_written import arithmetic, exact_value, trees

#: Formulas of the book, section 22.4, to the letter.
GRADIENT = (
    r"f(x, y) = \log(e^x + e^y) \textrm{ with gradient } "
    r"\nabla f (x, y) = \left[\frac{e^x}{e^x+e^y}, \frac{e^y}{e^x+e^y}\right]."
)
AT_A_POINT = r"f(x, y) = \log(3) \textrm{ with gradient } \nabla f (x, y) = \left[\frac{1}{3}, \frac{2}{3}\right]."
LINEAR = r"f(\epsilon_1, \log(2) + \epsilon_2) \approx \log(3) + \frac{1}{3}\epsilon_1 + \frac{2}{3}\epsilon_2."
QUARTIC = "f(x) = 3x^4 - 4x^3 -12x^2."
DERIVATIVE = r"\frac{df}{dx} = 12x^3 - 12x^2 -24x = 12x(x-2)(x+1)."
NETWORK = (
    r"\begin{split}\begin{aligned}f(u, v) & = (u+v)^{2} \\u(a, b) & = (a+b)^{2}, \qquad v(a, b) = (a-b)^{2}, \\"
    r"a(w, x, y, z) & = (w+x+y+z)^{2}, \qquad b(w, x, y, z) = (w+x-y-z)^2.\end{aligned}\end{split}"
)
COMPOSED = (
    r"f(w, x, y, z) = \left(\left((w+x+y+z)^2+(w+x-y-z)^2\right)^2+"
    r"\left((w+x+y+z)^2-(w+x-y-z)^2\right)^2\right)^2."
)
BROKEN = (
    r"\begin{split}\begin{aligned} \frac{\partial f}{\partial w} & = 2 \left(2 \left(2 (w + x + y + z) - "
    r"2 (w + x - y - z)\right) \left((w + x + y + z)^{2}- (w + x - y - z)^{2}\right) + \right.\\ & \left. \quad "
    r"2 \left(2 (w + x - y - z) + 2 (w + x + y + z)\right) \left((w + x - y - z)^{2}+ (w + x + y + z)^{2}\right)"
    r"\right) \times \\ & \quad \left(\left((w + x + y + z)^{2}- (w + x - y - z)^2\right)^{2}+ "
    r"\left((w + x - y - z)^{2}+ (w + x + y + z)^{2}\right)^{2}\right). \end{aligned}\end{split}"
)
GAUSSIAN = "f(x, y) = xe^{-x^2-y^2}."
HESSIAN = (
    r"\begin{split}\nabla f(x, y) = e^{-x^2-y^2}\begin{pmatrix}1-2x^2 \\ -2xy\end{pmatrix} \; \textrm{and} \; "
    r"\mathbf{H}f(x, y) = e^{-x^2-y^2}\begin{pmatrix} 4x^3 - 6x & 4x^2y - 2y \\ 4x^2y-2y &4xy^2-2x\end{pmatrix}."
    r"\end{split}"
)
QUADRATIC = r"f(x, y) \approx e^{-1}\left(-1 - (x+1) +(x+1)^2+y^2\right)."


def said(text, **options):
    """What a document says: definitions as `name = formula`, claims as they are."""
    found = []
    for item in parse_document(text, **options):
        if isinstance(item, Definition):
            found.append(f"{item.name}({', '.join(item.parameters or ())}) = {written(item.body)}")
        elif isinstance(item, Claim):
            found.append(written(item.relation))
        else:
            found.append(item)
    return found


@pytest.mark.parametrize(("text", "meaning"), meanings("latex.txt"))
def test_latex_means_its_explicit_form(text, meaning):
    """Each text of the table is read as the tree that its explicit form says."""
    assert written(parse_expression(text, notation="latex")) == meaning


@pytest.mark.parametrize(("text", "kind", "column"), mistakes("latex_mistakes.txt"))
def test_a_mistake_in_latex_is_refused_at_its_place(text, kind, column):
    """Each text of the table is an error of its kind, at its column in the LaTeX source."""
    with pytest.raises(SymcalcError) as caught:
        parse_expression(text, notation="latex")

    error = caught.value
    assert (error.kind, error.source.position(error.span.start).column) == (kind, column)


@pytest.mark.parametrize(
    "command", ["input", "include", "write", "openin", "def", "newcommand", "csname", "catcode", "href"]
)
def test_what_is_no_mathematics_is_refused_by_name(command):
    """Commands that are not of the language are named in the message."""
    with pytest.raises(SyntaxFault, match=rf"'\\{command}' is not of the language"):
        parse_expression(rf"x + \{command}{{y}}")


def test_a_backslash_command_makes_a_text_latex():
    """Unless the notation is told."""
    assert written(parse_expression(r"\alpha xy")) == "alpha*x*y"
    assert written(parse_expression("x^{2}y")) == "x**2*y"
    assert written(parse_expression("alpha xy")) == "alpha*xy"
    assert written(parse_expression(r"alpha xy  # not \alpha xy")) == "alpha*xy"
    assert written(parse_expression("xy", notation="latex")) == "x*y"
    with pytest.raises(SyntaxFault, match="unexpected character"):
        parse_expression(r"\alpha x", notation="plain")
    with pytest.raises(SymcalcError, match="no notation"):
        parse_expression("x", notation="tex")


@pytest.mark.parametrize(
    ("before", "formula", "expected"),
    [
        (
            "",
            GRADIENT,
            [
                "f(x, y) = log(exp(x) + exp(y))",
                "grad (f(x, y)) == [exp(x)/(exp(x) + exp(y)), exp(y)/(exp(x) + exp(y))]",
            ],
        ),
        ("", AT_A_POINT, ["f(x, y) = log(3)", "grad (f(x, y)) == [1/3, 2/3]"]),
        (
            r"f(x, y) = \log(e^x + e^y);",
            LINEAR,
            ["f(epsilon1, log(2) + epsilon2) ≈ log(3) + 1/3*epsilon1 + 2/3*epsilon2"],
        ),
        ("", QUARTIC, ["f(x) = 3*x**4 - 4*x**3 - 12*x**2"]),
        ("f(x) = x;", DERIVATIVE, ["diff(f, x) == 12*x**3 - 12*x**2 - 24*x == 12*x*(x - 2)*(x + 1)"]),
        (
            "",
            NETWORK,
            [
                "f(u, v) = (u + v)**2",
                "u(a, b) = (a + b)**2",
                "v(a, b) = (a - b)**2",
                "a(w, x, y, z) = (w + x + y + z)**2",
                "b(w, x, y, z) = (w + x - y - z)**2",
            ],
        ),
        (
            "",
            COMPOSED,
            [
                (
                    "f(w, x, y, z) = (((w + x + y + z)**2 + (w + x - y - z)**2)**2 + "
                    "((w + x + y + z)**2 - (w + x - y - z)**2)**2)**2"
                )
            ],
        ),
        (
            "f(w) = w;",
            BROKEN,
            [
                (
                    "diff(f, w) == 2*(2*(2*(w + x + y + z) - 2*(w + x - y - z))*"
                    "((w + x + y + z)**2 - (w + x - y - z)**2) + "
                    "2*(2*(w + x - y - z) + 2*(w + x + y + z))*((w + x - y - z)**2 + (w + x + y + z)**2))*"
                    "(((w + x + y + z)**2 - (w + x - y - z)**2)**2 + ((w + x - y - z)**2 + (w + x + y + z)**2)**2)"
                )
            ],
        ),
        ("", GAUSSIAN, ["f(x, y) = x*exp(-x**2 - y**2)"]),
        (
            "f(x, y) = x;",
            HESSIAN,
            [
                "grad (f(x, y)) == exp(-x**2 - y**2)*[1 - 2*x**2, -2*x*y]",
                (
                    "hessian (f(x, y)) == exp(-x**2 - y**2)*"
                    "[[4*x**3 - 6*x, 4*x**2*y - 2*y], [4*x**2*y - 2*y, 4*x*y**2 - 2*x]]"
                ),
            ],
        ),
        ("f(x, y) = x;", QUADRATIC, ["f(x, y) ≈ exp(-1)*(-1 - (x + 1) + (x + 1)**2 + y**2)"]),
    ],
    ids=["6", "7", "8", "12", "13", "14", "15", "16", "31", "32", "33"],
)
def test_the_chapter_s_formulas_are_read_as_printed(before, formula, expected):
    """Words separate them, `=` defines or claims, broken brackets are mended, a final period ends."""
    assert said(before + formula)[-len(expected) :] == expected


def test_the_chapter_s_network_is_a_network():
    """(22.4.14), (22.4.20): to be composed, or to be followed path by path."""
    assert pose_network(NETWORK, wrt="w", at="w=-1, x=0, y=-2, z=1").network.order[-1] == "f"
    composed = written(pose(NETWORK).function)
    assert f"f(w, x, y, z) = {composed}" in said(COMPOSED)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"f(x) = \sin x \\ g(x) = \cos x", ["f(x) = sin(x)", "g(x) = cos(x)"]),
        (r"f(x) = \sin x, \qquad g(x) = \cos x.", ["f(x) = sin(x)", "g(x) = cos(x)"]),
        (r"f(x) = \sin x \text{ where } g(x) = \cos x", ["f(x) = sin(x)", "g(x) = cos(x)"]),
        ("f(x) = \\sin x\ng(x) = \\cos x", ["f(x) = sin(x)", "g(x) = cos(x)"]),
        (r"f(x) = \sin x; g(x) = x", ["f(x) = sin(x)", "g(x) = x"]),
        (r"\[ f(x) = \sin x \] \[ g(x) = x \]", ["f(x) = sin(x)", "g(x) = x"]),
        (r"$f(x) = \sin x$ $g(x) = x$", ["f(x) = sin(x)", "g(x) = x"]),
        (r"f(x) = \sin x \\ + 1", ["f(x) = sin(x) + 1"]),
        (r"f(x) = \sin x + \\ 1", ["f(x) = sin(x) + 1"]),
        (r"f(x) = (\sin x \\ + 1)", ["f(x) = sin(x) + 1"]),
        ("f(x) = \\sin x\n  + 1", ["f(x) = sin(x) + 1"]),
        (r"\begin{align*} f(x) &= \sin x \\ g(x) &= x \end{align*}", ["f(x) = sin(x)", "g(x) = x"]),
        (r"\begin{aligned} f(x) &= x + \\ &\quad x^2 \end{aligned}", ["f(x) = x + x**2"]),
        (r"u = \frac{x}{2}", ["u() = x/2"]),
        (r"\alpha = 2", ["alpha() = 2"]),
        (r"x_1 := 2 \,", ["x1() = 2"]),
        (r"\sin^2 x = 1 - \cos^2 x", ["sin(x)**2 == 1 - cos(x)**2"]),
        (r"|x| = x \text{ for } x > 0", ["abs(x) == x"]),
        (r"\sqrt{x^2} = x,\; \text{if } x \ge 0, \\ x = y", ["sqrt(x**2) == x", "x() = y"]),
        (
            r"\ln(xy) = \ln x + \ln y, \quad \text{for all } x > 0, y > 0.",
            ["log(x*y) == log(x) + log(y)"],
        ),
        (r"|xy| = xy \text{ for } x > 0 \text{ and } y > 0", ["abs(x*y) == x*y"]),
        (r"|x| = x \text{ for } x > 0 \text{ so } 2x = x + x", ["abs(x) == x", "2*x == x + x"]),
        (r"2x = x + x \,", ["2*x == x + x"]),
        (r"x^2 \ne x \quad", ["x**2 != x"]),
        (r"\frac{d}{dx} x^2 = 2x", ["diff(x**2, x) == 2*x"]),
        (r"f(x) = x^2. \; f(2) = 4", ["f(x) = x**2", "f(2) == 4"]),
        (r"\pi \approx 3.14", ["pi ≈ 157/50"]),
        (r"f(x, y) = xy; \; \nabla f = [y, x]", ["f(x, y) = x*y", "grad f == [y, x]"]),
        (r"f(x, y) = xy; \; \nabla_{\mathbf{x}} f = y", ["f(x, y) = x*y", "grad(f, x) == y"]),
        (
            r"f(x, y) = xy; \; \mathbf{H} f = \begin{bmatrix} 0 & 1 \\ 1 & 0 \end{bmatrix}",
            ["f(x, y) = x*y", "hessian f == [[0, 1], [1, 0]]"],
        ),
        (
            r"f(x) = \begin{bmatrix} x \\ y \end{bmatrix}; \mathbf{J} f = \begin{bmatrix} 1 & 0 \\ 0 & 1 \end{bmatrix}",
            ["f(x) = [x, y]", "jacobian f == [[1, 0], [0, 1]]"],
        ),
        (r"f(x) = x^3; \frac{\partial f}{\partial x}(2) = 12", ["f(x) = x**3", "diff(f, x)(2) == 12"]),
        (r"f(x) = x^3; \frac{d^2 f}{dx^2} = 6x", ["f(x) = x**3", "diff(f, x, x) == 6*x"]),
        (r"f(x,y) = x; \frac{\partial^2 f}{\partial x \partial y} = 0", ["f(x, y) = x", "diff(f, y, x) == 0"]),
        (r"f(x) = x; \operatorname{grad}(f, x) = 1", ["f(x) = x", "grad(f, x) == 1"]),
        (r"f(x) = x^2; \, grad f = 2x", ["f(x) = x**2", "grad f == 2*x"]),
        (r"f(x) = x^2; \, taylor f order 3 = x^2", ["f(x) = x**2", "taylor f order 3 == x**2"]),
        (r"refuted: \frac{1}{2} = 2", ["1/2 == 2"]),
        (r"\sin(n \pi) = 0 for n integer", ["sin(n*pi) == 0"]),
    ],
)
def test_statements_of_latex(text, expected):
    """What separates them, what continues them, and which `=` defines."""
    assert said(text) == expected


def test_words_of_claims_stand_in_latex_documents():
    """`reset`, `assume`, `refuted:`, `error KIND:` and `for` are no products of letters."""
    text = "f(x) = \\sin x\nreset\nassume a > 0, n integer\nrefuted: \\sqrt{a} = a\nerror name: f(x) = \\foo{x}"
    kinds = [type(item).__name__ for item in parse_document(text)]
    assert kinds == ["Definition", "Reset", "Assumption", "Claim", "Unreadable"]
    assert parse_document(text)[3].expected == "refuted"


def test_h_is_the_hessian_only_where_it_is_no_name():
    r"""Where H is defined or declared, `\mathbf{H} f` is a product."""
    assert said(r"f(x) = x; H = 2; \mathbf{H} f = 2x")[-1] == "H*f == 2*x"
    assert said(r"f(x) = x; H: n \times n; \mathbf{H} f = 2x")[-1] == "H*f == 2*x"
    assert said(r"f(x) = x; J = 2; \mathbf{J} f = 2x")[-1] == "J*f == 2*x"


def test_shapes_in_latex_mean_what_they_mean_in_plain_text():
    """Sizes with an index, times as a command, upright words."""
    shapes = r"\mathbf{S}: n \times n\ \mathrm{symmetric},\ \mathbf{x}: d_{1} \times 1,\ A: \mathrm{rows} \times 3"
    assert (
        parse_program(shapes + r"; \mathbf{x}").shapes
        == parse_program("S: n x n symmetric; x: d1; A: rows x 3; x").shapes
    )


def test_shapes_are_declared_in_latex_too():
    r"""`n \times m`; bold names are the same names."""
    program = parse_program(r"\mathbf{A}: n \times n; \mathbf{x}: n; \mathbf{x}^\top \mathbf{A}\mathbf{x}")
    assert set(program.shapes) == {"A", "x"}
    assert written(program.expression) == "x'*A*x"


def test_a_raised_t_without_a_shape_is_a_transpose():
    r"""`\mathbf{x}^T`, as most people type it; a T that is declared, or where nothing has a shape, is a name."""
    shapes = r"\mathbf{A}: n \times n; \mathbf{x}: n; "
    assert written(parse_program(shapes + r"\mathbf{x}^T \mathbf{A} \mathbf{x}").expression) == "x'*A*x"
    assert written(parse_program(shapes + r"(\mathbf{A}\mathbf{x})^{T}\mathbf{x}").expression) == "(A*x)'*x"
    assert written(parse_program(r"T: 1; " + shapes + r"\mathbf{A}^T").expression) == "A**T"
    assert written(parse_program(r"\mathbf{x}^T").expression) == "x**T"


def test_a_derivative_with_a_variable_d_has_two_readings():
    r"""Where d is a variable, `\frac{dx}{dy}` may be a quotient."""
    with pytest.raises(Ambiguous, match="variable d"):
        parse_expression(r"\frac{d x}{d y} + d", notation="latex")


def test_errors_have_line_and_column_in_the_latex_source():
    """Also behind line ends and comments."""
    with pytest.raises(SymcalcError) as caught:
        parse_program("f(x) = \\frac{x}{2} % half\ng(x) = \\foo x")

    assert caught.value.source.position(caught.value.span.start) == (2, 8)


@pytest.mark.parametrize(
    "text",
    [
        "{" * 201 + "x" + "}" * 201,
        r"\frac{" * 500 + "x" + "}{2}" * 500,
        r"\left(" * 10_000,
        r"\sqrt" * 10_000 + "x",
        "{" * 10**6,
        r"\begin{matrix}" * 1000,
        "x^" * 1000 + "x",
        r"\mathbf{" * 2000 + "x" + "}" * 2000,
        r"\frac{\partial}{\partial x}" * 1000 + "x",
        r"\frac{d^{99999999}}{dx^{99999999}} x",
    ],
)
def test_hostile_latex_is_refused_at_once(text):
    """Nesting without end is an error, neither a crash nor a hang."""
    with pytest.raises(SymcalcError):
        parse_expression(text, notation="latex")


def test_long_latex_is_read():
    """Ten thousand fractions in a sum."""
    assert len(parse_expression(" + ".join([r"\frac{x}{2}"] * 10_000)).terms) == 10_000


@settings(max_examples=150, deadline=None)
@given(arithmetic())
def test_latex_that_is_written_means_what_it_was(tree):
    """Print as LaTeX, read: the same value."""
    back = parse_expression(Latex().text(tree), notation="latex", variables="abc")
    try:
        expected = exact_value(tree)
    except ZeroDivisionError:
        return

    assert exact_value(back) == expected


@settings(max_examples=150, deadline=None)
@given(trees(depth=3))
def test_latex_that_is_written_reads_back(tree):
    """Print as LaTeX, read, print: the same text, whatever the tree holds."""
    assume(not any(isinstance(part, Transpose) and isinstance(part.operand, Number) for part in walk(tree)))
    text = Latex().text(tree)
    back = parse_expression(text, notation="latex", variables=["x", "y"], free=True)

    assert Latex().text(back) == text


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("x == 2", True),
        ("x != 2", True),
        ("pi ≈ 3.14", True),
        ("x^2 = 2", False),
        ("docs/", False),
        ("README.md", False),
        ("a[x == 2]", False),
        ("diff((x, x) == 1", True),
        ("notes/*.md", False),
        (r"\frac{d}{dx} x^2 = 2x", True),
        (r"f(x) = \sin x", False),
        (r"f(x) = \sin x; f(0) = 0", True),
        (r"\pi \approx 3.14", True),
        ("f(x) = x^2; f(2) == 4", True),
        ("x == @", True),
        ("C:\\dir\\file.calc", False),
    ],
)
def test_an_argument_is_a_claim_or_a_path(text, claimed):
    """A claim has `==`, `!=` or `≈` outside brackets; in LaTeX a `=` that defines nothing."""
    assert is_claim(text) is claimed


@pytest.mark.parametrize("claim", [r"\frac{f(x)}{2} = 1", r"\sqrt[4]{x} = 1", r"\sqrt{x} = 1", r"\binom{x}{2} = 1"])
def test_a_claim_is_shown_from_where_it_begins(claim):
    """Also where it begins with a command that has arguments."""
    assert [item.text for item in parse_document(rf"f(x) = x^2. {claim}.")[1:]] == [claim]


@pytest.mark.parametrize(
    "text",
    [
        r"z = x^2 + y^2, x = r\cos\theta, y = r\sin\theta. \\ z = r^2.",
        r"f(x) = \sin x; f(x) = 2x",
        r"f(x) = \sin x \\ f = 2x",
    ],
)
def test_a_second_definition_in_latex_is_told_how_a_claim_is_written(text):
    """It is no path, and `==` claims there too."""
    assert is_claim(text)
    error = parse_document(text, argument=True)[-1]
    assert error.reason == "duplicate_definition"
    assert "==" in error.hint


@pytest.mark.parametrize("text", ["$x^2 y$", r"\(x^2 y\)", "\n  $x^2 y$"])
def test_marks_of_formulas_make_a_text_latex(text):
    """Also where no command stands within."""
    assert written(parse_expression(text)) == "x**2*y"


def test_gamma_alone_is_the_function_in_latex():
    r"""As `\Gamma(x+1)` is; in plain notation the capital letter may declare a function."""
    assert written(pose(r"\Gamma(x)").function) == "gamma(x)"
    assert [item.name for item in parse_program(r"\Gamma(x); \sin \Gamma").definitions] == ["Gamma"]
    with pytest.raises(Ambiguous):
        pose("Γ(x)")


def test_brackets_behind_a_declared_name_are_a_factor():
    """As round ones are."""
    powers = r"\left(\frac{\sigma}{r}\right)^{12}-\left(\frac{\sigma}{r}\right)^{6}"
    text = rf"V(r, \epsilon, \sigma) = 4\epsilon\left[{powers}\right]"
    assert said(text) == ["V(r, epsilon, sigma) = 4*epsilon*((sigma/r)**12 - (sigma/r)**6)"]
    assert written(parse_expression(r"k[x^2 + 1]", notation="latex", variables="k")) == "k*(x**2 + 1)"
    assert [item.kind for item in said(r"f(x) = \sin x \\ f[x^2] = 1")[1:]] == ["syntax"]
