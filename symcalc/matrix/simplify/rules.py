"""Identities of single terms, each a function that gives the better term or None where it does not apply."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from symcalc.matrix import algebra, composite
from symcalc.matrix.canonical import signature
from symcalc.matrix.indices import (
    PLAIN,
    Apply,
    Bracket,
    Factor,
    Indexed,
    Kronecker,
    Powered,
    Softmax,
    Stacked,
    Surd,
    Term,
    single,
)
from symcalc.matrix.positions import Index, simple
from symcalc.matrix.simplify.inverses import cancelled

Rule = Callable[[Term], "Term | None"]


def rewritten(term: Term) -> Term | None:
    """The term after the first identity that applies, or None."""
    for rule in RULES:
        better = rule(term)
        if better is not None:
            return better
    return None


def _exchanged(term: Term, taken: list[Powered], parts: list[Indexed]) -> Term:
    """The term with some factors replaced by others."""
    rest = Term(term.coefficient, tuple(part for part in term.factors if not any(part is each for each in taken)))
    return Term(*_product(rest, parts, term.dummies))


def _product(
    rest: Term, parts: list[Indexed], dummies: tuple[Index, ...]
) -> tuple[Fraction, tuple[Powered, ...], tuple[Index, ...]]:
    whole = algebra.multiply([Indexed((rest,)), *parts], dummies).terms[0]
    return whole.coefficient, whole.factors, whole.dummies


def _applied(term: Term, function: str) -> Iterator[tuple[Powered, Indexed, Fraction]]:
    """The powers of a function of one argument in a term, with argument and exponent."""
    for part in term.factors:
        base, power = part
        if isinstance(base, Apply) and base.function == function and isinstance(power, Fraction):
            yield part, base.arguments[0], power


def absolute_values(term: Term) -> Term | None:
    """|u|^(2k) = u^(2k); sign(u) |u|^k = u^k for odd k; sign(u) u = |u|."""
    for part, inside, power in _applied(term, "abs"):
        if power.denominator == 1 and power.numerator % 2 == 0:
            return _exchanged(term, [part], [algebra.power(inside, power)])
        for other, same, sign in _applied(term, "sign"):
            if same == inside and sign == 1 and power.denominator == 1:
                return _exchanged(term, [part, other], [algebra.power(inside, power)])
    return None


def logistic(term: Term) -> Term | None:
    """exp(u) / (1 + exp(u)) is sigmoid(u)."""
    for part, inside, power in _applied(term, "exp"):
        for other in term.factors:
            below, other_power = other
            if power == 1 and isinstance(other_power, Fraction) and other_power <= -1 and _is_one_plus(below, part[0]):
                left = [single(below, other_power + 1)] if other_power != -1 else []
                return _exchanged(term, [part, other], [algebra.apply("sigmoid", inside), *left])
    return None


def _is_one_plus(base: Factor, exponential: Factor) -> bool:
    """Whether a bracket is 1 + exp(u) for the given exp(u)."""
    if not isinstance(base, Bracket) or len(base.body.terms) != 2:
        return False
    numbers = [each for each in base.body.terms if not each.factors]
    others = [each.alone() for each in base.body.terms if each.factors]
    return len(numbers) == 1 and numbers[0].coefficient == 1 and None not in others and _same(others[0], exponential)


def _same(left: Factor | None, right: Factor) -> bool:
    """Whether two factors are equal, their dummies renamed."""
    if left is None:
        return False
    first, second = signature(left), signature(right)
    return first.key == second.key and first.at == second.at


def tangents(term: Term) -> Term | None:
    """sin(u)/cos(u) is tan(u), sinh(u)/cosh(u) is tanh(u)."""
    for above, below, name in (("sin", "cos", "tan"), ("sinh", "cosh", "tanh")):
        for part, inside, power in _applied(term, above):
            for other, same, other_power in _applied(term, below):
                if power == -other_power and power > 0 and _same(Apply(name, (inside,)), Apply(name, (same,))):
                    return _exchanged(term, [part, other], [algebra.power(algebra.apply(name, inside), power)])
    return None


def quotient_of_exponentials(term: Term) -> Term | None:
    """exp(u_i), divided by the sum of all exp(u_k), is an entry of the softmax of u."""
    for part, inside, power in _applied(term, "exp"):
        for other in term.factors:
            below, other_power = other
            if (
                power != 1
                or not isinstance(below, Bracket)
                or not isinstance(other_power, Fraction)
                or other_power > -1
            ):
                continue
            found = _normalized(below, part[0], inside)
            if found:
                left = [single(below, other_power + 1)] if other_power != -1 else []
                return _exchanged(term, [part, other], [single(found), *left])
    return None


def _normalized(below: Bracket, exponential: Factor, inside: Indexed) -> Softmax | None:
    """The softmax that a sum of exponentials makes of one of them, if it is the sum of all."""
    if len(below.body.terms) != 1 or len(below.body.terms[0].dummies) != 1:
        return None
    term = below.body.terms[0]
    (slot,) = term.dummies
    lone = Term(term.coefficient, term.factors).alone()
    places = {index for part in exponential.positions() for index in simple(part)}
    for at in sorted(places, key=lambda index: index.number):
        if lone is not None and at.size == slot.size and _same(lone.rename({slot: at}), exponential):
            return Softmax(inside.rename({at: slot}), slot, at)
    return None


def surds(term: Term) -> Term | None:
    """A whole power of a rational number belongs to the coefficient."""
    for part in term.factors:
        base, power = part
        if (
            isinstance(base, Surd)
            and isinstance(power, Fraction)
            and power.denominator == 1
            and (base.value or power > 0)
        ):
            rest = tuple(each for each in term.factors if each is not part)
            return Term(term.coefficient * base.value ** int(power), rest, term.dummies)
    return None


def taken_apart(term: Term) -> Term | None:
    """A Kronecker product or a stacked matrix at composite indices as its parts."""
    for part in term.factors:
        base, power = part
        if isinstance(base, Kronecker | Stacked) and composite.ready(base):
            whole = composite.kronecker(base) if isinstance(base, Kronecker) else composite.stacked(base)
            return _exchanged(term, [part], [algebra.power(whole, power)])
    return None


def sums_of_softmax(term: Term) -> Term | None:
    """The entries of a softmax add up to 1: where the sum is over its own index, and over nothing else."""
    for part in term.factors:
        base, power = part
        if isinstance(base, Softmax) and power == PLAIN and base.at in term.dummies:
            rest = tuple(each for each in term.factors if each is not part)
            others = (*Term(PLAIN, rest).positions(), *base.body.positions())
            if base.at not in {index for position in others for index in simple(position)}:
                return Term(term.coefficient, rest, tuple(index for index in term.dummies if index != base.at))
    return None


RULES: tuple[Rule, ...] = (
    surds,
    taken_apart,
    cancelled,
    absolute_values,
    logistic,
    tangents,
    quotient_of_exponentials,
    sums_of_softmax,
)
