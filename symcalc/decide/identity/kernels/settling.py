"""Signs that have to be known before an expression has a normal form: of `sign`, of a base, of a condition."""

from __future__ import annotations

from symcalc.decide.identity.kernels.factors import Factored, factored
from symcalc.decide.identity.kernels.kernel import Polynomial, Ratio
from symcalc.decide.identity.kernels.knowledge import ANY_SIGN, Signs
from symcalc.decide.identity.kernels.tower import Tower
from symcalc.decide.identity.kernels.written import polynomial_tree
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
    of = factored(tower, ratio)
    signs: Signs = frozenset({1 if of.constant > 0 else -1})
    for q, exponent in of.parts:
        signs = frozenset(a * b ** abs(exponent) for a in signs for b in _factor_signs(tower, q, exponent))
    if _is_magnitude(tower, of):
        return frozenset(map(abs, signs))
    return signs & whole & _sign_of_product(tower, of)


def _factor_signs(tower: Tower, q: Polynomial, exponent: int) -> Signs:
    """The signs of a factor; one below the line is not zero."""
    signs = tower.signs(q)
    return signs if exponent > 0 else signs - {0}


def _is_magnitude(tower: Tower, of: Factored) -> bool:
    """Whether a product is one of absolute values and even powers: each odd factor stands with its side."""
    odd = {tower.key(q): q for q, exponent in of.parts if exponent % 2}
    for q in list(odd.values()):
        kernel = tower.single(Ratio(q, tower.one))
        if kernel is not None and kernel.kind == "side":
            odd.pop(tower.key(q))
            if odd.pop(tower.key(kernel.arguments[0].numerator), None) is None:
                return False
    return of.constant > 0 and not any(-1 in tower.signs(q) for q in odd.values())


def _sign_of_product(tower: Tower, of: Factored) -> Signs:
    """The sign of the product of the odd factors, which may be known though theirs are not."""
    odd = [q for q, exponent in of.parts if exponent % 2]
    if len(odd) < 2 or any(0 in _factor_signs(tower, q, exponent) for q, exponent in of.parts if exponent % 2 == 0):
        return ANY_SIGN
    result = tower.one
    for q in odd:
        result = tower.times(result, q)
    signs = tower.signs(result)
    return signs if of.constant > 0 else frozenset(-sign for sign in signs)


def unknown_factor(tower: Tower, ratio: Ratio) -> Node:
    """The simplest factor of which the sign is open; where that hangs on another sign, what that is the sign of."""
    parts = factored(tower, ratio).parts
    open_factors = [q for q, exponent in parts if len(_factor_signs(tower, q, exponent)) > 1]
    simplest = min(open_factors, key=len)
    sides = [kernel for kernel in tower.used(simplest) if kernel.kind == "side"]
    return polynomial_tree(tower, sides[-1].arguments[0].numerator if sides else simplest)
