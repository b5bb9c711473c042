"""A claim and what is in force to a verdict: links of a chain one by one, then end to end."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from itertools import combinations, pairwise
from typing import Final, Literal, TypeAlias

from symcalc.claims import entrywise
from symcalc.claims.comparison import joined
from symcalc.claims.context import Context
from symcalc.claims.evaluated import at_points
from symcalc.claims.finding import Finding
from symcalc.claims.round import settled
from symcalc.errors import SymcalcError, Unsupported
from symcalc.imports import uncollected
from symcalc.record import replace
from symcalc.syntax.program import Claim
from symcalc.syntax.source import Source
from symcalc.syntax.tree import Form, Node, Relation
from symcalc.syntax.written import written

#: Forms that stand alone on their side.
ALONE: Final = frozenset({"critical", "minimum", "maximum"})
Operator: TypeAlias = Literal["<", "<=", ">", ">=", "==", "!=", "≈"]
#: Judges whether two sides are equal, given what is in force.
Judging: TypeAlias = Callable[[Context, Source, Node, Node], Finding]


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
        if not (_stands_alone(left) or _stands_alone(right)):
            room = "shaped" if self.context.has_shapes((left, right)) else "entrywise"
            return _judging(room)(self.context, self.source, left, right)
        form, other = (left, right) if _stands_alone(left) else (right, left)
        return _judging("extrema")(self.context, self.source, form, other)

    def close(self, left: Node, right: Node) -> Finding:
        """Whether two sides are equal for some choice of their decimals."""
        if _stands_alone(left) or _stands_alone(right) or self.context.has_shapes((left, right)):
            raise Unsupported("≈ compares numbers, vectors and matrices that are written out", span=left.span)
        return entrywise.close(self.context, self.source, left, right)


def _stands_alone(side: Node) -> bool:
    """Whether a side is a set of points or a global extremum."""
    return isinstance(side, Form) and side.name in ALONE


@cache
def _judging(room: Literal["entrywise", "extrema", "shaped"]) -> Judging:
    """What judges equations of a kind, loaded for the first one: few need SymPy's solvers or matrix calculus."""
    with uncollected():
        judging: Judging = import_module(f"symcalc.claims.{room}").equal
    return judging


def _denied(finding: Finding) -> Finding:
    """What equality says of inequality: a point where the sides differ proves it, a proof of equality refutes it."""
    if finding.verdict == "proved":
        return Finding("refuted", f"the sides are identically equal: {finding.method}", None, finding.domain)
    if finding.verdict == "refuted" and finding.evidence is None:
        return Finding("undecided", finding.method)
    return Finding("proved" if finding.verdict == "refuted" else "undecided", finding.method, finding.evidence)
