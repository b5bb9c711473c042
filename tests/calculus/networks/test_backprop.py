"""Backpropagation: the book's tables and costs, forward mode, symbols, steps of an expression, formats of networks."""

import json
import subprocess
import sys

import jsonschema
import pytest

import symcalc
from symcalc.calculus.networks.accumulation import live
from symcalc.calculus.networks.operations import Cost
from symcalc.errors import SymcalcError
from symcalc.formats import write
from symcalc.formats.page import Page, text_of
from symcalc.result import Table
from symcalc.syntax.written import written

BOOK = "f(u,v)=(u+v)^2; u=(a+b)^2; v=(a-b)^2; a=(w+x+y+z)^2; b=(w+x-y-z)^2"
AT = "w=-1, x=0, y=-2, z=1"
FIGURE = "f(a,u,b); a(u); b(v); u(x,y); v(y,z)"


def texts(numbers):
    """Trees as they are written."""
    return {key: written(value) for key, value in numbers.items()}


def formatted(result, form):
    """The text of a result in a format."""
    return text_of(write(result, form, Page()))


def test_the_book_s_backward_pass():
    """(22.4.23), (22.4.24) and the listing after them: every adjoint at once, exactly."""
    answer = symcalc.backprop(BOOK, at=AT)
    assert texts(answer.values) == dict(
        zip("wxyzabuvf", ["-1", "0", "-2", "1", "4", "0", "16", "16", "1024"], strict=True)
    )
    expected = dict(zip("fuvabwxyz", ["1", "64", "64", "1024", "0", *["-4096"] * 4], strict=True))
    assert texts(answer.adjoints) == expected
    assert list(answer.adjoints) == list(expected)
    assert answer.tangents is None


def test_the_book_s_forward_pass():
    """(22.4.21): the tangents by w."""
    answer = symcalc.backprop(BOOK, at=AT, mode="forward", wrt="w")
    assert texts(answer.tangents["w"]) == {"w": "1", "a": "-4", "b": "0", "u": "-32", "v": "-32", "f": "-4096"}
    assert answer.adjoints is None


def test_what_each_way_costs():
    """Reverse 12 products and 6 sums, forward 24 and 12, over the paths 32 and 12; composed many times more."""
    costs = symcalc.backprop(BOOK).operations
    assert (costs.reverse, costs.forward, costs.paths) == (Cost(12, 6), Cost(24, 12), Cost(32, 12))
    assert costs.composed.multiplications > 4 * costs.paths.multiplications


def test_in_symbols_every_sub_result_stands_on_one_line():
    """Without a point the adjoints are sums over users in names of the others, partials put in."""
    answer = symcalc.backprop(BOOK)
    adjoints = texts(answer.adjoints)
    assert adjoints["a"] == "2*diff(f, u)*(a + b) + 2*diff(f, v)*(a - b)"
    assert adjoints["w"] == "2*diff(f, a)*(w + x + y + z) + 2*diff(f, b)*(w + x - y - z)"
    assert texts(answer.values)["u"] == "(a + b)**2"


def test_a_network_without_formulas():
    """Adjoints are sums of products of partials by name; f uses u directly and through a."""
    answer = symcalc.backprop(FIGURE)
    assert texts(answer.adjoints)["u"] == "partial(f, u) + diff(f, a)*partial(a, u)"
    assert answer.operations.composed is None
    forward = symcalc.backprop(FIGURE, mode="forward", wrt="y")
    assert texts(forward.tangents["y"])["f"] == (
        "partial(f, a)*diff(a, y) + partial(f, u)*diff(u, y) + partial(f, b)*diff(b, y)"
    )


def test_an_expression_is_taken_apart():
    """The elementary steps of log(exp(x) + exp(y)), with the book's values of (22.4.7) at the end."""
    answer = symcalc.backprop("log(exp(x) + exp(y))", at="x=0, y=log(2)")
    assert texts(answer.formulas) == {"v1": "exp(x)", "v2": "exp(y)", "v3": "v1 + v2", "f": "log(v3)"}
    assert texts(answer.values)["f"] == "log(3)"
    assert {name: texts(answer.adjoints)[name] for name in "xy"} == {"x": "1/3", "y": "2/3"}
    assert answer.approx.adjoints["x"] == pytest.approx(1 / 3, rel=1e-15)


@pytest.mark.parametrize("text", ["f(x, y) = sin(x y) + sin(x y)", "sin(x y) + sin(x y)"])
def test_a_shared_part_is_one_step(text):
    """What occurs twice is named once, in a definition that stands alone too."""
    assert texts(symcalc.backprop(text).values) == {
        "x": "x",
        "y": "y",
        "v1": "x*y",
        "v2": "sin(v1)",
        "f": "v2 + v2",
    }


def test_names_of_steps_avoid_those_of_the_expression():
    """Where v is taken t is used, and so on."""
    assert set(symcalc.backprop("exp(v) + 1").values) == {"v", "t1", "f"}
    assert set(symcalc.backprop("exp(v) + t s q").values) == {"q", "s", "t", "v", "vv1", "vv2", "f"}


def test_names_of_steps_avoid_those_of_the_point():
    """A parameter in a value is no step."""
    assert texts(symcalc.backprop("exp(x)^2", at="x=v1").values) == {"x": "v1", "t1": "exp(v1)", "f": "exp(2*v1)"}


@pytest.mark.parametrize("text", ["x", "-x", "3", "x^2", "piecewise((x^2, x > 0), (0, true))", "-(x + 1)"])
def test_expressions_of_one_step(text):
    """What has no steps inside is one step itself."""
    answer = symcalc.backprop(text)
    assert list(answer.formulas or answer.values)[-1] == "f"


