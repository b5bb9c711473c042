"""Findings as answers: what is said of a verdict, under which assumptions, and whether it was expected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from symcalc.claims.claimed import Claimed
from symcalc.claims.finding import Evidence, Finding
from symcalc.claims.judge import judged
from symcalc.claims.result import Check, Domains, WitnessAt
from symcalc.decide.identity import DomainDifference
from symcalc.errors import SymcalcError
from symcalc.syntax.program import Unreadable
from symcalc.syntax.tree import Call, Node, Relation
from symcalc.syntax.written import written

Coordinates: TypeAlias = "Mapping[str, Node] | Literal['unknown'] | None"


def checked(claimed: Claimed, *, strict_domain: bool = False) -> Check:
    """The answer to a claim; an expected error that occurs is an answer too.

    Raises SymcalcError for a claim that makes no sense.
    """
    item = claimed.item
    if isinstance(item, Unreadable):
        return _met(claimed, item.error) if item.error.kind == _expected_kind(item.expected) else _other(claimed, item)
    context = claimed.context.about(item)
    try:
        finding = judged(item, context, claimed.source)
    except SymcalcError as error:
        if error.kind == _expected_kind(item.expected):
            return _met(claimed, error)
        raise
    if strict_domain:
        finding = _strictly(finding)
    if _expected_kind(item.expected):
        said = f"an error of kind {_expected_kind(item.expected)} is expected, and the claim is {finding.verdict}"
        finding = Finding("refuted", said)
    return _check(claimed, finding, (*context.assumptions, *item.conditions))


def _expected_kind(expected: str) -> str:
    return expected.removeprefix("error ") if expected.startswith("error ") else ""


def _met(claimed: Claimed, error: SymcalcError) -> Check:
    return _check(claimed, Finding("proved", f"the expected error: {error.message}"), ())


def _other(claimed: Claimed, item: Unreadable) -> Check:
    said = f"an error of kind {_expected_kind(item.expected)} is expected, and this is one of kind {item.error.kind}"
    return _check(claimed, Finding("refuted", f"{said}: {item.error.message}"), ())


def _strictly(finding: Finding) -> Finding:
    """Where domains have to be the same, a difference refutes."""
    domain = finding.domain
    if finding.verdict != "proved" or domain is None or domain.none:
        return finding
    for point, left, right in ((domain.left_only, "defined", "undefined"), (domain.right_only, "undefined", "defined")):
        if point is not None and point != "unknown":
            return Finding("refuted", "the domains differ", Evidence(point, left, right), domain)
    return Finding("undecided", "equal, but whether the domains are the same was not decided", None, domain)


def _check(claimed: Claimed, finding: Finding, assumptions: tuple[Node, ...]) -> Check:
    return Check(
        claimed.location,
        " ".join(claimed.item.text.split()),
        finding.verdict,
        finding.method,
        _witness(finding.evidence),
        _domains(finding.domain),
        assumptions,
        finding.slip,
        claimed.item.expected,
        headline=headline(finding, assumptions),
        notes=(*_domain_words(finding.domain), finding.method),
        source=claimed.source,
        span=claimed.item.span,
    )


def _witness(evidence: Evidence | None) -> WitnessAt | None:
    if evidence is None:
        return None
    functions = {written(function): formula for function, formula in evidence.functions} or None
    left, right = ("" if side is None else side for side in (evidence.left, evidence.right))
    return WitnessAt(evidence.point, left, right, evidence.entry, functions)


def _domains(domain: DomainDifference | None) -> Domains | None:
    if domain is None or domain.none:
        return None
    return Domains(domain.left_only, domain.right_only)


# -- words -------------------------------------------------------------------------------------------------------------


def headline(finding: Finding, assumptions: tuple[Node, ...]) -> str:
    """The verdict in words: where alone, and under which assumptions."""
    words: str = finding.verdict
    if finding.verdict == "proved" and finding.only:
        words += " only " + " and ".join(map(_only, finding.only))
    if finding.verdict == "proved" and assumptions:
        words += " for " + ", ".join(map(written, assumptions))
    return words


def _only(equation: Node) -> str:
    """Where a common domain without interior lies."""
    if isinstance(equation, Call) and equation.function == "integer":
        return f"where {written(equation.arguments[0])} is an integer"
    if isinstance(equation, Relation):
        left, right = equation.operands
        return f"at {written(left)} = {written(right)}"
    return written(equation)


def _domain_words(domain: DomainDifference | None) -> list[str]:
    if domain is None:
        return []
    found = []
    for point, word, other in ((domain.left_only, "left", "right"), (domain.right_only, "right", "left")):
        if point is not None and point != "unknown":
            place = ", ".join(f"{name} = {written(value)}" for name, value in point.items())
            found.append(f"the {word} side is also defined at {place}, where the {other} is not")
    return found
