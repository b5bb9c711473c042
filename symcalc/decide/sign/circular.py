"""Sines and cosines of rational multiples of pi, and the angles that inverse functions give back."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import Final

from flint import arb, ctx, fmpq

from symcalc.decide.sign.polynomials import Kernel, Polynomial, Ratio, constant, letter, number, total
from symcalc.syntax.tree import Call, Constant, Node, Number, Product, rational

PI: Final = Kernel("pi", None, Constant("pi"))
#: An inverse function's value is compared with fractions of pi up to this denominator.
DENOMINATORS: Final = 120
#: With fewer correct bits a simple fraction would fit by chance.
_CERTAIN: Final = 60
_HALF: Final = Fraction(1, 2)


def prime(p: int) -> Kernel:
    """A prime, whose roots are kernels."""
    return Kernel("prime", p, Number(Fraction(p)))


def cosine(turns: Fraction) -> Polynomial:
    """cos(turns * pi).

    >>> cosine(Fraction(2, 3)).rational()
    Fraction(-1, 2)
    """
    angle = abs(turns) % 2
    angle = 2 - angle if angle > 1 else angle
    if angle > _HALF:
        return -cosine(1 - angle)
    if angle == _HALF:
        return constant(0)
    known = {Fraction(0): constant(1), Fraction(1, 3): constant(_HALF)}
    roots = {Fraction(1, 4): prime(2), Fraction(1, 6): prime(3)}
    if angle in roots:
        return letter(roots[angle], _HALF).scaled(_HALF)
    if angle in known:
        return known[angle]
    return letter(Kernel("cosine", angle, Call("cos", (Product((rational(angle), Constant("pi"))),))))


def sine(turns: Fraction) -> Polynomial:
    """sin(turns * pi)."""
    return cosine(turns - _HALF)


def turns_of(poly: Polynomial) -> tuple[Fraction, Polynomial]:
    """An angle as a rational multiple of pi and the rest."""
    alone = frozenset({(PI, Fraction(1))})
    rest = {monomial: value for monomial, value in poly.terms.items() if monomial != alone}
    return poly.terms.get(alone, Fraction(0)), Polynomial(rest)


def trigonometric(name: str, angle: Polynomial, write: Node) -> Ratio:
    """The sine or cosine of an angle, its multiple of pi taken out; `write` is the rest of the angle as a tree.

    The rest is counted as positive where its first coefficient is.
    """
    turns, rest = turns_of(angle)
    if not rest:
        return Ratio((cosine if name == "cos" else sine)(turns), constant(1))
    if name == "sin":
        turns -= _HALF
    inner_cos = letter(Kernel("cos", rest, Call("cos", (write,))))
    inner_sin = letter(Kernel("sin", rest, Call("sin", (write,))))
    return Ratio(total((cosine(turns) * inner_cos, -(sine(turns) * inner_sin))), constant(1))


def nearest_turns(angle: arb) -> Fraction | None:
    """The simple fraction of pi that an enclosed angle may be."""
    with ctx.workprec(128):
        ratio = angle / arb.pi()
        if ratio.contains(0):
            return Fraction(0)
        if not ratio.is_finite() or ratio.rel_accuracy_bits() < _CERTAIN:
            return None
        guess = Fraction(floor(float(ratio.mid()) * 2**40), 2**40).limit_denominator(DENOMINATORS)
        return guess if ratio.contains(fmpq(guess.numerator, guess.denominator)) else None


def multiple_of_pi(turns: Fraction) -> Ratio:
    """The angle turns * pi."""
    return Ratio(letter(PI).scaled(turns), constant(1)) if turns else number(0)
