"""Posing: the function meant, its variables in order, points and assumptions, and what makes no sense of them."""

import subprocess
import sys

import pytest

from symcalc.errors import LimitReached, SymcalcError
from symcalc.syntax import pose, written

BOOK = "f(u,v)=(u+v)^2; u=(a+b)^2; v=(a-b)^2; a=(w+x+y+z)^2; b=(w+x-y-z)^2"


def fault(text, **options):
    """The error of what is asked."""
    with pytest.raises(SymcalcError) as caught:
        pose(text, **options)
    return caught.value


@pytest.mark.parametrize(
    ("text", "function", "variables", "parameters"),
    [
        ("log(exp(x)+exp(y))", "log(exp(x) + exp(y))", "x y", ""),
        ("x10 + x2 + x1", "x10 + x2 + x1", "x1 x2 x10", ""),
        ("f(y, x) = x y", "x*y", "y x", ""),
        ("f(x, y) = x^2", "x**2", "x y", ""),
        ("f(x) = a x^2 + b", "a*x**2 + b", "x", "a b"),
        ("L(w1, w2)", "L(w1, w2)", "w1 w2", ""),
        ("f(y, x) = x y; f", "x*y", "y x", ""),
        ("f(y, x) = x y; f(y, x)", "x*y", "y x", ""),
        ("f(y, x) = x y; f(x, y)", "y*x", "x y", ""),
        ("f(x, y) = x y; f(t, t)", "t*t", "t", ""),
        ("f(x, y) = x y; g = f(2, 3)", "2*3", "", ""),
        ("f(u) = u^2; u = x + 1", "(x + 1)**2", "x", ""),
        ("f(u, y) = u y; u = b x", "(b*x)*y", "b x y", ""),
        ("u = x^2; v = u + 1; v/u", "(x**2 + 1)/x**2", "x", ""),
        ("f(t) = t u; u = t^2; f(3)", "3*t**2", "t", ""),
        ("f(x) = g(x) + 1; g(y) = y^2", "x**2 + 1", "x", ""),
        ("f(x) = g(x + 1); g(x) = h(2 x); h(x) = x^3", "(2*(x + 1))**3", "x", ""),
        ("f(x, y) = x - y; f(y, x)", "y - x", "x y", ""),
        ("5", "5", "", ""),
        ("rootof(t^2 - 2, 1) x", "rootof(t**2 - 2, 1)*x", "x", ""),
        ("f(x); g(x); f(x) + g(x)", "f(x) + g(x)", "x", ""),
        ("f(a, u); a(u); u(x)", "f(a(u(x)), u(x))", "x", ""),
        ("f(x, y); diff(f, x)", "diff(f, x)", "x y", ""),
        ("f(x, y); diff(f, x, y) + x", "diff(f, x, y) + x", "x y", ""),
        ("f(x, y); g(t) = diff(f, x)(t, t)", "diff(f, x)(t, t)", "t", ""),
        ("f(x); g(x) = diff(f, x); g(3)", "diff(f, x)(3)", "", ""),
        ("f(u); u(x); diff(f, u)", "diff(f, u)(u(x))", "x", ""),
        ("f(u); u(x); diff(f, x)", "diff(f(u(x)), x)", "x", ""),
        ("g(x) = x^3; diff(g, x)", "diff(x**3, x)", "x", ""),
    ],
)
def test_what_is_asked(text, function, variables, parameters):
    """The function, composed; its variables in the order of the head, else the natural one; the rest parameters."""
    problem = pose(text)

    assert written(problem.function) == function
    assert problem.variables == tuple(variables.split())
    assert problem.parameters == tuple(parameters.split())


def test_the_book_s_network_composes_to_the_book_s_formula():
    """(22.4.14) composed is (22.4.15)."""
    inner = "(w + x + y + z)**2", "(w + x - y - z)**2"
    problem = pose(BOOK)

    assert written(problem.function) == f"(({inner[0]} + {inner[1]})**2 + ({inner[0]} - {inner[1]})**2)**2"
    assert problem.variables == ("w", "x", "y", "z")


