"""Rules that shorten a term of a normal form: inverses beside their matrices, absolute values beside signs."""

from __future__ import annotations

from fractions import Fraction

from symcalc.matrix import algebra
from symcalc.matrix.canonical import signature
from symcalc.matrix.identity.factors import leading
from symcalc.matrix.indices import PLAIN, Apply, Delta, Factor, Indexed, Inverse, Powered, Surd, Term, single
from symcalc.matrix.positions import new
from symcalc.matrix.simplify.inverses import Beside, beside, cancelled


def reduced(term: Term) -> Indexed | None:
    """The term after one rule, or None where none applies."""
    for rule in (_numbers, _cancelled, _inverse_of_sum, _absolute_values):
        better = rule(term)
        if better is not None:
            return better
    return None


def _numbers(term: Term) -> Indexed | None:
    """A whole power of a number belongs to the coefficient."""
    for part in term.factors:
        base, power = part
        if isinstance(power, Indexed) or not isinstance(base, Surd):
            continue
        if power.denominator == 1 and (base.value or power > 0):
            rest = tuple(each for each in term.factors if each is not part)
            return Indexed((Term(term.coefficient * base.value ** int(power), rest, term.dummies),))
    return None


def _cancelled(term: Term) -> Indexed | None:
    better = cancelled(term)
    return None if better is None else Indexed((better,))


def _inverse_of_sum(term: Term) -> Indexed | None:
    """(L + R)⁻¹ L = I - (L + R)⁻¹ R, with L the leading term; the same on the other side."""
    for part in term.factors:
        base, power = part
        if not isinstance(base, Inverse) or power != PLAIN or len(base.body.terms) < 2:
            continue
        first = _leading_matrix(base.body)
        for side in (1, 0):
            found = beside(term, part, first, side) if first is not None else None
            if first is not None and found is not None:
                return _exchanged(term.coefficient, base, first, side, found)
    return None


def _leading_matrix(body: Indexed) -> Term | None:
    """The leading term that is no multiple of the identity."""
    others = tuple(term for term in body.terms if not any(isinstance(base, Delta) for base, _ in term.factors))
    return leading(Indexed(others)) if others else None


def _exchanged(coefficient: Fraction, base: Inverse, first: Term, side: int, found: Beside) -> Indexed:
    """The identity instead of the product, minus the products with the other terms."""
    outside = Indexed((Term(coefficient / first.coefficient, found.rest),))
    near, joint = base.at[1 - side], new(base.row.size)
    start, end = (base.row, base.column) if side else (base.column, base.row)
    at = (near, joint) if side else (joint, near)
    inverse = single(Inverse(base.body, base.row, base.column, at))
    others = [term for term in base.body.terms if term is not first]
    parts = [algebra.multiply([outside, algebra.delta(near, found.far)], found.dummies)]
    for other in others:
        entry = Indexed((other,)).rename({start: joint, end: found.far})
        parts.append(algebra.scaled(algebra.multiply([outside, inverse, entry], (*found.dummies, joint)), -1))
    return algebra.add(parts)


def _absolute_values(term: Term) -> Indexed | None:
    """U sign(u) = |u|, |u|^2 = u^2, |u| sign(u) = u."""
    for part in term.factors:
        base, power = part
        if isinstance(base, Apply) and base.function == "abs" and isinstance(power, Fraction):
            better = _of_absolute_value(term, part, base, power)
            if better is not None:
                return better
        if isinstance(base, Apply) and base.function == "sign":
            better = _beside_sign(term, part, base)
            if better is not None:
                return better
    return None


def _of_absolute_value(term: Term, part: Powered, base: Apply, power: Fraction) -> Indexed | None:
    """An even power without the bars; with the sign, an odd one."""
    inside = base.arguments[0]
    if power.denominator != 1:
        return None
    if power % 2 == 0:
        return _without(term, [part], algebra.power(inside, power))
    for other in term.factors:
        if other[1] == PLAIN and _equal(other[0], Apply("sign", base.arguments)):
            return _without(term, [part, other], algebra.power(inside, power))
    return None


def _beside_sign(term: Term, part: Powered, base: Apply) -> Indexed | None:
    """U sign(u) = |u|, for u a factor by itself."""
    lone = base.arguments[0].terms[0].alone() if len(base.arguments[0].terms) == 1 else None
    for other in term.factors:
        if lone is not None and part[1] == PLAIN and other[1] == PLAIN and _equal(other[0], lone):
            return _without(term, [part, other], algebra.apply("abs", base.arguments[0]))
    return None


def _without(term: Term, taken: list[Powered], instead: Indexed) -> Indexed:
    """The term with some factors replaced."""
    rest = tuple(each for each in term.factors if not any(each is other for other in taken))
    return algebra.multiply([Indexed((Term(term.coefficient, rest),)), instead], term.dummies)


def _equal(left: Factor, right: Factor) -> bool:
    """Whether two factors are the same at the same indices."""
    first, second = signature(left), signature(right)
    return first.key == second.key and first.at == second.at
