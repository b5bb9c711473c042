"""Index notation: an expression is a sum of terms, a term a product of factors with indices, repeated ones summed.

What a person writes as x_i a_ij x_j is here a `Term` with the factors x_i, a_ij, x_j and the dummies i and j.
A sum inside a product is one factor, a `Bracket`, and is never multiplied out: X - U V stays whole. A dummy
belongs to the term that sums over it, so a bracket's dummies are its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from symcalc.matrix.positions import Index, Position, Renaming, new, renamed, simple
from symcalc.syntax.tree import Array


@dataclass(frozen=True, slots=True)
class Factor:
    """A part of a term: it knows its free indices, and how to replace them."""

    def positions(self) -> tuple[Position, ...]:
        """The positions of its free indices, in order, each once for each place."""
        return ()

    def rename(self, renaming: Renaming) -> Factor:  # noqa: ARG002 (a number has no index)
        """The same factor at other indices."""
        return self


@dataclass(frozen=True, slots=True)
class Surd(Factor):
    """A rational number as the base of a power."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Mark(Factor):
    """The constant `pi` or `e`."""

    name: str


@dataclass(frozen=True, slots=True)
class Entry(Factor):
    """An entry of a named scalar, vector or matrix: c, x_i, a_ij."""

    name: str
    at: tuple[Position, ...] = ()
    symmetric: bool = False

    def positions(self) -> tuple[Position, ...]:
        return self.at

    def rename(self, renaming: Renaming) -> Factor:
        return Entry(self.name, tuple(renamed(part, renaming) for part in self.at), self.symmetric)


@dataclass(frozen=True, slots=True)
class Rate(Factor):
    """∂x_i/∂x_k, before it is known to be δ_ik: one δ for each index of the name."""

    name: str
    at: tuple[Position, ...]
    by: tuple[Position, ...]

    def positions(self) -> tuple[Position, ...]:
        return self.at + self.by

    def rename(self, renaming: Renaming) -> Factor:
        at, by = (tuple(renamed(part, renaming) for part in parts) for parts in (self.at, self.by))
        return Rate(self.name, at, by)


@dataclass(frozen=True, slots=True)
class Delta(Factor):
    """Kronecker's δ_ij: 1 where the indices are equal, else 0."""

    left: Position
    right: Position

    def positions(self) -> tuple[Position, ...]:
        return self.left, self.right

    def rename(self, renaming: Renaming) -> Factor:
        return Delta(renamed(self.left, renaming), renamed(self.right, renaming))


@dataclass(frozen=True, slots=True)
class Literal(Factor):
    """An entry of a vector or matrix written out by its entries."""

    array: Array
    at: tuple[Position, ...]

    def positions(self) -> tuple[Position, ...]:
        return self.at

    def rename(self, renaming: Renaming) -> Factor:
        return Literal(self.array, tuple(renamed(part, renaming) for part in self.at))


@dataclass(frozen=True, slots=True)
class Bracket(Factor):
    """A sum, or a product that a power is taken of, kept whole."""

    body: Indexed

    def positions(self) -> tuple[Position, ...]:
        return self.body.positions()

    def rename(self, renaming: Renaming) -> Factor:
        return Bracket(self.body.rename(renaming))


@dataclass(frozen=True, slots=True)
class Apply(Factor):
    """A function taken entry by entry."""

    function: str
    arguments: tuple[Indexed, ...]

    def positions(self) -> tuple[Position, ...]:
        return tuple(dict.fromkeys(part for argument in self.arguments for part in argument.positions()))

    def rename(self, renaming: Renaming) -> Factor:
        return Apply(self.function, tuple(argument.rename(renaming) for argument in self.arguments))


@dataclass(frozen=True, slots=True)
class Inverse(Factor):
    """An entry of the inverse of a matrix, the matrix given by its entry in `row` and `column`."""

    body: Indexed
    row: Index
    column: Index
    at: tuple[Position, Position]

    def positions(self) -> tuple[Position, ...]:
        return self.at

    def rename(self, renaming: Renaming) -> Factor:
        left, right = (renamed(part, renaming) for part in self.at)
        return Inverse(self.body, self.row, self.column, (left, right))


@dataclass(frozen=True, slots=True)
class Determinant(Factor):
    """The determinant of the matrix with this entry in `row` and `column`."""

    body: Indexed
    row: Index
    column: Index


