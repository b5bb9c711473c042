"""What a proof has learnt so far, kept from one construction of the tower of kernels to the next.

A tower is built for fixed scales: the smallest fraction of each exponent and angle, the least root of each
polynomial. Where an expression needs a finer one, `Refined` is raised, and the tower is built anew.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from fractions import Fraction
from math import gcd, lcm
from typing import Final, Literal

from symcalc.record import field, record, replace
from symcalc.syntax.tree import Node

#: How often a tower may be built anew before the proof is given up.
MOST_REFINEMENTS = 40
#: A tower of more kernels than this is given up.
MOST_SLOTS = 96


class Refined(Exception):
    """Something finer was learnt: build the tower anew."""


class Nowhere(Exception):
    """The expressions are defined together nowhere, under what is assumed."""


#: The signs that a real number may have.
Signs = frozenset[int]
ANY_SIGN: Final[Signs] = frozenset({-1, 0, 1})

#: What can be said of a number.
Relation = Literal["> 0", ">= 0", "!= 0", "== 0", "integer"]
HOLDS: Final[dict[Relation, Callable[[Fraction], bool]]] = {
    "> 0": lambda value: value > 0,
    ">= 0": lambda value: value >= 0,
    "!= 0": lambda value: value != 0,
    "== 0": lambda value: value == 0,
    "integer": lambda value: value.denominator == 1,
}


@record
class Condition:
    """That a tree is positive, an integer, or so on."""

    tree: Node
    relation: Relation


@record(frozen=False)
class Knowledge:
    """Scales of exponents and angles, roots, the conductor of the roots of unity, signs; and what is assumed."""

    assumed: tuple[Condition, ...] = ()
    slots: int = 12
    exponents: dict[Hashable, Fraction] = field(default_factory=dict)
    angles: dict[Hashable, Fraction] = field(default_factory=dict)
    halvings: dict[Hashable, int] = field(default_factory=dict)
    roots: dict[Hashable, int] = field(default_factory=dict)
    conductor: int = 4
    denominators: tuple[Node, ...] = ()
    shifts: dict[Hashable, Fraction] = field(default_factory=dict)
    multiples: dict[Hashable, Fraction] = field(default_factory=dict)
    floors: dict[Hashable, Fraction] = field(default_factory=dict)
    wholes: dict[Hashable, Fraction] = field(default_factory=dict)
    identities: dict[Hashable, int] = field(default_factory=dict)

    def identity(self, key: Hashable) -> int:
        """A small number that stands for a key, the same for equal keys."""
        return self.identities.setdefault(key, len(self.identities))

    def under(self, *conditions: Condition) -> Knowledge:
        """A copy that assumes more; what depends on assumptions is forgotten."""
        copy = replace(self, assumed=self.assumed + conditions)
        for name in ("exponents", "angles", "halvings", "roots", "shifts", "multiples", "floors", "wholes"):
            setattr(copy, name, dict(getattr(self, name)))
        return copy

    def more_slots(self) -> None:
        """Double the room for kernels."""
        self.slots *= 2

    @staticmethod
    def scale(table: dict[Hashable, Fraction], key: Hashable, coefficient: Fraction) -> Fraction:
        """The scale of a monomial, of which the coefficient is a whole multiple; raises `Refined` where it is not.

        >>> table = {"x": Fraction(1)}
        >>> Knowledge.scale(table, "x", Fraction(-3)), Knowledge.scale(table, "y", Fraction(-1, 2))
        (Fraction(1, 1), Fraction(1, 2))
        """
        known = table.setdefault(key, abs(coefficient))
        if (coefficient / known).denominator == 1:
            return known
        common = lcm(known.denominator, coefficient.denominator)
        table[key] = Fraction(gcd(int(known * common), int(coefficient * common)), common)
        raise Refined

    def root(self, key: Hashable, index: int) -> int:
        """The root taken of a polynomial, a multiple of `index`; raises `Refined` where the one known is not."""
        known = self.roots.setdefault(key, index)
        if known % index == 0:
            return known
        self.roots[key] = lcm(known, index)
        raise Refined

    def cyclotomic(self, parts: int) -> int:
        """The N of the roots of unity, a multiple of `parts`; raises `Refined` where the one known is not."""
        if self.conductor % parts:
            self.conductor = lcm(self.conductor, parts)
            raise Refined
        return self.conductor
