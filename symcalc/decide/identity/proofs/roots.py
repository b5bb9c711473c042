"""Exact roots of what factors are zero at: polynomials in one kernel, and affine functions with constants."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from flint import fmpq, fmpz_poly

from symcalc.decide.ball.roots import real_roots
from symcalc.decide.ball.verdict import Real
from symcalc.decide.identity.kernels.kernel import Polynomial
from symcalc.decide.identity.kernels.tower import Tower
from symcalc.decide.identity.kernels.written import polynomial_tree
from symcalc.syntax.tree import Call, Name, Negative, Node, Power, Product, Sum, integer, rational


def univariate(tower: Tower, polynomial: Polynomial) -> fmpz_poly:
    """A primitive polynomial in one kernel by its coefficients."""
    slot = tower.used(polynomial)[0].slot
    coefficients = [0] * (int(polynomial.total_degree()) + 1)
    for powers, coefficient in polynomial.to_dict().items():
        coefficients[int(powers[slot])] = int(coefficient.p)
    return fmpz_poly(coefficients)


def exact_roots(polynomials: list[fmpz_poly]) -> Iterator[tuple[Real, Node]]:
    """The real roots of irreducible polynomials with whole coefficients, with exact trees."""
    for polynomial in polynomials:
        for index, root in enumerate(real_roots(polynomial)):
            if isinstance(root, fmpq):
                yield root, rational(Fraction(int(root.p), int(root.q)))
            else:
                yield root, _irrational(polynomial, index)


def _irrational(polynomial: fmpz_poly, index: int) -> Node:
    """The real root of an irreducible polynomial that comes at an index, counted from the least, 0."""
    if polynomial.degree() > 2:
        return Call("rootof", (_written_out(polynomial), integer(index)))
    c, b, a = (Fraction(int(coefficient)) for coefficient in polynomial.coeffs())
    root = Call("sqrt", (rational((b * b - 4 * a * c) / (4 * a * a)),))
    signed = root if index else Negative(root)
    return Sum((rational(-b / (2 * a)), signed)) if b else signed


def _written_out(polynomial: fmpz_poly) -> Node:
    terms = [_term(int(c), k) for k, c in enumerate(polynomial.coeffs()) if c]
    return Sum(tuple(reversed(terms)))


def _term(coefficient: int, exponent: int) -> Node:
    if exponent == 0:
        return integer(coefficient)
    power = Power(Name("x"), integer(exponent)) if exponent > 1 else Name("x")
    if abs(coefficient) != 1:
        return Product((integer(coefficient), power))
    return power if coefficient == 1 else Negative(power)


def zero_of_affine(tower: Tower, polynomial: Polynomial) -> Node | None:
    """Where `c x + d` is zero, for a number c and a constant d."""
    names_in = [kernel for kernel in tower.used(polynomial) if kernel.kind == "name"]
    if len(names_in) != 1 or not tower.is_affine(polynomial):
        return None
    slope = polynomial.derivative(names_in[0].slot)
    return polynomial_tree(tower, tower.generator(names_in[0]) - polynomial / slope.leading_coefficient())
