"""Gröbner bases over the rationals in the graded reverse lexical order, and what can be read off them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import combinations
from typing import Any

from flint import fmpz_mpoly, fmpz_mpoly_vec

from symcalc.calculus.critical.systems.ring import Monomial, Ring
from symcalc.record import record

#: Work allowed for one basis: its polynomials, the terms of one, the bits of a coefficient.
LIMITS = (400, 20_000, 60_000)


class TooHard(Exception):
    """A deterministic work limit was reached; nothing is known about the answer."""


@record
class Ideal:
    """What a system of equations generates, by its reduced Gröbner basis; the equations vanish together on a variety.

    >>> ring = Ring(("x", "y"))
    >>> x, y = ring.unknowns
    >>> circle, line = x**2 + y**2 - 1, x - y
    >>> ideal(ring, [circle, line]).dimension, ideal(ring, [circle]).dimension, ideal(ring, [circle, circle + 1]).empty
    (0, 1, True)
    """

    ring: Ring
    equations: tuple[fmpz_mpoly, ...]
    basis: tuple[fmpz_mpoly, ...]

    @cached_property
    def leading(self) -> tuple[Monomial, ...]:
        """The leading monomial of each element of the basis."""
        return tuple(tuple(map(int, element.monoms()[0])) for element in self.basis)

    @property
    def empty(self) -> bool:
        """Whether the equations contradict each other even over the complex numbers (Hilbert's Nullstellensatz)."""
        return any(element.is_constant() for element in self.basis)

    @cached_property
    def dimension(self) -> int:
        """Dimension of the complex variety: -1 where it is empty, 0 for finitely many points."""
        return -1 if self.empty else len(self.independent)

    @cached_property
    def independent(self) -> tuple[int, ...]:
        """A largest set of unknowns (by position) in which alone no leading monomial can be written."""
        supports = [{i for i, e in enumerate(m) if e} for m in self.leading]
        width = len(self.ring.names)
        for size in range(width, 0, -1):
            for chosen in combinations(range(width), size):
                if not any(support <= set(chosen) for support in supports):
                    return chosen
        return ()

    def with_equations(self, polynomials: Iterable[fmpz_mpoly]) -> Ideal:
        """The ideal of the same equations and some more."""
        extra = [*polynomials]
        return ideal(self.ring, [*self.basis, *extra], [*self.equations, *extra])

    def vanishes(self, polynomial: fmpz_mpoly) -> bool:
        """Whether the polynomial is zero on the whole complex variety (Rabinowitsch's trick)."""
        if polynomial.is_zero() or self.empty:
            return True
        return self.without(polynomial).empty

    def without(self, polynomial: fmpz_mpoly) -> Ideal:
        """The variety's points at which the polynomial is not zero, in a ring with one more unknown, its reciprocal."""
        ring = self.ring.extended("reciprocal")
        positions = range(len(self.ring.names))
        inverse = ring.embed(polynomial, positions) * ring.unknowns[-1] - 1
        basis, equations = ([ring.embed(p, positions) for p in ps] for ps in (self.basis, self.equations))
        return ideal(ring, [*basis, inverse], [*equations, inverse])


def ideal(ring: Ring, polynomials: Sequence[fmpz_mpoly], equations: Sequence[fmpz_mpoly] | None = None) -> Ideal:
    """The ideal that polynomials generate, by Buchberger's algorithm; raises TooHard at the work limit.

    `equations` are other generators of the same ideal, where simpler ones are known.
    """
    generators = [p.primitive()[1] for p in polynomials if not p.is_zero()]
    simplest = tuple(p for p in (generators if equations is None else equations) if not p.is_zero())
    if not generators:
        return Ideal(ring, (), ())
    if any(p.is_constant() for p in generators):
        return Ideal(ring, simplest, (ring.constant(1),))
    basis: Any
    basis, finished = fmpz_mpoly_vec(generators, ring.context).buchberger_naive(limits=LIMITS)
    if not finished:
        raise TooHard("a Gröbner basis grew beyond its work limit")
    reduced = [element.primitive()[1] for element in basis.autoreduction()]
    return Ideal(ring, simplest, tuple(sorted(reduced, key=lambda p: (p.total_degree(), str(p)))))
