"""What an evaluation needs of numbers, and that the value does not exist."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Protocol, TypeVar

Value = TypeVar("Value")


class NoValue(Exception):
    """The expression has no value there, or none that this arithmetic can tell."""


class TooLarge(NoValue):
    """The value exists, but not in this arithmetic: another may have it."""


class Field(Protocol[Value]):
    """Real numbers of some kind, perhaps with an imaginary part that carries a derivative.

    A pivot below `precision` times the largest entry is taken for 0.
    """

    precision: float

    def number(self, value: Fraction) -> Value:
        """An exact number."""

    def constant(self, name: str) -> Value:
        """`pi` or `e`."""

    def add(self, left: Value, right: Value) -> Value:
        """Left + right."""

    def multiply(self, left: Value, right: Value) -> Value:
        """Left * right."""

    def divide(self, left: Value, right: Value) -> Value:
        """Left / right; raises `NoValue` at 0."""

    def power(self, base: Value, exponent: Value) -> Value:
        """A real power as the language defines it."""

    def function(self, name: str, arguments: Sequence[Value]) -> Value:
        """An elementwise function of the language."""

    def weight(self, value: Value) -> float:
        """How good a pivot a number is; 0 where it is 0."""
