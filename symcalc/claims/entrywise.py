"""Equations between numbers, vectors and matrices that are written out: both sides as trees, compared by entries.

Derivatives of smooth functions are first taken as they are differentiated, which is enough for a proof and needs no
SymPy. Where nothing is proved, they are tidied: a person will read the witness, and the slip is looked for in them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from symcalc.build.arrays import entrywise
from symcalc.claims.comparison import Comparing, entries, joined, shapes_differ
from symcalc.claims.context import Context
from symcalc.claims.exceptional.carrying import Exceptions, doubted
from symcalc.claims.exceptional.places import Closely
from symcalc.claims.finding import UNDEFINED, Evidence, Finding
from symcalc.claims.meaning import Meaning
from symcalc.claims.side import NotDecided, NoValue, Side
from symcalc.claims.smooth import Tidying
from symcalc.decide.identity.values import exact_value
from symcalc.record import replace
from symcalc.syntax.source import Source
from symcalc.syntax.tree import Node


def equal(context: Context, source: Source, left: Node, right: Node) -> Finding:
    """Whether two sides are equal wherever both have a value.

    >>> from symcalc.syntax import parse_expression
    >>> equal(Context(), Source(""), parse_expression("x + x"), parse_expression("2 x")).verdict
    'proved'
    """
    return _tidied_unless_proved(lambda tidying: Equation(context, source, (left, right), tidying).equal())


def close(context: Context, source: Source, left: Node, right: Node) -> Finding:
    """Whether two sides are equal for some choice of their decimals.

    >>> from symcalc.syntax import parse_expression
    >>> close(Context(), Source(""), parse_expression("pi"), parse_expression("3.14")).verdict
    'proved'
    """
    return _tidied_unless_proved(lambda tidying: Equation(context, source, (left, right), tidying).close())


def _tidied_unless_proved(judge: Callable[[Tidying], Finding]) -> Finding:
    """The finding on derivatives as they are differentiated where that is a proof, else on tidied ones."""
    tidying = Tidying(wanted=False)
    finding = judge(tidying)
    return finding if finding.verdict == "proved" or not tidying.left_out else judge(Tidying())


class Equation:
    """Two sides, as written, that are claimed to be equal."""

    def __init__(self, context: Context, source: Source, nodes: tuple[Node, Node], tidying: Tidying) -> None:
        self.context = context
        self.source = source
        self.nodes = nodes
        self.tidying = tidying
        self.comparing = Comparing(context.assumptions, context.formal)

    def equal(self) -> Finding:
        """Whether the sides are equal; a refutation with its slip, if there is nothing left to be tidied."""
        sides = self.sides(*self.nodes)
        if isinstance(sides, Finding):
            return sides
        finding = self.comparing.equal(*sides)
        if any(side.derived for side in sides):
            finding = Exceptions(self.context, self.sides, self.nodes).seen_to(finding, *sides)
        if finding.verdict != "refuted" or self.tidying.left_out:
            return finding
        from symcalc.claims.slips.scalars import likely_slip  # noqa: PLC0415 (only a refutation has one)

        return replace(finding, slip=likely_slip(self.context, self.source, self.nodes, sides, finding))

    def close(self) -> Finding:
        """Whether the sides are equal for some choice of their decimals."""
        closely = Closely()
        sides = self.sides(*self.nodes, closely)
        if isinstance(sides, Finding):
            return sides
        a, b = sides
        if shapes_differ(a.tree, b.tree):
            return self.comparing.equal(a, b)
        from symcalc.claims.approximate import close as agree  # noqa: PLC0415 (few claims hold decimals)

        found = [_placed(agree(x, y, self.context.assumptions), entry) for entry, x, y in entries(a.tree, b.tree)]
        finding = joined(found)
        return doubted(finding, closely, sides, self.context) if finding.verdict == "proved" else finding

    def sides(self, left: Node, right: Node, closely: Closely | None = None) -> tuple[Side, Side] | Finding:
        """Both sides as trees; a side without a value refutes, one that is not decided decides nothing."""
        found: list[Side | NoValue] = []
        for node in (left, right):
            try:
                found.append(Meaning(self.context, self.source, closely, self.tidying).side(node))
            except NoValue as nothing:
                found.append(nothing)
            except NotDecided as doubt:
                return Finding("undecided", str(doubt))
        a, b = found
        return (a, b) if isinstance(a, Side) and isinstance(b, Side) else _without_value(a, b)


def _without_value(*found: Side | NoValue) -> Finding:
    """The refutation by a side that has no value at the point where it is taken."""
    missing = next(side for side in found if isinstance(side, NoValue))
    left, right = (UNDEFINED if isinstance(side, NoValue) else entrywise(exact_value, side.tree) for side in found)
    return Finding("refuted", missing.reason, Evidence(missing.point, left, right))


def _placed(finding: Finding, entry: Sequence[int]) -> Finding:
    """A finding with the entry it is about."""
    evidence = finding.evidence
    return replace(finding, evidence=None if evidence is None else replace(evidence, entry=tuple(entry)))
