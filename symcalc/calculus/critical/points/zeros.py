"""Coordinates of zeros that boxes enclose, and their closed forms where one is recognised and proved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

import flint
from flint import arb, fmpz_mat

from symcalc.calculus.critical.points.spots import Closed, Coordinate
from symcalc.calculus.critical.points.values import tidied
from symcalc.calculus.critical.search.boxes import Zero
from symcalc.decide.ball import Verdict, enclose
from symcalc.decide.sign import is_zero
from symcalc.record import field, record
from symcalc.syntax.tree import Call, Constant, Node, Product, Sum, integer, rational, substitute

#: Bits to which a closed form must agree before it is tried, and the largest whole number in one.
BITS, LARGEST = 200, 2000


@record
class Enclosed:
    """A coordinate of a zero that a box encloses."""

    zero: Zero
    index: int

    @property
    def node(self) -> Node | None:
        """No closed form is known."""
        return None

    def ball(self, bits: int) -> arb:
        """An interval that holds it."""
        return self.zero.balls(bits)[self.index]


@record
class Derived:
    """A coordinate that is a function of others."""

    formula: Node
    others: Mapping[str, Coordinate]
    _balls: dict[int, arb] = field(default_factory=dict, repr=False, compare=False)

    @property
    def node(self) -> Node | None:
        """Exact where the others are."""
        known = {name: coordinate.node for name, coordinate in self.others.items()}
        exact = {name: node for name, node in known.items() if node is not None}
        return tidied(substitute(self.formula, exact)) if len(exact) == len(known) else None

    def ball(self, bits: int) -> arb:
        """An interval that holds it."""
        if bits not in self._balls:
            point = {name: coordinate.ball(bits + 32) for name, coordinate in self.others.items()}
            found = enclose(self.formula, point, bits + 64)
            self._balls[bits] = arb.nan() if isinstance(found, Verdict) else found
        return self._balls[bits]


def recognised(zero: Zero) -> list[Coordinate]:
    """The coordinates of a zero: in closed form if guesses for all of them are proved to solve the system.

    A guess that solves it, inside a box that holds one zero only, is that zero.
    """
    plain: list[Coordinate] = [Enclosed(zero, i) for i in range(zero.system.width)]
    balls = zero.balls(BITS)
    guesses = [next(candidates(ball), None) for ball in balls]
    exact = [guess for guess in guesses if guess is not None]
    if len(exact) < len(guesses):
        return plain
    inside = all(_within(node, side) for node, side in zip(exact, zero.box, strict=True))
    point = dict(zip(zero.system.names, exact, strict=True))
    if inside and all(is_zero(substitute(f, point)) for f in zero.system.functions):
        return [Closed(node) for node in exact]
    return plain


def _within(node: Node, side: arb) -> bool:
    found = enclose(node, {}, 128)
    return not isinstance(found, Verdict) and side.contains(found)


def candidates(ball: arb) -> Iterator[Node]:
    """Short closed forms that agree with a number: p + q·c for a fraction p, q and a constant c, simplest first."""
    with flint.ctx.workprec(BITS):
        if ball.contains(0):
            yield integer(0)
            return
        for constant in _CONSTANTS:
            size = arb(1) if constant is None else _ball(constant)
            found = _relation([arb(1), size] if constant is not None else [arb(1)], ball)
            if found is not None:
                yield _combined(found, constant)


_CONSTANTS: Sequence[Node | None] = (
    None,
    Constant("pi"),
    Call("sqrt", (integer(2),)),
    Call("sqrt", (integer(3),)),
    Call("log", (integer(2),)),
    Constant("e"),
)


def _ball(constant: Node) -> arb:
    found = enclose(constant, {}, BITS)
    assert isinstance(found, arb)  # noqa: S101 (constants have values)
    return found


def _relation(values: Sequence[arb], target: arb) -> list[Fraction] | None:
    """Small fractions with Σ q_i·values_i = target to all bits, by lattice reduction (Lenstra, Lenstra, Lovász)."""
    scale = arb(2) ** (BITS - 60)
    column = [int((v * scale).mid().floor().fmpz()) for v in (*values, target)]
    size = len(column)
    lattice = fmpz_mat([[int(i == j) for j in range(size)] + [column[i]] for i in range(size)]).lll()
    shortest = [int(lattice[0, j]) for j in range(size)]
    if not shortest[-1] or max(map(abs, shortest)) > LARGEST:
        return None
    found = [Fraction(-c, shortest[-1]) for c in shortest[:-1]]
    total = arb(0)
    for q, v in zip(found, values, strict=True):
        total += v * q.numerator / q.denominator
    return found if total.overlaps(target) else None


def _combined(shares: Sequence[Fraction], constant: Node | None) -> Node:
    if constant is None:
        return rational(shares[0])
    terms = [Product((rational(shares[1]), constant))] if shares[1] else []
    parts: list[Node] = [*([rational(shares[0])] if shares[0] else []), *terms]
    return tidied(parts[0] if len(parts) == 1 else Sum(tuple(parts)))
