"""Cosines and sines as elements of a tower: multiples and sums of few basic angles, and of fractions of pi."""

from __future__ import annotations

from fractions import Fraction

from flint import fmpz_poly

from symcalc.calculus.critical.kernels.extension import Extension, Kernel
from symcalc.calculus.critical.kernels.lattice import Form, coordinates
from symcalc.calculus.critical.kernels.radicals import algebraic, root
from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.calculus.critical.systems.ring import Monomial
from symcalc.syntax.tree import Call, Constant, Product, rational

#: Cosines and sines of larger multiples of an angle are kernels of their own.
MULTIPLE = 12

Pair = tuple[Ratio, Ratio]


def circle(tower: Extension, argument: Ratio) -> Pair:
    """Cosine and sine of an angle, by multiples and sums of basic angles."""
    form, rest = tower.flat_form(argument)
    flat = {m: c for m, c in form.items() if any(m[:-1]) or not any(m)}
    offset = {m: c for m, c in form.items() if any(m) and not any(m[:-1])}
    steps = coordinates(flat, tower.angles)
    turned = (tower.number(1), tower.zero)
    if steps is None or max(map(abs, steps), default=0) > MULTIPLE:
        turned = _basic(tower, tower.of_form(flat))
    else:
        for step, vector in zip(steps, tower.angles, strict=True):
            if step:
                turned = _joined(tower, turned, _multiple(tower, _basic(tower, tower.of_form(vector)), step))
    if offset:
        turned = _joined(tower, turned, _fixed(tower, offset))
    if not rest.is_zero:
        turned = _joined(tower, turned, _basic(tower, rest))
    return turned


def _joined(tower: Extension, first: Pair, second: Pair) -> Pair:
    (c, s), (d, t) = first, second
    return tower.reduced(c * d - s * t), tower.reduced(s * d + c * t)


def _multiple(tower: Extension, pair: Pair, times: int) -> Pair:
    once = pair if times > 0 else (pair[0], -pair[1])
    turned = once
    for _ in range(abs(times) - 1):
        turned = _joined(tower, turned, once)
    return turned


def _basic(tower: Extension, angle: Ratio) -> Pair:
    """Cosine and sine of an angle as two kernels that know each other."""
    content, direction = angle.split()
    if not content:
        return tower.number(1), tower.zero

    def make() -> Kernel:
        position = tower.place()
        shown = tower.tree(direction * tower.number(abs(content)))
        positive = direction * tower.number(abs(content))
        if position + 1 >= len(tower.ring.names):
            raise TooHard("too many different functions in one expression")
        c, s = (tower.ring.unknowns[position + k] for k in range(2))
        cosine = tower.new(
            "cos",
            Call("cos", (shown,)),
            positive,
            lambda i: -tower.unknown(position + 1) * tower.derivative(positive, i),
            partner=position + 1,
        )
        tower.new(
            "sin",
            Call("sin", (shown,)),
            positive,
            lambda i: tower.unknown(position) * tower.derivative(positive, i),
            relation=s**2 + c**2 - 1,
            partner=position,
        )
        return cosine

    multiple, kernel = tower.registered(("angle", direction), abs(content), make)
    pair = tower.unknown(kernel.position), tower.unknown(kernel.partner)
    return _multiple(tower, pair, multiple if content > 0 else -multiple)


def _fixed(tower: Extension, offset: Form[Monomial]) -> Pair:
    """Cosine and sine of a number q·pi + r."""
    turned = (tower.number(1), tower.zero)
    for monomial, value in offset.items():
        if monomial[-1] == 1:
            turned = _joined(tower, turned, _fraction_of_pi(tower, value))
        else:
            turned = _joined(tower, turned, _basic(tower, tower.of_form({monomial: value})))
    return turned


def _fraction_of_pi(tower: Extension, share: Fraction) -> Pair:
    """Cosine and sine of a fraction of pi, algebraic numbers."""
    return _cosine_of(tower, share), _cosine_of(tower, Fraction(1, 2) - share)


def _cosine_of(tower: Extension, share: Fraction) -> Ratio:
    share = abs(share) % 2
    share = min(share, 2 - share)
    if share > Fraction(1, 2):
        return -_cosine_of(tower, 1 - share)
    match share:
        case 0:
            return tower.number(1)
        case Fraction(numerator=1, denominator=2):
            return tower.zero
        case Fraction(numerator=1, denominator=3):
            return tower.number(Fraction(1, 2))
        case Fraction(numerator=1, denominator=4 | 6):
            return root(tower, tower.number(2 if share.denominator == 4 else 3), 2) / tower.number(2)
    return algebraic(tower, Call("cos", (Product((rational(share), Constant("pi"))),)), _cosine_polynomial(share))


def _cosine_polynomial(share: Fraction) -> fmpz_poly:
    """A polynomial with the root cos(share·pi)."""
    half = share / 2
    doubled = fmpz_poly.cos_minpoly(half.denominator)  # of 2·cos(2·pi/n)
    return fmpz_poly([int(c) * 2**k for k, c in enumerate(doubled.coeffs())])
