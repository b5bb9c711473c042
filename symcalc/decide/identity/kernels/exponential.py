"""Exponentials, logarithms and real powers of ratios, split over exponents and over irreducible factors.

    e^(sum of c m)      the product of (e^(scale m))^(c / scale)
    log|p|              the sum of exponent * log|q| over the factors q of p
    |p|^c               the product of |q|^(exponent * c), with |q|^(1/d) as kernel and (|q|^(1/d))^d = side * q

Each identity holds at every real point where the left side is defined.
"""

from __future__ import annotations

from fractions import Fraction

from flint import arb

from symcalc.decide.ball import enclose
from symcalc.decide.identity.kernels.circular import root_of_prime
from symcalc.decide.identity.kernels.exponents import parts
from symcalc.decide.identity.kernels.factors import factored, primes, primitive
from symcalc.decide.identity.kernels.kernel import Kernel, Polynomial, Ratio
from symcalc.decide.identity.kernels.powers import power
from symcalc.decide.identity.kernels.tower import Tower
from symcalc.decide.identity.kernels.written import polynomial_tree, tree_of
from symcalc.syntax.tree import Call, Constant, Piecewise, Power, Relation, Truth, integer, rational


def exponential(tower: Tower, exponent: Ratio) -> Ratio:
    """`e^exponent`."""
    return tower.product(_exponential_part(tower, part.coefficient, part.monomial) for part in parts(tower, exponent))


def _exponential_part(tower: Tower, coefficient: Fraction, monomial: Ratio) -> Ratio:
    single = tower.single(monomial)
    if single is not None and single.kind == "log":
        return magnitude_power(tower, single.arguments[0].numerator, coefficient)
    key = tower.ratio_key(monomial)
    scale = tower.knowledge.scale(tower.knowledge.exponents, key, coefficient)
    exponent = tower.multiply(tower.number(scale), monomial)
    tree = Call("exp", (tree_of(tower, exponent),)) if exponent != tower.number(1) else Constant("e")
    kernel = tower.kernel("exp", (key, scale), tree, (exponent,))
    return power(tower, tower.value(kernel), int(coefficient / scale))


# -- logarithms --------------------------------------------------------------------------------------------------------


def logarithm(tower: Tower, ratio: Ratio) -> Ratio:
    """`log|ratio|` of a ratio that is not zero."""
    constant, factors = factored(tower, ratio)
    terms = [_scaled(tower, _log_of_prime(tower, p), exponent) for p, exponent in primes(abs(constant))]
    return tower.sum([*terms, *(_scaled(tower, log_magnitude(tower, q), exponent) for q, exponent in factors)])


def signed_log(tower: Tower, ratio: Ratio) -> Ratio:
    """`log(ratio)`, which says that the ratio is positive."""
    tower.learn(ratio, "> 0")
    return logarithm(tower, ratio)


def _scaled(tower: Tower, ratio: Ratio, number: int | Fraction) -> Ratio:
    return tower.multiply(tower.number(number), ratio)


def _log_of_prime(tower: Tower, p: int) -> Ratio:
    argument = tower.number(p)
    kernel = tower.kernel("log", tower.key(argument.numerator), Call("log", (integer(p),)), (argument,))
    return tower.value(kernel)


def log_magnitude(tower: Tower, q: Polynomial) -> Ratio:
    """`log|q|` of an irreducible polynomial."""
    kernel = tower.single(Ratio(q, tower.one))
    if kernel is not None and kernel.kind == "exp":
        return kernel.arguments[0]
    if kernel is not None and kernel.kind == "root":
        return _scaled(tower, log_magnitude_of(tower, kernel.arguments[0]), Fraction(1, kernel.degree))
    if kernel is not None and kernel.kind == "alias":
        return log_magnitude_of(tower, kernel.arguments[0])
    if kernel is not None and tower.is_sign(kernel):
        return tower.number(0)
    conjugate = _by_conjugate(tower, q)
    if conjugate is not None:
        norm, other = conjugate
        return tower.subtract(logarithm(tower, norm), tower.value(other))
    argument = Ratio(q, tower.one)
    related = _constant_multiple(tower, q) if tower.is_constant(argument) else None
    if related is not None:
        return related
    tree = Call("log", (Call("abs", (polynomial_tree(tower, q),)),))
    return tower.value(tower.kernel("log", tower.key(q), tree, (argument,)))


