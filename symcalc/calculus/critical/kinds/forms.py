"""Signs of weighted homogeneous polynomials: definite, of both signs, or neither proved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product

import flint
from flint import arb, fmpq, fmpz_poly

from symcalc.calculus.critical.systems.numbers import real_roots
from symcalc.record import record

Exponents = tuple[int, ...]
#: Coefficients as balls, by exponents.
Form = Mapping[Exponents, arb]
#: Boxes looked at before definiteness is given up, and the halvings of a side.
BOXES, HALVINGS = 4000, 12
BITS = 128


@record
class Signs:
    """What is proved of a form: points with a positive and with a negative value, and whether it has one sign off 0."""

    positive: tuple[int, ...] | None
    negative: tuple[int, ...] | None
    definite: bool = False

    @property
    def indefinite(self) -> bool:
        """Whether both signs occur."""
        return self.positive is not None and self.negative is not None


#: A function of a box: what it is there, None where it has no value for certain.
Evaluate = Callable[[Sequence[arb]], arb | None]


def signs(form: Form, width: int) -> Signs:
    """The signs of a polynomial that is homogeneous for some positive weights.

    >>> form = {(4, 0): arb(1), (2, 2): arb(1), (0, 4): arb(1)}
    >>> signs(form, 2).definite, signs({(2, 0): arb(1), (0, 2): arb(-1)}, 2).indefinite
    (True, True)
    """
    return signs_of(lambda point: at(form, point), width)


def signs_of(evaluate: Evaluate, width: int) -> Signs:
    """The signs of any positively homogeneous function."""
    positive = negative = None
    with flint.ctx.workprec(BITS):
        for direction in directions(width):
            value = evaluate([arb(d) for d in direction])
            if value is None:
                continue
            if positive is None and value > 0:
                positive = direction
            if negative is None and value < 0:
                negative = direction
            if positive is not None and negative is not None:
                return Signs(positive, negative)
        if (positive is None) == (negative is None):
            return Signs(positive, negative)
        return Signs(positive, negative, _definite(evaluate, width, 1 if positive is not None else -1))


def directions(width: int) -> Iterator[tuple[int, ...]]:
    """Small integer vectors, the shortest and those with most positive entries first."""
    reach = 3 if width <= 2 else 2 if width <= 4 else 1
    candidates = [d for d in product(range(-reach, reach + 1), repeat=width) if any(d)]
    return iter(sorted(candidates, key=lambda d: (sum(map(abs, d)), tuple(-x for x in d))))


def at(form: Form, point: Sequence[arb]) -> arb:
    """The value of a form at a point or box."""
    total = arb(0)
    for exponents, coefficient in form.items():
        term = coefficient
        for x, exponent in zip(point, exponents, strict=True):
            if exponent:
                term = term * power(x, exponent)
        total += term
    return total


def power(x: arb, exponent: int) -> arb:
    """A power of a ball, tight for balls around 0 (FLINT's own power of such a ball may be NaN)."""
    if not x.contains(0):
        return x**exponent
    low, high = (x.lower(), x.upper()) if exponent % 2 else (x.abs_lower(), x.abs_upper())
    return (low**exponent).union(high**exponent)


def _definite(evaluate: Evaluate, width: int, sign: int) -> bool:
    """Whether a form has that sign on the surface of the cube around 0, so everywhere off 0."""
    budget = [BOXES]
    for side, end in product(range(width), (1, -1)):
        box = [arb(0, 1)] * width
        box[side] = arb(end)
        if not _has_sign(evaluate, box, sign, budget):
            return False
    return True


def _has_sign(evaluate: Evaluate, box: list[arb], sign: int, budget: list[int]) -> bool:
    """Whether a function has a sign on a box, cut in halves as often as the budget allows."""
    pending = [(box, HALVINGS)]
    while pending:
        budget[0] -= 1
        current, depth = pending.pop()
        found = evaluate(current)
        if found is None or found * sign > 0:
            continue
        widest = max(range(len(current)), key=lambda i: float(current[i].rad()))
        if depth == 0 or budget[0] <= 0 or found * sign < 0 or current[widest].is_exact():
            return False
        middle, half = current[widest].mid(), current[widest].rad() / 2
        halves = (arb(middle + shift, half) for shift in (-half, half))
        pending += [([*current[:widest], part, *current[widest + 1 :]], depth - 1) for part in halves]
    return True


def semidefinite_pair(terms: Mapping[Exponents, Fraction]) -> int | None:
    """The sign (1 or -1) of a rational form in two variables that never takes the other one, exactly; else None.

    A real linear factor of odd multiplicity changes the sign, others do not.
    """
    degrees = {sum(exponents) for exponents in terms}
    if len(degrees) != 1 or not terms:
        return None
    degree = degrees.pop()
    common = 1
    for value in terms.values():
        common = common * value.denominator
    line = [0] * (degree + 1)
    for (_, second), value in terms.items():
        line[second] = int(value * common)
    polynomial = fmpz_poly(line)
    at_infinity = degree - int(polynomial.degree())
    odd = at_infinity % 2 == 1 or any(
        m % 2 and real_roots(factor) for factor, m in polynomial.factor()[1] if factor.degree() > 0
    )
    if odd:
        return None
    k = 0
    while polynomial(fmpq(k)) == 0:
        k += 1
    return 1 if polynomial(fmpq(k)) > 0 else -1
