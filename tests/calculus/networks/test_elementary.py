"""Expressions taken apart: one operation a step, shared parts once, the same value and derivatives as the whole."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import symcalc
from symcalc.calculus.networks.elementary import taken_apart
from symcalc.syntax.pose import pose_network
from symcalc.syntax.tree import Call, Name, Negative, Number, Power, Product, Quotient, Sum, integer, names
from symcalc.syntax.written import written


def steps(text):
    """The steps of a text as it says them."""
    found = taken_apart(pose_network(text)).network.steps
    return [f"{name} = {written(step.formula)}" for name, step in found.items()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x", ["f = x"]),
        ("x^2", ["f = x**2"]),
        ("-x^2 - y^2", ["v1 = x**2", "v2 = y**2", "f = -v1 - v2"]),
        ("(x+y)^2/(x+y)", ["v1 = x + y", "v2 = v1**2", "f = v2/v1"]),
        ("sin(x) - 1/2", ["v1 = sin(x)", "f = v1 - 1/2"]),
        ("2 pi sin(x)", ["v1 = sin(x)", "f = 2*pi*v1"]),
        ("-sin x", ["v1 = sin(x)", "f = -v1"]),
        ("sqrt(x^2 + 1)", ["v1 = x**2", "v2 = v1 + 1", "f = sqrt(v2)"]),
        ("g(t) = exp(-t); g(t)", ["g = exp(-t)"]),
        ("u = x^2; u + 1", ["u = x**2", "f = u + 1"]),
    ],
)
def test_steps(text, expected):
    """Numbers and signs stay where they are; a network of definitions is not touched."""
    assert steps(text) == expected


def test_an_argument_that_the_formula_ignores_is_kept():
    """Its derivative is 0."""
    answer = symcalc.backprop("f(x, y) = x^2 + 1")
    assert written(answer.adjoints["y"]) == "0"


def operations(tree):
    """How many operations with a name in them a formula has, signs not counted."""
    inner = sum(map(operations, tree.children()))
    own = not isinstance(tree, Name | Number | Negative) and bool(names(tree))
    return inner + own


formulas = st.recursive(
    st.sampled_from([Name("x"), Name("y"), integer(2)]),
    lambda part: st.one_of(
        st.builds(lambda a, b: Sum((a, b)), part, part),
        st.builds(lambda a, b: Product((a, b)), part, part),
        st.builds(Quotient, part, part),
        st.builds(lambda a: Power(a, integer(2)), part),
        st.builds(Negative, part),
        st.builds(lambda name, a: Call(name, (a,)), st.sampled_from(["sin", "exp", "atan"]), part),
    ),
    max_leaves=8,
)


@settings(max_examples=60)
@given(formulas)
def test_every_step_is_one_operation(formula):
    """No step nests an operation in another."""
    for step in taken_apart(pose_network(f"f = {written(formula)} + x")).network.steps.values():
        assert operations(step.formula) <= 1


@settings(max_examples=25, deadline=None)
@given(formulas)
def test_the_steps_have_the_derivatives_of_the_whole(formula):
    """Backpropagation through the steps gives the gradient."""
    text = f"f(x, y) = {written(formula)} + x + y"
    try:
        whole = symcalc.grad(text, at="x=1/2, y=3")
    except symcalc.SymcalcError:
        return
    taken = symcalc.backprop(text, at="x=1/2, y=3")
    decimals = taken.approx.adjoints if taken.approx else {name: int(written(taken.adjoints[name])) for name in "xy"}
    expected = whole.at.approx["gradient"]
    assert [float(decimals[name]) for name in "xy"] == pytest.approx(list(map(float, expected)), rel=1e-9)
