"""Two sides of a claim compared: numbers by the equality engine, vectors and matrices entry by entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod
from typing import Final

from symcalc.build.arrays import shape
from symcalc.claims.finding import UNDEFINED, Evidence, Finding
from symcalc.claims.side import Side
from symcalc.decide.identity import DomainDifference, Verdict, identical
from symcalc.decide.identity.verdict import PointOrNot
from symcalc.syntax.tree import Array, Node, Number

#: What an entry may claim, from the one that decides a whole array to the one that does not.
ORDER: Final = {"refuted": 0, "undecided": 1, "proved": 2}


class Comparing:
    """Compares sides under assumptions; `formal` names the parameters of functions without a formula."""

    def __init__(self, assumptions: Sequence[Node], formal: Mapping[str, tuple[str, ...]]) -> None:
        self.assumptions = assumptions
        self.formal = formal

    def equal(self, left: Side, right: Side) -> Finding:
        """Whether two sides are equal wherever both are defined."""
        if shapes_differ(left.tree, right.tree):
            return _different_shapes(left.tree, right.tree)
        point = left.point or right.point
        findings = []
        for entry, a, b in entries(left.tree, right.tree):
            found = of_verdict(identical(a, b, self.assumptions, formal=self.formal), entry, point)
            findings.append(found)
            if found.verdict == "refuted":
                break
        return joined(findings)


def shapes_differ(left: Node, right: Node) -> bool:
    """Whether two sides cannot be compared entry by entry."""
    left, right = single(left), single(right)
    return shape(left) != shape(right) and not _is_zero(left) and not _is_zero(right)


def entries(left: Node, right: Node) -> Iterator[tuple[tuple[int, ...], Node, Node]]:
    """Entries at the same place; a single number goes with an array of one, and 0 with an array of any shape."""
    left, right = single(left), single(right)
    if _is_zero(left) or _is_zero(right):
        for entry in _places(right if _is_zero(left) else left):
            a, b = (side if _is_zero(side) else at_entry(side, entry) for side in (left, right))
            yield entry, a, b
        return
    if shape(left) == shape(right):
        for entry in _places(left):
            yield entry, at_entry(left, entry), at_entry(right, entry)


def single(tree: Node) -> Node:
    """An array of one number as that number."""
    while isinstance(tree, Array) and prod(shape(tree)) == 1:
        tree = tree.items[0]
    return tree


def _is_zero(tree: Node) -> bool:
    return isinstance(tree, Number) and tree.value == 0


def _places(tree: Node) -> Iterator[tuple[int, ...]]:
    yield from product(*(range(length) for length in shape(tree)))


def numbers(tree: Node) -> Iterator[Node]:
    """All entries of an array; a number itself."""
    return (at_entry(tree, entry) for entry in _places(tree))


def at_entry(tree: Node, entry: tuple[int, ...]) -> Node:
    """The entry of an array; a number itself."""
    if isinstance(tree, Array):
        for index in entry:
            tree = tree.children()[index]
    return tree


def _different_shapes(left: Node, right: Node) -> Finding:
    evidence = Evidence(left=shape_words(left), right=shape_words(right))
    return Finding("refuted", "the sides have different shapes", evidence)


def shape_words(tree: Node) -> str:
    """The shape of a side in words.

    >>> from symcalc.syntax.tree import integer
    >>> shape_words(Array((integer(1), integer(2))))
    'a vector of 2'
    """
    found = shape(tree)
    if not found:
        return "a number"
    return f"a vector of {found[0]}" if len(found) == 1 else f"a {found[0]} by {found[1]} matrix"


def of_verdict(verdict: Verdict, entry: tuple[int, ...], point: Mapping[str, Node] | None) -> Finding:
    """The verdict on an entry; a constant at a point has that point as its witness."""
    evidence = None
    if verdict.witness is not None:
        witness = verdict.witness
        left, right = (UNDEFINED if side is None else side for side in (witness.left, witness.right))
        evidence = Evidence({**(point or {}), **witness.point}, left, right, entry, witness.choices)
    method = verdict.method if evidence is None else _undefined_words(evidence) or verdict.method
    return Finding(verdict.verdict, method, evidence, verdict.domain, verdict.only, entry=entry)


def _undefined_words(evidence: Evidence) -> str | None:
    """Which side has no value."""
    sides = [name for name, side in (("left", evidence.left), ("right", evidence.right)) if side == UNDEFINED]
    if not sides:
        return None
    return f"the {sides[0]} side is undefined there" if len(sides) == 1 else "both sides are undefined there"


def joined(findings: Sequence[Finding]) -> Finding:
    """The finding on a whole array: that of its worst entry, the domains of all."""
    if not findings:
        return Finding("proved", "there are no entries", None, DomainDifference(None, None))
    worst = min(findings, key=lambda finding: ORDER[finding.verdict])
    if worst.verdict != "proved" or len(findings) == 1:
        return worst
    methods = dict.fromkeys(finding.method for finding in findings)
    only = tuple(dict.fromkeys(equation for finding in findings for equation in finding.only))
    return Finding("proved", "; ".join(methods), None, _joined_domains(findings), only)


def _joined_domains(findings: Sequence[Finding]) -> DomainDifference:
    domains = [finding.domain for finding in findings if finding.domain is not None]
    return DomainDifference(_first([d.left_only for d in domains]), _first([d.right_only for d in domains]))


def _first(found: Sequence[PointOrNot]) -> PointOrNot:
    """A point if there is one, else "unknown" if one entry is."""
    points = [point for point in found if point is not None and point != "unknown"]
    return points[0] if points else ("unknown" if "unknown" in found else None)


def transposed(matrix: Array) -> Array:
    """The matrix with rows and columns changed over."""
    return Array(tuple(Array(column) for column in zip(*(row.children() for row in matrix.items), strict=True)))
