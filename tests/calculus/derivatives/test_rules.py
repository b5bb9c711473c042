"""The rules in the language, against those that SymPy is given."""

import pytest
from flint import arb, ctx, fmpq

from symcalc.build import as_tree, symbol
from symcalc.build.partials import partial
from symcalc.build.table import MAKERS
from symcalc.calculus.derivatives.derivative import derivative_of
from symcalc.calculus.derivatives.rules import LOG_TO_BASE, RULES, argument_name, rule
from symcalc.decide.ball import enclose
from symcalc.errors import Unsupported
from symcalc.syntax.functions import FUNCTIONS
from symcalc.syntax.tree import Call, Name, substitute

LINES = [(name, len(lines), place) for name, lines in RULES.items() for place, line in enumerate(lines) if line]
LINES += [("log", 2, 0), ("log", 2, 1), ("max", 3, 1), ("min", 2, 0), ("max", 2, 1)]
POINTS = [
    {"a": fmpq(3, 10), "b": fmpq(7, 5), "c": fmpq(1, 9)},
    {"a": fmpq(17, 10), "b": fmpq(5, 2), "c": fmpq(-2, 3)},
    {"a": fmpq(2), "b": fmpq(5, 2), "c": fmpq(1)},
]


@pytest.mark.parametrize(("function", "count", "place"), LINES)
def test_each_line_says_the_same_as_to_sympy(function, count, place):
    """The tree of the rule has the value of the derivative that SymPy computes, where the function is defined."""
    names = [argument_name(each) for each in range(count)]
    called = Call(function, tuple(map(Name, names)))
    mine = substitute(rule(function, count, place), {"itself": called})
    theirs = as_tree(derivative_of(MAKERS[function](*map(symbol, names)), symbol(names[place])))
    compared = 0
    for point in POINTS:
        with ctx.workprec(200):
            if isinstance(enclose(called, point, 200), arb):
                left, right = (enclose(tree, point, 200) for tree in (mine, theirs))
                assert isinstance(left, arb)
                assert left.overlaps(right)
                compared += 1

    assert compared


def test_every_function_of_the_language_has_its_line():
    """No function of numbers is missing."""
    others = {"piecewise", "rootof", "max", "min"}
    scalar = {name for name, function in FUNCTIONS.items() if not function.shaped}

    assert scalar == set(RULES) | others
    assert len(LOG_TO_BASE) == 2


@pytest.mark.parametrize(("function", "count"), [("besselj", 2), ("polygamma", 2)])
def test_orders_have_no_formula(function, count):
    """As for SymPy."""
    with pytest.raises(Unsupported):
        rule(function, count, 0)
    with pytest.raises(Unsupported):
        partial(MAKERS[function](symbol("a"), symbol("b")), 0)
