"""Building a tower of kernels for some trees: anew until its scales are fine enough and its signs are settled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from symcalc.decide.identity.facts.learning import Facts
from symcalc.decide.identity.kernels.exponents import widen
from symcalc.decide.identity.kernels.kernel import Ratio
from symcalc.decide.identity.kernels.knowledge import MOST_REFINEMENTS, Condition, Knowledge, Refined
from symcalc.decide.identity.kernels.normal import normal
from symcalc.decide.identity.kernels.settling import Unsettled
from symcalc.decide.identity.kernels.tower import Tower
from symcalc.decide.identity.kernels.written import polynomial_tree
from symcalc.decide.identity.work import OutOfWork, Work
from symcalc.syntax.tree import Call, Name, Negative, Node, walk

Answer = TypeVar("Answer")


class Built(NamedTuple):
    """Trees as ratios over one tower, and what is known there."""

    tower: Tower
    facts: Facts
    ratios: tuple[Ratio, ...]


def over_tower(knowledge: Knowledge, work: Work, ask: Callable[[Tower, Facts], Answer]) -> Answer:
    """What a question answers over a tower that assumes what is assumed; asked again while it needs a finer one."""
    for _ in range(MOST_REFINEMENTS):
        try:
            tower = Tower(knowledge, work)
            facts = Facts(tower)
            _assume(tower, knowledge)
            return ask(tower, facts)
        except Refined:
            continue
    raise OutOfWork


def _assume(tower: Tower, knowledge: Knowledge) -> None:
    for condition in knowledge.assumed:
        if condition.relation == "integer" and isinstance(condition.tree, Name):
            tower.integers.add(condition.tree.name)
    waiting = sorted(knowledge.assumed, key=_has_functions)
    while waiting:
        later = [condition for condition in waiting if not _learnt(tower, condition)]
        if len(later) == len(waiting):
            tower.learn(normal(tower, later[0].tree), later[0].relation)
        waiting = later
    for denominator in knowledge.denominators:
        widen(tower, normal(tower, denominator))


def _has_functions(condition: Condition) -> bool:
    """Whether a condition is about functions; what others say of signs is learnt first, so that |x - 1| is known."""
    return any(isinstance(part, Call) for part in walk(condition.tree))


def _learnt(tower: Tower, condition: Condition) -> bool:
    """Learn a condition, unless a sign that another one may tell has to be known first."""
    try:
        tower.learn(normal(tower, condition.tree), condition.relation)
    except Unsettled:
        return False
    return True


def built(knowledge: Knowledge, work: Work, trees: Sequence[Node]) -> Built:
    """Trees over one tower in which every sign that can be known is known."""
    while True:
        made = over_tower(
            knowledge, work, lambda tower, facts: Built(tower, facts, tuple(normal(tower, tree) for tree in trees))
        )
        learnt = tuple(condition for condition in settled_signs(made) if condition not in knowledge.assumed)
        if not learnt:
            return made
        work.spend(100)
        knowledge.assumed += learnt


def settled_signs(made: Built) -> tuple[Condition, ...]:
    """Signs that were asked for too early and are known now that all trees have been read."""
    learnt = []
    for polynomial in made.tower.asked.values():
        signs = made.facts.signs(polynomial)
        tree = polynomial_tree(made.tower, polynomial)
        if -1 not in signs:
            learnt.append(Condition(tree, ">= 0"))
        elif 1 not in signs:
            learnt.append(Condition(Negative(tree), ">= 0"))
        elif 0 not in signs:
            learnt.append(Condition(tree, "!= 0"))
    return tuple(learnt)
