"""What is found about an equality: a verdict, how it was reached, a witness, and where the domains differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from symcalc.record import record
from symcalc.syntax.tree import Node

#: Exact coordinates by name.
Point: TypeAlias = Mapping[str, Node]
#: A point of some kind; None where it is proved that there is none, "unknown" where that is not decided.
PointOrNot: TypeAlias = "Point | Literal['unknown'] | None"


@record
class Witness:
    """A point at which the sides differ, with both values there; None stands for undefined.

    `choices` are concrete functions for those without a formula, as `g(x, y)` and what it is taken to be.
    """

    point: Point
    left: Node | None
    right: Node | None
    choices: tuple[tuple[Node, Node], ...] = ()


@record
class DomainDifference:
    """A point where only the left side is defined, and one where only the right side is."""

    left_only: PointOrNot
    right_only: PointOrNot

    @property
    def none(self) -> bool:
        """Whether the domains are proved to be the same."""
        return self.left_only is None and self.right_only is None

    @property
    def certain(self) -> bool:
        """Whether the domains are proved to differ."""
        return any(side is not None and side != "unknown" for side in (self.left_only, self.right_only))


@record
class Verdict:
    """Whether two expressions are equal wherever both are defined.

    `only` are the equations to which a common domain without interior is confined; `common` is a point at which
    both sides are defined.
    """

    verdict: Literal["proved", "refuted", "undecided"]
    method: str
    witness: Witness | None = None
    domain: DomainDifference | None = None
    only: tuple[Node, ...] = ()
    common: Point | None = None
