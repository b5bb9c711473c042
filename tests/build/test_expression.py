"""Trees to SymPy, against ball arithmetic on the same tree, which knows nothing of SymPy."""

from fractions import Fraction

import mpmath
import pytest
from flint import arb, fmpq
from sympy import E, Eq, I, Lt, Not, Or, S, false, log, oo, pi, sin, true

from symcalc.build import Scope, as_tree, build, symbol
from symcalc.build.power import LargePower
from symcalc.decide.ball import enclose
from symcalc.errors import DomainFault, Unsupported
from symcalc.syntax import parse_conditions, parse_expression, written
from symcalc.syntax.tree import (
    Call,
    Constant,
    Derivative,
    Name,
    Negative,
    Number,
    Power,
    Product,
    Sum,
    Transpose,
    names,
)

x, y = symbol("x"), symbol("y")

TEXTS = """
x + y - 3 | x y/(x - 7) | -x^2 | 2^-x | x^y | (x y)^(1/3) | sqrt(x^2) | cbrt(x - y) | |x - y|
exp(x)/(1 + exp(y)) | log(x + 3, 2) | log2(x + 4) | log10(x + y + 9) | log(x^2 + 1, y^2 + 2)
sin(x) cos(y) tan(x/3) | cot(x + 1) sec(y) csc(x + 2) | asin(x/9) + acos(y/9) | atan(x) + acot(y)
asec(x + 4) + acsc(y + 5) | sinh(x) cosh(y) tanh(x y) | coth(x + 4) sech(y) csch(x + 5)
asinh(x) + acosh(y + 4) | atanh(x/9) + acoth(y + 5) | asech(1/(4 + x)) + acsch(y + 4) | sign(x - y)
floor(x) + ceil(y) | gamma(x + 4) | digamma(x + 4) | polygamma(2, y + 5) | erf(x) | factorial(x + 4)
beta(x + 4, y + 5) | binomial(x + 5, 3) | besselj(0, x + 4) | besselj(3/2, y + 5) | sigmoid(x) + softplus(y)
relu(x) - heaviside(y) | atan2(y, x) | max(x, y, 0) | min(x, 1/3) | piecewise((x^2, x > y), (sin(y), true))
piecewise((x, x < 0 and y < 0), (y, x > 0 or not y < 1), (0, true)) | rootof(x^3 - 3x + 1, 1) y
3x^4 - 4x^3 - 12x^2 | x e^(-x^2 - y^2) | (x + y)^2 (x - y)^-3 | 1/(1 + 1/(2 + x^2)) | pi x + e y
sqrt(2) x - sqrt(8) x | x^0.5 | 0.1 x
""".replace("\n", " | ").split(" | ")
EXPRESSIONS = [text.strip() for text in TEXTS if text.strip()]
POINTS = [(Fraction(1, 3), Fraction(7, 5)), (Fraction(-5, 4), Fraction(2, 7)), (Fraction(9, 4), Fraction(-3, 2))]


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_the_expression_has_the_value_of_the_tree(text):
    """Wherever ball arithmetic finds a value of the tree, the built expression has the same."""
    tree = parse_expression(text)
    expression = build(tree)
    found = 0
    for at in POINTS:
        point = {"x": fmpq(at[0].numerator, at[0].denominator), "y": fmpq(at[1].numerator, at[1].denominator)}
        ball = enclose(tree, point, 160)
        if isinstance(ball, arb):
            value = expression.subs(
                {x: S(at[0].numerator) / at[0].denominator, y: S(at[1].numerator) / at[1].denominator}
            )
            with mpmath.workdps(40):
                assert abs(mpmath.mpmathify(value.evalf(35)) - mpmath.mpf(ball.mid().str(35, radius=False))) < 1e-20
            found += 1

    assert found


NOT_DEFINED = [
    "1/0", "x/0", "log(0)", "log(-1)", "sqrt(-1)", "0^0", "0^-1", "(-8)^(1/3)", "asin(2)", "acos(-2)", "acosh(1/2)",
    "atanh(2)", "gamma(0)", "gamma(-3)", "digamma(-1)", "factorial(-1)", "0 log(-1)", "tan(pi/2)", "log(2, 1)",
    "log(2, -1)", "rootof(x^2 + 1, 0)", "rootof(x^3 - 2, 1)", "acoth(1/2)", "x + log(-2)", "x sqrt(-3)", "atan2(0, 0)",
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_DEFINED)
def test_operations_on_numbers_without_a_value_are_refused_with_their_place(text):
    """What has no real value anywhere is an error of the domain, and its place is known."""
    tree = parse_expression(text)

    with pytest.raises(DomainFault) as error:
        build(tree)

    assert error.value.span is not None
    assert 0 <= error.value.span.start < error.value.span.end <= len(text)
    if not names(tree):
        assert not isinstance(enclose(tree, {}, 64), arb)


