"""The explicit form: it reads back to an equal tree, it is Python, and it stops where it would be too long."""

import ast
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symcalc.errors import LimitReached
from symcalc.syntax import parse_expression, written
from symcalc.syntax.functions import FUNCTIONS
from symcalc.syntax.tree import (
    Array,
    Binding,
    Call,
    Constant,
    Derivative,
    Elementwise,
    Form,
    Logic,
    Name,
    Negative,
    Number,
    Piecewise,
    Point,
    PointSet,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    Transpose,
    Truth,
    rational,
)
from symcalc.syntax.written import shown

NAMES = ["x", "y", "x1", "x_max", "beta", "lambda", "E", "I", "N", "S", "gamma", "w12", "is"]
CALLED = sorted(FUNCTIONS.keys() - {"piecewise", "rootof", "exp"})
ONE = Number(Fraction(1))


@st.composite
def trees(draw, depth=4):
    """A random tree that the parser can make."""
    if depth == 0 or draw(st.integers(0, 5)) == 0:
        return draw(_leaf())
    part = draw(
        st.sampled_from([_negative, _sum, _product, _quotient, _power, _exp, _call, _matrix, _piecewise, _derivative])
    )
    return part(draw, lambda: draw(trees(depth - 1)))


@st.composite
def _leaf(draw):
    kind = draw(st.integers(0, 3))
    if kind == 0:
        return Number(Fraction(draw(st.integers(0, 10**20))))
    return Constant(draw(st.sampled_from(["pi", "e", "oo"]))) if kind == 1 else Name(draw(st.sampled_from(NAMES)))


def _negative(draw, child):
    return Negative(child())


def _several(draw, child, least=2):
    return tuple(child() for _ in range(draw(st.integers(least, 4))))


def _sum(draw, child):
    return Sum(_several(draw, child))


def _product(draw, child):
    return Product(_several(draw, child))


def _quotient(draw, child):
    return Quotient(child(), child())


def _power(draw, child):
    base = child()
    return Power(base, child()) if base != Constant("e") else _exponential(child())


def _exp(draw, child):
    return _exponential(child())


def _exponential(argument):
    return Constant("e") if argument == ONE else Call("exp", (argument,))


def _call(draw, child):
    function = FUNCTIONS[draw(st.sampled_from(CALLED))]
    return Call(function.name, tuple(child() for _ in range(draw(st.integers(function.least, function.most or 4)))))


def _matrix(draw, child):
    kind = draw(st.sampled_from(["'", "list", ".*", "./", ".^"]))
    if kind == "'":
        return Transpose(child())
    if kind == "list":
        return Array(tuple(Name("x") if isinstance(item, Array) else item for item in _several(draw, child, 1)))
    return Elementwise(kind, child(), child())


def _piecewise(draw, child):
    return Piecewise(tuple((child(), _condition(draw, child, 2)) for _ in range(draw(st.integers(1, 3)))))


def _condition(draw, child, depth):
    kind = draw(st.sampled_from(["relation", "chain", "truth", "and", "or", "not"][: 6 if depth else 3]))
    if kind == "relation":
        return Relation((draw(st.sampled_from(["<", "<=", ">", ">=", "==", "!="])),), (child(), child()))
    if kind == "chain":
        return Relation(("<", "<="), (child(), child(), child()))
    if kind == "truth":
        return Truth(draw(st.booleans()))
    count = 1 if kind == "not" else draw(st.integers(2, 3))
    return Logic(kind, tuple(_condition(draw, child, depth - 1) for _ in range(count)))


def _derivative(draw, child):
    function = child()
    by = tuple(Name(draw(st.sampled_from("xy"))) for _ in range(draw(st.integers(1, 3))))
    return Derivative("diff", Sum((function, ONE)) if isinstance(function, Name) else function, by)


@settings(max_examples=200, deadline=None)
@given(trees())
def test_what_is_written_reads_back_to_an_equal_tree(tree):
    """Write, read, equal: for every tree that the parser can make."""
    assert parse_expression(written(tree), variables=["x", "y"], free=True) == tree


@st.composite
def arithmetic(draw, depth=4):
    """A random tree of numbers, three names and the four operations, with whole exponents."""
    if depth == 0 or draw(st.integers(0, 4)) == 0:
        return draw(st.sampled_from([Number(Fraction(n)) for n in range(6)] + [Name(name) for name in "abc"]))

    def child():
        return draw(arithmetic(depth - 1))

    kind = draw(st.sampled_from([_negative, _sum, _product, _quotient, _whole_power]))
    return kind(draw, child)


def _whole_power(draw, child):
    return Power(child(), rational(Fraction(draw(st.integers(-3, 3)))))


VALUES = {"a": Fraction(3, 7), "b": Fraction(-2), "c": Fraction(5, 3)}


def exact_value(tree):
    """The exact value of an arithmetic tree."""
    match tree:
        case Number(value):
            return value
        case Name(name):
            return VALUES[name]
        case Negative(operand):
            return -exact_value(operand)
        case Sum(terms):
            return sum(map(exact_value, terms), Fraction(0))
        case Product(factors):
            result = Fraction(1)
            for factor in factors:
                result *= exact_value(factor)
            return result
        case Quotient(top, bottom):
            return Fraction(exact_value(top)) / exact_value(bottom)
        case Power(base, exponent):
            return Fraction(exact_value(base)) ** int(exact_value(exponent))
    raise AssertionError(tree)