def _constant_multiple(tower: Tower, q: Polynomial) -> Ratio | None:
    """`log|q|` of a constant as a rational multiple of one that is there: `log(3 + 2 sqrt 2) = 2 log(1 + sqrt 2)`."""
    here = enclose(polynomial_tree(tower, q), {}, 128)
    if not isinstance(here, arb) or not abs(here) > 0 or tower.find("log", tower.key(q)) is not None:
        return None
    for kernel in [kernel for kernel in tower.kernels if kernel.kind == "log" and kernel.constant]:
        other = enclose(kernel.tree, {}, 128)
        ratio = abs(here).log() / other if isinstance(other, arb) and other != 0 else arb.nan()
        times = (ratio * 12).unique_fmpz() if ratio.is_finite() else None
        if times is not None and 0 < abs(times) <= 60:
            a, b = Fraction(int(times), 12).as_integer_ratio()
            if _are_powers(tower, q, b, kernel.arguments[0].numerator, a):
                return _scaled(tower, tower.value(kernel), Fraction(a, b))
    return None


def _are_powers(tower: Tower, p: Polynomial, n: int, q: Polynomial, m: int) -> bool:
    """Whether `|p|^n = |q|^m`, exactly, by the relations of the tower."""
    left, right = tower.raised(p, n), tower.raised(q, abs(m))
    if m < 0:
        left, right = tower.times(left, right), tower.one
    return not left - right or not left + right


def log_magnitude_of(tower: Tower, ratio: Ratio) -> Ratio:
    """`log|q|` of what a root or an alias stands for, a prime or an irreducible polynomial."""
    if ratio.numerator.is_constant():
        return logarithm(tower, ratio)
    return log_magnitude(tower, ratio.numerator)


def _by_conjugate(tower: Tower, q: Polynomial) -> tuple[Ratio, Kernel] | None:
    """The norm of q and the logarithm of a conjugate, where there is one already: log|q| = log|norm| - log|conjugate|.

    `sqrt(x^2+1) - x` is the reciprocal of `sqrt(x^2+1) + x`.
    """
    for kernel in tower.used(q):
        if kernel.kind == "root" and kernel.degree == 2 and q.degrees()[kernel.slot] == 1:
            conjugate = tower.substitute(q, kernel, -tower.generator(kernel))
            norm = tower.times(q, conjugate)
            simpler = norm and not any(root.kind == "root" for root in tower.used(norm))
            known = tower.find("log", tower.key(primitive(conjugate)[1])) if simpler else None
            if known is not None:
                scale = tower.number(primitive(conjugate)[0])
                return tower.divide(Ratio(norm, tower.one), scale), known
    return None


# -- powers with fractions for exponents -------------------------------------------------------------------------------


def absolute(tower: Tower, ratio: Ratio) -> Ratio:
    """`|ratio|`: the ratio times the side of each factor that it has an odd number of times."""
    if not ratio.numerator:
        return ratio
    constant, factors = factored(tower, ratio)
    sides = [side(tower, q) for q, exponent in factors if exponent % 2]
    return tower.product([ratio, tower.number(1 if constant > 0 else -1), *sides])


