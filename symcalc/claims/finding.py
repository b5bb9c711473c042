"""What comes of a claim: a verdict, how it was reached, a witness, domains, the likely slip."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from symcalc.decide.identity.verdict import DomainDifference
from symcalc.record import field, record
from symcalc.syntax.tree import Node

Word: TypeAlias = Literal["proved", "refuted", "undecided"]


@record
class Evidence:
    """A witness: a point, the value of each side there (a tree, or words such as "undefined"), and which entry.

    `functions` are concrete choices for functions without a formula.
    """

    point: Mapping[str, Node] = field(default_factory=dict)
    left: Node | str | None = None
    right: Node | str | None = None
    entry: tuple[int, ...] = ()
    functions: tuple[tuple[Node, Node], ...] = ()


@record
class Finding:
    """The verdict on one link of a claim, or on all of it."""

    verdict: Word
    method: str
    evidence: Evidence | None = None
    domain: DomainDifference | None = None
    only: tuple[Node, ...] = ()
    slip: str | None = None
    entry: tuple[int, ...] = ()


UNDEFINED = "undefined"
