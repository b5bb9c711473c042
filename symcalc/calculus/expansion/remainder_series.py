"""Taylor coefficients of a function along all lines from a point into a box, in ball arithmetic.

With x = p + s (b - p) for all b in a box and all s in [0, 1] the coefficient of the (n+1)-th power of a further step is
g^(n+1)(s)/(n+1)! for every such line g at once: by Lagrange it holds the remainder of order n of f on the whole box
(Taylor models: Moore, Kearfott, Cloud, Introduction to Interval Analysis, 2009, section 8.2).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import reduce
from typing import Any, Final, cast

from flint import arb, arb_series, ctx, fmpq

from symcalc.decide.ball import compile_ball, compile_condition
from symcalc.decide.ball.compile import parts
from symcalc.decide.domain.conditions import number
from symcalc.syntax.tree import (
    Call,
    Constant,
    Logic,
    Name,
    Negative,
    Node,
    Piecewise,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    Truth,
    names,
    open_children,
)


class NoSeries(Exception):
    """A part is not known to be smooth on all of the box."""


def coefficients_on(
    function: Node,
    variables: Sequence[str],
    start: Sequence[arb],
    reach: Sequence[arb],
    box: Sequence[arb],
    *,
    order: int,
) -> list[arb] | None:
    """Balls that hold the coefficients up to an order on all lines from a point into a box; None where there are none.

    With `reach` the box itself they are those at all points of the lines, with `reach` the start those at the start.
    `start`, `reach` and `box` are balls, a coordinate each; parameters have been given their values in the tree.

    >>> from symcalc.syntax import parse_expression
    >>> origin, box = [arb(0)], [arb(0, 1)]
    >>> coefficients_on(parse_expression("exp(x)"), ["x"], origin, box, box, order=2)[2].abs_upper() <= 1.5
    True
    """
    hulls = {name: a.union(b) for name, a, b in zip(variables, start, reach, strict=True)}
    steps = {name: b - a for name, a, b in zip(variables, start, box, strict=True)}
    with _length(order + 1):
        lines = {name: arb_series([hulls[name], steps[name]], prec=order + 1) for name in variables}
        try:
            series = _Evaluator(lines, hulls, order + 1)(function)
        except NoSeries:
            return None
    found: list[arb] = series.coeffs()
    if series.prec <= order:
        raise AssertionError(f"a series of length {series.prec} where {order + 1} was asked for")
    return [*found, *[arb(0)] * (order + 1 - len(found))]


@contextmanager
def _length(cap: int) -> Iterator[None]:
    """All series of flint's are cut at one length, which has to be the one that is asked for."""
    before = ctx.cap
    ctx.cap = cap
    try:
        yield
    finally:
        ctx.cap = before


class _Evaluator:
    """Evaluates a tree on series; parts without a variable in ball arithmetic."""

    def __init__(self, lines: Mapping[str, arb_series], hulls: Mapping[str, arb], length: int) -> None:
        self.lines, self.hulls, self.length = lines, hulls, length

    def __call__(self, function: Node) -> arb_series:
        done: dict[int, Any] = {}
        for part in parts((function,)):
            try:
                done[id(part)] = self._part(part, [done[id(child)] for child in open_children(part)])
            except NoSeries as reason:
                done[id(part)] = reason
        found = done[id(function)]
        if isinstance(found, NoSeries):
            raise found
        return cast("arb_series", found)

    def constant(self, value: arb | fmpq) -> arb_series:
        """A number."""
        return arb_series([arb(value)], prec=self.length)

    def _part(self, node: Node, below: Sequence[Any]) -> Any:
        if isinstance(node, Piecewise):
            return self._piecewise(node, below)
        if isinstance(node, (Relation, Logic, Truth)):
            return None  # a condition is decided where its piece is
        if not names(node):
            return self._constant_part(node)
        for one in below:
            if isinstance(one, NoSeries):
                raise one
        match node:
            case Name(name):
                return self.lines[name]
            case Negative():
                return -below[0]
            case Sum():
                return reduce(lambda a, b: a + b, below)
            case Product():
                return reduce(lambda a, b: a * b, below)
            case Quotient():
                return below[0] / self.nonzero(below[1])
            case Power(base, exponent):
                return self._power(base, exponent, below)
            case Call(function) if len(below) == 1:
                return self._call(function, below[0])
            case Call("min" | "max" as function):
                return reduce(lambda a, b: self._extreme(a, b, 1 if function == "max" else -1), below)
        raise NoSeries

    def _constant_part(self, node: Node) -> arb_series:
        value = compile_ball(node, ())(())
        if not isinstance(value, arb):
            raise NoSeries
        return self.constant(value)

    def _centre(self, series: arb_series) -> arb:
        found: list[arb] = series.coeffs()
        return found[0] if found else arb(0)

    def nonzero(self, series: arb_series) -> arb_series:
        """The series, where it keeps away from 0."""
        if self._centre(series).contains(0):
            raise NoSeries
        return series

    def _power(self, base: Node, exponent: Node, below: Sequence[Any]) -> arb_series:
        r = number(exponent)
        if isinstance(base, Constant) and base.name == "e":
            return cast("arb_series", below[1].exp())
        if r is not None and r.denominator == 1 and 0 <= r <= _MULTIPLIED:
            return reduce(lambda a, b: a * b, [below[0]] * int(r), self.constant(fmpq(1)))
        if not self._centre(below[0]) > 0:
            if r is None or r.denominator != 1:
                raise NoSeries
            return self.nonzero(below[0]) ** int(r)
        return cast("arb_series", (below[0].log() * below[1]).exp())

    def _call(self, function: str, series: arb_series) -> arb_series:
        rule = FUNCTIONS.get(function)
        if rule is not None:
            return cast("arb_series", rule(self, series))
        if function in _OWN:
            return cast("arb_series", getattr(series, function)())
        raise NoSeries

    def by_sign(self, series: arb_series, values: tuple[Any, Any]) -> Any:
        """One of two choices, where the sign does not change."""
        centre = self._centre(series)
        if centre > 0 or centre < 0:
            return values[centre > 0]
        raise NoSeries

    def _extreme(self, a: arb_series, b: arb_series, direction: int) -> arb_series:
        return cast("arb_series", self.by_sign(a - b, (b, a) if direction > 0 else (a, b)))

    def _piecewise(self, node: Piecewise, below: Sequence[Any]) -> arb_series:
        """The piece that is meant on all of the box."""
        variables = list(self.hulls)
        for (_, condition), value in zip(node.pieces, below[::2], strict=True):
            truth = compile_condition(condition, variables)([self.hulls[name] for name in variables])
            if truth is True and not isinstance(value, NoSeries):
                return cast("arb_series", value)
            if truth is not False:
                raise NoSeries
        raise NoSeries

    def inside(self, series: arb_series, low: int | None, high: int | None) -> arb_series:
        """The series, where its argument keeps away from the edges of a domain."""
        centre = self._centre(series)
        if (low is not None and not centre > low) or (high is not None and not centre < high):
            raise NoSeries
        return series

    def over(self, series: arb_series) -> arb_series:
        """One over a series."""
        return self.constant(fmpq(1)) / self.nonzero(series)

    def halves(self, series: arb_series, direction: int) -> arb_series:
        """(e^x + e^-x)/2, or the difference."""
        return (series.exp() + (-series).exp() * arb(direction)) * arb(0.5)

    def floor(self, series: arb_series) -> arb_series:
        """A constant between two integers."""
        low, high = self._centre(series).lower().floor(), self._centre(series).upper().floor()
        if not (low == high):
            raise NoSeries
        return self.constant(low)


