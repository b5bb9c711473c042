"""A claim and what is in force to a verdict: links of a chain one by one, then end to end."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise
from typing import Literal, TypeAlias

from symcalc.build.arrays import entrywise
from symcalc.claims import shaped
from symcalc.claims.approximate import close
from symcalc.claims.comparison import Comparing, entries, joined, shapes_differ
from symcalc.claims.context import Context
from symcalc.claims.evaluated import at_points
from symcalc.claims.exceptional.carrying import Exceptions, doubted
from symcalc.claims.finding import UNDEFINED, Evidence, Finding
from symcalc.claims.meaning import Closely, Meaning, NotDecided, NoValue, Side
from symcalc.claims.round import settled
from symcalc.claims.slips.scalars import likely_slip
from symcalc.decide.identity.values import exact_value
from symcalc.errors import SymcalcError, Unsupported
from symcalc.record import replace
from symcalc.syntax.program import Claim
from symcalc.syntax.source import Source
from symcalc.syntax.tree import Form, Node, PointSet, Relation
from symcalc.syntax.written import written

#: Forms that stand alone on their side.
ALONE = frozenset({"critical", "minimum", "maximum"})
Operator: TypeAlias = Literal["<", "<=", ">", ">=", "==", "!=", "≈"]


def judged(claim: Claim, context: Context, source: Source) -> Finding:
    """The verdict on a claim where a context is in force.

    Raises SymcalcError for a claim that makes no sense, with its place in the source.

    >>> from symcalc.syntax import parse_document
    >>> definition, claim = parse_document("f(x) = x^2; diff(f, x) == 2x")
    >>> judged(claim, Context().after(definition), Source("")).verdict
    'proved'
    """
    try:
        relation = at_points(
            settled(claim.relation, context.definitions), context.definitions, latex="\\" in claim.text
        )
        assert isinstance(relation, Relation)  # noqa: S101 (only derivatives are replaced)
        return _Judge(context.under(claim.conditions), source).claim(relation)
    except SymcalcError as error:
        raise error.within(source) from None


class _Judge:
    """Judges the relation of one claim."""

    def __init__(self, context: Context, source: Source) -> None:
        self.context = context
        self.source = source

    def claim(self, relation: Relation) -> Finding:
        """The verdict on all of a chain."""
        links = list(zip(relation.operators, pairwise(relation.operands), strict=True))
        findings = []
        for number, (operator, (left, right)) in enumerate(links, 1):
            finding = self.link(operator, left, right)
            if finding.verdict == "refuted" and len(links) > 1:
                finding = replace(finding, method=f"link {number} of {len(links)}: {finding.method}")
            findings.append(finding)
            if finding.verdict == "refuted":
                return finding
        return joined([*findings, *self.ends(relation)])

    def ends(self, relation: Relation) -> list[Finding]:
        """What links that are not neighbours say of one another: |x| == sqrt(x)^2 == x has true links, a false end."""
        if len(relation.operands) < 3 or set(relation.operators) != {"=="}:
            return []
        apart = [pair for pair in combinations(range(len(relation.operands)), 2) if pair[1] - pair[0] > 1]
        found = [self.link("==", relation.operands[i], relation.operands[j]) for i, j in apart]
        return [
            replace(finding, method=f"each link holds, but the ends differ: {finding.method}")
            if finding.verdict == "refuted"
            else finding
            for finding in found
        ]

    def link(self, operator: Operator, left: Node, right: Node) -> Finding:
        """The verdict on two neighbours of a chain."""
        match operator:
            case "==":
                return self.equal(left, right)
            case "!=":
                return _denied(self.equal(left, right))
            case "≈":
                return self.close(left, right)
        hint = f"to assume it: assume {written(Relation((operator,), (left, right)))}; a condition: A == B for …"
        raise Unsupported(f"a claim with {operator}: claims are made with ==, != and ≈", hint=hint, span=left.span)

    def equal(self, left: Node, right: Node) -> Finding:
        """Whether two sides are equal."""
        special = self._special(left, right)
        if special is not None:
            return special
        if shaped.concerns(self.context, (left, right)):
            return shaped.equal(self.context, left, right)
        sides = self._sides(left, right)
        return sides if isinstance(sides, Finding) else self._compared(left, right, *sides)

    def _compared(self, left: Node, right: Node, a: Side, b: Side) -> Finding:
        finding = Comparing(self.context.assumptions, self.context.formal).equal(a, b)
        if a.derived or b.derived:
            finding = Exceptions(self.context, self._sides, (left, right)).seen_to(finding, a, b)
        if finding.verdict != "refuted":
            return finding
        return replace(finding, slip=likely_slip(self.context, self.source, (left, right), (a, b), finding))

    def _sides(self, left: Node, right: Node, closely: Closely | None = None) -> tuple[Side, Side] | Finding:
        """Both sides as trees; a side without a value refutes, one that is not decided decides nothing."""
        found: list[Side | NoValue] = []
        for node in (left, right):
            try:
                found.append(Meaning(self.context, self.source, closely).side(node))
            except NoValue as nothing:
                found.append(nothing)
            except NotDecided as doubt:
                return Finding("undecided", str(doubt))
        a, b = found
        if isinstance(a, Side) and isinstance(b, Side):
            return a, b
        missing = a if isinstance(a, NoValue) else b
        assert isinstance(missing, NoValue)  # noqa: S101 (one of the two is)
        left_value, right_value = (
            UNDEFINED if isinstance(side, NoValue) else entrywise(exact_value, side.tree) for side in found
        )
        return Finding("refuted", missing.reason, Evidence(missing.point, left_value, right_value))

    def _special(self, left: Node, right: Node) -> Finding | None:
        """The verdict where a side is a set of points or a global extremum."""
        for form, other in ((left, right), (right, left)):
            if isinstance(form, Form) and form.name in ALONE:
                return self._landscape(form, other)
        return None

    def _landscape(self, form: Form, other: Node) -> Finding:
        from symcalc.claims.extrema import (  # noqa: PLC0415 (most claims need no critical points)
            Landscape,
            critical_set,
            extremum,
        )

        meaning = Meaning(self.context, self.source)
        landscape = Landscape(form, meaning)
        if form.name == "critical":
            if not isinstance(other, PointSet):
                raise Unsupported("critical points are compared with a set", hint="{-1, 0, 2}", span=other.span)
            return critical_set(landscape, landscape.members(other))
        return extremum(landscape, meaning.expanded(other))

    def close(self, left: Node, right: Node) -> Finding:
        """Whether two sides are equal for some choice of their decimals."""
        if self._special_or_shaped(left, right):
            raise Unsupported("≈ compares numbers, vectors and matrices that are written out", span=left.span)
        closely = Closely()
        sides = self._sides(left, right, closely)
        if isinstance(sides, Finding):
            return sides
        a, b = sides
        if shapes_differ(a.tree, b.tree):
            return Comparing(self.context.assumptions, self.context.formal).equal(a, b)
        found: list[Finding] = []
        for entry, x, y in entries(a.tree, b.tree):
            found.append(_placed(close(x, y, self.context.assumptions), entry))
        finding = joined(found)
        return doubted(finding, closely, (a, b), self.context) if finding.verdict == "proved" else finding

    def _special_or_shaped(self, left: Node, right: Node) -> bool:
        special = any(isinstance(side, Form) and side.name in ALONE for side in (left, right))
        return special or shaped.concerns(self.context, (left, right))


def _placed(finding: Finding, entry: Sequence[int]) -> Finding:
    """A finding with the entry it is about."""
    evidence = finding.evidence
    return replace(finding, evidence=None if evidence is None else replace(evidence, entry=tuple(entry)))


def _denied(finding: Finding) -> Finding:
    """What equality says of inequality: a point where the sides differ proves it, a proof of equality refutes it."""
    if finding.verdict == "proved":
        return Finding("refuted", f"the sides are identically equal: {finding.method}", None, finding.domain)
    if finding.verdict == "refuted" and finding.evidence is None:
        return Finding("undecided", finding.method)
    return Finding("proved" if finding.verdict == "refuted" else "undecided", finding.method, finding.evidence)
