"""Assumptions that contradict one another: bounds on single names, compared exactly, and the order of names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from symcalc.errors import UsageFault
from symcalc.syntax.declarations import parse_conditions
from symcalc.syntax.ordering import check_order, number
from symcalc.syntax.reading import as_source
from symcalc.syntax.source import Source
from symcalc.syntax.tree import Call, Name, Node, Relation, Span, Truth

_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


class _Range:
    """The values a name may have."""

    def __init__(self) -> None:
        self.low: Fraction | None = None
        self.high: Fraction | None = None
        self.open_low = self.open_high = self.integer = False

    def add(self, operator: str, value: Fraction) -> None:
        if operator in {">", ">=", "=="} and (self.low is None or (value, operator == ">") > (self.low, self.open_low)):
            self.low, self.open_low = value, operator == ">"
        if operator in {"<", "<=", "=="}:
            closer = self.high is None or value < self.high or (value == self.high and operator == "<")
            if closer:
                self.high, self.open_high = value, operator == "<"

    def empty(self) -> bool:
        """Whether no number, or no whole number, is left."""
        if self.low is None or self.high is None:
            return False
        if self.integer:
            least = self.low // 1 + 1 if self.open_low or self.low.denominator > 1 else self.low
            most = -(-self.high // 1) - 1 if self.open_high or self.high.denominator > 1 else self.high
            return least > most
        return self.low > self.high or (self.low == self.high and (self.open_low or self.open_high))


def check_consistent(conditions: Sequence[Node]) -> None:
    """Refuse conditions that no numbers fulfil, as far as single names and the order of names tell; others are left.

    >>> from symcalc.syntax import parse_conditions
    >>> check_consistent(parse_conditions("x > 1, x < 1"))
    Traceback (most recent call last):
    symcalc.errors.UsageFault: the assumptions on x contradict one another
    """
    _check_names(conditions)
    check_order(conditions)


def parse_assumptions(text: str | Source) -> tuple[Node, ...]:
    """The conditions of an option, refused where they contradict one another.

    >>> len(parse_assumptions("x > 0, n integer"))
    2
    """
    source = as_source(text)
    found = parse_conditions(source)
    try:
        check_consistent(found)
    except UsageFault as error:
        raise error.within(source) from None
    return found


def _check_names(conditions: Sequence[Node]) -> None:
    """Refuse bounds on a single name that leave no number, or no whole number."""
    ranges: dict[str, _Range] = {}
    excluded: set[tuple[str, Fraction]] = set()
    spans: dict[str, Span] = {}
    for condition in conditions:
        if condition == Truth(value=False):
            raise UsageFault("an assumption is false", span=condition.span)
        if isinstance(condition, Call) and isinstance(condition.arguments[0], Name):
            ranges.setdefault(condition.arguments[0].name, _Range()).integer = True
        for name, operator, value in _bounds(condition):
            spans[name] = condition.span
            bounds = ranges.setdefault(name, _Range())
            bounds.add(operator, value)
            excluded |= {(name, value)} if operator == "!=" else set()
    for name, bounds in ranges.items():
        pinned = bounds.low == bounds.high and (name, bounds.low) in excluded
        if bounds.empty() or pinned:
            raise UsageFault(f"the assumptions on {name} contradict one another", span=spans[name])


def _bounds(condition: Node) -> Iterator[tuple[str, str, Fraction]]:
    """What a condition says about single names: (name, operator, number)."""
    if not isinstance(condition, Relation):
        return
    for operator, (left, right) in zip(condition.operators, pairwise(condition.operands), strict=True):
        if isinstance(left, Name) and (value := number(right)) is not None and operator in _MIRRORED:
            yield left.name, operator, value
        elif isinstance(right, Name) and (value := number(left)) is not None and operator in _MIRRORED:
            yield right.name, _MIRRORED[operator], value
