"""Functions that become kernels of their own, given their derivatives."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from symcalc.calculus.critical.kernels.extension import Extension, Kernel, Kind
from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.syntax.tree import Call, integer

#: The derivative of a function by its argument, from the argument and the value.
Slope = Callable[[Extension, Ratio, Ratio], Ratio]


def own_kernel(
    tower: Extension, function: str, argument: Ratio, slope: Slope, *, kind: Kind = "other", unit: bool = False
) -> Ratio:
    """A function with one argument as a kernel of its own."""

    def make() -> Kernel:
        position = tower.place()
        return tower.new(
            kind,
            Call(function, (tower.tree(argument),)),
            argument,
            lambda i: slope(tower, argument, tower.unknown(position)) * tower.derivative(argument, i),
            unit=unit,
        )

    kernel = tower.registered((function, argument), Fraction(1), make)[1]
    return tower.unknown(kernel.position)


def polygamma(tower: Extension, order: int, argument: Ratio) -> Ratio:
    """The derivative of an order of digamma."""

    def make() -> Kernel:
        node = Call("polygamma", (integer(order), tower.tree(argument)))
        return tower.new(
            "other",
            node,
            argument,
            lambda i: polygamma(tower, order + 1, argument) * tower.derivative(argument, i),
            unit=True,
        )

    kernel = tower.registered(("polygamma", order, argument), Fraction(1), make)[1]
    return tower.unknown(kernel.position)


def angle_of(tower: Extension, y: Ratio, x: Ratio) -> Ratio:
    """The angle of the point (x, y)."""

    def make() -> Kernel:
        node = Call("atan2", (tower.tree(y), tower.tree(x)))
        return tower.new(
            "other",
            node,
            y / x if not x.is_zero else y,
            lambda i: (x * tower.derivative(y, i) - y * tower.derivative(x, i)) / (x * x + y * y),
        )

    kernel = tower.registered(("atan2", y, x), Fraction(1), make)[1]
    return tower.unknown(kernel.position)
