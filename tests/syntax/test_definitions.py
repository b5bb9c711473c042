"""Programs: definitions in any order, functions without a formula, shapes and assumptions, and the slips among them."""

import pytest

from symcalc.errors import Ambiguous, NetworkFault, SymcalcError, SyntaxFault
from symcalc.syntax import parse_program, written
from symcalc.syntax.formless import near_function
from symcalc.syntax.program import Shape

BOOK = "f(u, v) = (u+v)^2; u = (a+b)^2; v = (a-b)^2"


def said(text, **options):
    """What a program says: its definitions by name, and its expression."""
    program = parse_program(text, **options)
    definitions = {
        definition.name: (definition.parameters, definition.body and written(definition.body))
        for definition in program.definitions
    }
    return definitions, program.expression and written(program.expression)


def fault(text, **options):
    """The error of a program."""
    with pytest.raises(SymcalcError) as caught:
        parse_program(text, **options)
    return caught.value


def test_definitions_are_read_with_and_without_heads():
    """A head names the parameters; without one there are none."""
    definitions, expression = said(BOOK)

    assert definitions == {"f": (("u", "v"), "(u + v)**2"), "u": (None, "(a + b)**2"), "v": (None, "(a - b)**2")}
    assert expression is None


@pytest.mark.parametrize("separator", ["; ", ";", "\n", " ;\n", "\n\n", "\r\n", "  # a comment\n", ";;"])
def test_definitions_are_separated_by_semicolons_or_lines(separator):
    """However they are separated, they are the same."""
    assert said(BOOK.replace("; ", separator)) == said(BOOK)


def test_definitions_come_in_any_order():
    """A function may be called before it is defined."""
    definitions, _ = said("f(x) = g(x+1); g(t) = t^2")
    assert definitions == {"f": (("x",), "g(x + 1)"), "g": (("t",), "t**2")}


def test_the_expression_ends_the_text():
    """What is no definition and comes last is the expression."""
    assert said("u = x^2; u + 1")[1] == "u + 1"
    assert said("x^2")[1] == "x**2"
    assert "comes last" in fault("u + 1; u = x^2").message
    assert "second expression" in fault("x; y").message


@pytest.mark.parametrize(
    ("text", "declared"),
    [
        ("f(a, u, b); a(u); b(v); u(y); v(y)", {"f": "aub", "a": "u", "b": "v", "u": "y", "v": "y"}),
        ("L(w1, w2, w3)", {"L": ("w1", "w2", "w3")}),
        ("x(y)", {"x": "y"}),
        ("loss(w)", {"loss": "w"}),
        ("f(x, y); f(x, y) + 1", {"f": "xy"}),
        ("e(x); e(x) + 1", {"e": "x"}),
        ("L (w1, w2)", {"L": ("w1", "w2")}),
    ],
)
def test_a_name_of_distinct_names_is_a_function_without_a_formula(text, declared):
    """`f(a, u, b)` alone declares; that is decided before products."""
    definitions, _ = said(text)
    assert {name: parameters for name, (parameters, _) in definitions.items()} == {
        name: tuple(parameters) for name, parameters in declared.items()
    }
    assert all(body is None for _, body in definitions.values())


def test_what_is_a_function_is_not_declared():
    """Known functions, functions with a formula and constants make expressions."""
    assert said("sin(x)") == ({}, "sin(x)")
    assert said("gamma(x)") == ({}, "gamma(x)")
    assert said("pi(x)") == ({}, "pi*x")
    assert said("f(x, y) = x y; f(t, t)")[1] == "f(t, t)"


def test_a_name_of_wrt_is_a_variable():
    """With `--wrt x,y` the lone item `x(y)` is a product."""
    assert said("x(y)", variables=["x", "y"]) == ({}, "x*y")