def test_the_function_meant_can_be_named():
    """`--of` chooses, also against the expression that ends the text."""
    assert written(pose("f = x; g = x^2", of="g").function) == "x**2"
    assert written(pose("f = x; g = x^2; f + g", of="g").function) == "x**2"
    assert pose("f = x; g = x^2", of="g").name == "g"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("x^2", "f"),
        ("f(x, y); f(x^2, y) x", "f1"),
        ("f^2 + x", "f1"),
        ("f(x) = x^2; 2 f(x)", "f1"),
        ("u = f^2; f1 = 2; u + f1", "f2"),
        ("h(x) = x^2; h(x)", "h"),
        ("h(x) = x^2; h(3 x)", "f"),
        ("L(w1, w2)", "L"),
    ],
)
def test_an_expression_is_called_as_nothing_in_it(text, name):
    """`f` is its name where that has no other meaning in the text."""
    assert pose(text).name == name


def test_wrt_gives_the_variables_and_their_order():
    """The other names are parameters."""
    problem = pose("a x_2 + x_1 b", wrt="x_2, x1")

    assert problem.variables == ("x2", "x1")
    assert problem.parameters == ("a", "b")
    assert pose("x y", wrt=["y"]).variables == ("y",)
    assert pose("f(x, y) = x^2", wrt="y").variables == ("y",)


def test_wrt_makes_e_a_variable():
    """`--wrt e` is a declaration."""
    assert written(pose("e^2 x", wrt="e").function) == "e**2*x"


def test_a_point_gives_a_value_for_each_variable():
    """By position in the order of the variables, or by name; parameters by name."""
    problem = pose("f(y, x) = a x y", at="1, 2")
    assert {name: written(value) for name, value in problem.point.items()} == {"y": "1", "x": "2"}
    assert set(pose("f(y, x) = a x y", at="x=1, y=2, a=3").point) == {"x", "y", "a"}


def test_assumptions_of_text_and_option_hold_together():
    """Those of the text first."""
    problem = pose("assume x > 0; log(x) + n", assume="n integer")
    assert [written(condition) for condition in problem.assumptions] == ["x > 0", "n integer"]


def test_shapes_of_text_and_option_hold_together():
    """The names of dimensions are numbers, not variables."""
    problem = pose("x: n; n x' A x", shape="A: n x n")

    assert set(problem.shapes) == {"A", "x"}
    assert problem.variables == ("A", "x")
    assert problem.parameters == ("n",)