def _python_value(text):
    """The value of a written form by Python's own grammar, every number exact."""

    def walk(node):
        match node:
            case ast.Expression(body):
                return walk(body)
            case ast.Constant(value):
                return Fraction(value)
            case ast.Name(name):
                return VALUES[name]
            case ast.UnaryOp(ast.USub(), operand):
                return -walk(operand)
            case ast.BinOp(left, operator, right):
                a, b = walk(left), walk(right)
                if isinstance(operator, ast.Pow):
                    return a ** int(b)
                return {ast.Add: a.__add__, ast.Sub: a.__sub__, ast.Mult: a.__mul__, ast.Div: a.__truediv__}[
                    type(operator)
                ](b)
        raise AssertionError(ast.dump(node))

    return walk(ast.parse(text, mode="eval"))


@settings(max_examples=200, deadline=None)
@given(arithmetic())
def test_what_is_written_means_the_same_in_python(tree):
    """An ordinary expression is Python too: Python's own grammar gives it the value of the tree."""
    try:
        expected = exact_value(tree)
    except ZeroDivisionError:
        return

    assert _python_value(written(tree)) == expected


@pytest.mark.parametrize(
    ("tree", "text"),
    [
        (Number(Fraction(1, 3)), "1/3"),
        (Power(Number(Fraction(1, 3)), Name("x")), "(1/3)**x"),
        (Power(Name("x"), Number(Fraction(1, 3))), "x**(1/3)"),
        (Product((Number(Fraction(1, 3)), Name("x"))), "1/3*x"),
        (Product((Name("x"), Number(Fraction(1, 3)))), "x*(1/3)"),
        (Negative(Number(Fraction(1, 2))), "-1/2"),
        (Sum((Name("x"), Negative(Sum((Name("y"), Name("z")))))), "x - (y + z)"),
        (Sum((Negative(Name("x")), Name("y"))), "-x + y"),
        (Sum((Name("x"),)), "x"),
        (Power(Constant("e"), Name("x")), "exp(x)"),
        (Power(Negative(Name("x")), Number(Fraction(2))), "(-x)**2"),
        (Transpose(Transpose(Name("x"))), "x''"),
        (Transpose(Power(Name("x"), Number(Fraction(2)))), "(x**2)'"),
        (Transpose(Number(Fraction(2))), "(2)'"),
        (Derivative("total", Name("f"), (Name("x"),)), "diff(f, x)"),
        (Derivative("partial", Name("f"), (Name("u"),)), "partial(f, u)"),
        (Derivative("diff", Name("L"), (Name("w1"), Name("w2")), (Name("a1"), Name("a2"))), "diff(L, w1, w2)(a1, a2)"),
        (Point((Binding("x", Number(Fraction(0))), Binding("y", Name("a")))), "(x = 0, y = a)"),
        (PointSet((Number(Fraction(1)), Name("a")), ("minimum", None)), "{1 minimum, a}"),
        (Form("grad", (Name("f"),)), "grad f"),
        (Form("grad", (Sum((Name("x"), Name("y"))),), (Name("x"),)), "grad(x + y, x)"),
        (Form("vjp", (Name("E"), Name("G")), (Name("X"),)), "vjp(E, X, G)"),
        (Form("taylor", (Name("f"),), (), Point((Name("a"),)), Number(Fraction(3))), "taylor f at (a) order 3"),
        (
            Logic("or", (Truth(value=True), Logic("and", (Truth(value=False), Truth(value=True))))),
            "true or false and true",
        ),
        (Logic("not", (Logic("and", (Truth(value=False), Truth(value=True))),)), "not (false and true)"),
    ],
)
def test_trees_the_parser_does_not_make_are_written_too(tree, text):
    """Fractions, forms, points and derivatives have a written form as well."""
    assert written(tree) == text


def test_a_small_tree_with_shared_parts_may_be_too_long_to_write():
    """Twenty-three doublings of a shared part are eight million names: refused at a limit, not written for ever."""
    tree = Name("x")
    for _ in range(23):
        tree = Sum((tree, tree))
    with pytest.raises(LimitReached):
        written(tree)


def test_a_number_too_long_for_python_to_write_is_refused():
    """A number of 5,000 digits is an error of kind limit, no exception of Python's."""
    with pytest.raises(LimitReached):
        written(Number(Fraction(10**5000)))


def test_a_deep_tree_is_written_without_recursion():
    """A tower of 20,000 calls is written."""
    tree = Name("x")
    for _ in range(20_000):
        tree = Call("sin", (tree,))
    assert written(tree).count("sin(") == 20_000


def test_a_message_shows_a_tree_briefly():
    """In messages e is e, powers have ^, and long trees are left out."""
    assert shown(parse_expression("e^x + e x^2")) == "exp(x) + e*x^2"
    assert shown(Sum(tuple(Name(f"long{index}") for index in range(30)))) == "(…)"
