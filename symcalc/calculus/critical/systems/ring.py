"""A ring of polynomials with integer coefficients: FLINT's multivariate polynomials with names, read and written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from math import lcm

from flint import Ordering, fmpz, fmpz_mpoly, fmpz_mpoly_ctx

from symcalc.record import record
from symcalc.syntax.tree import Name, Negative, Node, Number, Power, Product, Sum, integer

Monomial = tuple[int, ...]


@record
class Ring:
    """Polynomials in the unknowns of these names; terms are ordered by total degree, then reverse lexically.

    Equations and non-vanishing conditions only matter up to a rational factor, so every rational polynomial is kept
    as its primitive integer multiple.
    """

    names: tuple[str, ...]

    @cached_property
    def context(self) -> fmpz_mpoly_ctx:
        """FLINT's description of the ring; its own names never leave it."""
        return fmpz_mpoly_ctx.get(tuple(f"u{i}" for i in range(len(self.names))), Ordering.degrevlex)

    @property
    def unknowns(self) -> tuple[fmpz_mpoly, ...]:
        """The unknowns as polynomials."""
        return tuple(self.context.gens())

    def constant(self, value: int | fmpz) -> fmpz_mpoly:
        """A constant polynomial."""
        return self.context.constant(value)

    def primitive(self, terms: Mapping[Monomial, Fraction]) -> tuple[fmpz_mpoly, Fraction]:
        """The primitive integer polynomial p and the positive rational c for which c·p has these coefficients.

        >>> Ring(("x", "y")).primitive({(2, 0): Fraction(1, 2), (0, 1): Fraction(-1, 3)})
        (3*u0^2 - 2*u1, Fraction(1, 6))
        """
        common = lcm(*(c.denominator for c in terms.values()))
        polynomial = self.context.from_dict({m: int(c * common) for m, c in terms.items()})
        if polynomial.is_zero():
            return polynomial, Fraction(1)
        content, primitive = polynomial.primitive()
        return primitive, Fraction(abs(int(content)), common)

    def extended(self, *more: str) -> Ring:
        """The ring with further unknowns, each smaller in the order of terms than those before it."""
        return Ring((*self.names, *more))

    def embed(self, polynomial: fmpz_mpoly, positions: Sequence[int]) -> fmpz_mpoly:
        """A polynomial of another ring, its i-th unknown becoming unknown `positions[i]` of this one.

        Position -1 is for an unknown that does not occur.
        """
        width = len(self.names)
        terms: dict[Monomial, fmpz] = {}
        for monomial, coefficient in polynomial.to_dict().items():
            exponents = [0] * width
            for position, exponent in zip(positions, monomial, strict=True):
                if exponent:
                    exponents[position] += int(exponent)
            terms[tuple(exponents)] = terms.get(tuple(exponents), fmpz(0)) + coefficient
        return self.context.from_dict(terms)

    def tree(self, polynomial: fmpz_mpoly, meaning: Sequence[Node] | None = None) -> Node:
        """The polynomial as a tree in its unknowns, or in what they stand for.

        >>> from symcalc.syntax.written import written
        >>> ring = Ring(("x", "y"))
        >>> x, y = ring.unknowns
        >>> written(ring.tree(3 * x**2 * y - y + 1))
        '3*x**2*y - y + 1'
        """
        nodes = meaning or tuple(map(Name, self.names))
        terms = [_term(int(c), m, nodes) for m, c in zip(polynomial.monoms(), polynomial.coeffs(), strict=True)]
        return Sum(tuple(terms)) if len(terms) > 1 else terms[0] if terms else integer(0)


def support(polynomial: fmpz_mpoly) -> tuple[int, ...]:
    """The positions of the unknowns that occur.

    >>> ring = Ring(("x", "y", "z"))
    >>> support(ring.unknowns[0] * ring.unknowns[2] + 1)
    (0, 2)
    """
    return tuple(i for i, degree in enumerate(polynomial.degrees()) if degree > 0)


def _term(coefficient: int, monomial: Monomial, nodes: Sequence[Node]) -> Node:
    factors: list[Node] = [_power(node, int(e)) for node, e in zip(nodes, monomial, strict=True) if e]
    if abs(coefficient) != 1 or not factors:
        factors.insert(0, Number(Fraction(abs(coefficient))))
    product = factors[0] if len(factors) == 1 else Product(tuple(factors))
    return Negative(product) if coefficient < 0 else product


def _power(node: Node, exponent: int) -> Node:
    return node if exponent == 1 else Power(node, integer(exponent))