@pytest.mark.parametrize(("wrt", "nodes"), [("a", {"f", "u", "v", "a"}), ("w,a", {"f", "u", "v", "a", "b", "w"})])
def test_adjoints_only_of_what_leads_there(wrt, nodes):
    """By an inner node nothing below it is swept."""
    assert set(symcalc.backprop(BOOK, wrt=wrt).adjoints) == nodes


def test_what_is_not_reached_has_a_zero():
    """An input of an unused definition."""
    answer = symcalc.backprop("f = u^2; u = x; g = q", of="f", wrt="q,x", at="x=3")
    assert texts(answer.adjoints) == {"f": "1", "u": "6", "x": "6", "q": "0"}
    forward = symcalc.backprop("f = u^2; u = x; g = q", of="f", wrt="q", mode="forward")
    assert texts(forward.tangents["q"]) == {"q": "1", "f": "0"}


def test_the_tables_state_both_halves():
    """Forward values, single-step partials, adjoints, costs, with decimals only where numbers are not whole."""
    titles = [s.title for s in symcalc.backprop(BOOK, at=AT).statements() if isinstance(s, Table)]
    assert titles == ["Forward: values", "Forward: single-step partials", "Backward: adjoints", "Operations"]
    whole, split = (
        next(s for s in symcalc.backprop(BOOK, at=at).statements() if isinstance(s, Table)).columns
        for at in (AT, "w=1/2, x=0, y=0, z=0")
    )
    assert whole == ("node", "formula", "value")
    assert split == ("node", "formula", "value", "decimal")


@pytest.mark.parametrize(
    ("text", "options"),
    [
        (BOOK, {}),
        (BOOK, {"at": AT}),
        (BOOK, {"at": AT, "mode": "forward", "wrt": "w,z"}),
        (FIGURE, {}),
        (FIGURE, {"at": "x=1, y=2, z=c"}),
        ("log(exp(x) + exp(y))", {"at": "0, log(2)", "digits": 30}),
    ],
)
@pytest.mark.parametrize("form", ["pretty", "plain", "latex", "markdown", "json", "mermaid", "dot"])
def test_every_format_writes_it(text, options, form):
    """No format stumbles, and JSON is that of the schema."""
    answer = symcalc.backprop(text, **options)
    written_text = formatted(answer, form)
    assert written_text.endswith("\n")
    if form == "json":
        schema = json.loads((symcalc_files() / "schema.json").read_text())
        jsonschema.validate(json.loads(written_text), schema)


def symcalc_files():
    """Where the package is."""
    from importlib.resources import files

    return files("symcalc")


def test_the_program_of_the_book():
    """--format python is the chapter's listing, and prints what it prints."""
    program = formatted(symcalc.backprop(BOOK, at=AT), "python")
    assert "df_da = df_du*du_da + df_dv*dv_da\n" in program
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["f = 1024", *(f"df/d{name} = -4096" for name in "wxyz")]


def test_the_program_without_a_point_is_a_function():
    """It takes the inputs and returns the value and the derivatives."""
    program = formatted(symcalc.backprop(BOOK), "python")
    call = f"{program}\nprint(f_and_derivatives(-1, 0, -2, 1))"
    done = subprocess.run([sys.executable, "-c", call], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str({"f": 1024, **{f"df/d{name}": -4096 for name in "wxyz"}})


@pytest.mark.parametrize("mode", ["reverse", "forward"])
def test_names_in_the_program_do_not_collide(mode):
    """A direct step differs from the total, and a variable may be called like a derivative."""
    text = "f = u x + df_du; u = sin(x); df_du = x^2"
    program = formatted(symcalc.backprop(text, at="x=2", mode=mode), "python")
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    expected = symcalc.backprop(text, at="x=2").approx.adjoints["x"]
    assert float(done.stdout.split("df/dx = ")[1]) == pytest.approx(expected, rel=1e-12)


def test_functions_without_a_formula_have_no_program():
    """Python cannot run what has no formula."""
    with pytest.raises(SymcalcError):
        formatted(symcalc.backprop(FIGURE), "python")


def test_mermaid_and_dot_point_from_argument_to_user():
    """As in Fig. 22.4.1 and 22.4.2, with the partials on the edges."""
    [chain] = symcalc.chain(FIGURE, wrt="y")
    assert 'n1 -->|"∂u/∂y"| n3' in formatted(chain, "mermaid")
    assert '"y" -> "u" [label="∂u/∂y", penwidth=2];' in formatted(chain, "dot")
    assert '"x" -> "u";' in formatted(chain, "dot")


def test_results_without_a_network_have_no_graph():
    """A gradient is no network."""
    with pytest.raises(SymcalcError, match="no network"):
        formatted(symcalc.grad("x^2"), "dot")


def test_a_self_check_that_fails_is_a_bug(monkeypatch):
    """Sweeps that disagree are not answered but reported as symcalc's own mistake."""
    from symcalc.calculus.networks import at_point

    def wrong(links, wrt, weights):
        return {**dict.fromkeys(live(links, "f", [wrt]), 1), "f": 7}

    monkeypatch.setattr(at_point, "forward", wrong)
    with pytest.raises(AssertionError, match="differ"):
        symcalc.backprop(BOOK, at=AT)


def test_graph_questions_need_no_sympy():
    """Path counts, dependency-only chains and tables, refusals: SymPy is not imported."""
    code = (
        "import sys, symcalc;"
        f"symcalc.chain({FIGURE!r}, wrt='y'); symcalc.backprop({FIGURE!r});"
        "sys.exit(int('sympy' in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
