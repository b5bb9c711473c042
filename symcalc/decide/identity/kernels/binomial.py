"""Binomial coefficients: polynomials, quotients of factorials, and what they are where n is a negative integer.

    binomial(n, k) = n (n - 1) ... (n - k + 1)/k!                            for a number k
    binomial(n, k) = gamma(n + 1)/(gamma(k + 1) gamma(n - k + 1))            where n is no negative integer
    binomial(n, k) = (-1)^k gamma(k - n)/(gamma(k + 1) gamma(-n))            where n is one, and k whole, k >= 0

(Graham, Knuth, Patashnik, Concrete Mathematics, 5.14.)
"""

from __future__ import annotations

from fractions import Fraction
from math import factorial

from symcalc.decide.identity.kernels.gamma import is_pole, reciprocal_gamma
from symcalc.decide.identity.kernels.kernel import Polynomial, Ratio
from symcalc.decide.identity.kernels.knowledge import Condition, Refined
from symcalc.decide.identity.kernels.opaque import opaque
from symcalc.decide.identity.kernels.parity import sign_of_power
from symcalc.decide.identity.kernels.settling import unknown_factor
from symcalc.decide.identity.kernels.stepping import MOST_STEPS, constant_term, shifted
from symcalc.decide.identity.kernels.tower import Tower
from symcalc.decide.identity.kernels.written import tree_of
from symcalc.syntax.tree import Node


def binomial(tower: Tower, n: Ratio, k: Ratio) -> Ratio:
    """`binomial(n, k)`; a kernel of its own where it is not known whether n is a negative integer."""
    chosen = tower.rational(k)
    if chosen is not None and chosen.denominator == 1 and 0 <= chosen <= MOST_STEPS:
        falling = tower.product(shifted(tower, n, -step) for step in range(int(chosen)))
        return tower.multiply(tower.number(Fraction(1, factorial(int(chosen)))), falling)
    top = shifted(tower, n, 1)
    negative = is_pole(tower, top)
    if negative is None:
        return opaque(tower, "binomial", (n, k))
    if negative:
        return _of_negative(tower, n, k)
    below = [reciprocal_gamma(tower, shifted(tower, part, 1)) for part in (k, tower.subtract(n, k))]
    return tower.product([tower.invert(reciprocal_gamma(tower, top)), *below])


def _of_negative(tower: Tower, n: Ratio, k: Ratio) -> Ratio:
    """Of a negative integer n, by the upper negation; defined for whole k >= 0."""
    _be_whole(tower, k)
    tower.learn(k, ">= 0")
    tower.learn(tower.negative(shifted(tower, n, 1)), ">= 0")
    tower.learn(n, "integer")
    above = reciprocal_gamma(tower, tower.subtract(k, n))
    tower.learn(above, "> 0")
    below = [reciprocal_gamma(tower, part) for part in (shifted(tower, k, 1), tower.negative(n))]
    return tower.product([sign_of_power(tower, k), *below, tower.invert(above)])


def _be_whole(tower: Tower, k: Ratio) -> None:
    """Have the tower built anew with what k >= 0 says of a name that is an integer but for a whole number."""
    constant = constant_term(tower, k)
    kernel = tower.single(tower.subtract(k, tower.number(constant)))
    if kernel is None or kernel.kind != "name" or constant.denominator != 1:
        return
    said = Condition(kernel.tree, "integer"), Condition(tree_of(tower, k), ">= 0")
    news = tuple(condition for condition in said if condition not in tower.knowledge.assumed)
    if news:
        tower.knowledge.assumed += news
        raise Refined


def open_pole(tower: Tower, polynomial: Polynomial) -> Node | None:
    """What is zero where the n of a binomial coefficient is a negative integer, for the first kernel that is one."""
    for kernel in tower.used(polynomial):
        if kernel.function == "binomial" and is_pole(tower, top := shifted(tower, kernel.arguments[0], 1)) is None:
            return unknown_factor(tower, reciprocal_gamma(tower, top))
    return None
