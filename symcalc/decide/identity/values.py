"""The exact value of a constant, written simply: numbers worked out, or its normal form where that is shorter."""

from __future__ import annotations

from symcalc.decide.identity.folding import worked_out
from symcalc.decide.identity.kernels.construction import built
from symcalc.decide.identity.kernels.knowledge import Knowledge, Nowhere
from symcalc.decide.identity.kernels.settling import Unsettled
from symcalc.decide.identity.kernels.written import tree_of
from symcalc.decide.identity.work import OutOfWork, Work
from symcalc.errors import LimitReached
from symcalc.syntax.tree import Node, Number
from symcalc.syntax.written import written

#: A value that costs more than this stays as it is.
MOST_WORK = 50_000


def exact_value(node: Node) -> Node:
    """The value of a constant as a tree.

    >>> from symcalc.syntax import parse_expression
    >>> [written(exact_value(parse_expression(text))) for text in ("3*sqrt(8)", "2*3^2*sinh(1 + 1)")]
    ['6*sqrt(2)', '18*sinh(2)']
    """
    folded = worked_out(node)
    if isinstance(folded, Number) or not (normalized := _normal_form(folded)):
        return folded
    return min(normalized, folded, key=_length)


def _length(node: Node) -> int:
    try:
        return len(written(node))
    except LimitReached:
        return 1 << 60


def _normal_form(node: Node) -> Node | None:
    try:
        made = built(Knowledge(), Work(MOST_WORK), (node,))
    except (OutOfWork, Nowhere, Unsettled):
        return None
    return tree_of(made.tower, made.ratios[0])
