"""Smoothness across a switch at its ordinary points, where no other switch stands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from symcalc.calculus.smoothness.classes import class_near
from symcalc.calculus.smoothness.place import Place
from symcalc.calculus.smoothness.regular import near
from symcalc.decide.sign import sign
from symcalc.decide.sign.constants import written_out
from symcalc.decide.sign.settle import Undecided
from symcalc.record import record
from symcalc.syntax.tree import Name, Negative, Node, Sum, integer, names, substitute

_NOWHERE = integer(0)


@record
class Ordinary(Place):
    """A point where one expression is 0 and, as far as can be told, no other that does not vanish with it."""

    switch: Node = _NOWHERE
    ordinary: bool = True

    def sign(self, node: Node) -> int | None:
        """0 of the switch and what vanishes with it; of all others nothing is said but that they are not 0."""
        if self._is_switch(node):
            return 0
        if names(node).isdisjoint(names(self.switch)):
            return sign(node)
        return 0 if _vanishes(substitute(node, _solved(self.switch))) else None

    def any_zero(self, nodes: Sequence[Node]) -> bool:
        """The same of several; the switch itself is seen at once, whatever the others are."""
        return any(map(self._is_switch, nodes)) or any(self.sign(node) == 0 for node in nodes)

    def _is_switch(self, node: Node) -> bool:
        return node in (self.switch, Negative(self.switch))

    def constant_sign(self, node: Node) -> int | None:
        """The same of what has been put in."""
        return self.sign(node)


@lru_cache(maxsize=1024)
def _vanishes(node: Node) -> bool:
    """Whether an expression is seen to be 0; a greatest of n values is asked this of the same pairs at each switch."""
    written = written_out(node)
    return written is not None and not written.top


def class_across(function: Node, switch: Node, variables: Sequence[str]) -> int:
    """A k such that a function is of class C^k across the points where a switch is 0; -1 where none is known.

    >>> from symcalc.syntax import parse_expression
    >>> class_across(parse_expression("y^2*x*abs(x)"), Name("x"), ["x", "y"])
    1
    """
    place = Ordinary(tuple(variables), {}, switch=switch)
    try:
        return class_near(near(function, place).formula, place)
    except Undecided:
        return -1


def _solved(switch: Node) -> dict[str, Node]:
    """The value that makes a switch 0, for a variable that stands in it as a term alone."""
    terms = switch.terms if isinstance(switch, Sum) else (switch,)
    for k, term in enumerate(terms):
        variable, sign = (term.operand, -1) if isinstance(term, Negative) else (term, 1)
        rest = terms[:k] + terms[k + 1 :]
        if isinstance(variable, Name) and not any(variable.name in names(other) for other in rest):
            total: Node = Sum(rest) if len(rest) > 1 else rest[0] if rest else integer(0)
            return {variable.name: total if sign < 0 else Negative(total)}
    return {}
