"""A term as it is written: a number, scalars with exponents, and a product of matrices."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from symcalc.matrix.emission.links import (
    Above,
    Chain,
    chain_parts,
    flipped,
    hadamard,
    negated,
    product,
    raised,
)
from symcalc.syntax.tree import Node, Number, Quotient, integer

#: A scalar and its exponent.
Scalar = tuple[Node, Above]


@dataclass(frozen=True, slots=True)
class Written:
    """coefficient * scalars * chain."""

    coefficient: Fraction
    scalars: tuple[Scalar, ...] = ()
    chain: Chain = ()

    def flip(self) -> Written:
        """The transpose."""
        return Written(self.coefficient, self.scalars, flipped(self.chain))

    def scaled(self, number: Fraction) -> Written:
        """A multiple."""
        return Written(self.coefficient * number, self.scalars, self.chain)

    def tree(self) -> Node:
        """The term as a tree: numerator over denominator, the sign outside."""
        size = abs(self.coefficient)
        above: list[Node] = [] if size.numerator == 1 else [integer(size.numerator)]
        below: list[Node] = [] if size.denominator == 1 else [integer(size.denominator)]
        for node, exponent in self.scalars:
            if isinstance(exponent, Fraction) and exponent < 0:
                below.append(raised(node, -exponent))
            else:
                above.append(raised(node, exponent))
        whole = self._whole(above, below)
        return negated(whole) if self.coefficient < 0 else whole

    def _whole(self, above: list[Node], below: list[Node]) -> Node:
        """Scalars and matrices together; the scalars of an elementwise product stand within it."""
        if len(self.chain) == 1 and self.chain[0].parts and not self.chain[0].diagonal:
            return hadamard(self.chain[0].parts, above, below)
        above += chain_parts(self.chain) if self.chain else []
        top = product(above) if above else Number(Fraction(1))
        return Quotient(top, product(below)) if below else top


def merged(scalars: tuple[Scalar, ...]) -> tuple[Scalar, ...]:
    """Equal scalars as one, numeric exponents added."""
    found: dict[Node, Fraction] = {}
    others: list[Scalar] = []
    for node, exponent in scalars:
        if isinstance(exponent, Fraction):
            found[node] = found.get(node, Fraction(0)) + exponent
        else:
            others.append((node, exponent))
    return (*((node, power) for node, power in found.items() if power), *others)
