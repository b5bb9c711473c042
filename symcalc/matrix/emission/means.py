"""Sums over as many entries as they are divided by, written as means."""

from __future__ import annotations

from fractions import Fraction

from symcalc.matrix.emission.links import Above
from symcalc.matrix.emission.written import Scalar, Written
from symcalc.matrix.indices import PLAIN
from symcalc.matrix.shapes import Shapes
from symcalc.matrix.size import Size
from symcalc.syntax.tree import Call, Elementwise, Name, Node, rational

TWO = Fraction(2)


def with_means(term: Written, shapes: Shapes) -> Written:
    """sum(x)/n as mean(x), norm(x)^2/n as mean(x.^2)."""
    for place, (node, exponent) in enumerate(term.scalars):
        mean = _mean_of(node, exponent)
        if mean is None:
            continue
        size = shapes.of(mean.arguments[0]).entries
        others = _divided(term.scalars[:place] + term.scalars[place + 1 :], size)
        if others is not None and size.symbols:
            return with_means(Written(term.coefficient * size.small, ((mean, PLAIN), *others), term.chain), shapes)
    return term


def _mean_of(node: Node, exponent: Above) -> Call | None:
    """The mean that a sum is a multiple of."""
    match node:
        case Call("sum", arguments) if exponent == PLAIN:
            return Call("mean", arguments)
        case Call("norm", (inside,)) if exponent == TWO:
            return Call("mean", (Elementwise(".^", inside, rational(TWO)),))
    return None


def _divided(scalars: tuple[Scalar, ...], size: Size) -> tuple[Scalar, ...] | None:
    """The scalars without one over the size; None where they have it not."""
    rest = list(scalars)
    for name in size.symbols:
        place = next((i for i, (node, power) in enumerate(rest) if node == Name(name) and _negative(power)), None)
        if place is None:
            return None
        node, power = rest[place]
        left = power + 1 if isinstance(power, Fraction) else power
        rest[place : place + 1] = [(node, left)] if left else []
    return tuple(rest)


def _negative(power: Above) -> bool:
    """Whether a power is a whole negative number."""
    return isinstance(power, Fraction) and power <= -1
