"""Values are put in for symbols: part by part, with the makers of the language, so that nothing huge is computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sympy import Basic, Expr, Piecewise, Pow, S, Symbol, exp, false, true

from symcalc.build.expression import is_real
from symcalc.build.order import parts_of
from symcalc.build.pieces import pieces
from symcalc.build.power import Undefined, exponential, power
from symcalc.build.table import MAKERS
from symcalc.build.writing import NAMES


def substitute(expression: Expr, values: Mapping[Symbol, Expr]) -> Expr:
    """The expression with values for symbols, all at once.

    Raises Undefined where an operation on numbers then has no real value.

    >>> from symcalc.build.names import symbol
    >>> x = symbol("x")
    >>> substitute(9 ** (x**x), {x: S(9)})
    LargePower(9, 387420489)
    """
    return Substitution(values)(expression)


class Substitution:
    """A substitution to be made in several expressions; what they share is done once."""

    def __init__(self, values: Mapping[Symbol, Expr]) -> None:
        self.done: dict[Basic, Basic] = dict(values)

    def __call__(self, expression: Expr) -> Expr:
        """One expression with the values put in."""
        stack: list[Basic] = [expression]
        while stack:
            part = stack[-1]
            waiting = [] if part in self.done else [below for below in self._needed(part) if below not in self.done]
            if waiting:
                stack.extend(waiting)
                continue
            stack.pop()
            if part not in self.done:
                self.done[part] = self._changed(part)
        return self.done[expression]

    def _needed(self, part: Basic) -> Sequence[Basic]:
        """What has to be known before a part: of pieces only the values whose conditions may hold."""
        if not isinstance(part, Piecewise):
            return parts_of(part)
        needed: list[Basic] = []
        for value, condition in part.args:
            decided = self.done.get(condition)
            needed += [condition] if decided in (None, false) else [condition, value]
            if decided in (None, true):
                break
        return needed

    def _changed(self, part: Basic) -> Basic:
        if isinstance(part, Piecewise):
            known = ((value, self.done[condition]) for value, condition in part.args if condition in self.done)
            made: Basic = pieces([(self.done.get(value, S.NaN), condition) for value, condition in known])
        else:
            below = [self.done[each] for each in parts_of(part)]
            if all(new is old for new, old in zip(below, parts_of(part), strict=True)):
                return part
            made = remade(part, below)
        if not is_real(made):
            raise Undefined("this has no real value")
        return made


def remade(part: Basic, arguments: Sequence[Any]) -> Basic:
    """The same operation on other arguments, made as `build` makes it.

    >>> remade(Pow(S(2), S(3), evaluate=False), [S(9), S(10) ** 9])
    LargePower(9, 1000000000)
    """
    if isinstance(part, Pow):
        return power(*arguments)
    if isinstance(part, exp):
        return exponential(*arguments)
    maker = MAKERS.get(NAMES.get(type(part), ""), part.func)
    return maker(*arguments)
