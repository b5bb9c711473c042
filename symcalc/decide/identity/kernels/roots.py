"""`rootof(polynomial, k)` as a kernel that satisfies its polynomial."""

from __future__ import annotations

from symcalc.decide.ball.roots import polynomial
from symcalc.decide.identity.kernels.kernel import Ratio
from symcalc.decide.identity.kernels.tower import Tower
from symcalc.decide.identity.work import OutOfWork
from symcalc.syntax.tree import Call


def polynomial_root(tower: Tower, node: Call) -> Ratio:
    """The k-th real root of a polynomial."""
    coefficients = polynomial(node.arguments[0])
    if coefficients is None or coefficients.degree() < 1:
        raise OutOfWork
    numbers = [int(c) for c in coefficients.coeffs()]
    key = ("rootof", tuple(numbers), node.arguments[1])
    kernel = tower.kernel("rest", key, node, function="rootof", constant=True)
    generator = tower.generator(kernel)
    lower = sum((c * generator**i for i, c in enumerate(numbers[:-1])), tower.constant(0))
    if len(numbers) == 2:
        return Ratio(-lower / numbers[-1], tower.one)
    tower.relate(kernel, len(numbers) - 1, -lower / numbers[-1])
    return tower.value(kernel)
