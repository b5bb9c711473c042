"""What a derivative is where its formula has no value: at zeros of what the function switches by.

Off those zeros a function is analytic and its formula right. A zero across which the switch changes its sign is settled
by the formulas of both sides (`pointwise`); at the others, where they can be enumerated, what the commands answer at a
point is asked. What remains is a doubt: there the derivative may have a value that nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final, Literal

from symcalc.claims.exceptional.places import (
    EMPTY_WORK,
    ZERO,
    Answered,
    Completed,
    Derived,
    Doubt,
    Place,
    equations,
    never,
)
from symcalc.claims.exceptional.powers import AtZero
from symcalc.claims.exceptional.specials import Special, left_over, powers_at, specials
from symcalc.claims.exceptional.zeros import Zeros, zeros_of
from symcalc.decide.domain import switches
from symcalc.decide.domain.conditions import minus
from symcalc.decide.domain.simplify import joined
from symcalc.decide.identity.conditions import conditions
from symcalc.decide.identity.domains import contained
from symcalc.decide.identity.work import Work
from symcalc.decide.sign import truth
from symcalc.record import field, record, replace
from symcalc.syntax.tree import Name, Node, Piecewise, Relation, Truth, names, substitute

#: More places are not asked about.
MOST_PLACES: Final = 32
SIDES: Final[tuple[Literal["<"], Literal[">"]]] = ("<", ">")
OPPOSITE: Final = {"<": ">=", ">=": "<", ">": "<=", "<=": ">", "==": "!=", "!=": "=="}


@record(frozen=False)
class Exploration:
    """Places asked about so far, the most special last, and the doubts that are left."""

    derived: Derived
    answers: list[Answered] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    powers: list[AtZero] = field(default_factory=list)

    def add(self, powers: AtZero) -> None:
        """Note what the derivative is where a base is zero."""
        if not self.covered(powers.where):
            self.powers.append(powers)
        for case in powers.elsewhere:
            self.note(case)

    def at(self, place: Place) -> None:
        """Ask about a place, and where the answer holds under conditions, about where they fail."""
        if any(place == known for known, _ in self.answers) or self._outside(place):
            return
        if len(self.answers) >= MOST_PLACES:
            self.doubt(place)
            return
        slope = self.derived.ask(place, ())
        if slope.value == "unknown" and self._by_sides(place):
            return
        self.answers.append((place, slope))
        if slope.value == "unknown":
            self.doubt(place)
        for condition in slope.where:
            self._failing(place, condition)

    def _by_sides(self, place: Place) -> bool:
        """Ask apart for both signs of the one name that a place leaves open, and for 0; whether all is known then."""
        free = names(self.derived.function) - set(place)
        if len(free) != 1:
            return False
        name = free.pop()
        sides = [Relation((operator,), (Name(name), ZERO)) for operator in SIDES]
        slopes = [self.derived.ask(place, (side,)) for side in sides]
        if any(slope.value == "unknown" or slope.where for slope in slopes):
            return False
        self.answers += [(place, replace(slope, where=(side,))) for slope, side in zip(slopes, sides, strict=True)]
        self.at({each: substitute(value, {name: ZERO}) for each, value in place.items()} | {name: ZERO})
        return True

    def _outside(self, place: Place) -> bool:
        """Whether a place certainly contradicts an assumption."""
        there = (substitute(assumption, place) for assumption in self.derived.assumptions)
        return any(not names(one) and truth(one) is False for one in there)

    def _failing(self, place: Place, condition: Node) -> None:
        """Where a condition of an answer fails: at zeros, else a doubt."""
        if not isinstance(condition, Relation) or len(condition.operators) != 1:
            self.doubt(place)
            return
        (operator,), (left, right) = condition.operators, condition.operands
        found = zeros_of(minus(left, right), self.derived.variable) if operator == "!=" else Zeros((), complete=False)
        for more in found.places:
            self.at({name: substitute(value, more) for name, value in place.items()} | more)
        if not found.complete:
            self.doubt(place, Relation((OPPOSITE[operator],), (left, right)))  # type: ignore[arg-type]

    def doubt(self, place: Place, *more: Node) -> None:
        """Note that what holds at a place is not known."""
        self.note((*equations(place), *more))

    def note(self, found: Sequence[Node]) -> None:
        """Note that what holds under some conditions is not known, unless they exclude one another."""
        if not self.impossible(found) and not self.covered(found):
            self.doubts.append(Doubt(self.derived.function, tuple(found)))

    def impossible(self, found: Sequence[Node]) -> bool:
        """Whether conditions are proved never to hold where the function is defined."""
        return never(self.derived.function, (*self.derived.assumptions, *found))

    def covered(self, found: Sequence[Node]) -> bool:
        """Whether the formula is proved to have a value wherever the function has, under some conditions."""
        known = conditions((*self.derived.assumptions, *found))
        return contained(self.derived.function, self.derived.formula, known, Work(EMPTY_WORK)) is None

    def tree(self) -> Node:
        """The derivative, with what was found at each place."""
        tree = self.derived.formula
        for powers in self.powers:
            tree = Piecewise(((powers.value, joined("and", powers.where)), (tree, Truth(value=True))))
        for place, slope in self.answers:
            here = joined("and", (*equations(place), *slope.where))
            if isinstance(slope.value, Node):
                tree = Piecewise(((slope.value, here), (tree, Truth(value=True))))
        return tree


def completed(derived: Derived, more: Sequence[Place] = ()) -> Completed:
    """The derivative with its values at exceptional places.

    `more` are places that are asked about too; where there is no derivative there, neither does the formula count.
    """
    exploration = Exploration(derived)
    for special in specials(derived):
        _settle(exploration, special)
    _meet(exploration)
    for place in more:
        exploration.at(place)
    tree = exploration.tree()
    for place, slope in exploration.answers:
        if slope.value is None and place in more:
            tree = Piecewise(((tree, joined("or", [_other(one) for one in equations(place)])),))
    return Completed(tree, tuple(exploration.answers), tuple(exploration.doubts))


def _other(equation: Node) -> Node:
    assert isinstance(equation, Relation)  # noqa: S101 (equations are relations)
    return Relation(("!=",), equation.operands)


def _settle(exploration: Exploration, special: Special) -> None:
    """See to the zeros of one expression: what is not settled by formulas is asked place by place."""
    powers = powers_at(exploration.derived, special.expression)
    if powers is not None:
        exploration.add(powers)
        return
    for case in left_over(exploration.derived, special):
        if exploration.impossible(case) or exploration.covered(case):
            continue
        found = [zeros_of(expression, exploration.derived.variable) for expression in _zero_in(case)]
        best = next((zeros for zeros in found if zeros.complete), found[0])
        for place in best.places:
            if not any(truth(substitute(condition, place)) is False for condition in case):
                exploration.at(place)
        if not best.complete:
            exploration.note(case)


def _meet(exploration: Exploration) -> None:
    """Ask about the points in which places that are not known meet zeros of what else the function switches by."""
    derived = exploration.derived
    unknown = [place for place, slope in exploration.answers if slope.value == "unknown"]
    others = [zeros_of(one.expression, derived.variable).places for one in switches(derived.function)]
    for place, more in product(unknown, [one for places in others for one in places]):
        joint = {name: substitute(value, more) for name, value in place.items()} | more
        if len(joint) > len(place) and not any(names(value) for value in joint.values()):
            exploration.at(dict(sorted(joint.items())))


def _zero_in(case: Sequence[Node]) -> Iterator[Node]:
    """What is zero where equations hold."""
    return (minus(*equation.operands) for equation in case if isinstance(equation, Relation))
