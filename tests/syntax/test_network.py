"""Networks read from texts: dependencies, order, what is asked for, and every refusal."""

import subprocess
import sys

import pytest

from symcalc.errors import NetworkFault, SymcalcError
from symcalc.syntax.definitions import parse_program
from symcalc.syntax.network import network
from symcalc.syntax.pose import pose_network
from symcalc.syntax.written import written

BOOK = "f(u,v)=(u+v)^2; u=(a+b)^2; v=(a-b)^2; a=(w+x+y+z)^2; b=(w+x-y-z)^2"


def read(text, of=None):
    """The network of a text."""
    return network(parse_program(text), of)


def links(text, of=None):
    """What each step depends on."""
    found = read(text, of)
    return {name: step.arguments for name, step in found.steps.items()}


def test_each_step_stands_behind_what_it_uses():
    """The order of evaluation respects every dependency, whatever the order of the text."""
    found = read(BOOK)
    for name, step in found.steps.items():
        before = found.order[: found.order.index(name)]
        assert all(argument in before or argument in found.inputs for argument in step.arguments)
    assert found.inputs == ("w", "x", "y", "z")
    assert found.output == "f"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("f(a,u,b); a(u); b(v); u(x,y); v(y,z)", {"f": ("a", "u", "b"), "a": ("u",), "u": ("x", "y")}),
        ("f(u, v) = u^2", {"f": ("u", "v")}),
        ("f = y x + y", {"f": ("y", "x")}),
        ("f(x) = u + x; u = 2x", {"f": ("x", "u")}),
        ("u(a, b) = a b; f = u(a, b) + a", {"f": ("u", "a")}),
        ("g(t) = t^2; f(x) = g(x^2) + g(x)", {"f": ("x",)}),
        ("f(u,v) = (u+v)^2; u = x; v = y; g = f(t, t) + u", {"g": ("t", "u")}),
        ("c = x^2; g(t) = t c; f = g(y)", {"f": ("y", "c")}),
        ("L(p, q); f = L(x^2, y)", {"f": ("x", "y")}),
        ("f = rootof(t^3 - 2, 0) x", {"f": ("x",)}),
        ("c = 3; f = c x", {"c": (), "f": ("c", "x")}),
    ],
)
def test_dependencies(text, expected):
    """Heads in their order, then other defined names; calls with other arguments are written out."""
    found = links(text)
    assert {name: found[name] for name in expected} == expected


def test_a_call_with_other_arguments_is_written_out():
    """Parameters are plain in a call, also where a node has the same name."""
    found = read("f(u, v) = (u+v)^2; u = x; v = y; g = f(2, t) + f(u, v)")
    assert written(found.steps["g"].formula) == "(2 + t)**2 + f"


@pytest.mark.parametrize(
    ("text", "of", "output"),
    [
        (BOOK, None, "f"),
        (BOOK, "u", "u"),
        ("u = x^2; sin(u)", None, "f"),
        ("f = x^2; sin(f)", None, "f1"),
        ("u = x^2; v = u^2; u", None, "u"),
        ("u(x) = x^2; v(x) = u(x) + 1; u(x)", None, "u"),
        ("x^2 y", None, "f"),
    ],
)
def test_which_function_is_meant(text, of, output):
    """The one asked for, else the expression, else the only one that no other uses."""
    assert read(text, of).output == output


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("# nothing", "empty"),
        ("f = u; u = f + 1", "cycle"),
        ("f = x; a = b; b = c; c = a", "cycle"),
        ("f = f + x", "self_reference"),
        ("f(n) = n f(n-1)", "self_reference"),
        ("f(f) = f^2", "self_reference"),
        ("f = x; u = y; f = z", "duplicate_definition"),
        ("f(u, v) = u v + q; u = x; v = x", "undefined_node"),
        ("diff = x^2", "reserved_name"),
        ("f = true; true = x", "reserved_name"),
    ],
)
def test_what_is_no_network_is_refused(text, reason):
    """Every refusal is of kind network, with the contract's reason."""
    with pytest.raises(NetworkFault) as caught:
        pose_network(text)
    assert caught.value.reason == reason
    assert caught.value.source is not None


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"of": "g"}, "unknown_output"),
        ({"wrt": "q"}, "wrt_not_in_network"),
        ({"at": "w=1, x=2, y=3"}, "missing_value"),
    ],
)
def test_options_that_do_not_fit_the_network_are_refused(options, reason):
    """An output, a variable or a value that is not there."""
    with pytest.raises(NetworkFault) as caught:
        pose_network(BOOK, **options)
    assert caught.value.reason == reason


def test_a_cycle_is_shown_as_one():
    """The message names all of it and closes it, also where it is not on the way to the output."""
    with pytest.raises(NetworkFault, match=r"(\w) -> \w -> \w -> \1") as caught:
        read("f = x; a = b; b = c; c = a")
    assert caught.value.reason == "cycle"


@pytest.mark.parametrize("text", ["f(a, a); a(x)", "f(2) = 3", "a = x; b = y"])
def test_what_says_no_function_is_refused(text):
    """A repeated argument without a formula, a head that is none, and two ends without --of."""
    with pytest.raises(SymcalcError):
        pose_network(text)


def test_values_are_needed_only_of_what_the_output_depends_on():
    """An unused definition needs no values, and its inputs are no variables, though they may be asked for."""
    posed = pose_network("f = u x; u = x^2; unused = q^2", of="f", at="x=1")
    assert posed.variables == ("x",)
    assert pose_network("f = u x; u = x^2; unused = q^2", of="f", wrt="q", at="x=1, q=2").variables == ("q",)


def test_the_variables_come_in_the_order_of_the_head():
    """Where the head names the inputs their order is its own, else the natural one."""
    assert pose_network("f(y, x) = u + x + y; u = x y").variables == ("y", "x")
    assert pose_network("f(u) = u; u = x10 x2").variables == ("x2", "x10")


def test_a_chain_of_1500_needs_no_recursion():
    """Deep networks are read, ordered and reduced iteratively."""
    text = "; ".join(f"n{k} = cos(n{k - 1})" for k in range(1, 1501))
    found = read(text)
    assert found.output == "n1500"
    assert found.needed == {f"n{k}" for k in range(1501)}


def test_a_network_needs_no_sympy():
    """Reading, ordering and refusing a network import neither SymPy nor flint."""
    code = (
        "import sys; from symcalc.syntax.pose import pose_network;"
        f"pose_network({BOOK!r}, wrt='w', at='-1, 0, -2, 1');"
        "sys.exit(int('sympy' in sys.modules or 'flint' in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
