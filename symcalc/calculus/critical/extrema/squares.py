"""A bound of a sum: terms that are nowhere negative, and a quadratic polynomial that is nowhere below a number."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from flint import fmpz_mpoly

from symcalc.calculus.critical.kernels.tower import NotClosed, Tower
from symcalc.calculus.critical.search.bounds import bounds, rational_of
from symcalc.calculus.critical.search.survey import Question
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.calculus.critical.systems.reality import is_nowhere_negative, symmetric
from symcalc.calculus.critical.systems.ring import support
from symcalc.syntax.tree import Negative, Node, Product, Sum, rational

#: Larger matrices are not looked at.
WIDEST = 12


def nowhere_beyond(question: Question, value: Node | None, direction: int) -> bool:
    """Whether a function is visibly nowhere less than a value (nowhere greater for direction -1).

    >>> from symcalc.syntax import parse_expression
    >>> tree = parse_expression("(x^2 - y)^2 + 10(x^2 + y^2) + 19 x y - 3")
    >>> asked = Question(tree, ("x", "y"))
    >>> nowhere_beyond(asked, parse_expression("-3"), 1), nowhere_beyond(asked, parse_expression("-2"), 1)
    (True, False)
    """
    level = None if value is None else rational_of(value)
    if level is None or len(question.names) > WIDEST:
        return False
    try:
        tower = Tower(question.names, [question.tree])
        total = _quadratic_part(tower, question, direction)
    except (NotClosed, TooHard, ZeroDivisionError):
        return False
    if total is None:
        return False
    top, scale = total
    matrix = [row[: len(question.names) + 1] for row in symmetric(top)[: len(question.names) + 1]]
    matrix = [[entry * scale for entry in row] for row in matrix]
    matrix[0][0] -= level * direction
    return is_nowhere_negative(matrix)


def _quadratic_part(tower: Tower, question: Question, direction: int) -> tuple[fmpz_mpoly, Fraction] | None:
    """The terms of degree up to 2 as a polynomial and its factor; None where another term may be negative."""
    total = tower.zero
    for factor, term in _terms(question.tree, Fraction(direction)):
        ratio = tower.ratio(term) * tower.number(factor)
        plain = ratio.bottom.is_constant() and all(i < len(question.names) for i in support(ratio.top))
        if plain and int(ratio.top.total_degree()) <= 2:
            total = total + ratio
        elif not bounds(tower.tree(ratio) if factor < 0 else term, question.ranges).nonnegative:
            return None
    return total.top, Fraction(1, int(total.bottom.leading_coefficient()))


def _terms(node: Node, factor: Fraction) -> Iterator[tuple[Fraction, Node]]:
    """The terms of a sum, numbers before brackets multiplied out."""
    match node:
        case Sum(terms):
            for term in terms:
                yield from _terms(term, factor)
        case Negative(operand):
            yield from _terms(operand, -factor)
        case Product(factors):
            numbers = [number for part in factors if (number := rational_of(part)) is not None]
            rest = [part for part in factors if rational_of(part) is None]
            for number in numbers:
                factor *= number
            if len(rest) == 1:
                yield from _terms(rest[0], factor)
            else:
                yield factor, Product(tuple(rest)) if rest else rational(Fraction(1))
        case _:
            yield factor, node