@pytest.mark.parametrize("text", ["sni(x)", "cost(x, y)", "Sin(x)", "lgo(x)", "tann(x)", "epx(x)", "sun(x)"])
def test_a_lone_slip_of_the_pen_is_refused_with_both_readings(text):
    """One edit away from a known function it may be declared, or misspelt."""
    error = fault(text)

    assert error.kind == "ambiguous"
    name = text.split("(")[0]
    assert f"declare a function {name}" in error.hint


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("sni", "sin"),
        ("snix", None),
        ("si", None),
        ("logg", "log"),
        ("lg", None),
        ("expp", "exp"),
        ("xep", "exp"),
        ("sqr", "sqrt"),
        ("f", None),
        ("loss", None),
        ("arcta", "arctan"),
    ],
)
def test_one_edit_is_a_letter_more_or_less_another_or_a_swap(name, near):
    """A letter added, dropped or changed, or two neighbours swapped, in a name of three letters or more."""
    found = near_function(name)
    assert (found is None) == (near is None)


def test_beside_others_a_near_name_is_declared():
    """The rule is about the only item."""
    assert set(said("sni(x); cost(x)")[0]) == {"sni", "cost"}


@pytest.mark.parametrize(
    ("text", "reason", "column"),
    [
        ("diff = 3", "reserved_name", 1),
        ("f(diff) = 3", "reserved_name", 3),
        ("and(x) = 3", "reserved_name", 1),
        ("partial = x", "reserved_name", 1),
        ("true = x", "reserved_name", 1),
        ("pi = 3", "reserved_name", 1),
        ("oo = 3", "reserved_name", 1),
        ("f(pi) = 3", "reserved_name", 3),
        ("sin(x) = x", "reserved_name", 1),
        ("u = x; exp = u", "reserved_name", 8),
        ("arctan(x) = x", "reserved_name", 1),
        ("max(x, y) = x", "reserved_name", 1),
    ],
)
def test_words_constants_and_elementary_functions_cannot_be_defined(text, reason, column):
    """They are refused as `reserved_name`."""
    error = fault(text)

    assert isinstance(error, NetworkFault)
    assert (error.reason, error.span.start + 1) == (reason, column)


@pytest.mark.parametrize(
    "name", ["beta", "gamma", "lambda", "E", "I", "N", "S", "norm", "mean", "sigmoid", "order", "at"]
)
def test_other_names_can_be_defined(name):
    """Names that are functions elsewhere, or words of claims, are ordinary in a program."""
    assert said(f"{name} = x^2; {name} + 1") == ({name: (None, "x**2")}, f"{name} + 1")


def test_a_function_of_ones_own_goes_before_the_language_s():
    """A definition of `norm` is the one that is called."""
    definitions, _ = said("norm(u, v) = sqrt(u^2 + v^2); g = norm(x, y)")
    assert definitions["g"] == (None, "norm(x, y)")


@pytest.mark.parametrize(
    ("text", "kind", "column"),
    [
        ("f(x, x) = x", "syntax", 1),
        ("f(a, a)", "syntax", 1),
        ("f(2) = x", "syntax", 6),
        ("f(x + 1) = x", "syntax", 10),
        ("f(g(x)) = x", "syntax", 9),
        ("2 = x", "syntax", 3),
        ("x^2 = 3", "syntax", 5),
        ("f() = 3", "syntax", 5),
        ("f(x) =", "syntax", 7),
        ("f(x) = = x", "syntax", 8),
        ("f(x) = x = 2", "syntax", 10),
        ("f(x) == 2", "name", 1),
        ("x == 2", "syntax", 1),
        ("x < 2", "syntax", 1),
        ("f(x) = (x", "syntax", 10),
        ("f(x) = x)", "syntax", 9),
        ("u = x; u(2)", "ambiguous", 8),
        ("f(x) = x^2; f(1, 2)", "arity", 13),
        ("f(x) = x^2; f()", "arity", 13),
        ("f(x) = x^2; f (2)", "ambiguous", 13),
        ("f(x) = y(x)", "name", 8),
        ("f(x) = 1/2x", "ambiguous", 11),
        ("e(x)", "ambiguous", 1),
        ("f(x) = x'", "syntax", 9),
        ("A: nxn", "syntax", 3),
        ("a := 3", "syntax", 4),
        ("A: 0 x 2", "syntax", 3),
        ("A: n x m symmetric", "shape", 3),
        ("A: n by n", "syntax", 3),
        (": n", "syntax", 1),
        ("assume x", "syntax", 8),
        ("assume n integr", "syntax", 8),
        ("х + x", "syntax", 5),
        ("f(x) = х; g = x", "syntax", 8),
    ],
)
def test_slips_in_programs_are_refused_at_their_place(text, kind, column):
    """Each is an error of its kind, at its column."""
    error = fault(text)
    assert (error.kind, error.source.position(error.span.start).column) == (kind, column)


