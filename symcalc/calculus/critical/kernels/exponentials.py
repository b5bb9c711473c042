"""Exponentials and logarithms as elements of a tower: products of powers of few kernels, sums of few."""

from __future__ import annotations

from fractions import Fraction

from flint import fmpz

from symcalc.calculus.critical.kernels.extension import Extension, Kernel
from symcalc.calculus.critical.kernels.lattice import coordinates
from symcalc.calculus.critical.kernels.own import own_kernel
from symcalc.calculus.critical.kernels.radicals import power_by_root
from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.syntax.tree import Call


def exponentiated(tower: Extension, argument: Ratio) -> Ratio:
    """`exp(argument)` as a product of powers of kernels, exponentials of a basis of the arguments."""
    form, rest = tower.flat_form(argument)
    steps = coordinates(form, tower.exponents)
    if steps is None:
        found = _exponential_of(tower, tower.of_form(form))
    else:
        found = tower.number(1)
        for step, vector in zip(steps, tower.exponents, strict=True):
            if step:
                found = found * _exponential_of(tower, tower.of_form(vector)) ** step
    if rest.is_zero:
        return found
    factor, left = _power_of_logarithm(tower, rest)
    return found * factor if left.is_zero else found * factor * _exponential_of(tower, left)


def _power_of_logarithm(tower: Extension, exponent: Ratio) -> tuple[Ratio, Ratio]:
    """exp(c·log(u) + …) = u^c·exp(…) for rational c: the powers, and what is left of the exponent."""
    power_part, left = tower.number(1), exponent
    if not exponent.bottom.is_constant():
        return power_part, left
    below = int(exponent.bottom.leading_coefficient())
    for kernel in tower.kernels:
        if kernel.kind != "log" or kernel.argument is None:
            continue
        monomial = tuple(int(i == kernel.position) for i in range(len(tower.ring.names)))
        coefficient = exponent.top.to_dict().get(monomial)
        if coefficient is not None:
            value = Fraction(int(coefficient), below)
            power_part = power_part * power_by_root(tower, kernel.argument, value)
            left = left - tower.unknown(kernel.position) * tower.number(value)
    return power_part, left


def _exponential_of(tower: Extension, argument: Ratio) -> Ratio:
    content, direction = argument.split()
    if not content:
        return tower.number(1)

    def make() -> Kernel:
        position = tower.place()
        return tower.new(
            "exp",
            Call("exp", (tower.tree(argument),)),
            argument,
            lambda i: tower.unknown(position) * tower.derivative(argument, i),
            unit=True,
            positive=True,
        )

    multiple, kernel = tower.registered(("exp", direction), content, make)
    return tower.unknown(kernel.position) ** multiple


def _kernel(tower: Extension, argument: Ratio) -> Ratio:
    """A logarithm as a kernel of its own."""
    return own_kernel(tower, "log", argument, _slope, kind="log", unit=argument.value is not None)


def _slope(tower: Extension, argument: Ratio, _: Ratio) -> Ratio:
    return tower.number(1) / argument


def logarithm(tower: Extension, argument: Ratio) -> Ratio:
    """`log(argument)` for a positive argument; of numbers by their primes, of one exponential its exponent."""
    value = argument.value
    if value is not None and value > 0 and max(value.numerator, value.denominator) < 10**12:
        total = tower.zero
        for number, sign in ((value.numerator, 1), (value.denominator, -1)):
            for prime, exponent in fmpz(number).factor():
                total = total + _kernel(tower, tower.number(int(prime))) * tower.number(sign * int(exponent))
        return total
    taken_apart = _logarithm_of_monomial(tower, argument)
    return _kernel(tower, argument) if taken_apart is None else taken_apart


def _logarithm_of_monomial(tower: Extension, argument: Ratio) -> Ratio | None:
    """The logarithm of a positive number times powers of exponentials and roots, as a sum."""
    total = tower.zero
    scale = Fraction(1)
    for part, sign in ((argument.top, 1), (argument.bottom, -1)):
        if len(part) != 1 or part.leading_coefficient() < 0:
            return None
        scale *= Fraction(int(part.leading_coefficient())) ** sign
        for position, exponent in enumerate(part.degrees()):
            kernel = tower.kernel(position) if exponent else None
            if exponent and (kernel is None or kernel.kind not in {"exp", "root"} or kernel.argument is None):
                return None
            if kernel is not None and kernel.argument is not None:
                inner = kernel.argument
                if kernel.kind == "root":
                    inner = logarithm(tower, inner) / tower.number(kernel.order)
                total = total + inner * tower.number(sign * int(exponent))
    return total + logarithm(tower, tower.number(scale)) if scale != 1 else total
