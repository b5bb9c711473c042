"""A budget of work: algorithms count what they do and stop when it is used up, so that no clock decides a verdict."""

from __future__ import annotations


class OutOfWork(Exception):
    """The budget is used up, or one step would be too large."""


class Work:
    """Counts units of work; one unit is roughly one product of two terms.

    >>> work = Work(10)
    >>> work.spend(4)
    >>> work.left
    6
    """

    __slots__ = ("left",)

    def __init__(self, units: int) -> None:
        self.left = units

    def spend(self, units: int) -> None:
        """Take units off the budget; raises `OutOfWork` where they are not there."""
        self.left -= units
        if self.left < 0:
            raise OutOfWork
