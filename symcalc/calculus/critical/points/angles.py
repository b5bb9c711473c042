"""Angles and logarithms: from the values of cosines, sines and exponentials back to the variables inside them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import flint
from flint import fmpz_poly

from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.kernels.tower import Kernel, Tower
from symcalc.calculus.critical.points.numerals import numeral
from symcalc.calculus.critical.points.spots import Algebraic, Closed, Coordinate, Spot
from symcalc.calculus.critical.search.formal import Formal, Stubborn
from symcalc.calculus.critical.systems.numbers import FIRST_BITS, RealRoot, real_roots
from symcalc.calculus.critical.systems.points import AlgebraicPoint
from symcalc.record import record
from symcalc.syntax.tree import Call, Constant, Name, Negative, Node, Product, Quotient, Sum, integer

#: Angles are looked for among multiples of pi/n for n up to this.
FINEST = 60
INTEGERS = ("k", "m", "n", "p", "q", "j", "l", "i")


@record
class Repeated:
    """A point and its translates by integer multiples of `steps`, one vector of trees for each integer.

    Where there is one integer it may be bounded: it lies between the `ends`.
    """

    spot: Spot
    steps: tuple[tuple[Node, ...], ...] = ()
    free: tuple[str, ...] = ()  #: variables that may have any value
    ends: tuple[int | None, int | None] = (None, None)

    @property
    def moving(self) -> tuple[str, ...]:
        """The variables that a step moves."""
        zero = integer(0)
        return tuple(n for i, n in enumerate(self.spot.names) if any(step[i] != zero for step in self.steps))


def resolved(formal: Formal, point: AlgebraicPoint) -> Repeated:
    """The points in the variables that one solution of a branch in variables and kernels stands for."""
    tower = formal.tower
    places = {position: i for i, position in enumerate(formal.positions)}
    determined = set(formal.determined)
    values: dict[int, Coordinate] = {
        position: Algebraic(point, places[position]) for position in range(len(tower.names)) if position in determined
    }
    steps: list[dict[int, Node]] = []
    if formal.hidden:
        inverse = _inverse(tower, formal.carriers, formal.hidden)
        sides, turns = _sides(formal, point, places)
        for row, position in zip(inverse, formal.hidden, strict=True):
            values[position] = Closed(tidy(_combined(tower, row, sides)))
        steps = [
            {position: tidy(_scaled(tower, row[i], turn)) for row, position in zip(inverse, formal.hidden, strict=True)}
            for i, turn in enumerate(turns)
            if turn is not None
        ]
    names = [name for i, name in enumerate(tower.names) if i in values]
    spot = Spot(tuple(names), tuple(values[tower.names.index(name)] for name in names), point, formal.positions)
    zero = integer(0)
    vectors = tuple(tuple(step.get(tower.names.index(name), zero) for name in names) for step in steps)
    free = tuple(name for i, name in enumerate(tower.names) if i not in values)
    return Repeated(spot, vectors, free)


def _inverse(tower: Tower, carriers: Sequence[Kernel], hidden: Sequence[int]) -> list[list[Ratio]]:
    """The inverse of the matrix of the carriers' arguments in the hidden variables, by elimination."""
    size = len(hidden)
    if len(carriers) != size:
        raise Stubborn
    table = [[_coefficient(tower, kernel, j) for j in hidden] for kernel in carriers]
    right = [[tower.number(int(i == j)) for j in range(size)] for i in range(size)]
    for column in range(size):
        pivot = next((i for i in range(column, size) if not table[i][column].is_zero), None)
        if pivot is None:
            raise Stubborn
        table[column], table[pivot] = table[pivot], table[column]
        right[column], right[pivot] = right[pivot], right[column]
        _cleared(table, right, column)
    return right


def _cleared(table: list[list[Ratio]], right: list[list[Ratio]], column: int) -> None:
    """One step of elimination: the pivot becomes 1, the rest of its column 0."""
    pivot = table[column][column]
    table[column] = [entry / pivot for entry in table[column]]
    right[column] = [entry / pivot for entry in right[column]]
    for i in range(len(table)):
        factor = table[i][column]
        if i != column and not factor.is_zero:
            table[i] = [a - factor * b for a, b in zip(table[i], table[column], strict=True)]
            right[i] = [a - factor * b for a, b in zip(right[i], right[column], strict=True)]


def _coefficient(tower: Tower, kernel: Kernel, variable: int) -> Ratio:
    assert kernel.argument is not None  # noqa: S101 (a carrier has one)
    return tower.derivative(kernel.argument, variable)


def _offset(tower: Tower, kernel: Kernel) -> Node | None:
    """The constant part of a carrier's argument, None where it is 0."""
    assert kernel.argument is not None  # noqa: S101 (a carrier has one)
    width = len(tower.names)
    kept = {m: c for m, c in kernel.argument.top.to_dict().items() if not any(int(e) for e in m[:width])}
    if not kept:
        return None
    return tower.tree(Ratio.of(tower.ring.context.from_dict(kept), kernel.argument.bottom))


