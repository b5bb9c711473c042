"""Linear conditions: whether any point satisfies them, and one that does (Fourier 1827, Motzkin 1936)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from symcalc.calculus.critical.kernels.tower import NotClosed, Tower
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.syntax.tree import Node

#: A linear form: its coefficients by the variables, and its constant last.
Linear = tuple[Fraction, ...]
#: More conditions than this are not combined.
MOST = 400


class TooMany(TooHard):
    """There are too many conditions to be combined."""


def witness(zero: Sequence[Node], positive: Sequence[Node], names: Sequence[str]) -> Mapping[str, Fraction] | None:
    """A point at which those of the conditions that are linear hold; None where there is none at all.

    Raises TooMany.

    >>> from symcalc.syntax import parse_expression as p
    >>> {name: str(value) for name, value in witness([p("x - y")], [p("x"), p("1 - x - y")], ("x", "y")).items()}
    {'x': '1/4', 'y': '1/4'}
    >>> witness([], [p("x - y"), p("y - x - 1")], ("x", "y")) is None
    True
    """
    equal = [form for node in zero if (form := linear(node, names)) is not None]
    above = [form for node in positive if (form := linear(node, names)) is not None]
    found = solved(equal, above, len(names))
    return None if found is None else dict(zip(names, found, strict=True))


class Linears:
    """Linear forms of expressions in some variables, worked out once each."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self._forms: dict[Node, Linear | None] = {}

    def of(self, node: Node) -> Linear | None:
        """The linear form of an expression, if it has one."""
        if node not in self._forms:
            self._forms[node] = linear(node, self.names)
        return self._forms[node]

    def possible(self, signs: Mapping[Node, int]) -> bool:
        """Whether expressions may have given signs, as far as the linear ones tell."""
        equal: list[Linear] = []
        above: list[Linear] = []
        for node, sign in signs.items():
            form = self.of(node)
            if form is not None:
                (above if sign else equal).append(form if sign >= 0 else tuple(-c for c in form))
        try:
            return solved(equal, above, len(self.names)) is not None
        except TooMany:
            return True


def linear(node: Node, names: Sequence[str]) -> Linear | None:
    """The coefficients of an expression that is linear in the variables, with rational numbers; else None."""
    try:
        tower = Tower(names, [node])
        ratio = tower.ratio(node)
    except (NotClosed, TooHard, ZeroDivisionError):
        return None
    if not ratio.bottom.is_constant() or int(ratio.top.total_degree()) > 1:
        return None
    below, width = int(ratio.bottom.leading_coefficient()), len(names)
    form = [Fraction(0)] * (width + 1)
    for monomial, coefficient in ratio.top.to_dict().items():
        place = next((i for i, e in enumerate(monomial) if e), width)
        if any(monomial) and place >= width:
            return None
        form[place] = Fraction(int(coefficient), below)
    return tuple(form)


def solved(equal: Sequence[Linear], above: Sequence[Linear], width: int) -> list[Fraction] | None:
    """A point where forms are zero and others positive, None where there is none; raises TooMany.

    One equation or one variable less is looked at at a time.

    >>> solved([], [(Fraction(1), Fraction(0)), (Fraction(-1), Fraction(-1))], 1) is None
    True
    """
    for k, form in enumerate(equal):
        place = next((i for i in range(width) if form[i]), None)
        if place is None:
            if form[width]:
                return None
            continue
        rest = [_without(other, form, place) for j, other in enumerate(equal) if j != k]
        found = solved(rest, [_without(other, form, place) for other in above], width)
        if found is not None:
            found[place] = -_value(form, found, skip=place) / form[place]
        return found
    return _inside(list(above), width, 0)


def _without(form: Linear, pivot: Linear, place: int) -> Linear:
    share = form[place] / pivot[place]
    return tuple(a - share * b for a, b in zip(form, pivot, strict=True))


def _value(form: Linear, point: Sequence[Fraction], skip: int = -1) -> Fraction:
    return form[-1] + sum((c * x for i, (c, x) in enumerate(zip(form, point, strict=False)) if i != skip), Fraction(0))


def _inside(above: list[Linear], width: int, place: int) -> list[Fraction] | None:
    """A point where all forms are positive: those with the variable bound it from below or above."""
    if place == width:
        return [Fraction(0)] * width if all(form[width] > 0 for form in above) else None
    lows = [form for form in above if form[place] > 0]
    highs = [form for form in above if form[place] < 0]
    others = [form for form in above if not form[place]]
    others += [_combined(a, b, place) for a in lows for b in highs]
    if len(others) > MOST:
        raise TooMany
    found = _inside(list(dict.fromkeys(others)), width, place + 1)
    if found is None:
        return None
    low = max((-_value(form, found, place) / form[place] for form in lows), default=None)
    high = min((-_value(form, found, place) / form[place] for form in highs), default=None)
    found[place] = _between(low, high)
    return found


def _combined(a: Linear, b: Linear, place: int) -> Linear:
    return tuple(x / a[place] - y / b[place] for x, y in zip(a, b, strict=True))


def _between(low: Fraction | None, high: Fraction | None) -> Fraction:
    if low is None:
        return Fraction(0) if high is None or high > 0 else high - 1
    if high is None:
        return Fraction(0) if low < 0 else low + 1
    return Fraction(0) if low < 0 < high else (low + high) / 2
