"""The core parser: what texts mean, what is refused and where, and that neither depth nor length matters."""

import time

import pytest

from symcalc.errors import Ambiguous, LimitReached, NameFault, SymcalcError, SyntaxFault
from symcalc.syntax import parse_expression, written
from symcalc.syntax.tree import Call, Constant, Name, Number, Power, Product, Span, Sum
from tests.syntax.cases import meanings, mistakes


@pytest.mark.parametrize(("text", "meaning"), meanings())
def test_a_text_means_its_explicit_form(text, meaning):
    """Each text of the table is read as the tree that its explicit form says."""
    assert written(parse_expression(text)) == meaning


@pytest.mark.parametrize(("text", "meaning"), meanings())
def test_the_explicit_form_reads_back_to_the_same_tree(text, meaning):
    """What is written reads back to an equal tree; a decimal to the fraction it is."""
    tree = parse_expression(text)
    if not any(part.unit for part in _numbers(tree)):
        assert parse_expression(meaning) == tree
    assert written(parse_expression(meaning)) == meaning


def _numbers(tree):
    stack = [tree]
    while stack:
        part = stack.pop()
        stack.extend(part.children())
        if isinstance(part, Number):
            yield part


@pytest.mark.parametrize(("text", "kind", "column"), mistakes())
def test_a_mistake_is_refused_at_its_place(text, kind, column):
    """Each text of the table is an error of its kind, at its column."""
    with pytest.raises(SymcalcError) as caught:
        parse_expression(text)

    error = caught.value
    assert (error.kind, error.source.position(error.span.start).column) == (kind, column)


@pytest.mark.parametrize(("text", "kind", "column"), mistakes())
def test_what_has_two_readings_shows_both(text, kind, column):
    """An ambiguous text comes with a hint that names two ways to write it, and these can be read."""
    if kind != "ambiguous":
        return
    with pytest.raises(Ambiguous) as caught:
        parse_expression(text)

    assert caught.value.hint is not None
    assert "write" in caught.value.hint


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("1/2x", ["(1/2)*x", "1/(2*x)"]),
        ("a/b c", ["(a/b)*c", "a/(b*c)"]),
        ("1/2(x+1)", ["(1/2)*(x + 1)", "1/(2*(x + 1))"]),
        ("e^2x", ["e^2*x", "e^(2*x)"]),
        ("sin x y", ["sin(x)*y", "sin(x*y)"]),
        ("sin x/2", ["sin(x)/2", "sin(x/2)"]),
        ("sin 2x/3", ["sin(2*x)/3", "sin((2*x)/3)"]),
        ("sin^-1 x", ["asin(x)", "1/sin(x)"]),
        ("tanh^-1 x", ["atanh(x)", "1/tanh(x)"]),
        ("sin 2 x", ["sin(2*x)", "sin(2)*x"]),
        ("abs x", ["abs(x)", "abs*(x)"]),
        ("gamma (x+1)", ["gamma(x + 1)", "gamma*(x + 1)"]),
        ("x^2sin(y)", ["x^2*sin(y)", "x^(2*sin(y))"]),
        ("A^n'", ["(A^n)'", "A^(n')"]),
    ],
)
def test_both_readings_stand_in_the_hint_and_can_be_read(text, readings):
    """The hint has the two readings word for word, and each is itself of the language."""
    with pytest.raises(Ambiguous) as caught:
        parse_expression(text)

    assert caught.value.hint == f"write {' or '.join(readings)}"
    for reading in readings:
        parse_expression(reading)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("lgo(x)", "did you mean log?"),
        ("arctn(x)", "did you mean arctan or arctanh or artanh?"),
        ("SIN(x)", "did you mean sin?"),
        ("x(y+1)", "for a product write x*(y + 1); to define a function write x(t) = …"),
        ("x[1]", "an indexed name is written x_1"),
        ("[a; b]", "the rows of a matrix are written [[a, b], [c, d]]"),
        ("x = 2", "an equality is written =="),
        ("(1, 2)", "a vector is written [a, b]"),
        ("x 2", "write 2*x, or x^2 for a power"),
        ("beta(beta - 1)", "for a product write beta*(…)"),
        ("diff(x^2, x, 2)", "twice by x is diff(f, x, x)"),
    ],
)
def test_a_hint_says_what_to_write(text, hint):
    """A likely slip is answered with what was probably meant."""
    with pytest.raises(SymcalcError) as caught:
        parse_expression(text)

    assert caught.value.hint == hint


