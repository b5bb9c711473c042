"""Values without a closed form that are equal because a symmetry of the function takes one point to the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import permutations, product

import flint
from flint import arb

from symcalc.calculus.critical.kernels.tower import NotClosed, Tower
from symcalc.calculus.critical.points.coinciding import BITS
from symcalc.calculus.critical.points.spots import Spot
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.syntax.tree import Constant, Name, Negative, Node, Product, Sum, integer, rational, substitute

#: Shifts are looked for among multiples of 1/12 and of pi/12; permutations of at most so many variables are tried.
SHARE, WIDEST = 12, 4


def mirrored(first: Node, a: Spot, second: Node, b: Spot) -> bool:
    """Whether a reflection, a permutation or a shift takes a to b and the first function to the second.

    >>> from symcalc.syntax import parse_expression
    >>> from symcalc.calculus.critical.points.spots import rational_spot
    >>> tree = parse_expression("x^2 - cos(x)")
    >>> a, b, c = (rational_spot(("x",), [Fraction(n)]) for n in (1, -1, 2))
    >>> mirrored(tree, a, tree, b), mirrored(tree, a, tree, c)
    (True, False)
    """
    if a.names != b.names:
        return False
    with flint.ctx.workprec(BITS + 32):
        motions = list(_motions(a, b))
    for change in motions:
        after = substitute(second, change)
        try:
            tower = Tower(a.names, [first, after])
            if tower.reduced(tower.ratio(first) - tower.ratio(after)).is_zero:
                return True
        except (NotClosed, TooHard, ZeroDivisionError):
            continue
    return False


def _motions(a: Spot, b: Spot) -> Iterator[dict[str, Node]]:
    """The motions x_i -> ±x_j + c with simple shifts that take a to b, as far as so many bits tell."""
    width = len(a.names)
    orders = permutations(range(width)) if width <= WIDEST else [tuple(range(width))]
    before, after = a.balls(BITS), b.balls(BITS)
    for order in orders:
        choices = [_moves(before[j], after[i], a.names[j]) for i, j in enumerate(order)]
        for chosen in product(*choices):
            yield dict(zip(a.names, chosen, strict=True))


def _moves(x: arb, y: arb, name: str) -> Sequence[Node]:
    """`x + c` and `-x + c` with the simple numbers c for which they are y."""
    found: list[Node] = []
    for sign, shown in ((1, Name(name)), (-1, Negative(Name(name)))):
        shift = _simple(y - sign * x)
        if shift is not None:
            found.append(shown if shift == integer(0) else Sum((shown, shift)))
    return found


def _simple(ball: arb) -> Node | None:
    """The multiple of 1/12 or of pi/12 that a number is to all bits."""
    for unit in (None, Constant("pi")):
        size = ball if unit is None else ball / arb.pi()
        count = (size * SHARE).unique_fmpz()
        if count is not None:
            share = rational(Fraction(int(count), SHARE))
            return share if unit is None or not count else Product((share, unit))
    return None
