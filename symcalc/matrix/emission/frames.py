"""What several products have in common, to be taken out: scalars, a left and a right end, factors of a vector."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from symcalc.matrix.emission.links import Chain, Link, Part, hadamard_link, parts_of
from symcalc.matrix.emission.written import Scalar, Written


@dataclass(frozen=True, slots=True)
class Frame:
    """The common factors around what differs.

    `hollow`: the chains are equal and only scalars differ. `single`: what differs is one vector or one diagonal
    matrix in each, and `parts` are the factors that those have in common.
    """

    scalars: tuple[Scalar, ...]
    before: Chain
    after: Chain
    hollow: bool = False
    single: bool = False
    diagonal: bool = False
    parts: tuple[Part, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing is common."""
        return not (self.scalars or self.before or self.after or self.parts or self.diagonal)

    @property
    def multiplies(self) -> bool:
        """Whether it saves a product of matrices."""
        return bool(self.before or self.after)

    def rest(self, term: Written) -> Written | None:
        """What is left of a product without the common factors; None where it has not all of them."""
        scalars = _without(term.scalars, self.scalars)
        size = len(term.chain) - len(self.before) - len(self.after)
        if scalars is None or size < 0 or term.chain[: len(self.before)] != self.before:
            return None
        middle = term.chain[len(self.before) : len(self.before) + size]
        if term.chain[len(self.before) + size :] != self.after or self.hollow != (not middle):
            return None
        if not self.single:
            return Written(term.coefficient, scalars, middle)
        return self._single(Written(term.coefficient, scalars, middle))

    def _single(self, term: Written) -> Written | None:
        """The vector or diagonal that differs, without the common factors."""
        if len(term.chain) != 1 or term.chain[0].diagonal != self.diagonal:
            return None
        parts = list(entries(term.chain[0]))
        for part in self.parts:
            if part not in parts:
                return None
            parts.remove(part)
        if not parts and term.scalars:
            return None
        return Written(term.coefficient, term.scalars, (hadamard_link(parts),) if parts else ())


def entries(link: Link) -> tuple[Part, ...]:
    """The factors of a vector, or of what is on a diagonal."""
    return link.parts if link.diagonal else parts_of((link,))


def _without(scalars: tuple[Scalar, ...], common: tuple[Scalar, ...]) -> tuple[Scalar, ...] | None:
    """Scalars divided by others; None where that would leave a new denominator."""
    rest = dict(scalars)
    for node, power in common:
        own = rest.get(node)
        if own == power:
            del rest[node]
        elif isinstance(own, Fraction) and isinstance(power, Fraction) and own * power > 0 and abs(own) > abs(power):
            rest[node] = own - power
        else:
            return None
    return tuple(rest.items())


def frames(left: Written, right: Written) -> Iterator[Frame]:
    """Every way in which two products share something."""
    common = _common_scalars(left.scalars, right.scalars)
    for scalars in dict.fromkeys((common, ())):
        for before, after in _ends(left.chain, right.chain):
            start, end = left.chain[:before], left.chain[len(left.chain) - after :]
            middles = [term.chain[before : len(term.chain) - after] for term in (left, right)]
            yield Frame(scalars, start, end, hollow=not any(middles))
            yield from _singles(Frame(scalars, start, end), middles)


def _singles(frame: Frame, middles: list[Chain]) -> Iterator[Frame]:
    """The frames of two single vectors, or two diagonal matrices, that share factors."""
    if any(len(middle) != 1 for middle in middles):
        return
    first, second = (middle[0] for middle in middles)
    if first.diagonal != second.diagonal:
        return
    common = tuple(part for part in entries(first) if part in entries(second))
    if common or first.diagonal:
        yield Frame(frame.scalars, frame.before, frame.after, single=True, diagonal=first.diagonal, parts=common)


def _ends(left: Chain, right: Chain) -> Iterator[tuple[int, int]]:
    """How many links two chains share at the left and at the right, leaving something between in both or neither."""
    if left == right:
        yield len(left), 0
        return
    most = min(len(left), len(right)) - (0 if len(left) == len(right) else 1)
    most = min(most, len(left) - 1, len(right) - 1)
    start = min(_equal(left, right), most)
    end = min(_equal(left[::-1], right[::-1]), most)
    pairs = ((start, min(end, most - start)), (min(start, most - end), end), (start, 0), (0, end), (0, 0))
    yield from dict.fromkeys((before, after) for before, after in pairs if before >= 0 and after >= 0)


def _equal(left: Chain, right: Chain) -> int:
    """How many links agree from the start."""
    count = 0
    while count < min(len(left), len(right)) and left[count] == right[count]:
        count += 1
    return count


def _common_scalars(left: tuple[Scalar, ...], right: tuple[Scalar, ...]) -> tuple[Scalar, ...]:
    """The scalars that both have, with the exponent nearer to 0."""
    other = dict(right)
    found: list[Scalar] = []
    for node, power in left:
        same = other.get(node)
        if same is not None and same == power:
            found.append((node, power))
        elif isinstance(same, Fraction) and isinstance(power, Fraction) and same * power > 0:
            found.append((node, min(same, power, key=abs)))
    return tuple(found)
