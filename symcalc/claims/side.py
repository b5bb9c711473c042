"""A side of a claim as a tree, and why there may be none."""

from __future__ import annotations

from collections.abc import Mapping

from symcalc.record import record
from symcalc.syntax.tree import Node


@record
class Side:
    """A side of a claim as a scalar or an array, and the point it is taken at, where the form names one.

    `derived` says that formulas of derivatives stand in it which may not count at corners.
    """

    tree: Node
    point: Mapping[str, Node] | None = None
    derived: bool = False


class NoValue(Exception):
    """A side that has no value at the point it is taken at."""

    def __init__(self, point: Mapping[str, Node], reason: str) -> None:
        super().__init__(reason)
        self.point = point
        self.reason = reason


class NotDecided(Exception):
    """Whether a side has a value, or which, could not be decided."""
