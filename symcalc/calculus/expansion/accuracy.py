"""How good a Taylor polynomial is: compared with the function at points near by, and bounded over a box."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from symcalc.calculus.expansion.remainder import Remainder, bound
from symcalc.calculus.posed import DIGITS, Posed
from symcalc.decide.decimals import decimal
from symcalc.decide.domain import defined_at
from symcalc.errors import DomainFault, SymcalcError, UsageFault
from symcalc.record import record
from symcalc.result import Content, Table
from symcalc.syntax import parse_box, parse_points
from symcalc.syntax.problem import Problem
from symcalc.syntax.source import Source
from symcalc.syntax.tree import Call, Negative, Node, Power, Quotient, Sum, integer, names, substitute

__all__ = ["Near", "Remainder", "bounded", "compared", "comparison"]


@record
class Near:
    """The polynomial and the function at a point; `ratio` is the error over distance^(order + 1).

    A number that could not be certified is None.
    """

    point: Mapping[str, Node]
    approximation: Decimal | None
    value: Decimal | None
    error: Decimal | None
    ratio: Decimal | None


def compared(
    function: Posed, body: Node, order: int, text: str | Source, digits: int | None
) -> Near | tuple[Near, ...]:
    """The polynomial of an order against the function, at one point or at several.

    Raises UsageFault where a name has no value there, DomainFault where the function is not defined.
    """
    problem = function.problem
    others = {name: value for name, value in (problem.point or {}).items() if name not in problem.variables}
    points = parse_points(text, problem.variables, problem.parameters)
    found = tuple(_compared(function, body, others | point, order, max(digits or 0, DIGITS)) for point in points)
    return found[0] if len(found) == 1 else found


def bounded(function: Posed, body: Node, order: int, text: str | Source) -> Remainder:
    """A bound on the error of the polynomial of an order over a box.

    Raises UsageFault where a variable has no range, and what `remainder.bound` raises.
    """
    problem = function.problem
    ranges = parse_box(text, problem.variables)
    lacking = [name for name in problem.variables if name not in ranges]
    if lacking:
        raise UsageFault(f"the box has no range for {', '.join(lacking)}", hint='--box "x=0..1, y=-1..1"')
    parameters = {name: value for name, value in (problem.point or {}).items() if name not in problem.variables}
    tree, polynomial = (substitute(node, parameters) for node in (function.tree, body))
    try:
        return bound(tree, polynomial, order, problem.point or {}, ranges)
    except SymcalcError as error:
        raise error.within(problem.source) from None


def _compared(function: Posed, body: Node, point: Mapping[str, Node], order: int, digits: int) -> Near:
    """The polynomial against the function at one point, in certified decimals."""
    problem = function.problem
    approximation, value = substitute(body, point), substitute(function.tree, point)
    unknown = sorted(names(approximation) | names(value) | set(problem.formal))
    if unknown:
        raise UsageFault(f"decimals near a point need a value for {', '.join(unknown)}")
    if defined_at(value) is False:
        raise DomainFault(f"{problem.name} is not defined near by, at {_written(point)}").within(problem.source)
    error = Call("abs", (Sum((value, Negative(approximation))),))
    ratio = Quotient(error, Power(_distance(problem, point), integer(order + 1)))
    return Near(
        {name: point[name] for name in problem.variables},
        decimal(approximation, digits),
        decimal(value, digits),
        decimal(error, digits),
        decimal(ratio, digits),
    )


def _distance(problem: Problem, point: Mapping[str, Node]) -> Node:
    centre = problem.point or {}
    squares = tuple(Power(Sum((point[name], Negative(centre[name]))), integer(2)) for name in problem.variables)
    return Call("sqrt", (squares[0] if len(squares) == 1 else Sum(squares),))


def _written(point: Mapping[str, Node]) -> str:
    from symcalc.syntax import written  # noqa: PLC0415 (only an error needs it)

    return ", ".join(f"{name} = {written(value)}" for name, value in point.items())


def comparison(nears: Sequence[Near], order: int) -> Table:
    """A row for each point: approximation, value, error, and what the error is of the first power left out.

    >>> comparison((), 2).rows
    ()
    """
    columns = ("near", "approximation", "value", "error", f"error/distance^{order + 1}")
    return Table(columns, tuple(map(_row, nears)))


def _row(near: Near) -> tuple[Content, ...]:
    position = near.point.values()
    where: Node = next(iter(position)) if len(near.point) == 1 else Call("", tuple(position))
    return where, near.approximation, near.value, near.error, near.ratio
