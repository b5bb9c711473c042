"""The exact value of a constant, written as simply as its normal form allows."""

from __future__ import annotations

from symcalc.decide.identity.facts import Facts
from symcalc.decide.identity.knowledge import MOST_REFINEMENTS, Knowledge, Nowhere, Refined
from symcalc.decide.identity.normal import normal
from symcalc.decide.identity.signs import Unsettled
from symcalc.decide.identity.tower import Tower
from symcalc.decide.identity.work import OutOfWork, Work
from symcalc.decide.identity.written import tree_of
from symcalc.syntax.tree import Node

#: A value that costs more than this stays as it is.
MOST_WORK = 50_000
#: A longer normal form is not simpler.
MOST_TERMS = 12


def exact_value(node: Node) -> Node:
    """The value of a constant as a tree; the tree itself where that is not simpler.

    >>> from symcalc.syntax.tree import Call, Product, integer
    >>> from symcalc.syntax.written import written
    >>> written(exact_value(Product((integer(3), Call("sqrt", (integer(8),))))))
    '6*sqrt(2)'
    """
    knowledge, work = Knowledge(), Work(MOST_WORK)
    for _ in range(MOST_REFINEMENTS):
        try:
            tower = Tower(knowledge, work)
            Facts(tower)
            ratio = normal(tower, node)
        except Refined:
            continue
        except (OutOfWork, Nowhere, Unsettled):
            return node
        return tree_of(tower, ratio) if sum(map(len, ratio)) <= MOST_TERMS else node
    return node