def _sides(formal: Formal, point: AlgebraicPoint, places: dict[int, int]) -> tuple[list[Node], list[Node | None]]:
    """What each carrier's argument is, less its constant part; and the period it is determined up to."""
    sides: list[Node] = []
    turns: list[Node | None] = []
    for kernel in formal.carriers:
        value = point.coordinates[places[kernel.position]]
        if kernel.kind == "exp":
            side = _logarithm(value)
            turns.append(None)
        else:
            side = angle(value, point.coordinates[places[kernel.partner]])
            turns.append(Product((integer(2), Constant("pi"))))
        offset = _offset(formal.tower, kernel)
        sides.append(side if offset is None else Sum((side, Negative(offset))))
    return sides, turns


def _logarithm(value: RealRoot) -> Node:
    return integer(0) if value.rational == 1 else Call("log", (numeral(value),))


def angle(cosine: RealRoot, sine: RealRoot) -> Node:
    """The angle between -pi and pi with this cosine and sine, as a fraction of pi where it is one.

    >>> from symcalc.calculus.critical.systems.numbers import rational_root
    >>> from flint import fmpq
    >>> angle(rational_root(fmpq(0)), rational_root(fmpq(-1)))
    Negative(operand=Quotient(numerator=Constant(name='pi'), denominator=Number(value=Fraction(2, 1), unit=None)))
    """
    with flint.ctx.workprec(FIRST_BITS):
        share = flint.arb.atan2(sine.ball(FIRST_BITS), cosine.ball(FIRST_BITS)) / flint.arb.pi()
    if sine.sign() == 0:
        return integer(0) if cosine.sign() > 0 else Constant("pi")
    for below in range(1, FINEST + 1):
        above = (share * below).unique_fmpz()
        if above is not None and abs(int(above)) <= below and _is_cosine(cosine, Fraction(int(above), below)):
            return _fraction_of_pi(Fraction(int(above), below))
    if sine.rational is not None and cosine.rational is None:
        acute = Call("asin", (numeral(sine),))
        return acute if cosine.sign() > 0 else Sum((Constant("pi"), Negative(acute)))
    found = Call("acos", (numeral(cosine),))
    return found if sine.sign() > 0 else Negative(found)


def _is_cosine(value: RealRoot, share: Fraction) -> bool:
    """Whether an algebraic number is cos(share·pi), by its minimal polynomial."""
    turns = share / 2
    doubled = fmpz_poly.cos_minpoly(turns.denominator)
    polynomial = fmpz_poly([int(c) * 2**k for k, c in enumerate(doubled.coeffs())])
    if value not in real_roots(polynomial):
        return False
    with flint.ctx.workprec(FIRST_BITS):
        wanted = flint.arb.cos_pi_fmpq(flint.fmpq(share.numerator, share.denominator))
    near = [root for root in real_roots(polynomial) if root.ball(FIRST_BITS).overlaps(wanted)]
    return near == [value]


def _fraction_of_pi(share: Fraction) -> Node:
    top: Node = Constant("pi")
    if abs(share.numerator) != 1:
        top = Product((integer(abs(share.numerator)), top))
    whole = top if share.denominator == 1 else Quotient(top, integer(share.denominator))
    return Negative(whole) if share < 0 else whole


def _scaled(tower: Tower, factor: Ratio, node: Node) -> Node:
    if factor.value == 1:
        return node
    return Product((tower.tree(factor), node))


def _combined(tower: Tower, row: Sequence[Ratio], sides: Sequence[Node]) -> Node:
    terms = [_scaled(tower, factor, side) for factor, side in zip(row, sides, strict=True) if not factor.is_zero]
    return terms[0] if len(terms) == 1 else Sum(tuple(terms))


def tidy(node: Node) -> Node:
    """A constant with its rational multiples of pi and its other parts collected."""
    if isinstance(node, Constant) or node == integer(0):
        return node
    tower = Tower((), [node])
    return tower.tree(tower.ratio(node))


def integer_names(count: int, taken: Sequence[str]) -> list[str]:
    """Names for integers that are not taken yet."""
    free = [name for name in INTEGERS if name not in taken]
    extra = (f"k{i}" for i in range(1, 1000) if f"k{i}" not in taken)
    return [free[i] if i < len(free) else next(extra) for i in range(count)]


def shifted(coordinate: Node, steps: Sequence[Node], integers: Sequence[str]) -> Node:
    """A coordinate plus integer multiples of steps: `pi/2 + 2*pi*k`."""
    moving = [Product((step, Name(name))) for step, name in zip(steps, integers, strict=True) if step != integer(0)]
    if not moving:
        return coordinate
    base = [] if coordinate == integer(0) else [coordinate]
    terms = tuple(base + [_flat(term) for term in moving])
    return terms[0] if len(terms) == 1 else Sum(terms)


def _flat(product: Product) -> Node:
    step, name = product.factors
    if isinstance(step, Product):
        return Product((*step.factors, name))
    if isinstance(step, Quotient):
        return Quotient(_flat(Product((step.numerator, name))), step.denominator)
    return Product((step, name))
