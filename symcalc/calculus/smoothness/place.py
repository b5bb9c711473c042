"""A point, and what can be said there: values, signs, and lines through it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from symcalc.decide.domain import Signs, assumed_signs, open_valued, sign_of
from symcalc.decide.germ import CONSTANT, Undecided, eventual_sign, expand
from symcalc.decide.sign import sign
from symcalc.decide.sign.constants import written_out
from symcalc.decide.sign.polynomials import Ratio
from symcalc.decide.sign.writing import ratio_tree
from symcalc.record import record
from symcalc.syntax.tree import Node, Product, Sum, integer, names, substitute

#: The step along a line, and a smaller one; the apostrophe keeps them apart from all names of the language.
STEP, SMALLER = "t'", "s'"


@record
class Place:
    """A point in the variables, with what is assumed of other names."""

    variables: tuple[str, ...]
    point: Mapping[str, Node]
    assumptions: tuple[Node, ...] = ()
    ordinary: bool = False  # what is not 0 for certain is taken as not 0

    @cached_property
    def known(self) -> Mapping[str, Signs]:
        """The signs that the assumptions give to names."""
        return assumed_signs(self.assumptions)

    def at(self, node: Node) -> Node:
        """The expression at the point."""
        return substitute(node, self.point)

    def sign(self, node: Node) -> int | None:
        """The sign of an expression at the point; None where it is not decided or hangs on names."""
        return self.constant_sign(self.at(node))

    def constant_sign(self, node: Node) -> int | None:
        """The sign of a constant; of an expression in free names the one it always has, by what is assumed of them."""
        if not open_valued(node):
            return sign(node)
        written = written_out(node)
        value = None if written is None else written.rational()
        return sign_of(node, self.known) if value is None else (value > 0) - (value < 0)

    def any_zero(self, nodes: Sequence[Node]) -> bool:
        """Whether one of several expressions is certainly 0 at the point."""
        return any(self.sign(node) == 0 for node in nodes)

    def small_sign(self, node: Node) -> int | None:
        """The sign of a function of the step for all small positive steps."""
        return eventual_sign(node, STEP, self.constant_sign) if STEP in names(node) else self.constant_sign(node)

    def value(self, node: Node) -> Ratio:
        """The exact value of an expression at the point.

        Raises `Undecided`, and `NotDefined` where there is none.
        """
        found = expand(self.at(node), STEP, self.constant_sign, 1)
        if not found.known_to(CONSTANT):
            raise Undecided
        return found.coefficient(CONSTANT)

    def line(self, direction: Sequence[Node], step: Node) -> dict[str, Node]:
        """The point moved by a step along a direction."""
        moves = zip(self.variables, direction, strict=True)
        return {**self.point, **{name: moved(self.point[name], along, step) for name, along in moves}}

    def axis(self, index: int, sign: int = 1) -> tuple[Node, ...]:
        """A direction along a coordinate axis."""
        return tuple(integer(sign if i == index else 0) for i in range(len(self.variables)))


def moved(start: Node, along: Node, step: Node) -> Node:
    """`start + along * step`, without zeros and ones.

    >>> from symcalc.syntax import parse_expression, written
    >>> written(moved(integer(1), integer(2), parse_expression("t")))
    '1 + 2*t'
    """
    if along == integer(0):
        return start
    change = step if along == integer(1) else Product((along, step))
    return change if start == integer(0) else Sum((start, change))


def tree_of(value: Ratio) -> Node:
    """A value as a tree."""
    return ratio_tree(value)


def whole(exponent: tuple[Fraction, Fraction]) -> bool:
    """Whether a term is a whole power of the step."""
    return exponent[0].denominator == 1 and exponent[1] == 0
