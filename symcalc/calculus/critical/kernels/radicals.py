"""Roots of positive elements, and algebraic numbers, as kernels with a polynomial relation."""

from __future__ import annotations

from fractions import Fraction

from flint import fmpq, fmpz, fmpz_poly

from symcalc.calculus.critical.kernels.extension import Extension, Kernel, NotClosed
from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.decide.ball.roots import polynomial as rootof_polynomial
from symcalc.syntax.tree import Call, Node, Power, rational


def power_by_root(tower: Extension, base: Ratio, exponent: Fraction) -> Ratio:
    """`base^exponent` for a fraction, of a positive base where that is no integer."""
    if exponent.denominator == 1:
        return base**exponent.numerator
    return root(tower, base, exponent.denominator) ** exponent.numerator


def root(tower: Extension, radicand: Ratio, order: int) -> Ratio:
    """The positive root of a positive element."""
    value = radicand.value
    if value is not None and (exact := _exact_root(value, order)) is not None:
        return tower.number(exact)
    if value is not None and value.denominator != 1:  # one kernel for sqrt(2) and sqrt(1/2)
        below = tower.number(value.denominator)
        return root(tower, radicand * below**order, order) / below
    content, direction = radicand.split()
    outside, inside = _power_inside(abs(content), order)
    if outside != 1:
        rest = inside if content > 0 else -inside
        return tower.number(outside) * root(tower, tower.number(rest) * direction, order)
    for known, kernel in tower.registered_under(("root", radicand)):
        if known % order == 0:
            return tower.unknown(kernel.position) ** (int(known) // order)

    def make() -> Kernel:
        position = tower.place()
        unknown = tower.ring.unknowns[position]
        inside = tower.tree(radicand)
        node = Call("sqrt", (inside,)) if order == 2 else Power(inside, rational(Fraction(1, order)))
        share = tower.number(Fraction(1, order))
        return tower.new(
            "root",
            node,
            radicand,
            lambda i: tower.unknown(position) * share * tower.derivative(radicand, i) / radicand,
            relation=unknown**order * radicand.bottom - radicand.top,
            unit=True,
            positive=True,
            order=order,
        )

    kernel = tower.registered(("root", radicand), Fraction(order), make)[1]
    return tower.unknown(kernel.position)


def _exact_root(value: Fraction, order: int) -> Fraction | None:
    if value < 0:
        return None
    parts = []
    for number in (value.numerator, value.denominator):
        found = int(fmpz(number).root(order)) if number > 1 else number
        if found**order != number:
            return None
        parts.append(found)
    return Fraction(*parts)


def _power_inside(value: Fraction, order: int) -> tuple[Fraction, Fraction]:
    """The largest m with m^order in a small fraction, and the rest: sqrt(12) is 2·sqrt(3), sqrt(a/4) is sqrt(a)/2."""
    outside, inside = Fraction(1), Fraction(1)
    if not value > 0 or max(value.numerator, value.denominator) > 10**9:
        return outside, value
    for number, sign in ((value.numerator, 1), (value.denominator, -1)):
        for prime, exponent in fmpz(number).factor() if number > 1 else ():
            outside *= Fraction(int(prime)) ** (sign * (int(exponent) // order))
            inside *= Fraction(int(prime)) ** (sign * (int(exponent) % order))
    return outside, inside


def algebraic(tower: Extension, node: Node, polynomial: fmpz_poly) -> Ratio:
    """A real algebraic number as a kernel with its polynomial as the relation."""

    def make() -> Kernel:
        position = tower.place()
        unknown = tower.ring.unknowns[position]
        relation = tower.ring.constant(0)
        for exponent, coefficient in enumerate(polynomial.coeffs()):
            relation += unknown**exponent * coefficient
        return tower.new("number", node, None, lambda _: tower.zero, relation=relation, unit=polynomial[0] != 0)

    kernel = tower.registered(("number", node), Fraction(1), make)[1]
    return tower.unknown(kernel.position)


def root_of(tower: Extension, node: Call) -> Ratio:
    """A real root of a polynomial, as `rootof` names it."""
    polynomial = rootof_polynomial(node.arguments[0])
    if polynomial is None or polynomial.degree() < 1:
        raise NotClosed("rootof")
    if polynomial.degree() == 1:
        value = fmpq(-polynomial[0], polynomial[1])
        return tower.number(Fraction(int(value.numerator), int(value.denominator)))
    return algebraic(tower, node, polynomial)
