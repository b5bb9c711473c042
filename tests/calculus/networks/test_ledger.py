"""Straight-line programs at a point: exact where short, named where long, certified, decided where that can be."""

from decimal import Decimal

import mpmath
import pytest
from flint import arb, fmpq

from symcalc.build import Scope
from symcalc.calculus.networks.ledger import Ledger, Unsettled, rounded, simplified, size
from symcalc.errors import DomainFault
from symcalc.syntax import parse_expression
from symcalc.syntax.tree import Derivative, Name
from symcalc.syntax.written import written


def filled(*lines, **settings):
    """A ledger of the lines `name = formula`."""
    ledger = Ledger(Scope(), **settings)
    for line in lines:
        name, formula = line.split(" = ")
        ledger.enter(name, parse_expression(formula), Name(name))
    return ledger


def test_rational_lines_are_exact_fractions():
    """Sums, products, quotients, whole powers and exact roots stay fractions."""
    ledger = filled("x = 2/3", "u = x^2 - 1/9", "v = sqrt(u + 1/9)/x", "w = u v")
    assert {name: entry.ball for name, entry in ledger.entries.items()} == {
        "x": fmpq(2, 3),
        "u": fmpq(1, 3),
        "v": fmpq(1),
        "w": fmpq(1, 3),
    }
    assert written(ledger.entries["w"].exact) == "1/3"


def test_short_values_are_written_out():
    """Constants are simplified on the way."""
    ledger = filled("x = log(4)", "u = exp(x/2)", "v = sin(x) + u")
    assert written(ledger.entries["u"].exact) == "2"
    assert written(ledger.entries["v"].exact) == "2 + sin(log(4))"


def test_long_values_are_named():
    """Once a value is long, what follows is written in its name, one step at a time."""
    lines = ["x = 1/3", *(f"n{k} = sin({'x' if k == 0 else f'n{k - 1}'}) + {k + 2}/7" for k in range(40))]
    ledger = filled(*lines)
    assert written(ledger.entries["n39"].exact) == "sin(n38) + 41/7"
    value = mpmath.mpf(1) / 3
    for k in range(40):
        value = mpmath.sin(value) + mpmath.mpf(k + 2) / 7
    assert ledger.entries["n39"].decimal(None) == pytest.approx(float(value), rel=1e-14)


def test_a_hidden_zero_is_found():
    """sin^2 + cos^2 - 1 is 0, and dividing by it is a domain error, not a large number."""
    ledger = filled("x = 1", "u = sin(x)^2 + cos(x)^2 - 1")
    assert ledger.entries["u"].ball == 0
    with pytest.raises(DomainFault, match="v is not defined"):
        ledger.enter("v", parse_expression("1/u"), Name("v"))


def test_precision_that_is_too_low_is_said():
    """What cancels almost wholly needs more bits than the first precision has."""
    cancelling = "v = exp(u) - exp(u - 1/10^60)"
    with pytest.raises(Unsettled):
        filled("x = 1", "u = sin(x)", cancelling.replace("10^60", "10^40"), precision=64)
    ledger = filled("x = 1", "u = sin(x)", cancelling, precision=1024)
    expected = mpmath.exp(mpmath.sin(1)) * mpmath.mpf(10) ** -60
    assert ledger.entries["v"].decimal(None) == pytest.approx(float(expected), rel=1e-12)


def test_parameters_stay():
    """A name without a value is kept in exact values, which then have no decimal."""
    ledger = filled("x = a", "u = x^2 + 1", parameters=frozenset({"a"}))
    assert written(ledger.entries["u"].exact) == "a**2 + 1"
    assert ledger.entries["u"].decimal(None) is None


def test_functions_without_a_formula_stay():
    """They have no ball, and no decimal."""
    ledger = Ledger(Scope({"f": ("u",)}))
    ledger.enter("x", parse_expression("2"), Name("x"))
    ledger.enter("f", parse_expression("f(x)", functions={"f": ("u",)}), Name("f"))
    assert (written(ledger.entries["f"].exact), ledger.entries["f"].ball) == ("f(2)", None)


def test_switches_are_looked_at():
    """A switch may be zero where its ball holds zero, or nothing is known."""
    ledger = filled("x = 1", "u = sin(x)")
    assert ledger.may_vanish(parse_expression("x - 1"))
    assert not ledger.may_vanish(parse_expression("u - 1"))
    assert not ledger.may_vanish(parse_expression("u"))


@pytest.mark.parametrize(
    ("ball", "digits", "expected"),
    [
        (fmpq(1, 3), None, 1 / 3),
        (fmpq(1, 3), 5, Decimal("0.33333")),
        (fmpq(0), None, 0.0),
        (arb(2.25).sqrt(), None, 1.5),
        (fmpq(10) ** 500, None, Decimal("1E+500")),
        (fmpq(1, 10) ** 500, None, Decimal("1E-500")),
    ],
)
def test_rounding(ball, digits, expected):
    """Floats, more digits where asked for, decimals where floats end."""
    assert rounded(ball, digits) == expected


def test_totals_that_stand_for_values_survive_simplification():
    """A derivative that names a long value is not taken for one of a function without a formula."""
    total = Derivative("total", Name("f"), (Name("a"),))
    tree = parse_expression("2 (D + D) sqrt(4)")
    found = simplified(_with(tree, total), Scope())
    assert written(found) == "8*diff(f, a)"


def _with(tree, total):
    from symcalc.syntax.tree import substitute

    return substitute(tree, {"D": total})


def test_size_counts_long_numbers():
    """A number of a hundred digits is as long as five parts."""
    assert size(parse_expression("x + 1")) == 3
    assert size(parse_expression("x + 1" + "0" * 100)) > 6
    assert size(parse_expression(f"{10**3000}")) > 30


def test_a_switch_without_a_value_may_stand():
    """In a piece that is not the one at the point, 1/x has no value at 0, and nothing is refused for that."""
    ledger = filled("x = 0")

    assert ledger.may_vanish(parse_expression("sin(pi/x)"))
    assert not ledger.may_vanish(parse_expression("x + 1"))