def test_an_equality_in_a_program_is_sent_to_check():
    """`x == 2` is a claim: the hint says which command judges it."""
    assert "symcalc check" in fault("x == 2").hint
    assert "==" in fault("x^2 = 3").hint


def test_a_name_called_is_a_product_where_a_head_or_a_use_makes_it_a_variable():
    """Heads declare variables, and so do uncalled uses anywhere in the text, whatever the item."""
    assert said("f(x) = x(x-2)")[0]["f"][1] == "x*(x - 2)"
    assert said("g = y(x-2); f(x, y) = x y")[0]["g"][1] == "y*(x - 2)"
    assert said("g = y(x-2); h = y^2")[0]["g"][1] == "y*(x - 2)"
    assert said("u = x; u(u+1)")[1] == "u*(u + 1)"


def test_the_name_first_in_diff_is_no_variable():
    """`diff(f, x)` does not make f a variable: calling it elsewhere is an unknown function."""
    assert fault("diff(f, x) + f(x+1)").kind == "name"
    assert said("f(x); diff(f, x)") == ({"f": (("x",), None)}, "diff(f, x)")


def test_e_is_a_variable_where_it_is_declared():
    """`f(e) = …` makes e a variable; `e = …` defines it."""
    assert said("f(e) = e^2")[0]["f"] == (("e",), "e**2")
    assert said("e = 3; e^x") == ({"e": (None, "3")}, "e**x")
    assert said("f(x) = e^x")[0]["f"] == (("x",), "exp(x)")


def test_shapes_are_declared_in_the_text():
    """`A: n x n symmetric`, several names at once, a scalar, a vector."""
    program = parse_program("A, B: n x m; S: n x n symmetric; P: 3x3 positive; x: n; c: 1; x' S x")

    assert program.shapes == {
        "A": Shape("n", "m"),
        "B": Shape("n", "m"),
        "S": Shape("n", "n", symmetric=True),
        "P": Shape(3, 3, symmetric=True, positive=True),
        "x": Shape("n", 1),
        "c": Shape(1, 1),
    }
    assert written(program.expression) == "x'*S*x"


def test_with_shapes_functions_of_matrices_need_no_brackets():
    """`tr A`, `det A`, `norm x` as `sin x`."""
    assert said("A: n x n; x: n; tr A + logdet A + norm x")[1] == "tr(A) + logdet(A) + norm(x)"


def test_with_shapes_a_power_of_e_is_kept_apart_from_exp():
    """Of a matrix, e^A is not the elementwise exp(A): who knows the shapes decides."""
    assert parse_program("A: n x n; e^A").expression != parse_program("A: n x n; exp(A)").expression
    assert parse_program("e^x").expression == parse_program("exp(x)").expression


def test_assumptions_stand_in_the_text():
    """`assume x > 0` among the definitions."""
    program = parse_program("assume x > 0, n integer; f(x) = log(x)")
    assert [written(condition) for condition in program.assumptions] == ["x > 0", "n integer"]


def test_assume_is_an_ordinary_name_elsewhere():
    """`assume` is a word only where a condition follows it."""
    assert said("assume = 3; assume + 1") == ({"assume": (None, "3")}, "assume + 1")


def test_a_lone_comment_is_an_empty_program():
    """Text without items is a program that says nothing; blank text is refused."""
    assert said("# nothing here") == ({}, None)
    assert said(";") == ({}, None)
    assert isinstance(fault("  "), SyntaxFault)


def test_lookalike_names_are_refused():
    """A Cyrillic letter beside the Latin one that looks the same."""
    assert "looks like" in fault("f(x) = х^2").message
    assert said("х^2")[1] == "х**2"


def test_ambiguity_is_an_error_of_its_own_kind():
    """The two readings of a headless name that is called are both in the hint."""
    error = fault("u = x; u(2)")
    assert isinstance(error, Ambiguous)
    assert "u*(2)" in error.hint
