"""The derivative of powers with any exponent where the base is zero: u^p is o(u) there for p > 1."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count
from typing import Final

from symcalc.calculus.smoothness import where as holding
from symcalc.decide.domain.conditions import number
from symcalc.record import record
from symcalc.syntax.tree import Constant, Name, Node, Power, Relation, free_parts, integer, names, rewrite, substitute

ZERO: Final = integer(0)
ONE: Final = integer(1)


@record
class AtZero:
    """What a derivative is where a base is zero and all its exponents exceed 1; of other exponents nothing is said."""

    base: Node
    exponents: tuple[Node, ...]
    value: Node

    @property
    def where(self) -> tuple[Node, ...]:
        """The conditions under which the value holds."""
        return (self._zero, *(Relation((">",), (exponent, ONE)) for exponent in self.exponents))

    @property
    def elsewhere(self) -> tuple[tuple[Node, ...], ...]:
        """The cases in which nothing is said."""
        return tuple((self._zero, Relation(("<=",), (exponent, ONE))) for exponent in self.exponents)

    @property
    def _zero(self) -> Node:
        return Relation(("==",), (self.base, ZERO))


def at_zero(function: Node, base: Node, variable: str, slope: Callable[[Node], Node]) -> AtZero | None:
    """The derivative where a base is zero; None where the function switches there by anything but such powers.

    With the powers taken for a quantity w, the function is smooth, and w and its derivative are zero.
    """
    powers = _powers(function, base, variable)
    fresh = next(f"w_{k}" for k in count() if f"w_{k}" not in names(function))
    smooth = rewrite(function, lambda part: Name(fresh) if part in powers else part)
    if not powers or holding(smooth, (variable, fresh)):
        return None
    value = substitute(slope(smooth), {fresh: ZERO})
    return AtZero(base, tuple(dict.fromkeys(power.exponent for power in powers)), value)


def _powers(function: Node, base: Node, variable: str) -> Sequence[Power]:
    """The powers of a base whose exponents do not hang on the variable, and are not known."""
    return [
        part
        for part in free_parts(function)
        if isinstance(part, Power)
        and part.base == base
        and not isinstance(base, Constant)
        and number(part.exponent) is None
        and variable not in names(part.exponent)
    ]
