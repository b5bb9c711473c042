"""Signs that have to be known before an expression has a normal form: of `sign`, of a base, of a condition."""

from __future__ import annotations

from symcalc.decide.identity.factors import factored
from symcalc.decide.identity.kernel import Polynomial, Ratio
from symcalc.decide.identity.knowledge import Signs
from symcalc.decide.identity.tower import Tower
from symcalc.decide.identity.written import polynomial_tree
from symcalc.syntax.tree import Node


class Unsettled(Exception):
    """The sign of a tree is needed and not known: the proof splits into cases."""

    def __init__(self, tree: Node) -> None:
        super().__init__()
        self.tree = tree


def decided_sign(tower: Tower, ratio: Ratio) -> int:
    """-1, 0 or 1; raises `Unsettled` where more than one of them is possible."""
    signs = possible_signs(tower, ratio)
    if len(signs) == 1:
        return next(iter(signs))
    raise Unsettled(unknown_factor(tower, ratio))


def possible_signs(tower: Tower, ratio: Ratio) -> Signs:
    """The signs that a ratio may have, by those of its factors."""
    value = tower.rational(ratio)
    if value is not None:
        return frozenset({(value > 0) - (value < 0)})
    whole = tower.possible(ratio)
    if len(whole) == 1:
        return whole
    constant, factors = factored(tower, ratio)
    signs: Signs = frozenset({1 if constant > 0 else -1})
    for q, exponent in factors:
        signs = frozenset(a * b ** abs(exponent) for a in signs for b in _factor_signs(tower, q, exponent))
    return signs & whole


def _factor_signs(tower: Tower, q: Polynomial, exponent: int) -> Signs:
    """The signs of a factor; one below the line is not zero."""
    signs = tower.signs(q)
    return signs if exponent > 0 else signs - {0}


def unknown_factor(tower: Tower, ratio: Ratio) -> Node:
    """The simplest factor of which the sign is open."""
    open_factors = [q for q, exponent in factored(tower, ratio).parts if len(_factor_signs(tower, q, exponent)) > 1]
    return polynomial_tree(tower, min(open_factors, key=len))
