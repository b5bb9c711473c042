"""Cases by remainder: where floors of fractions of an integer n are left, n is k n + r for r = 0, ..., k - 1.

`floor(n^2/4)` is `n^2` for 2n and `n^2 + n` for 2n + 1, so what holds of it is a matter of polynomials in each case.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import lcm

from symcalc.decide.identity.kernels.kernel import Polynomial
from symcalc.decide.identity.kernels.tower import Tower
from symcalc.syntax.tree import Name, Node, Product, Sum, integer

#: More remainders than this are not told apart.
MOST_REMAINDERS = 12


def remainders(tower: Tower, polynomial: Polynomial) -> Iterator[dict[str, Node]]:
    """An integer written by its remainders, for one that stands in fractions in floors; nothing where there is none."""
    floors = [kernel for kernel in tower.used(polynomial) if kernel.function == "floor"]
    fractions = [argument for kernel in floors for argument in kernel.arguments if argument.denominator.is_constant()]
    for name in sorted(tower.integers):
        kernel = tower.find("name", name)
        if kernel is None:
            continue
        k = 1
        for fraction in fractions:
            slope = fraction.numerator - tower.substitute(fraction.numerator, kernel, tower.constant(0))
            k = lcm(k, *(int(c.q) for c in slope.coeffs()))
        if 1 < k <= MOST_REMAINDERS:
            for r in range(k):
                yield {name: Sum((Product((integer(k), Name(name))), integer(r)))}
            return
