"""A simple root of a function of one variable, known by an interval at whose ends the function has different signs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

import flint
from flint import arb, fmpq

from symcalc.decide.ball import Verdict, compile_balls
from symcalc.record import field, record
from symcalc.syntax.tree import Node

Program = Callable[[Sequence[arb | fmpq]], list[arb | Verdict]]


@record
class Crossing:
    """The only zero of a function between `low` and `high`, at which its signs are `sign` above and opposite below."""

    function: Node
    slope: Node
    name: str
    low: Fraction
    high: Fraction
    sign: int
    _balls: dict[int, arb] = field(default_factory=dict, repr=False, compare=False)

    @property
    def node(self) -> Node | None:
        """No closed form is known."""
        return None

    def ball(self, bits: int) -> arb:
        """An interval that holds it: halving first, then Newton's method in ball arithmetic."""
        if bits not in self._balls:
            with flint.ctx.workprec(bits + 64):
                program = compile_balls([self.function, self.slope], [self.name])
                low, high = self._halved(program, min(bits, 40))
                self._balls[bits] = self._newton(program, low, high, bits)
        return self._balls[bits]

    def _halved(self, program: Program, steps: int) -> tuple[fmpq, fmpq]:
        low, high = (fmpq(end.numerator, end.denominator) for end in (self.low, self.high))
        for _ in range(steps):
            middle = (low + high) / 2
            value = program([middle])[0]
            if isinstance(value, Verdict) or value.contains(0):
                break
            if (value > 0) == (self.sign > 0):
                high = middle
            else:
                low = middle
        return low, high

    def _newton(self, program: Program, low: fmpq, high: fmpq, bits: int) -> arb:
        box = arb(low).union(arb(high))
        for _ in range(60):
            if box.rad() * arb(2) ** bits <= 1 + abs(box.mid()):
                break
            middle = arb(box.mid())
            (value, _), (_, slope) = program([middle]), program([box])
            if isinstance(value, Verdict) or isinstance(slope, Verdict) or slope.contains(0):
                return self._bisected(program, low, high, bits)
            box = box.intersection(middle - value / slope)
        return box

    def _bisected(self, program: Program, low: fmpq, high: fmpq, bits: int) -> arb:
        """Halving alone, where the slope may vanish."""
        for _ in range(2 * bits):
            if arb(high - low) * arb(2) ** bits <= 1:
                break
            middle = (low + high) / 2
            value = program([middle])[0]
            if isinstance(value, Verdict) or value.contains(0):
                break
            if (value > 0) == (self.sign > 0):
                high = middle
            else:
                low = middle
        return arb(low).union(arb(high))
