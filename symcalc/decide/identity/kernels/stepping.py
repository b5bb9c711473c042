"""Arguments that differ by whole steps or are multiples of one another, each family brought to one of them."""

from __future__ import annotations

from fractions import Fraction

from symcalc.decide.identity.kernels.kernel import Ratio
from symcalc.decide.identity.kernels.knowledge import Refined
from symcalc.decide.identity.kernels.tower import Tower
from symcalc.decide.identity.work import OutOfWork

#: Arguments further apart than this are not brought together.
MOST_STEPS = 60
#: An argument is not taken apart into more multiples of the least one in use.
MOST_PARTS = 12


def shifted(tower: Tower, u: Ratio, steps: int) -> Ratio:
    """The argument that lies some whole steps higher."""
    return tower.add(u, tower.number(steps)) if steps else u


def steps_to_top(tower: Tower, family: str, u: Ratio) -> int:
    """How far an argument lies below the greatest of its kind; raises `Refined` where it is greater."""
    constant = constant_term(tower, u)
    rest = tower.subtract(u, tower.number(constant))
    key = (family, constant % 1, tower.ratio_key(rest))
    top = tower.knowledge.shifts.setdefault(key, constant)
    if constant > top:
        tower.knowledge.shifts[key] = constant
        raise Refined
    if top - constant > MOST_STEPS:
        raise OutOfWork
    return int(top - constant)


def least_part(tower: Tower, family: str, u: Ratio) -> int:
    """How many times the least argument in use, but for constants, an argument is; 1 where that is too often."""
    moving = tower.subtract(u, tower.number(constant_term(tower, u)))
    if not moving.denominator.is_constant() or not moving.numerator:
        return 1
    leading = moving.numerator.leading_coefficient()
    slope = abs(Fraction(int(leading.p), int(leading.q)))
    key = (family, tower.key(moving.numerator / abs(leading)))
    k = int(slope / tower.knowledge.scale(tower.knowledge.multiples, key, slope))
    return k if k <= MOST_PARTS else 1


def constant_term(tower: Tower, u: Ratio) -> Fraction:
    """The term without kernels of an argument that is a polynomial."""
    if not u.denominator.is_constant():
        return Fraction(0)
    value = u.numerator.to_dict().get((0,) * tower.knowledge.slots)
    return Fraction(0) if value is None else Fraction(int(value.p), int(value.q))
