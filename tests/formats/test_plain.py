"""The plain line: what is needed to read it back stands in front, and nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import symcalc
from symcalc import formats
from symcalc.formats.page import Page, text_of
from symcalc.formats.plain import line
from symcalc.result import Formula
from symcalc.syntax import parse_expression, pose, tree
from symcalc.syntax.program import Shape

F = {"f": ("x", "y")}


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (Formula(parse_expression("[2x y, x^2]"), ("x", "y")), "[2*x*y, x**2]"),
        (Formula(parse_expression("[1, 2y]"), ("x", "y")), "g(x, y) = [1, 2*y]"),
        (Formula(parse_expression("[x, y]"), ("y", "x")), "g(y, x) = [x, y]"),
        (Formula(parse_expression("2 a x"), ("x",), parameters=("a",)), "g(x) = 2*a*x"),
        (Formula(parse_expression("[x2, x10]"), ("x2", "x10")), "[x2, x10]"),
        (Formula(parse_expression("[g, x]"), ("x", "g")), "g1(x, g) = [g, x]"),
        (Formula(tree.Name("e"), ("e",)), "g(e) = e"),
        (Formula(parse_expression("[1/3, 2/3]")), "[1/3, 2/3]"),
        (Formula(parse_expression("diff(f, x)", functions=F), ("x", "y"), formal=F), "f(x, y); diff(f, x)"),
        (
            Formula(parse_expression("[diff(f, x), a]", functions=F), ("x", "y"), formal=F),
            "f(x, y); g(x, y) = [diff(f, x), a]",
        ),
        (
            Formula(
                pose("(A + A')*x", wrt="x", shape="A: n x n; x: n").function,
                ("x",),
                shapes={"A": Shape("n", "n"), "x": Shape("n", 1)},
            ),
            "A: n x n; x: n; (A + A')*x",
        ),
        (
            Formula(parse_expression("t^2"), ("x", "y"), definitions=(("t", parse_expression("x + y")),)),
            "t = x + y; t**2",
        ),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_what_stands_in_front(formula, text):
    """Declarations, and the order of the variables where the names do not show it."""
    assert line(formula) == text


@settings(max_examples=150, deadline=None)
@given(data=st.data())
@pytest.mark.parametrize("shared", [False, True])
def test_the_line_reads_back(data, expressions, value_of, shared):
    """Read again, the line is the same function of the same variables, common parts named or not."""
    node = data.draw(expressions)
    variables = tuple(data.draw(st.permutations(["x", "y2", "beta", "lambda", "x_max"])))
    problem = pose(line(Formula(node, variables), Page(shared=shared)))

    assert problem.variables == variables
    assert value_of(problem.function) == value_of.about(node)


def test_tables_have_tabs(sample):
    """What is no line is written as tables, equations by two columns, sentences as comments."""
    result = sample("x^2", "2x", "x")
    lines = list(formats.plain.table_lines(result.statements()))

    assert lines[0] == "partial(f, x)\t2*x\t0.3333333333333333"
    assert lines[2:5] == ["# Points", "point\tkind\tdecimal", "x**2\tminimum\t-2.5e-09"]
    assert lines[-1] == "# 100% of x**2 [b]_is_[/b] *shown*."


def test_one_line_each(sample):
    """A result with a formula is one line."""
    assert text_of(formats.write(sample("x^2 y", "2x y", "x^2"), "plain", Page())) == "[2*x*y, x**2]\n"


@pytest.mark.parametrize(
    ("command", "text", "line"),
    [
        ("grad", "abs(x)", "assume x != 0; sign(x)"),
        ("grad", "abs(x) + y", "assume x != 0; g(x, y) = [sign(x), 1]"),
        ("grad", "x abs(x)", "2*abs(x)"),
        ("grad", "sqrt(x) + cbrt(y)", "[1/(2*sqrt(x)), 1/(3*cbrt(y)**2)]"),
        ("jacobian", "[1, abs(x)]", "assume x != 0; [[0], [sign(x)]]"),
        ("hessian", "x abs(x)", "assume x != 0; [[2*sign(x)]]"),
        (
            "grad",
            "piecewise((x, x > 0), (0, x == 0), (x, true))",
            "assume x != 0; piecewise((1, x > 0), (0, x == 0), (1, true))",
        ),
    ],
)
def test_a_line_claims_no_derivative_where_there_is_none(command, text, line):
    """Where a formula has a value and the function no derivative the line begins with what keeps them apart."""
    assert symcalc.write(getattr(symcalc, command)(text), "plain").strip() == line


def test_a_restricted_line_reads_back_to_the_same_derivative():
    """The assumption in front is one of the language: the second derivative is that of the same function."""
    line = symcalc.write(symcalc.grad("x^2 + abs(x)"), "plain").strip()

    assert symcalc.write(symcalc.grad(line), "plain").strip() == "assume x != 0; g(x) = 2"
