"""Families of points with free parameters: lines, graphs of quotients, circles and ellipses."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from flint import fmpz_mpoly, fmpz_poly

from symcalc.calculus.critical.points.numerals import numeral
from symcalc.calculus.critical.search.formal import Formal
from symcalc.calculus.critical.systems.numbers import real_roots
from symcalc.calculus.critical.systems.ring import support
from symcalc.record import record
from symcalc.syntax.tree import Call, Name, Negative, Node, Number, Product, Quotient, Sum, rational, substitute

LETTERS = ("t", "s", "u", "v", "w", "r")


@record
class Parametrisation:
    """A point for each value of the parameters: trees by variable, and what must not be zero."""

    point: dict[str, Node]
    parameters: tuple[str, ...]
    nonzero: tuple[Node, ...] = ()
    by_coordinate: str | None = None  #: the variable that is itself the only parameter, if one is


def parameter_names(count: int, taken: Sequence[str]) -> list[str]:
    """Names for parameters that are not taken yet."""
    free = [letter for letter in LETTERS if letter not in taken]
    extra = (f"t{i}" for i in range(1, 1000) if f"t{i}" not in taken)
    return [free[i] if i < len(free) else next(extra) for i in range(count)]


def parametrised(family: Formal, names: Sequence[str], taken: Sequence[str]) -> Parametrisation | None:
    """A parametrisation of a whole family in polynomial unknowns, None where none is found."""
    if any(family.tower.kernel(i) is not None for i in family.positions):
        return None
    place = {position: i for i, position in enumerate(family.positions)}
    variables = [i for i in range(len(names)) if i in place]
    equations = list(family.ideal.basis)
    solved: dict[int, tuple[fmpz_mpoly, fmpz_mpoly]] = {}
    order: list[int] = []
    while equations:
        step = _linear(equations, [place[v] for v in variables if place[v] not in solved])
        if step is None:
            break
        unknown, top, bottom, equations = step
        solved[unknown] = top, bottom
        order.append(unknown)
    free = [v for v in range(len(names)) if v not in place or place[v] not in solved]
    known = _Solved(family, tuple(names), tuple(taken), solved, tuple(order))
    return _conic(known, equations) if equations else _rational(known, free)


@record
class _Solved:
    """A family some of whose unknowns have been solved for, one after the other, as quotients of polynomials."""

    family: Formal
    names: tuple[str, ...]
    taken: tuple[str, ...]
    values: dict[int, tuple[fmpz_mpoly, fmpz_mpoly]]
    order: tuple[int, ...]

    def name(self, unknown: int) -> str:
        """The variable that an unknown of the family is."""
        return self.names[self.family.positions[unknown]]

    def completed(self, change: dict[str, Node]) -> tuple[dict[str, Node], tuple[Node, ...]]:
        """All variables, given those that are not solved for; and the denominators, which must not vanish."""
        ring = self.family.ideal.ring
        meaning = tuple(self.family.tower.meaning[i] for i in self.family.positions)
        nonzero: list[Node] = []
        for unknown in reversed(self.order):
            top, bottom = self.values[unknown]
            if not bottom.is_constant():
                nonzero.append(substitute(ring.tree(bottom, meaning), change))
            value = _quotient(ring.tree(top, meaning), bottom, ring.tree(bottom, meaning), top)
            change[self.name(unknown)] = substitute(value, change)
        return {name: change[name] for name in self.names}, tuple(nonzero)


_Step = tuple[int, fmpz_mpoly, fmpz_mpoly, list[fmpz_mpoly]]


def _linear(equations: list[fmpz_mpoly], unknowns: Sequence[int]) -> _Step | None:
    """An equation a·v + b = 0 solved for v: where a is a number, or the equation the last one and a, b never meet."""
    for k, equation in enumerate(equations):
        for v in unknowns:
            if int(equation.degrees()[v]) != 1:
                continue
            slope = equation.derivative(v)
            rest = equation - slope * equation.context().gens()[v]
            if slope.is_constant():
                others = [_substituted(p, v, -rest, slope) for j, p in enumerate(equations) if j != k]
                return v, -rest, slope, [p for p in others if not p.is_zero()]
            if len(equations) == 1 and _never_together(slope, rest):
                return v, -rest, slope, []
    return None


def _never_together(a: fmpz_mpoly, b: fmpz_mpoly) -> bool:
    """Whether two polynomials have no common zero: one is a number, or b is a power of a plus a number."""
    if b.is_constant():
        return True
    _, rest = divmod(b, a)
    return rest.is_constant() and not rest.is_zero()


def _substituted(p: fmpz_mpoly, v: int, top: fmpz_mpoly, bottom: fmpz_mpoly) -> fmpz_mpoly:
    """The numerator of p with unknown v replaced by top/bottom."""
    degree = int(p.degrees()[v])
    total = p.context().constant(0)
    for exponent in range(degree + 1):
        part = p.context().from_dict(
            {(*m[:v], 0, *m[v + 1 :]): c for m, c in p.to_dict().items() if int(m[v]) == exponent}
        )
        total += part * top**exponent * bottom ** (degree - exponent)
    return total


def _rational(known: _Solved, free: Sequence[int]) -> Parametrisation:
    letters = parameter_names(len(free), known.taken)
    change: dict[str, Node] = {known.names[v]: Name(letter) for v, letter in zip(free, letters, strict=True)}
    point, nonzero = known.completed(change)
    return Parametrisation(point, tuple(letters), nonzero, known.names[free[0]] if len(free) == 1 else None)


def _quotient(top: Node, divisor: fmpz_mpoly, bottom: Node, numerator: fmpz_mpoly) -> Node:
    if not divisor.is_constant():
        return Quotient(top, bottom)
    size = int(divisor.leading_coefficient())
    if numerator.is_constant():
        value = int(numerator.leading_coefficient()) if not numerator.is_zero() else 0
        return rational(Fraction(value, size))
    if abs(size) == 1:
        if size == 1:
            return top
        return top.operand if isinstance(top, Negative) else Negative(top)
    whole = Quotient(top, rational(Fraction(abs(size))))
    return whole if size > 0 else Negative(whole)


def _conic(known: _Solved, equations: list[fmpz_mpoly]) -> Parametrisation | None:
    """An ellipse with axes along the coordinates, as center plus radii times cosine and sine."""
    if len(equations) != 1:
        return None
    used, width = support(equations[0]), len(known.family.positions)
    if len(used) != 2 or set(used) != set(range(width)) - set(known.values) or width != len(known.names):
        return None
    shape = _ellipse(equations[0], used)
    if shape is None:
        return None
    (letter,) = parameter_names(1, known.taken)
    change: dict[str, Node] = {}
    for i, (center, radius), function in zip(used, shape, ("cos", "sin"), strict=True):
        turning = _times(radius, Call(function, (Name(letter),)))
        change[known.name(i)] = Sum((rational(center), turning)) if center else turning
    point, nonzero = known.completed(change)
    return Parametrisation(point, (letter,), nonzero)


def _times(radius: Node, node: Node) -> Node:
    return node if radius == Number(Fraction(1)) else Product((radius, node))


def _ellipse(equation: fmpz_mpoly, used: Sequence[int]) -> list[tuple[Fraction, Node]] | None:
    """Center and radius along both axes of a x² + b y² + c x + d y + e = 0, where it is an ellipse."""
    if int(equation.total_degree()) != 2:
        return None
    terms = {tuple(int(m[i]) for i in used): Fraction(int(c)) for m, c in equation.to_dict().items()}
    zero = Fraction(0)
    a, b, mixed = terms.get((2, 0), zero), terms.get((0, 2), zero), terms.get((1, 1), zero)
    if mixed or a * b <= 0:
        return None
    x, y = -terms.get((1, 0), zero) / (2 * a), -terms.get((0, 1), zero) / (2 * b)
    level = a * x * x + b * y * y - terms.get((0, 0), zero)
    if level / a <= 0:
        return None
    return [(x, _square_root(level / a)), (y, _square_root(level / b))]


def _square_root(value: Fraction) -> Node:
    return numeral(real_roots(fmpz_poly([-value.numerator, 0, value.denominator]))[-1])
