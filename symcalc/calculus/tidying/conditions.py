"""Conditions as a person writes them: `x != 0` for `x != y^2 - y^2`, where that is proved to be the same.

Two sides of a comparison are the same where they are equal at all points at which they have values, and have values at
the same points; nothing that is assumed is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from symcalc.build import Scope, as_tree, build
from symcalc.calculus.tidying.tidy import is_small, tidied
from symcalc.decide.domain import conjuncts, domain, simplified, together
from symcalc.decide.domain.conditions import minus
from symcalc.decide.identity import identical
from symcalc.syntax.tree import Name, Node, Relation, integer, names, rewrite
from symcalc.syntax.written import written

_ZERO: Final = integer(0)
#: The work that proving a shorter side may cost.
_WORK: Final = 20_000


def tidied_conditions(
    conditions: Iterable[Node], formal: Mapping[str, tuple[str, ...]] | None = None
) -> tuple[Node, ...]:
    """The same conditions, their comparisons in a shorter form where one is proved to be the same.

    >>> from symcalc.syntax import parse_conditions
    >>> [written(one) for one in tidied_conditions(parse_conditions("x != y^2 - y^2, x + y > x, x/x != y"))]
    ['x != 0', 'y > 0', 'x/x != y']
    """
    scope = Scope(formal or {})
    return together(simplified(rewrite(one, lambda part: _shorter(part, scope))) for one in conditions)


def _shorter(part: Node, scope: Scope) -> Node:
    """A comparison with its sides tidied; where names cancel between them, of what is left with 0."""
    if not isinstance(part, Relation):
        return part
    sides = tuple(_tidy(side, scope) for side in part.operands)
    if len(sides) == 2 and sides[1] != _ZERO:
        gap = _tidy(minus(*sides), scope)
        if names(gap) < names(sides[0]) | names(sides[1]):
            sides = (gap, _ZERO)
    return Relation(part.operators, sides) if sides != part.operands else part


def _tidy(side: Node, scope: Scope) -> Node:
    """One side in a shorter form that is proved to be the same."""
    if isinstance(side, Name) or not names(side):
        return side
    built = build(side, scope)
    if not is_small(built):
        return side
    short = as_tree(tidied((built,))[0])
    if len(written(short)) >= len(written(side)) or set(conjuncts(domain(short))) != set(conjuncts(domain(side))):
        return side
    return short if identical(side, short, formal=scope.formal, work=_WORK).verdict == "proved" else side
