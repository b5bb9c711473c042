"""What conditions such as `x > 0` or `n integer` say of a single name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import ceil, floor

from symcalc.errors import UsageFault
from symcalc.record import record, replace
from symcalc.syntax.tree import Call, Logic, Name, Negative, Node, Number, Quotient, Relation

MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


@record
class Assumed:
    """An interval that holds the value of a name, whether its ends belong to it, and whether it is an integer."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False
    nonzero: bool = False
    integer: bool = False

    def keywords(self) -> dict[str, bool]:
        """The same in SymPy's words, as far as the sign and the integers go."""
        words = {"integer": True} if self.integer else {}
        return words | self._sign()

    def _sign(self) -> dict[str, bool]:
        if self.low is not None and (self.low > 0 or (self.low == 0 and (self.low_open or self.nonzero))):
            return {"positive": True}
        if self.high is not None and (self.high < 0 or (self.high == 0 and (self.high_open or self.nonzero))):
            return {"negative": True}
        if self.low == 0:
            return {"nonnegative": True}
        if self.high == 0:
            return {"nonpositive": True}
        return {"nonzero": True} if self.nonzero else {}

    def inside(self) -> Assumed:
        """What holds in the interior of the set of values, or, where it has none, around each of them.

        A derivative is a limit over real numbers: that its variable is an integer, or is one number, says nothing
        of the values that the limit runs through.

        >>> Assumed(low=Fraction(0), integer=True).inside().keywords()
        {'nonnegative': True}
        """
        return self.around() if self.low is not None and self.low == self.high else replace(self, integer=False)

    def around(self) -> Assumed:
        """The sign that holds in a neighbourhood of each of the values too.

        >>> Assumed(low=Fraction(0)).around().keywords(), Assumed(low=Fraction(1)).around().keywords()
        ({}, {'positive': True})
        """
        sign = self._sign()
        if "positive" in sign:
            return Assumed(low=Fraction(0), low_open=True)
        if "negative" in sign:
            return Assumed(high=Fraction(0), high_open=True)
        return Assumed(nonzero="nonzero" in sign)

    def empty(self) -> bool:
        """Whether no number is left.

        >>> Assumed(low=Fraction(1), high=Fraction(0)).empty()
        True
        """
        if self.low is None or self.high is None:
            return False
        if self.integer:
            lowest = self.low + 1 if self.low_open and self.low.denominator == 1 else ceil(self.low)
            highest = self.high - 1 if self.high_open and self.high.denominator == 1 else floor(self.high)
            return lowest > highest or (self.nonzero and lowest == highest == 0)
        alone = self.low == self.high
        return self.low > self.high or (alone and (self.low_open or self.high_open or (self.nonzero and self.low == 0)))

    def within(self, operator: str, bound: Fraction) -> Assumed:
        """The same narrowed by a comparison with a number."""
        narrowed = self
        if operator in (">", ">=", "==") and (self.low is None or (bound, operator == ">") > (self.low, self.low_open)):
            narrowed = replace(narrowed, low=bound, low_open=operator == ">")
        if operator in ("<", "<=", "==") and (
            self.high is None or (-bound, operator == "<") > (-self.high, self.high_open)
        ):
            narrowed = replace(narrowed, high=bound, high_open=operator == "<")
        if operator == "!=" and bound == 0:
            narrowed = replace(narrowed, nonzero=True)
        return narrowed


def assumed_of(conditions: Iterable[Node]) -> dict[str, Assumed]:
    """What each name is known to be; conditions on more than one name say nothing of a single one.

    Raises UsageFault where the conditions on a name leave no number.

    >>> assumed_of([Relation((">",), (Name("x"), Number(Fraction(0))))])["x"].keywords()
    {'positive': True}
    """
    known: dict[str, Assumed] = {}
    for condition in conditions:
        for name, operator, bound in _comparisons(condition):
            before = known.get(name, Assumed())
            now = replace(before, integer=True) if bound is None else before.within(operator, bound)
            if now.empty():
                raise UsageFault(f"the assumptions leave no value for {name}", span=condition.span)
            known[name] = now
    return known


def _comparisons(condition: Node) -> Iterator[tuple[str, str, Fraction | None]]:
    """A condition as comparisons of one name with a number; (name, "integer", None) where it is an integer."""
    match condition:
        case Call("integer", (Name(name),)):
            yield name, "integer", None
        case Logic("and", operands):
            for operand in operands:
                yield from _comparisons(operand)
        case Relation(operators, operands):
            for operator, left, right in zip(operators, operands, operands[1:], strict=False):
                yield from _comparison(left, operator, right)


def _comparison(left: Node, operator: str, right: Node) -> Iterator[tuple[str, str, Fraction | None]]:
    if isinstance(left, Name) and (bound := _number(right)) is not None:
        yield left.name, operator, bound
    elif isinstance(right, Name) and (bound := _number(left)) is not None:
        yield right.name, MIRRORED[operator], bound


def _number(node: Node) -> Fraction | None:
    match node:
        case Number(value):
            return value
        case Negative(operand):
            value_of = _number(operand)
            return None if value_of is None else -value_of
        case Quotient(Number(top), Number(bottom)) if bottom:
            return top / bottom
    return None
