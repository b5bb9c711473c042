"""The derivative in index notation: product rule over the factors of a term, chain rule inside each factor."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from symcalc.errors import Unsupported
from symcalc.matrix import algebra, composite
from symcalc.matrix.elementary import partial_derivative
from symcalc.matrix.indices import (
    ZERO,
    Apply,
    Bracket,
    Delta,
    Determinant,
    Entry,
    Exponent,
    Factor,
    Indexed,
    Inverse,
    Kronecker,
    Literal,
    Mark,
    Rate,
    Softmax,
    Stacked,
    Surd,
    Term,
    constant,
    opened,
    single,
)
from symcalc.matrix.operations import entrywise, raised
from symcalc.matrix.positions import Index, Position, new
from symcalc.syntax.tree import Call, Constant, Name, Negative, Node, Number, Power, Product, Quotient, Sum, names


class Differentiation:
    """The derivative by one entry of a named scalar, vector or matrix."""

    def __init__(self, name: str, by: tuple[Position, ...]) -> None:
        self.name = name
        self.by = by

    def of(self, expression: Indexed) -> Indexed:
        """The derivative of a sum, each ∂x_i/∂x_k still standing.

        >>> Differentiation("c", ()).of(single(Entry("c"), Fraction(2))).terms[0].coefficient
        Fraction(2, 1)
        """
        return Indexed(tuple(term for whole in expression.terms for term in self._term(whole)))

    def _term(self, term: Term) -> Iterable[Term]:
        """The product rule."""
        for place, part in enumerate(term.factors):
            inner = self._powered(*part)
            rest = term.factors[:place], term.factors[place + 1 :]
            for each in inner.terms:
                fresh = opened(each)
                factors = (*rest[0], *fresh.factors, *rest[1])
                yield Term(term.coefficient * fresh.coefficient, factors, term.dummies + fresh.dummies)

    def _powered(self, base: Factor, power: Exponent) -> Indexed:
        """d(b^p) = p b^(p-1) db + b^p log(b) dp."""
        below = self._factor(base)
        if not isinstance(power, Indexed):
            outer = algebra.scaled(algebra.power(single(base), power - 1), power)
            return _times(outer, below)
        less = algebra.add([power, constant(-1)])
        outer = algebra.multiply([power, single(base, less)])
        inner = algebra.multiply([single(base, power), algebra.apply("log", single(base))])
        return algebra.add([_times(outer, below), _times(inner, self.of(power))])

    def _factor(self, base: Factor) -> Indexed:
        match base:
            case Entry(name, at) if name == self.name:
                return single(Rate(name, at, self.by)) if at else constant(1)
            case Surd() | Mark() | Entry() | Delta() | Rate():
                return ZERO
            case Literal():
                return self._literal(base)
            case Bracket(body):
                return self.of(body)
            case Apply(function, arguments):
                return self._applied(function, arguments)
            case Inverse(body, row, column, at):
                return self._inverse(body, row, column, at)
            case Determinant(body, row, column):
                return self._determinant(base, body, row, column)
            case Softmax(body, slot, at):
                return self._softmax(base, body, slot, at)
            case Kronecker():
                return self.of(composite.kronecker(base))
            case Stacked():
                return self.of(composite.stacked(base))
        raise TypeError(f"no derivative of {type(base).__name__}")

    def _literal(self, base: Literal) -> Indexed:
        if self.name in names(base.array):
            raise Unsupported(f"derivative by {self.name} of a list that holds it", span=base.array.span)
        return ZERO

    def _applied(self, function: str, arguments: tuple[Indexed, ...]) -> Indexed:
        """The chain rule for a function of entries."""
        parts = []
        for place, argument in enumerate(arguments):
            inner = self.of(argument)
            if inner.terms:
                parts.append(_times(outer_derivative(function, place, arguments), inner))
        return algebra.add(parts)

    def _inverse(self, body: Indexed, row: Index, column: Index, at: tuple[Position, Position]) -> Indexed:
        """d(M⁻¹) = -M⁻¹ dM M⁻¹."""
        left, right = new(row.size), new(column.size)
        inner = self.of(body.rename({row: left, column: right}))
        before = single(Inverse(body, row, column, (at[0], left)))
        after = single(Inverse(body, row, column, (right, at[1])))
        outer = algebra.scaled(algebra.multiply([before, after]), -1)
        return _times(outer, inner, left, right)

    def _determinant(self, base: Determinant, body: Indexed, row: Index, column: Index) -> Indexed:
        """d(det M) = det(M) tr(M⁻¹ dM)."""
        left, right = new(row.size), new(column.size)
        inner = self.of(body.rename({row: left, column: right}))
        outer = algebra.multiply([single(base), single(Inverse(body, row, column, (right, left)))])
        return _times(outer, inner, left, right)

    def _softmax(self, base: Softmax, body: Indexed, slot: Index, at: Position) -> Indexed:
        """D s_i = s_i (du_i - sum over k of s_k du_k)."""
        other = new(slot.size)
        inner = self.of(body)
        here = _times(single(base), Indexed(tuple(_at(term, slot, at) for term in inner.terms)))
        there = Indexed(tuple(_at(term, slot, other) for term in inner.terms))
        outer = algebra.multiply([single(base), single(Softmax(body, slot, other))])
        return algebra.add([here, algebra.scaled(_times(outer, there, other), -1)])


def _at(term: Term, slot: Index, place: Position) -> Term:
    return opened(term).rename({slot: place})


def _times(outer: Indexed, inner: Indexed, *dummies: Index) -> Indexed:
    """A factor in front of every term of a derivative, which is thereby multiplied out."""
    products = [algebra.multiply([outer, Indexed((term,))], dummies) for term in inner.terms]
    return Indexed(tuple(term for whole in products for term in whole.terms))


def outer_derivative(function: str, place: int, arguments: tuple[Indexed, ...]) -> Indexed:
    """The partial derivative of an elementwise function by one argument, at its arguments."""
    tree = partial_derivative(function, place)
    if tree is None:
        raise Unsupported(f"derivative of {function} by argument {place + 1}")
    return _filled(tree, dict(zip("xy", arguments, strict=False)))


def _filled(tree: Node, values: dict[str, Indexed]) -> Indexed:
    """A formula of the table, its x and y replaced by entries."""

    def fill(node: Node) -> Indexed:
        return _filled(node, values)

    match tree:
        case Name(name):
            return values[name]
        case Number(value):
            return constant(value)
        case Constant(name):
            return single(Mark(name))
        case Negative(operand):
            return algebra.scaled(fill(operand), -1)
        case Sum(terms):
            return algebra.add(map(fill, terms))
        case Product(factors):
            return algebra.multiply(map(fill, factors))
        case Quotient(numerator, denominator):
            return algebra.multiply([fill(numerator), algebra.power(fill(denominator), Fraction(-1))])
        case Power(base, exponent):
            return raised(fill(base), fill(exponent))
        case Call(function, parts):
            return entrywise(function, [fill(part) for part in parts])
    raise TypeError(f"{type(tree).__name__} in a table of derivatives")
