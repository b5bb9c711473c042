"""A SymPy expression becomes a tree, written as a person would: in linear time, shared parts once, no recursion."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

import sympy
from sympy import Basic, Expr, Rational, S
from sympy.logic.boolalg import ITE, And, BooleanFalse, BooleanTrue, Not, Or
from sympy.polys.rootoftools import ComplexRootOf

from symcalc.build.formal import Formal
from symcalc.build.order import Rank, ordered_factors, ordered_terms, parts_of, rank
from symcalc.build.power import LargePower
from symcalc.build.table import MAKERS
from symcalc.syntax.tree import (
    Call,
    Constant,
    Derivative,
    Logic,
    Name,
    Negative,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    Truth,
    rational,
)

#: The canonical name of every SymPy function that an expression may hold.
NAMES: dict[Any, str] = {
    **{maker: name for name, maker in MAKERS.items() if isinstance(maker, type)},
    sympy.exp: "exp",
    sympy.log: "log",
    sympy.floor: "floor",
    sympy.ceiling: "ceil",
    sympy.gamma: "gamma",
    sympy.factorial: "factorial",
    sympy.binomial: "binomial",
    sympy.beta: "beta",
    sympy.atan2: "atan2",
    sympy.besselj: "besselj",
}
RELATIONS: dict[Any, Any] = {
    sympy.Lt: "<",
    sympy.Le: "<=",
    sympy.Gt: ">",
    sympy.Ge: ">=",
    sympy.Eq: "==",
    sympy.Ne: "!=",
}
ATOMS: dict[Any, Node] = {
    S.Pi: Constant("pi"),
    S.Exp1: Constant("e"),
    S.Infinity: Constant("oo"),
    S.NegativeInfinity: Negative(Constant("oo")),
    S.EulerGamma: Negative(Call("digamma", (Number(Fraction(1)),))),
}
ONE = Number(Fraction(1))


class _Writer:
    """The trees and the ranks of all parts of one expression."""

    def __init__(self) -> None:
        self.trees: dict[Basic, Node] = {}
        self.ranks: dict[Basic, Rank] = {}

    def write(self, expression: Basic) -> Node:
        """The tree of an expression, its parts first."""
        stack = [expression]
        while stack:
            part = stack[-1]
            if part in self.trees:
                stack.pop()
                continue
            waiting = [child for child in parts_of(part) if child not in self.trees]
            if waiting:
                stack.extend(waiting)
                continue
            stack.pop()
            self.ranks[part] = rank(part, self.ranks)
            self.trees[part] = self.join(part)
        return self.trees[expression]

    def join(self, part: Basic) -> Node:
        """One expression over the trees of its parts."""
        for kind, write in WRITERS:
            if isinstance(part, kind):
                return write(self, part)
        if part in ATOMS:
            return ATOMS[part]
        name = NAMES.get(type(part))
        if name is None:
            raise TypeError(f"the language has no words for {type(part).__name__}")
        return Call(name, self.all(part.args))

    def all(self, parts: Iterable[Basic]) -> tuple[Node, ...]:
        """The trees of several parts."""
        return tuple(self.trees[part] for part in parts)

    def sum(self, part: sympy.Add) -> Node:
        """Terms in a person's order."""
        return Sum(self.all(ordered_terms(part.args, self.ranks)))

    def product(self, part: sympy.Mul) -> Node:
        """A number, then factors over divisors."""
        coefficient, factors = part.as_coeff_mul()
        divisors = [factor for factor in factors if _divides(factor)]
        dividends = [factor for factor in factors if not _divides(factor)]
        above = list(self.all(ordered_factors(dividends, self.ranks)))
        below = [self.power_of(factor.base, -factor.exp) for factor in ordered_factors(divisors, self.ranks)]
        return _over(coefficient, above, below)

    def power(self, part: sympy.Pow) -> Node:
        """A power, a root, or a quotient."""
        if _divides(part):
            return Quotient(ONE, self.power_of(part.base, -part.exp))
        return self.power_of(part.base, part.exp)

    def power_of(self, base: Expr, exponent: Expr) -> Node:
        """A power whose exponent is no negative number."""
        if exponent is S.One:
            return self.trees[base]
        if exponent is S.Half:
            return Call("sqrt", (self.trees[base],))
        written = _rational(exponent) if exponent.is_Rational else self.trees[exponent]
        return Power(self.trees[base], written)

    def formal(self, part: Formal) -> Node:
        """A function without a formula, or a derivative of one."""
        function, arguments = part.function, self.all(part.args)
        if not any(function.orders):
            return Call(function.name, arguments)
        own = tuple(Name(parameter) for parameter in function.parameters)
        by = tuple(name for name, order in zip(own, function.orders, strict=True) for _ in range(order))
        return Derivative("diff", Name(function.name), by, None if arguments == own else arguments)

    def pieces(self, part: sympy.Piecewise) -> Node:
        """Values by cases."""
        return Piecewise(tuple((self.trees[pair.expr], self.trees[pair.cond]) for pair in part.args))

    def extreme(self, part: Expr) -> Node:
        """A maximum or minimum; its arguments in the order of a sum."""
        return Call(NAMES[type(part)], self.all(ordered_terms(part.args, self.ranks)))

    def relation(self, part: Basic) -> Node:
        """A comparison."""
        return Relation((RELATIONS[type(part)],), self.all(part.args))

    def logic(self, part: Basic) -> Node:
        """Conditions joined or denied."""
        operator: Any = {And: "and", Or: "or", Not: "not"}[type(part)]
        return Logic(operator, self.all(sorted(part.args, key=self.condition_key)))

    def chosen(self, part: ITE) -> Node:
        """A condition by cases, which SymPy makes of a comparison of values by cases."""
        test, then, otherwise = self.all(part.args)
        unless = Logic("not", (test,))
        if isinstance(then, Truth):
            return Logic("or", (test, otherwise)) if then.value else Logic("and", (unless, otherwise))
        if isinstance(otherwise, Truth):
            return Logic("or", (unless, then)) if otherwise.value else Logic("and", (test, then))
        return Logic("or", (Logic("and", (test, then)), Logic("and", (unless, otherwise))))

    def condition_key(self, condition: Basic) -> tuple[str, ...]:
        """What orders conditions: what they compare, from left to right."""
        return tuple(self.ranks[operand].text for operand in condition.args)