@pytest.mark.parametrize("text", ["", " ", "\n", "\t\n ", "# nothing", "\ufeff"])
def test_nothing_is_a_syntax_error_at_the_end(text):
    """A text without any symbol is refused at its end."""
    with pytest.raises(SyntaxFault, match="nothing to read") as caught:
        parse_expression(text)

    assert caught.value.span == Span(len(text), len(text))


def test_a_name_called_is_a_product_where_the_name_is_a_variable():
    """`x(x-2)` is a product where x occurs uncalled or is declared, else an unknown function."""
    assert written(parse_expression("x(x-2)")) == "x*(x - 2)"
    assert written(parse_expression("x(y-2)", variables=["x"])) == "x*(y - 2)"
    with pytest.raises(NameFault):
        parse_expression("x(y-2)")


def test_a_declared_greek_name_is_not_called_silently():
    """Where gamma is declared a variable, `gamma(x)` has two readings."""
    assert written(parse_expression("gamma(x)")) == "gamma(x)"
    with pytest.raises(Ambiguous):
        parse_expression("gamma(x)", variables=["gamma"])


def test_e_is_the_constant_unless_declared():
    """`--wrt e` makes e a variable."""
    assert parse_expression("e") == Constant("e")
    assert parse_expression("e", variables=["e"]) == Name("e")
    assert parse_expression("e^x", variables=["e"]) == Power(Name("e"), Name("x"))


def test_functions_defined_elsewhere_are_called_with_their_number_of_arguments():
    """Parameters of a function defined elsewhere count; a headless one is no function."""
    functions = {"L": ("a", "b"), "u": None}
    assert parse_expression("L(1, x)", functions=functions) == Call("L", (Number(1), Name("x")))
    with pytest.raises(SymcalcError, match=r"L\(a, b\) takes 2 arguments, 1 given"):
        parse_expression("L(1)", functions=functions)
    with pytest.raises(Ambiguous, match="defined without a head"):
        parse_expression("u(2)", functions=functions)
    assert written(parse_expression("u(u+1)", functions=functions)) == "u*(u + 1)"


def test_results_with_functions_without_a_formula_are_read_freely():
    """With `free`, what results are written as reads back: calls and derivatives of functions without a formula."""
    for text in ("L(a1, a2) + diff(L, w1)(a1, a2)*(w1 - a1)", "diff(f, x, x)", "partial(f, u)*partial(u, a)"):
        assert written(parse_expression(text, free=True)) == text


def test_the_transpose_needs_shapes():
    """Where it is known that no shapes are declared, `f'` is refused with the way to write a derivative."""
    with pytest.raises(SyntaxFault, match="needs shapes") as caught:
        parse_expression("f'", shaped=False)

    assert "diff(f, x)" in caught.value.hint


def test_shaped_functions_need_no_brackets_where_shapes_are_declared():
    """`tr A` is a call with shapes; without them it has two readings."""
    assert written(parse_expression("tr A + 1", shaped=True)) == "tr(A) + 1"
    assert written(parse_expression("norm x", shaped=True)) == "norm(x)"
    with pytest.raises(Ambiguous):
        parse_expression("norm x", shaped=False)


