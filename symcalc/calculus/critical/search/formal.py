"""A system of equations over a tower, solved exactly: where kernels are algebraic, or hide their variables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flint import arb, fmpz_mpoly, fmpz_poly

from symcalc.calculus.critical.kernels.tower import Kernel, Tower
from symcalc.calculus.critical.systems.branches import branches, choices
from symcalc.calculus.critical.systems.groebner import Ideal
from symcalc.calculus.critical.systems.numbers import chosen_root, irreducible_factors
from symcalc.calculus.critical.systems.points import AlgebraicPoint, solve
from symcalc.calculus.critical.systems.reality import real_parts
from symcalc.calculus.critical.systems.ring import Ring, support
from symcalc.decide.ball import Verdict, enclose
from symcalc.record import record


@record
class Formal:
    """A branch in which every unknown is free to be what the equations say: an ideal in some of a tower's unknowns.

    `positions` are the tower positions of the ideal's unknowns. `hidden` are variables that occur only inside
    kernels; `carriers` are the kernels (exponentials, cosines) they are hidden in.
    """

    tower: Tower
    ideal: Ideal
    positions: tuple[int, ...]
    hidden: tuple[int, ...] = ()
    carriers: tuple[Kernel, ...] = ()

    @property
    def determined(self) -> tuple[int, ...]:
        """The tower positions of the unknowns that the equations speak of."""
        used = {i for element in self.ideal.basis for i in support(element)}
        return tuple(self.positions[i] for i in sorted(used))


class Stubborn(Exception):
    """A branch whose kernels cannot be treated as unknowns of their own."""


def factor_choices(
    tower: Tower, equations: Sequence[fmpz_mpoly], nonzero: Sequence[fmpz_mpoly]
) -> list[tuple[fmpz_mpoly, ...]]:
    """The branches of a system by factors; what can never vanish is left out."""
    units = [tower.ring.unknowns[kernel.position] for kernel in tower.kernels if kernel.unit]
    return choices(equations, [*nonzero, *units])


def formal_branches(
    tower: Tower, equations: Sequence[fmpz_mpoly], nonzero: Sequence[fmpz_mpoly], variables: Sequence[int]
) -> Iterator[Formal]:
    """The branches of one choice of factors as ideals; raises Stubborn where a kernel is tied to its variables."""
    needed = closure(tower, equations)
    hidden, carriers = _hidden(tower, needed, variables)
    positions = tuple(i for i in (*variables, *sorted(needed - set(variables))) if i not in hidden)
    ring = Ring(tuple(tower.ring.names[i] for i in positions))
    place = {position: i for i, position in enumerate(positions)}
    targets = [place.get(i, -1) for i in range(len(tower.ring.names))]
    relations = [
        kernel.relation for kernel in tower.kernels if kernel.position in needed and kernel.relation is not None
    ]
    known = [ring.embed(p, targets) for p in (*equations, *relations)]
    away = [p for p in nonzero if all(i in place for i in support(p))]
    units = [kernel for kernel in tower.kernels if kernel.unit and kernel.position in place]
    forbidden = [ring.embed(p, targets) for p in away] + [ring.unknowns[place[k.position]] for k in units]
    for system in branches(ring, known, forbidden):
        for part in real_parts(system, forbidden):
            yield Formal(tower, part, positions, tuple(sorted(hidden)), carriers)


def closure(tower: Tower, polynomials: Sequence[fmpz_mpoly]) -> set[int]:
    """The unknowns of polynomials and of the relations of their kernels."""
    found: set[int] = set()
    pending = [i for p in polynomials for i in support(p)]
    while pending:
        position = pending.pop()
        if position in found:
            continue
        found.add(position)
        kernel = tower.kernel(position)
        if kernel is not None and kernel.relation is not None:
            pending += support(kernel.relation)
        if kernel is not None and kernel.partner >= 0:
            pending.append(kernel.partner)
    return found


def _hidden(tower: Tower, needed: set[int], variables: Sequence[int]) -> tuple[set[int], tuple[Kernel, ...]]:
    """The variables that occur only inside exponentials and angles, and those kernels."""
    kernels = [k for k in tower.kernels if k.position in needed and k.kind not in {"root", "number"}]
    carriers = [k for k in kernels if not tower.is_number(k.position)]
    if any(k.kind not in {"exp", "cos", "sin"} for k in carriers):
        raise Stubborn
    if any(tower.is_number(k.position) and k.relation is None for k in tower.kernels if k.position in needed):
        raise Stubborn
    hidden: set[int] = set()
    for kernel in carriers:
        assert kernel.argument is not None  # noqa: S101 (an exponential and an angle have one)
        if not linear(tower, kernel):
            raise Stubborn
        hidden |= set(support(kernel.argument.top)) & set(variables)
    if hidden & needed:
        raise Stubborn
    return hidden, tuple(k for k in carriers if k.kind != "sin")


def linear(tower: Tower, kernel: Kernel) -> bool:
    """Whether the argument of a kernel is linear in the variables, with numbers as coefficients."""
    argument = kernel.argument
    if argument is None or not tower.constant(argument.bottom):
        return False
    width = len(tower.names)
    for monomial in argument.top.monoms():
        if sum(map(int, monomial[:width])) > 1:
            return False
        if any(int(e) and not tower.is_number(i) for i, e in enumerate(monomial) if i >= width):
            return False
    return True


def real_points(formal: Formal) -> list[AlgebraicPoint]:
    """The real points of a zero-dimensional branch at which roots and exponentials are positive, numbers themselves."""
    return [point for point in solve(formal.ideal).real if _admissible(formal, point)]


def _admissible(formal: Formal, point: AlgebraicPoint) -> bool:
    for i, position in enumerate(formal.positions):
        kernel = formal.tower.kernel(position)
        if kernel is None:
            continue
        if kernel.positive and point.sign(formal.ideal.ring.unknowns[i]) <= 0:
            return False
        if kernel.kind == "number" and not kernel.positive and not _is_number(kernel, point, i):
            return False
    return True


def _is_number(kernel: Kernel, point: AlgebraicPoint, index: int) -> bool:
    """Whether the coordinate is the number that the kernel stands for, not a conjugate of it."""
    relation = kernel.relation
    position = kernel.position
    coefficients = {int(m[position]): int(c) for m, c in relation.to_dict().items()}
    polynomial = fmpz_poly([coefficients.get(k, 0) for k in range(max(coefficients) + 1)])

    def ball(bits: int) -> arb:
        found = enclose(kernel.node, {}, bits)
        return arb.nan() if isinstance(found, Verdict) else found

    known = chosen_root([factor for factor, _ in irreducible_factors(polynomial)], ball)
    return known == point.coordinates[index]