def _divides(factor: Expr) -> bool:
    return bool(factor.is_Pow and factor.exp.is_Rational and factor.exp.is_negative)


def _rational(number: Rational) -> Node:
    return rational(Fraction(int(number.p), int(number.q)))


def _over(coefficient: Rational, above: list[Node], below: list[Node]) -> Node:
    """Factors over divisors, with the parts of a coefficient in their places."""
    numerator, denominator = abs(int(coefficient.p)), int(coefficient.q)
    if numerator != 1 or not above:
        above.insert(0, Number(Fraction(numerator)))
    if denominator != 1:
        below.insert(0, Number(Fraction(denominator)))
    top = _product(above)
    whole = Quotient(top, _product(below)) if below else top
    return Negative(whole) if coefficient.is_negative else whole


def _product(factors: list[Node]) -> Node:
    return factors[0] if len(factors) == 1 else Product(tuple(factors))


def _root(_writer: _Writer, root: ComplexRootOf) -> Node:
    """`rootof(polynomial in x, index)`: SymPy too counts the real roots first, in ascending order."""
    x = Name("x")
    terms = [_monomial(coefficient, x, degree) for (degree,), coefficient in root.poly.terms()]
    return Call("rootof", (Sum(tuple(terms)), Number(Fraction(root.index))))


def _monomial(coefficient: Rational, x: Node, degree: int) -> Node:
    power = [] if degree == 0 else [x if degree == 1 else Power(x, Number(Fraction(degree)))]
    return _over(sympy.Rational(coefficient), power, [])


WRITERS: tuple[tuple[Any, Callable[[_Writer, Any], Node]], ...] = (
    (sympy.Symbol, lambda _writer, part: Name(part.name)),
    (sympy.Rational, lambda _writer, part: _rational(part)),
    (sympy.Add, _Writer.sum),
    (sympy.Mul, _Writer.product),
    (sympy.Pow, _Writer.power),
    (Formal, _Writer.formal),
    (LargePower, lambda writer, part: Power(*writer.all(part.args))),
    (sympy.Piecewise, _Writer.pieces),
    (sympy.functions.elementary.piecewise.ExprCondPair, lambda writer, part: writer.trees[part.expr]),
    (sympy.Max | sympy.Min, _Writer.extreme),
    (sympy.core.relational.Relational, _Writer.relation),
    ((And, Or, Not), _Writer.logic),
    (ITE, _Writer.chosen),
    (BooleanTrue, lambda _writer, _part: Truth(value=True)),
    (BooleanFalse, lambda _writer, _part: Truth(value=False)),
    (ComplexRootOf, _root),
    (sympy.Heaviside, lambda writer, part: Call("heaviside", writer.all(part.args[:1]))),
    (sympy.polygamma, lambda writer, part: _polygamma(*writer.all(part.args))),
)


def _polygamma(order: Node, argument: Node) -> Node:
    return Call("digamma", (argument,)) if order == Number(Fraction(0)) else Call("polygamma", (order, argument))


def as_tree(expression: Basic) -> Node:
    """The tree of a SymPy expression or condition, in the order and the form in which a person writes it.

    Quotients are quotients, roots roots, a minus stands in front; a derivative of a function without a formula has no
    `point` at its own variables. Raises TypeError for what the language has no words for.

    >>> from symcalc.build.names import symbol
    >>> from symcalc.syntax import written
    >>> u, v, x = symbol("u"), symbol("v"), symbol("x")
    >>> written(as_tree(-2 * u * (x - u * v) / 3))
    '-2*u*(x - u*v)/3'
    """
    return as_trees((expression,))[0]


def as_trees(expressions: Iterable[Basic]) -> tuple[Node, ...]:
    """The trees of several expressions; what they share is written once and is the same object in all of them.

    >>> from symcalc.build.names import symbol
    >>> as_trees((symbol("x"), S.Pi))
    (Name(name='x'), Constant(name='pi'))
    """
    writer = _Writer()
    return tuple(map(writer.write, expressions))