#: Whole powers up to here are multiplied out, so that a base about 0 is no obstacle.
_MULTIPLIED: Final = 16
#: Functions that are analytic everywhere and that flint knows for series.
_OWN: Final = frozenset({"exp", "sin", "cos", "atan", "erf"})
FUNCTIONS: Final[dict[str, Callable[[_Evaluator, Any], Any]]] = {
    "log": lambda e, u: e.inside(u, 0, None).log(),
    "log2": lambda e, u: e.inside(u, 0, None).log() / arb.const_log2(),
    "log10": lambda e, u: e.inside(u, 0, None).log() / arb.const_log10(),
    "sqrt": lambda e, u: e.inside(u, 0, None).sqrt(),
    "cbrt": lambda e, u: e.by_sign(u, (u, u)) and _cube_root(e, u),
    "tan": lambda e, u: u.sin() / e.nonzero(u.cos()),
    "sec": lambda e, u: e.over(u.cos()),
    "csc": lambda e, u: e.over(u.sin()),
    "cot": lambda e, u: u.cos() / e.nonzero(u.sin()),
    "asin": lambda e, u: e.inside(u, -1, 1).asin(),
    "acos": lambda e, u: e.inside(u, -1, 1).acos(),
    "sinh": lambda e, u: e.halves(u, -1),
    "cosh": lambda e, u: e.halves(u, 1),
    "tanh": lambda e, u: e.constant(fmpq(1)) - e.over((u * arb(2)).exp() + arb(1)) * arb(2),
    "sigmoid": lambda e, u: e.over((-u).exp() + arb(1)),
    "softplus": lambda _, u: (u.exp() + arb(1)).log(),
    "asinh": lambda _, u: (u + (u * u + arb(1)).sqrt()).log(),
    "acosh": lambda e, u: (u + (e.inside(u, 1, None) * u - arb(1)).sqrt()).log(),
    "atanh": lambda e, u: ((e.inside(u, -1, 1) + arb(1)).log() - (arb(1) - u).log()) * arb(0.5),
    "gamma": lambda e, u: e.inside(u, 0, None).gamma(),
    "factorial": lambda e, u: e.inside(u + arb(1), 0, None).gamma(),
    "abs": lambda e, u: e.by_sign(u, (-u, u)),
    "relu": lambda e, u: e.by_sign(u, (e.constant(fmpq(0)), u)),
    "sign": lambda e, u: e.by_sign(u, (e.constant(fmpq(-1)), e.constant(fmpq(1)))),
    "heaviside": lambda e, u: e.by_sign(u, (e.constant(fmpq(0)), e.constant(fmpq(1)))),
    "floor": _Evaluator.floor,
    "ceil": lambda e, u: -e.floor(-u),
}


def _cube_root(e: _Evaluator, u: arb_series) -> arb_series:
    size = e.by_sign(u, (-u, u))
    root = (size.log() / arb(3)).exp()
    return cast("arb_series", e.by_sign(u, (-root, root)))
