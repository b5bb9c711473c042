"""A verdict on derivatives carried over from their formulas to the derivatives themselves.

The formulas are compared first, since where they agree on all of both domains nothing else matters. Where one has no
value and the other side has, the derivative itself is asked for; a witness at a corner is asked for too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from symcalc.claims.comparison import Comparing, numbers
from symcalc.claims.context import Context
from symcalc.claims.exceptional.places import Closely, Doubt, never
from symcalc.claims.finding import UNDEFINED, Finding
from symcalc.claims.side import Side
from symcalc.decide.identity import DomainDifference
from symcalc.record import record, replace
from symcalc.syntax.tree import Node, Relation, substitute
from symcalc.syntax.written import written

Sides: TypeAlias = tuple[Side, Side] | Finding
#: Witnesses at which a formula turns out not to count.
MOST_WITNESSES: Final = 3


@record
class Exceptions:
    """A comparison of two sides that hold derivatives, and what takes them closely."""

    context: Context
    sides: Callable[[Node, Node, Closely], Sides]
    claimed: tuple[Node, Node]

    def seen_to(self, finding: Finding, a: Side, b: Side) -> Finding:
        """The finding on the derivatives, given the one on their formulas."""
        places: list[Mapping[str, Node]] = []
        if finding.verdict != "refuted" or _nowhere(finding):
            if finding.verdict == "proved" and not _matters(finding, a, b):
                return finding
            finding = self._closely(finding, (a, b), places)
        for _ in range(MOST_WITNESSES):
            if finding.verdict != "refuted" or finding.evidence is None or not finding.evidence.point:
                break
            if finding.evidence.point in places:
                break
            places.append(finding.evidence.point)
            finding = self._closely(finding, (a, b), places)
        return finding

    def _closely(self, finding: Finding, formulas: tuple[Side, Side], places: list[Mapping[str, Node]]) -> Finding:
        """The finding where derivatives are taken closely, and at some places, given that on their formulas."""
        closely = Closely(tuple(places))
        sides = self.sides(*self.claimed, closely)
        if isinstance(sides, Finding):
            return sides
        known = [side.tree for side in sides] == [side.tree for side in formulas]
        found = finding if known else Comparing(self.context.assumptions, self.context.formal).equal(*sides)
        if found.verdict == "undecided" and finding.verdict == "proved":
            found = self._place_by_place(finding, closely, *sides)
        return doubted(found, closely, sides, self.context) if found.verdict == "proved" else found

    def _place_by_place(self, finding: Finding, closely: Closely, a: Side, b: Side) -> Finding:
        """The finding on the formulas, which are equal, together with those at each exceptional place."""
        for place, slope in closely.answers:
            sides = [replace(side, tree=substitute(side.tree, place), point=place) for side in (a, b)]
            assumed = [substitute(one, place) for one in self.context.assumptions]
            found = Comparing((*assumed, *slope.where), self.context.formal).equal(*sides)
            if found.verdict != "proved" and not _nowhere(found):
                return found
        return replace(finding, domain=DomainDifference("unknown", "unknown"))


def doubted(proved: Finding, closely: Closely, sides: tuple[Side, Side], context: Context) -> Finding:
    """A proof, or "undecided" where a derivative is not known at points at which the other side has a value."""
    doubts = [doubt for doubt in closely.doubts if not _harmless(doubt, sides, context)]
    return _in_doubt(doubts[0]) if doubts else proved


def _harmless(doubt: Doubt, sides: tuple[Side, Side], context: Context) -> bool:
    """Whether the other side has no value where the derivative is in doubt."""
    assumed = (*context.assumptions, *doubt.conditions)
    plain = [side.tree for side in sides if not side.derived]
    return any(all(never(entry, assumed) for entry in numbers(tree)) for tree in plain)


def _nowhere(finding: Finding) -> bool:
    """Whether the sides are not defined together."""
    evidence = finding.evidence
    return finding.verdict == "refuted" and (evidence is None or UNDEFINED in (evidence.left, evidence.right))


def _matters(finding: Finding, a: Side, b: Side) -> bool:
    """Whether there may be a point at which one side has a value and a derivative of the other has, but no formula."""
    domain = finding.domain
    if domain is None:
        return True
    return (a.derived and domain.right_only is not None) or (b.derived and domain.left_only is not None)


def _in_doubt(doubt: Doubt) -> Finding:
    where = " and ".join(map(_words, doubt.conditions))
    what = f"whether {written(doubt.function)} has a derivative where {where}"
    return Finding("undecided", f"the formulas agree, but {what} was not decided")


def _words(condition: Node) -> str:
    if isinstance(condition, Relation) and condition.operators == ("==",):
        left, right = condition.operands
        return f"{written(left)} = {written(right)}"
    return written(condition)