def side(tower: Tower, q: Polynomial) -> Ratio:
    """+1 where q >= 0, else -1: a number where the sign of q is known."""
    if q.is_constant():
        return tower.number(1 if q.leading_coefficient() > 0 else -1)
    single = tower.single(Ratio(q, tower.one))
    if single is not None and tower.is_sign(single):
        return tower.value(single)
    known = tower.sign(q)
    if known is not None:
        return tower.number(known)
    above = Relation((">=",), (polynomial_tree(tower, q), integer(0)))
    tree = Piecewise(((integer(1), above), (integer(-1), Truth(value=True))))
    kernel = tower.kernel("side", tower.key(q), tree, (Ratio(q, tower.one),))
    tower.relate(kernel, 2, tower.one)
    return tower.value(kernel)


def real_power(tower: Tower, ratio: Ratio, exponent: Fraction) -> Ratio:
    """`|ratio|^exponent` of a ratio that is not zero, or for a positive exponent."""
    if not ratio.numerator:
        return ratio
    constant, factors = factored(tower, ratio)
    numbers = [_prime_power(tower, p, e * exponent) for p, e in primes(abs(constant))]
    return tower.product([*numbers, *(magnitude_power(tower, q, e * exponent) for q, e in factors)])


def cube_root(tower: Tower, ratio: Ratio) -> Ratio:
    """The real cube root of any number."""
    if not ratio.numerator:
        return ratio
    constant, factors = factored(tower, ratio)
    sides = [side(tower, q) for q, exponent in factors if exponent % 2]
    root = real_power(tower, ratio, Fraction(1, 3))
    return tower.product([root, tower.number(1 if constant > 0 else -1), *sides])


def magnitude_power(tower: Tower, q: Polynomial, exponent: Fraction) -> Ratio:
    """`|q|^exponent` of an irreducible polynomial, or of a prime number."""
    kernel = tower.single(Ratio(q, tower.one))
    if kernel is not None and kernel.kind == "exp":
        return exponential(tower, _scaled(tower, kernel.arguments[0], exponent))
    if kernel is not None and kernel.kind == "root":
        return magnitude_power(tower, kernel.arguments[0].numerator, exponent / kernel.degree)
    if kernel is not None and kernel.kind == "alias":
        return magnitude_power(tower, kernel.arguments[0].numerator, exponent)
    if kernel is not None and tower.is_sign(kernel):
        return tower.number(1)
    if q.is_constant():
        return real_power(tower, Ratio(q, tower.one), exponent)
    return _rooted(tower, q, exponent)


def _prime_power(tower: Tower, p: int, exponent: Fraction) -> Ratio:
    if exponent.denominator == 1:
        return power(tower, tower.number(p), int(exponent))
    return _rooted(tower, tower.constant(p), exponent)


def _rooted(tower: Tower, q: Polynomial, exponent: Fraction) -> Ratio:
    """`|q|^exponent` over the least root of |q| in use."""
    index = tower.knowledge.root(tower.key(q), exponent.denominator)
    whole, rest = divmod(int(exponent * index), index)
    size = tower.multiply(Ratio(q, tower.one), side(tower, q)) if whole % 2 else Ratio(q, tower.one)
    result = power(tower, size, whole)
    return tower.multiply(result, power(tower, _root(tower, q, index), rest)) if rest else result


def _root(tower: Tower, q: Polynomial, index: int) -> Ratio:
    """The kernel `|q|^(1/index)`, or the element of a cyclotomic field that it is."""
    square_root = root_of_prime(tower, int(q.leading_coefficient().p)) if q.is_constant() and index % 2 == 0 else None
    if square_root is not None and index == 2:
        return Ratio(square_root, tower.one)
    tree_q = polynomial_tree(tower, q)
    size = tree_q if q.is_constant() else Call("abs", (tree_q,))
    tree = Call("sqrt", (size,)) if index == 2 else Power(size, rational(Fraction(1, index)))
    kernel = tower.kernel("root", (tower.key(q), index), tree, (Ratio(q, tower.one),), degree=index)
    if square_root is not None:
        tower.relate(kernel, index // 2, square_root)
    elif kernel.slot not in tower.relations:
        tower.relate(kernel, index, tower.times(q, side(tower, q).numerator))
    return tower.value(kernel)
