"""The only maker of symbols."""

import pytest

from symcalc.build.names import Scope, symbol
from symcalc.syntax import parse_conditions


@pytest.mark.parametrize("name", ["x", "β", "x1", "w_ij", "beta", "lambda", "E", "I", "N", "O", "Q", "S", "gamma"])
def test_every_name_of_the_language_is_a_real_symbol(name):
    """No name means anything to SymPy: each is a variable, and real."""
    made = symbol(name)

    assert made.is_Symbol
    assert made.name == name
    assert made.is_real


@pytest.mark.parametrize("text", ["", "1x", "x y", "__import__('os')", "x.y", "x\n", "_x", "f(x)", "x-1"])
def test_nothing_but_a_name_reaches_sympy(text):
    """Text that is not a name is refused before SymPy sees it."""
    with pytest.raises(ValueError, match="is not a name"):
        symbol(text)


def test_a_scope_gives_each_name_one_symbol():
    """Within an input a name is always the same symbol, with what is assumed of it."""
    scope = Scope.of({}, parse_conditions("x > 0"))

    assert scope.symbol("x") == scope.symbols(["y", "x"])[1]
    assert scope.symbol("x").is_positive
    assert scope.symbol("x") != symbol("x")
    assert scope.symbol("y") == symbol("y")
