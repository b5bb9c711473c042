"""Domains and switches, read off the tree as written."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings

from symcalc.decide.domain import assumed_signs, conjuncts, defined_at, domain, possible_signs, simplified, switches
from symcalc.decide.sign import truth
from symcalc.syntax import parse_conditions, parse_expression, written
from symcalc.syntax.tree import Logic, Name, Sum, Truth, integer, rational, substitute
from tests.decide import oracle
from tests.decide.test_ball import coordinates, trees

DOMAINS = [
    ("x/x", "x != 0"),
    ("exp(log(x))", "x > 0"),
    ("sqrt(x)^2", "x >= 0"),
    ("0*log(x)", "x > 0"),
    ("1/(x^2 + 1)", "true"),
    ("1/exp(x)", "true"),
    ("log(2 + sin(x))", "true"),
    ("log(x^2 - x + 1)", "true"),
    ("x^y", "x > 0 or x == 0 and y > 0 or x < 0 and floor(y) == y"),
    ("x^(1/3)", "x >= 0"),
    ("x^(-1/2)", "x > 0"),
    ("x^-2", "x != 0"),
    ("cbrt(x)^3", "true"),
    ("2^x", "true"),
    ("0^x", "x > 0"),
    ("tan(x)", "cos(x) != 0"),
    ("asin(x)", "-1 <= x <= 1"),
    ("gamma(x)", "x > 0 or floor(x) != x"),
    ("log(x, b)", "x > 0 and b > 0 and b != 1"),
    ("atan2(y, x)", "x != 0 or y != 0"),
    ("1/(x^2 + y^2)", "x != 0 or y != 0"),
    ("log(x)/sqrt(x)", "x > 0"),
    ("1/abs(x)", "x != 0"),
    ("log(-1 - x^2)", "false"),
    ("1/(sqrt(2)^2 - 2)", "false"),
    ("piecewise((sin(x)/x, x != 0), (1, true))", "true"),
    ("piecewise((log(x), x > 0), (sqrt(-x), x < 0))", "x != 0"),
    ("piecewise((1/x, x > 0), (0, true))", "true"),
    ("piecewise((x*y/(x^2 + y^2), x != 0 or y != 0), (0, true))", "true"),
    ("piecewise((x*y/(x^2 + y^2), x^2 + y^2 > 0), (0, true))", "true"),
]


@pytest.mark.parametrize(("text", "expected"), DOMAINS)
def test_domains(text, expected):
    """A domain is what a person would write: nothing cancelled, nothing obvious said."""
    assert written(domain(parse_expression(text))) == expected


@settings(max_examples=150, deadline=None)
@given(trees(2), coordinates, coordinates)
def test_a_domain_is_where_there_is_a_value(tree, x, y):
    """The condition holds exactly where mpmath finds a value."""
    point = {"x": rational(x), "y": rational(y)}
    condition = domain(tree)
    decided = condition.value if isinstance(condition, Truth) else truth(substitute(condition, point))
    exact = defined_at(tree, point)

    if decided is not None and exact is not None:
        assert decided == exact
    if exact is False:
        assert oracle.value(tree, {"x": x, "y": y}) is None


def test_assumptions_shorten_domains():
    """What is assumed of a name need not be said again."""
    assert written(domain(parse_expression("log(a*x)/sqrt(a)"), parse_conditions("a > 0"))) == "a*x > 0"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abs(x - y) + max(x, 1) + sqrt(y)", ["x - y", "x - 1", "y"]),
        ("piecewise((x, x < y), (y, true))", ["x - y"]),
        ("floor(x)", ["sin(pi*x)"]),
        ("x^(2/3) + x^2 + 2^x", ["x"]),
        ("max(x, y, z)", ["x - y", "x - z", "y - z"]),
        ("sin(x)/x + log(x)", []),
        ("asin(x)", ["x**2 - 1"]),
    ],
)
def test_switches(text, expected):
    """Switches are the expressions whose zeros may be corners, jumps or edges."""
    assert [written(switch.expression) for switch in switches(parse_expression(text))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x^2 + y^2", {0, 1}),
        ("x^2 + exp(y)", {1}),
        ("-sqrt(x) - 1", {-1}),
        ("x^2 - 2*x + 1", {0, 1}),
        ("x^2 - 2*x + 2", {1}),
        ("2 + cos(x*y)", {1}),
        ("x - y", {-1, 0, 1}),
        ("abs(x)*exp(y)", {0, 1}),
        ("max(x, 1)", {1}),
        ("atan(x)", {-1, 0, 1}),
    ],
)
def test_possible_signs(text, expected):
    """The signs that an expression can have hold all that occur."""
    tree = parse_expression(text)
    found = possible_signs(tree)

    assert found == expected
    for x, y in product((-3, Fraction(-1, 2), 0, 1, 2), repeat=2):
        value = oracle.value(tree, {"x": Fraction(x), "y": Fraction(y)})
        assert value is None or (value > 0) - (value < 0) in found


def test_simplified_conditions_mean_the_same():
    """Shorter conditions hold at the same points."""
    a, b, c = parse_conditions("x > 0, x >= 0, x*y != 0")
    long = Logic("or", (Logic("and", (a, b)), Logic("not", (c,)), Logic("and", (b, c))))
    short = simplified(long)

    assert len(written(short)) < len(written(long))
    for x, y in product((-1, 0, 2), repeat=2):
        point = {"x": integer(x), "y": integer(y)}
        assert truth(substitute(long, point)) == truth(substitute(short, point))


def test_conjuncts_and_learnt_signs():
    """A conjunction falls into its parts, and tells the signs of single names."""
    assert conjuncts(Truth(value=True)) == ()
    assert len(conjuncts(domain(parse_expression("log(x)/y")))) == 2
    assert assumed_signs(parse_conditions("a > 0, b <= -1, 0 < c"))["b"] == {-1}
    assert possible_signs(Sum((Name("a"), Name("c"))), assumed_signs(parse_conditions("a > 0, 0 < c"))) == {1}