def test_a_double_bar_has_two_readings_with_shapes():
    """`||v||` is a norm to some and an absolute value of an absolute value to the letter."""
    assert written(parse_expression("||v||")) == "abs(abs(v))"
    with pytest.raises(Ambiguous, match="norm"):
        parse_expression("||v||", shaped=True)
    assert written(parse_expression("| |v| |", shaped=True)) == "abs(abs(v))"


def test_spans_point_into_the_text():
    """Every node knows the stretch of the text it was read from."""
    text = "1 + sin(x y)^2"
    tree = parse_expression(text)
    found = {text[part.span.start : part.span.end] for part in (tree, tree.terms[1], tree.terms[1].base)}
    assert found == {"1 + sin(x y)^2", "sin(x y)^2", "sin(x y)"}


def test_columns_count_characters_of_the_line():
    """A mistake in the second line is placed there."""
    with pytest.raises(SymcalcError) as caught:
        parse_expression("x +\n  (y + )")

    error = caught.value
    assert error.source.position(error.span.start) == (2, 8)


def test_a_long_sum_is_one_node():
    """100,000 terms are read flat, without recursion, in a time that grows as the text."""
    tree = parse_expression("+".join(["x"] * 100_000))
    assert isinstance(tree, Sum)
    assert len(tree.terms) == 100_000


def test_a_long_product_is_one_node():
    """So are 50,000 factors without a sign."""
    tree = parse_expression("x " * 50_000)
    assert isinstance(tree, Product)
    assert len(tree.factors) == 50_000


@pytest.mark.parametrize(
    "text",
    [
        "(" * 200 + "x" + ")" * 200,
        "sin(" * 200 + "x" + ")" * 200,
        "(1+2*" * 200 + "x" + ")" * 200,
        "(1+2^" * 200 + "x" + ")" * 200,
        "|1-" * 200 + "x" + "|" * 200,
        "[" * 2 + "x" + "]" * 2,
        "/".join(["x"] * 2000),
        "x" + "'" * 2000,
        "^".join(["x"] * 190),
        "-" * 190 + "x",
        "sin " * 45 + "x",
        "√" * 45 + "x",
    ],
)
def test_nesting_up_to_the_limit_is_read_and_written(text):
    """Nesting of 200 is read, whatever it is made of, and written again."""
    tree = parse_expression(text)
    assert written(parse_expression(written(tree))) == written(tree)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 201 + "x" + ")" * 201,
        "(" * 10**6,
        "()" * 500_000,
        ")" * 10**6,
        "(" * 500_000 + ")" * 500_000,
        "^".join(["x"] * 10_000),
        "-" * 10_000 + "x",
        "sin " * 10_000 + "x",
        "√" * 10_000 + "x",
        "not " * 10_000 + "x > 0",
        "[" * 10_000,
        "|-" * 10_000,
    ],
)
def test_deeper_nesting_is_a_syntax_error_at_once(text):
    """What is nested deeper, or not closed, is refused quickly and without exhausting the interpreter."""
    start = time.process_time()
    with pytest.raises(SyntaxFault):
        parse_expression(text)
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "text",
    [
        "x+" * 600_000,
        "1 + " * 200_000 + "1",
        "9" * 5000,
        "1e999999999",
        "1e5000",
        "1e-999999999999999999999999",
        "0." + "1" * 5000,
    ],
)
def test_what_is_too_large_is_refused_for_its_size(text):
    """Texts, symbols and numbers have limits."""
    with pytest.raises(LimitReached):
        parse_expression(text)


def test_numbers_up_to_the_limit_are_read():
    """4,000 digits are a number like another."""
    assert parse_expression("9" * 4000) == Number(10**4000 - 1)
    assert written(parse_expression("1e4000")) == "1" + "0" * 4000


def test_names_have_at_most_a_hundred_characters():
    """A longer name is refused."""
    assert parse_expression("x" * 100) == Name("x" * 100)
    with pytest.raises(SyntaxFault, match="101 characters"):
        parse_expression("x" * 101)
