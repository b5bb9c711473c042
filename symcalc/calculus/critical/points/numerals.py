"""Real algebraic numbers as people write them: a short radical where there is one, else `rootof(polynomial, k)`."""

from __future__ import annotations

from fractions import Fraction

import flint
from flint import arb, fmpq, fmpq_poly, fmpz, fmpz_poly

from symcalc.calculus.critical.systems.numbers import FIRST_BITS, RealRoot, chosen_root, irreducible_factors
from symcalc.syntax.tree import Call, Name, Negative, Node, Number, Power, Product, Quotient, Sum, integer, rational

#: Longer numbers than this are no short radical.
SHORT = 10**12


def numeral(root: RealRoot) -> Node:
    """The number as a tree: rational, radical or `rootof`.

    >>> from symcalc.calculus.critical.systems.numbers import real_roots
    >>> from symcalc.syntax.written import written
    >>> [written(numeral(root)) for root in real_roots(fmpz_poly([-1, -1, 1]))]
    ['(1 - sqrt(5))/2', '(1 + sqrt(5))/2']
    >>> written(numeral(real_roots(fmpz_poly([1, -1, 0, 0, 0, 1]))[0]))
    'rootof(x**5 - x + 1, 0)'
    """
    value = root.rational
    if value is not None:
        return rational(_fraction(value))
    return _radical(root) or Call("rootof", (polynomial_tree(root.polynomial), integer(root.index)))


def polynomial_tree(polynomial: fmpz_poly, name: str = "x") -> Node:
    """A polynomial in one name as a tree, highest power first."""
    terms: list[Node] = []
    for exponent in range(int(polynomial.degree()), -1, -1):
        coefficient = int(polynomial[exponent])
        if coefficient:
            term = _term(abs(coefficient), Name(name), exponent)
            terms.append(Negative(term) if coefficient < 0 else term)
    return Sum(tuple(terms)) if len(terms) > 1 else terms[0] if terms else integer(0)


def _term(coefficient: int, base: Node, exponent: int) -> Node:
    if exponent == 0:
        return Number(Fraction(coefficient))
    power = base if exponent == 1 else Power(base, integer(exponent))
    return power if coefficient == 1 else Product((Number(Fraction(coefficient)), power))


def _radical(root: RealRoot) -> Node | None:
    """`center ± u^(1/k)` where u is rational or quadratic: quadratic, pure and biquadratic numbers."""
    degree = root.degree
    center = fmpq(-root.polynomial[degree - 1], degree * root.polynomial[degree])
    shifted = fmpq_poly(root.polynomial)(fmpq_poly([center, 1])).numer()
    inner, step = shifted.deflation()
    if inner.degree() > 2 or step == 1 or _longest(inner) > SHORT:
        return None
    sign = _side(root, center)
    power = _power_of(root, center, int(step), inner)
    if inner.degree() == 1:
        return _quadratic_or_pure(center, sign, power, int(step))
    if center != 0:
        return None
    size = _rooted(numeral(power), int(step)) if power.sign() > 0 else None
    return None if size is None else _signed(size, sign)


def _side(root: RealRoot, center: fmpq) -> int:
    """The sign of the root minus its center (it is not 0: the polynomial is irreducible of degree above 1)."""
    bits = FIRST_BITS
    while (root.ball(bits) - center).contains(0):
        bits *= 2
    return 1 if root.ball(bits) > center else -1


def _power_of(root: RealRoot, center: fmpq, step: int, inner: fmpz_poly) -> RealRoot:
    """(root - center)^step, a root of the inner polynomial."""

    def ball(bits: int) -> arb:
        with flint.ctx.workprec(bits):
            return (root.ball(bits) - center) ** step

    return chosen_root([factor for factor, _ in irreducible_factors(inner)], ball)


def _quadratic_or_pure(center: fmpq, sign: int, power: RealRoot, step: int) -> Node | None:
    if power.rational is None:
        return None
    size = abs(_fraction(power.rational))
    top, bottom = _simplified_root(size, step)
    if center == 0:
        return _signed(_over(top, bottom), sign)
    c = _fraction(center)
    common = Fraction(c.denominator * bottom // _gcd(c.denominator, bottom))
    first = rational(c * common)
    scale = int(common) // bottom
    second = top if scale == 1 else _scaled(scale, top)
    total = Sum((first, second if sign > 0 else Negative(second)))
    return total if common == 1 else Quotient(total, Number(common))


def _gcd(a: int, b: int) -> int:
    return int(fmpz(a).gcd(b))


def _simplified_root(size: Fraction, order: int) -> tuple[Node, int]:
    """size^(1/order) as (m·n^(1/order)) over a whole number: sqrt(1/2) is sqrt(2) over 2."""
    inside = size.numerator * size.denominator ** (order - 1)
    outside, rest = 1, 1
    for prime, exponent in fmpz(inside).factor():
        outside *= int(prime) ** (int(exponent) // order)
        rest *= int(prime) ** (int(exponent) % order)
    common = _gcd(outside, size.denominator)
    return _scaled(outside // common, _rooted(integer(rest), order)), size.denominator // common


def _scaled(factor: int, node: Node) -> Node:
    if factor == 1:
        return node
    if isinstance(node, Product) and isinstance(node.factors[0], Number):
        return Product((Number(node.factors[0].value * factor), *node.factors[1:]))
    return Product((Number(Fraction(factor)), node))


def _over(top: Node, bottom: int) -> Node:
    return top if bottom == 1 else Quotient(top, integer(bottom))


def _signed(node: Node, sign: int) -> Node:
    return node if sign > 0 else Negative(node)


def _rooted(radicand: Node, order: int) -> Node:
    if order == 2:
        return Call("sqrt", (radicand,))
    if order == 3:
        return Call("cbrt", (radicand,))
    return Power(radicand, Quotient(integer(1), integer(order)))


def _longest(polynomial: fmpz_poly) -> int:
    return max(abs(int(c)) for c in polynomial.coeffs())


def _fraction(value: fmpq) -> Fraction:
    return Fraction(int(value.numerator), int(value.denominator))