@dataclass(frozen=True, slots=True)
class Softmax(Factor):
    """exp(body at this index) over the sum of exp(body) over `slot`; other indices of the body are free."""

    body: Indexed
    slot: Index
    at: Position

    def positions(self) -> tuple[Position, ...]:
        others = (part for part in self.body.positions() if part != self.slot)
        return (self.at, *others)

    def rename(self, renaming: Renaming) -> Factor:
        inside = {index: to for index, to in renaming.items() if index != self.slot}
        return Softmax(self.body.rename(inside), self.slot, renamed(self.at, renaming))


@dataclass(frozen=True, slots=True)
class Kronecker(Factor):
    """An entry of a Kronecker product at plain indices; each side is given by its entry in a row and a column."""

    left: Indexed
    right: Indexed
    slots: tuple[Index | None, Index | None, Index | None, Index | None]
    at: tuple[Position | None, Position | None]

    def positions(self) -> tuple[Position, ...]:
        return tuple(part for part in self.at if part is not None)

    def rename(self, renaming: Renaming) -> Factor:
        row, column = (None if part is None else renamed(part, renaming) for part in self.at)
        return Kronecker(self.left, self.right, self.slots, (row, column))


@dataclass(frozen=True, slots=True)
class Stacked(Factor):
    """An entry of `vec` of a matrix at a plain index, the matrix given by its entry in `row` and `column`."""

    body: Indexed
    row: Index
    column: Index
    at: Position

    def positions(self) -> tuple[Position, ...]:
        return (self.at,)

    def rename(self, renaming: Renaming) -> Factor:
        return Stacked(self.body, self.row, self.column, renamed(self.at, renaming))


#: A number, or an expression with (at most) the indices of what it is the exponent of.
Exponent: TypeAlias = "Fraction | Indexed"
Powered: TypeAlias = tuple[Factor, Exponent]
PLAIN = Fraction(1)


@dataclass(frozen=True, slots=True)
class Term:
    """A rational number times powers of factors, summed over the dummies."""

    coefficient: Fraction
    factors: tuple[Powered, ...] = ()
    dummies: tuple[Index, ...] = ()

    def rename(self, renaming: Renaming) -> Term:
        """The term with indices replaced, dummies too where the renaming has them."""
        factors = tuple((base.rename(renaming), rename_exponent(power, renaming)) for base, power in self.factors)
        dummies = tuple(index for old in self.dummies for index in simple(renaming.get(old, old)))
        return Term(self.coefficient, factors, dummies)

    def times(self, number: Fraction) -> Term:
        """The term, multiplied by a number."""
        return Term(self.coefficient * number, self.factors, self.dummies)

    def alone(self) -> Factor | None:
        """The one factor it consists of, if that is all."""
        if self.coefficient == 1 and len(self.factors) == 1 and not self.dummies:
            base, power = self.factors[0]
            return base if power == PLAIN else None
        return None

    def positions(self) -> Iterator[Position]:
        """The positions of its free indices, each as often as it occurs."""
        own = set(self.dummies)
        for base, power in self.factors:
            parts = base.positions() + (power.positions() if isinstance(power, Indexed) else ())
            yield from (part for part in parts if not own.issuperset(simple(part)))


def rename_exponent(power: Exponent, renaming: Renaming) -> Exponent:
    """An exponent with its indices replaced."""
    return power.rename(renaming) if isinstance(power, Indexed) else power


@dataclass(frozen=True, slots=True)
class Indexed:
    """A sum of terms: the entry of an expression at its free indices."""

    terms: tuple[Term, ...] = ()

    def rename(self, renaming: Renaming) -> Indexed:
        """The same entry at other indices."""
        return Indexed(tuple(term.rename(renaming) for term in self.terms)) if renaming else self

    def positions(self) -> tuple[Position, ...]:
        """The positions of the free indices, each once, in order of occurrence."""
        return tuple(dict.fromkeys(part for term in self.terms for part in term.positions()))

    @property
    def number(self) -> Fraction | None:
        """Its value where it is a rational number."""
        if not self.terms:
            return Fraction(0)
        single = len(self.terms) == 1 and not self.terms[0].factors and not self.terms[0].dummies
        return self.terms[0].coefficient if single else None


ZERO = Indexed()


def constant(value: Fraction | int) -> Indexed:
    """A number at every index."""
    return Indexed((Term(Fraction(value)),)) if value else ZERO


def single(base: Factor, power: Exponent = PLAIN) -> Indexed:
    """One factor as an expression."""
    return Indexed((Term(Fraction(1), ((base, power),)),))


def opened(term: Term) -> Term:
    """The term with new dummies, ready to stand inside another."""
    return term.rename({old: new(old.size) for old in term.dummies})
