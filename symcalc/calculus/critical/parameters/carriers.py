"""Exponentials and logarithms that carry a variable: solved for first, and the variable after them."""

from __future__ import annotations

from collections.abc import Sequence

from flint import fmpz_mpoly

from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.kernels.tower import Kernel, Tower
from symcalc.calculus.critical.parameters.solver import Unsolved
from symcalc.calculus.critical.systems.branches import irreducible
from symcalc.calculus.critical.systems.ring import support
from symcalc.syntax.tree import Call, Node


def stripped(tower: Tower, polynomial: fmpz_mpoly) -> fmpz_mpoly:
    """The polynomial without factors that never vanish: exponentials, roots."""
    product = tower.ring.constant(1)
    for factor in irreducible(polynomial):
        used = support(factor)
        kernel = tower.kernel(used[0]) if len(used) == 1 and len(factor) == 1 else None
        if kernel is None or not kernel.unit:
            product = product * factor
    return polynomial if polynomial.is_zero() else product


def carriers(tower: Tower, polynomials: Sequence[fmpz_mpoly], variables: Sequence[int]) -> dict[int, Kernel]:
    """For variables that occur only inside one exponential or logarithm, that kernel; raises Unsolved otherwise."""
    used = {i for p in polynomials for i in support(p)}
    found: dict[int, Kernel] = {}
    for position in used:
        kernel = tower.kernel(position)
        if kernel is None or kernel.argument is None:
            continue
        inside = [v for v in variables if v in support(kernel.argument.top) or v in support(kernel.argument.bottom)]
        if not inside:
            continue
        if len(inside) > 1 or inside[0] in used or inside[0] in found or kernel.kind not in {"exp", "log"}:
            raise Unsolved
        found[inside[0]] = kernel
    return found


def uncarried(tower: Tower, kernel: Kernel, variable: int, value: Ratio) -> Node:
    """The variable inside a kernel with a known value, where the kernel's argument is linear in it."""
    assert kernel.argument is not None  # noqa: S101 (a carrier has one)
    slope = tower.derivative(kernel.argument, variable)
    if variable in support(slope.top) or variable in support(slope.bottom):
        raise Unsolved
    offset = kernel.argument - slope * tower.unknown(variable)
    inner = Call("log" if kernel.kind == "exp" else "exp", (tower.tree(value),))
    return tower.tree(tower.reduced((tower.ratio(inner) - offset) / slope))
