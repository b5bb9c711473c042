"""Whether a changed side equals the other one: first looked at in points, then proved, cheaply."""

from __future__ import annotations

from typing import Final

from symcalc.claims.context import Context
from symcalc.decide.identity.conditions import conditions
from symcalc.decide.identity.proofs.prove import prove
from symcalc.decide.identity.search import Search
from symcalc.decide.identity.work import OutOfWork, Work
from symcalc.errors import SymcalcError
from symcalc.syntax.tree import Node, names

#: The work one proof may cost, and the points that are looked at first.
WORK: Final = 20_000
LOOK: Final = ((6, 64),)


def proved_same(context: Context, left: Node, right: Node) -> bool:
    """Whether two scalar trees are proved equal under the assumptions in force, somewhere where both are defined.

    >>> from symcalc.syntax import parse_expression
    >>> proved_same(Context(), parse_expression("x + x"), parse_expression("2x"))
    True
    """
    variables = sorted(names(left) | names(right) | {n for a in context.assumptions for n in names(a)})
    try:
        if not context.formal and Search(left, right, variables, context.assumptions).run(LOOK):
            return False
        proof = prove(left, right, conditions(context.assumptions), Work(WORK))
    except (OutOfWork, SymcalcError):
        return False
    return proof is not None and proof.cases > 0
