"""`rootof(polynomial, k)`: the k-th real root from 0, in increasing order, each as often as its multiplicity."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from flint import fmpq, fmpq_poly, fmpz_poly

from symcalc.decide.ball.arithmetic import NAN
from symcalc.decide.ball.verdict import Real, Undefined
from symcalc.syntax.tree import Call, Name, Negative, Node, Number, Power, Product, Quotient, Sum, names

#: A polynomial of a higher degree is not worked out.
DEGREE: Final = 1000


def polynomial(node: Node) -> fmpz_poly | None:
    """The polynomial with whole coefficients that a tree in one name is a multiple of; None where it is none.

    >>> from symcalc.syntax.tree import integer
    >>> polynomial(Sum((Power(Name("x"), integer(2)), Negative(Quotient(integer(1), integer(2))))))
    2*x^2 + (-1)
    """
    variables = names(node)
    if len(variables) != 1:
        return None
    found = _polynomial(node)
    return None if found is None else found.numer()


def _polynomial(node: Node) -> fmpq_poly | None:
    match node:
        case Number(value):
            return fmpq_poly([fmpq(value.numerator, value.denominator)])
        case Name():
            return fmpq_poly([0, 1])
        case Negative(operand):
            inner = _polynomial(operand)
            return None if inner is None else -inner
        case Sum(terms):
            return _fold(terms, fmpq_poly([0]), lambda a, b: a + b)
        case Product(factors):
            return _fold(factors, fmpq_poly([1]), lambda a, b: a * b)
        case Quotient(top, bottom):
            return _quotient(_polynomial(top), _polynomial(bottom))
        case Power(base, Number(value)) if value.denominator == 1:
            return _power(_polynomial(base), value.numerator)
    return None


def _fold(
    parts: tuple[Node, ...], start: fmpq_poly, join: Callable[[fmpq_poly, fmpq_poly], fmpq_poly]
) -> fmpq_poly | None:
    for part in parts:
        inner = _polynomial(part)
        if inner is None:
            return None
        start = join(start, inner)
    return start if start.degree() <= DEGREE else None


def _quotient(top: fmpq_poly | None, bottom: fmpq_poly | None) -> fmpq_poly | None:
    if top is None or bottom is None or bottom.degree() != 0:
        return None
    return top / bottom[0]


def _power(base: fmpq_poly | None, exponent: int) -> fmpq_poly | None:
    if base is None or max(base.degree(), 1) * exponent > DEGREE:
        return None
    return base**exponent


def real_roots(poly: fmpz_poly) -> list[Real]:
    """The real roots in increasing order at the working precision; fractions exactly.

    >>> real_roots(fmpz_poly([-1, 0, 4]))
    [-1/2, 1/2]
    """
    found: list[Real] = []
    for factor, multiplicity in poly.factor()[1]:
        found += _roots_of_irreducible(factor) * multiplicity
    return sorted(found, key=_by_midpoint)


def _roots_of_irreducible(factor: fmpz_poly) -> list[Real]:
    if factor.degree() == 1:
        return [fmpq(-factor[0], factor[1])]
    isolated: Any = factor.complex_roots()
    return [root.real for root, _ in isolated if root.imag == 0]


def _by_midpoint(root: Real) -> Real:
    return root if isinstance(root, fmpq) else root.mid()


def root_of(call: Call) -> Callable[[], Real]:
    """What finds the root that a call names, at the working precision."""
    node, index = call.arguments
    poly = polynomial(node)
    if poly is None or poly.degree() < 1 or not isinstance(index, Number) or index.value.denominator != 1:
        return lambda: NAN
    k = index.value.numerator

    def root() -> Real:
        roots = real_roots(poly)
        if k >= len(roots):
            raise Undefined
        return roots[k]

    return root