@pytest.mark.parametrize(
    ("text", "options", "kind", "reason", "where"),
    [
        ("", {}, "syntax", None, ("argument", 1)),
        ("x +", {}, "syntax", None, ("argument", 4)),
        ("# nothing", {}, "network", "empty", ("argument", 10)),
        ("x: n", {}, "network", "empty", ("argument", 5)),
        ("a = b; b = a", {}, "network", "cycle", None),
        ("f(x) = f(x) + 1", {}, "network", "self_reference", ("argument", 1)),
        ("f(f) = f^2", {}, "network", "self_reference", ("argument", 1)),
        ("a = 1; a = 2", {}, "network", "duplicate_definition", ("argument", 8)),
        ("a(x); a(y)", {}, "network", "duplicate_definition", ("argument", 7)),
        ("f = x", {"of": "g"}, "network", "unknown_output", None),
        ("x^2", {"of": "f"}, "network", "unknown_output", None),
        ("f = x; g = x", {}, "usage", None, ("argument", 8)),
        ("x^2", {"wrt": "y"}, "name", None, ("--wrt", 1)),
        ("2", {"wrt": "x"}, "name", None, ("--wrt", 1)),
        ("x y", {"wrt": "x, z"}, "name", None, None),
        ("x", {"wrt": "x,x"}, "usage", None, ("--wrt", 4)),
        ("x", {"wrt": ""}, "usage", None, ("--wrt", 1)),
        ("x", {"wrt": "x y"}, "usage", None, None),
        ("x", {"wrt": "2"}, "usage", None, None),
        ("x", {"wrt": "pi"}, "name", None, None),
        ("x y", {"at": "x=1"}, "usage", None, ("--at", 4)),
        ("x y", {"at": "1"}, "usage", None, ("--at", 2)),
        ("x y", {"at": "1, 2, 3"}, "usage", None, ("--at", 7)),
        ("x y", {"at": "x=1, z=2"}, "name", None, ("--at", 8)),
        ("x", {"at": "x=(1"}, "syntax", None, ("--at", 5)),
        ("x", {"assume": "x > 0, x < 0"}, "usage", None, ("--assume", 8)),
        ("x", {"assume": "x"}, "syntax", None, ("--assume", 1)),
        ("A x", {"shape": "A: nxn"}, "syntax", None, ("--shape", 3)),
        ("x' y", {}, "syntax", None, ("argument", 2)),
        ("f(u); u(x); diff(f, u)(1, 2)", {}, "arity", None, None),
        ("f(a, u); a(u); u(x); diff(f, u)", {}, "unsupported", None, None),
        ("g(x) = x^3; diff(g, x)(2)", {}, "unsupported", None, None),
        ("g(x) = diff(x^2, x); g(3)", {}, "unsupported", None, None),
        ("f(u); partial(f, u)", {}, "unsupported", None, None),
    ],
)
def test_what_makes_no_sense_is_refused(text, options, kind, reason, where):
    """Each is an error of its kind and reason, placed in the text or in the option that it is about."""
    error = fault(text, **options)

    assert (error.kind, error.reason) == (kind, reason)
    if where is not None:
        assert (error.source.name, error.source.position(error.span.start).column) == where


def test_a_cycle_is_shown_as_a_cycle():
    """Wherever it is, as a closed list."""
    message = fault("a = b; b = c + x; c = a; f = x").message
    assert message.endswith(("a -> c -> b -> a", "c -> b -> a -> c", "b -> a -> c -> b"))


def test_several_functions_are_named_in_the_hint():
    """Which function is meant is asked for by name."""
    assert fault("f = x; g = x^2").hint == "say which by --of: f, g"


def test_a_chain_of_1500_definitions_composes():
    """Depth costs no recursion."""
    chain = ";".join(["a0 = x", *(f"a{k} = sin(a{k - 1})" for k in range(1, 1500))])
    assert written(pose(chain).function).count("sin(") == 1499


def test_shared_parts_stay_shared():
    """Sixty levels that each use the one below twice compose at once; only writing them out is refused."""
    ladder = ";".join(["a0 = x", *(f"a{k} = a{k - 1}^2 + a{k - 1}" for k in range(1, 60))])
    problem = pose(ladder)

    assert problem.variables == ("x",)
    with pytest.raises(LimitReached):
        written(problem.function)


def test_calls_of_calls_are_put_in_once():
    """Functions that call one another with the same arguments stay small, too."""
    calls = ";".join(["f0(x) = x + 1", *(f"f{k}(x) = f{k - 1}(x)^2 + f{k - 1}(x)" for k in range(1, 60))])
    assert pose(calls).variables == ("x",)


def test_what_really_grows_is_refused():
    """Two calls with different arguments a level are 2^40 formulas: an error of kind limit."""
    calls = ";".join(["f0(x) = x + 1", *(f"f{k}(x) = f{k - 1}(x+1) + f{k - 1}(x-1)" for k in range(1, 40))])
    assert fault(calls).kind == "limit"


def test_sympy_is_not_imported():
    """Reading, composing and refusing need no SymPy, and nothing of a screen."""
    code = (
        "import sys; from symcalc.syntax import pose, parse_document; pose('f(u)=u^2; u = x', at='x=1'); "
        "parse_document('grad x == [1]'); "
        "print(sorted({'sympy', 'click', 'rich', 'mpmath', 'flint'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_composing_keeps_every_part_at_its_place():
    """The same name at two places stays two parts, each with its own span."""
    problem = pose("u = y; x u + sin(x)")
    first, second = problem.function.terms

    assert (first.factors[0].span.start, second.arguments[0].span.start) == (7, 17)