def test_assumptions_may_leave_no_value():
    """log(x) has no value where x is negative."""
    with pytest.raises(DomainFault):
        build(parse_expression("log(x)"), Scope.of({}, parse_conditions("x < 0")))
    with pytest.raises(DomainFault):
        build(parse_expression("(-x)^(1/3)"), Scope.of({}, parse_conditions("x > 0")))


def test_conditions_become_relations():
    """A chain is a conjunction; truth values are truth values."""
    (chain,) = parse_conditions("0 < x <= 1")

    assert build(chain) == (Lt(0, x) & (x <= 1))
    assert build(parse_conditions("not (x > 0 or y == 1)")[0]) == Not(Or(x > 0, Eq(y, 1)))
    assert build(parse_conditions("1 > 2")[0]) == false
    assert build(parse_conditions("1 < 2")[0]) == true


def test_constants():
    """Pi and e are the numbers, oo is infinity, and stands alone only."""
    assert [build(Constant(name)) for name in ("pi", "e", "oo")] == [pi, E, oo]
    with pytest.raises(DomainFault):
        build(Sum((Constant("oo"), Negative(Constant("oo")))))


def test_functions_without_a_formula():
    """A call of one, and its derivatives, at its own variables or at a point."""
    scope = Scope({"f": ("u", "v")})
    call = build(Call("f", (Name("x"), Name("y"))), scope)
    own = build(Derivative("diff", Name("f"), (Name("v"),)), scope)
    there = build(Derivative("diff", Name("f"), (Name("u"), Name("u")), (Name("x"), Name("y"))), scope)

    assert call.fdiff(1).fdiff(1) == there
    assert own.args == (symbol("u"), symbol("v"))


@pytest.mark.parametrize(
    "node",
    [Transpose(Name("x")), Call("tr", (Name("x"),)), Derivative("diff", Power(Name("x"), Name("x")), (Name("x"),))],
)
def test_what_is_no_scalar_is_refused(node):
    """Vectors, matrices and derivatives still to be taken are not for the builder."""
    with pytest.raises(Unsupported):
        build(node)


def test_numbers_too_large_to_be_written_out_stay_as_they_are():
    """The tower answers at once; so do factorials, and powers inside sums."""
    assert build(parse_expression("9^9^9^9")) == LargePower(9, LargePower(9, 387420489))
    assert build(parse_expression("2^(10^9) x + x")).has(LargePower)
    assert build(parse_expression("(10^9)!")).func.__name__ == "gamma"
    assert build(parse_expression("2^1000")) == 2**1000


def test_long_sums_and_deep_nesting_need_no_recursion():
    """A sum of 5,000 terms and a tower of 1,500 functions are built."""
    long = Sum(tuple(Product((Number(Fraction(k)), Power(Name("x"), Number(Fraction(k))))) for k in range(1, 5001)))
    deep = Name("x")
    for _ in range(1500):
        deep = Call("cos", (Sum((deep, Name("y"))),))

    assert len(build(long).args) == 5000
    assert build(deep).func.__name__ == "cos"


def test_shared_parts_are_built_once():
    """A tree of 2^60 leaves that shares its parts is built in 60 steps."""
    node = Name("x")
    for _ in range(60):
        node = Call("sin", (Product((node, node)),))

    assert isinstance(build(node), sin)


def test_nothing_complex_is_left():
    """No expression holds the imaginary unit."""
    for text in EXPRESSIONS:
        assert not build(parse_expression(text)).has(I)
    assert build(parse_expression("log(8, 2)")) == 3
    assert build(parse_expression("log(x, 3)")) == log(x) / log(3)


@pytest.mark.parametrize(
    ("text", "built"),
    [
        ("piecewise((x, x > 0), (log(-1), true))", "piecewise((x, x > 0))"),
        ("piecewise((x, x > 0), (2 + 1/0, true))", "piecewise((x, x > 0))"),
        ("piecewise((1/0, x > 0), (x, true))", "piecewise((x, x <= 0))"),
        ("piecewise((x, x > 0), (1/0, x < -1), (x^2, true))", "piecewise((x, x > 0), (x**2, x >= -1))"),
    ],
)
def test_a_piece_without_a_value_leaves_the_others(text, built):
    """Where a piece is undefined the function is, and nowhere else."""
    assert written(as_tree(build(parse_expression(text)))) == built


@pytest.mark.parametrize("text", ["piecewise((log(-1), true))", "piecewise((x, log(-1) > 0), (1, true))"])
def test_pieces_that_are_all_undefined_or_never_chosen_are_refused(text):
    """Without any value, or with a condition that has none, the fault is told at its place."""
    with pytest.raises(DomainFault, match="logarithm") as caught:
        build(parse_expression(text))
    assert text[caught.value.span.start : caught.value.span.end] == "log(-1)"
