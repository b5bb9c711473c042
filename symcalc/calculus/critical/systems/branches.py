"""A system split into branches: finitely many points, or a family each, by factors of its equations."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

from flint import Ordering, fmpz_mpoly, fmpz_mpoly_ctx, fmpz_mpoly_vec

from symcalc.calculus.critical.systems.groebner import LIMITS, Ideal, TooHard, ideal
from symcalc.calculus.critical.systems.ring import Ring

#: More branches than this are not followed.
MOST = 400


def irreducible(polynomial: fmpz_mpoly) -> list[fmpz_mpoly]:
    """The distinct irreducible factors that are not constant, each with a positive leading coefficient.

    >>> x, y = Ring(("x", "y")).unknowns
    >>> irreducible(-2 * x**2 * (y - x))
    [u0, u0 - u1]
    """
    found = [factor if factor.leading_coefficient() > 0 else -factor for factor, _ in polynomial.factor()[1]]
    return sorted((factor.primitive()[1] for factor in found), key=lambda f: (f.total_degree(), len(f), str(f)))


def choices(equations: Sequence[fmpz_mpoly], nonzero: Sequence[fmpz_mpoly]) -> list[tuple[fmpz_mpoly, ...]]:
    """One factor of each equation, in every way that no smaller choice implies; factors that never vanish are left out.

    >>> x, y = Ring(("x", "y")).unknowns
    >>> choices([x * y, x * (x + 1)], [x + 1])
    [(u0,)]
    """
    forbidden = {str(factor) for p in nonzero for factor in irreducible(p)}
    factored = []
    for equation in equations:
        if equation.is_zero():
            continue
        factored.append([factor for factor in irreducible(equation) if str(factor) not in forbidden])
    factored.sort(key=len)
    found: dict[frozenset[str], tuple[fmpz_mpoly, ...]] = {frozenset(): ()}
    for factors in factored:
        found = _extended(found, factors)
        if len(found) > MOST:
            raise TooHard(f"more than {MOST} ways to choose factors")
    return list(found.values())


def _extended(
    found: dict[frozenset[str], tuple[fmpz_mpoly, ...]], factors: Sequence[fmpz_mpoly]
) -> dict[frozenset[str], tuple[fmpz_mpoly, ...]]:
    names = [str(factor) for factor in factors]
    wider = {key: chosen for key, chosen in found.items() if any(name in key for name in names)}
    for (key, chosen), (name, factor) in product(found.items(), zip(names, factors, strict=True)):
        if not any(other in key for other in names):
            wider[key | {name}] = (*chosen, factor)
    return {key: chosen for key, chosen in wider.items() if not any(other < key for other in wider)}


def branches(ring: Ring, equations: Sequence[fmpz_mpoly], nonzero: Sequence[fmpz_mpoly] = ()) -> list[Ideal]:
    """Ideals whose varieties together are that of the equations, away from the zeros of `nonzero`.

    No element of a basis factors further, and none lies inside another. Raises TooHard at the work limit.
    """
    done: list[Ideal] = []
    forbidden = [factor for p in nonzero for factor in irreducible(p)]
    queue: list[Ideal] = [ideal(ring, chosen) for chosen in choices(equations, nonzero)]
    while queue:
        if len(queue) + len(done) > MOST:
            raise TooHard(f"more than {MOST} branches")
        current = queue.pop()
        if current.empty or any(_contains(current, factor) for factor in forbidden):
            continue
        split = _split(current, forbidden)
        if split is not None:
            queue.extend(split)
            continue
        if current.dimension > 0 and (left := _saturated(current, forbidden)) is not None:
            queue.append(left)
        else:
            done.append(current)
    return _maximal(done)


def _contains(system: Ideal, polynomial: fmpz_mpoly) -> bool:
    return any(element == polynomial for element in system.basis)


def _split(system: Ideal, forbidden: Sequence[fmpz_mpoly]) -> list[Ideal] | None:
    """The ideals that arise from the factors of one element of the basis, or None where all are irreducible."""
    for element in system.basis:
        factors = irreducible(element)
        if len(factors) > 1 or factors[0].total_degree() < element.total_degree():
            allowed = [f for f in factors if not any(f == other for other in forbidden)]
            return [system.with_equations([f]) for f in allowed]
    return None


def _saturated(system: Ideal, forbidden: Sequence[fmpz_mpoly]) -> Ideal | None:
    """The closure of what is left of a family away from the forbidden zeros, where that is less."""
    for factor in forbidden:
        if not _meets_properly(system, factor):
            without = _eliminated(system, factor)
            if any(not _reduces(system, element) for element in without.basis):
                return without
    return None


def _meets_properly(system: Ideal, factor: fmpz_mpoly) -> bool:
    """Whether adding the equation lowers the dimension by one: then nothing of the family lies inside its zeros.

    That holds for a family all of whose parts have the same dimension; others take the longer way.
    """
    if len(system.basis) != len(system.ring.names) - system.dimension:
        return False
    return system.with_equations([factor]).dimension < system.dimension


def _eliminated(system: Ideal, factor: fmpz_mpoly) -> Ideal:
    """The ideal of the points at which the factor is not zero, its reciprocal eliminated again."""
    lifted = system.without(factor)
    return projected(lifted, range(len(system.ring.names)))


def projected(system: Ideal, kept: Sequence[int]) -> Ideal:
    """What the equations say of some of the unknowns: the others eliminated, by a basis in the lexical order.

    >>> ring = Ring(("x", "y", "s"))
    >>> x, y, s = ring.unknowns
    >>> projected(ideal(ring, [x - s, y - s**2]), (0, 1)).basis
    (u0^2 - u1,)
    """
    gone = [i for i in range(len(system.ring.names)) if i not in kept]
    order = [*gone, *kept]
    context = fmpz_mpoly_ctx.get(tuple(f"u{i}" for i in range(len(order))), Ordering.lex)
    turned = [
        context.from_dict({tuple(int(m[i]) for i in order): c for m, c in p.to_dict().items()}) for p in system.basis
    ]
    ring = Ring(tuple(system.ring.names[i] for i in kept))
    if not turned:
        return ideal(ring, [])
    basis: Any
    basis, finished = fmpz_mpoly_vec(turned, context).buchberger_naive(limits=LIMITS)
    if not finished:
        raise TooHard("an elimination grew beyond its work limit")
    free = [p for p in basis.autoreduction() if not any(p.degrees()[: len(gone)])]
    terms = [{tuple(map(int, m[len(gone) :])): c for m, c in p.to_dict().items()} for p in free]
    return ideal(ring, [ring.context.from_dict(term) for term in terms])


def _reduces(system: Ideal, polynomial: fmpz_mpoly) -> bool:
    """Whether a polynomial lies in the ideal."""
    return {str(p) for p in system.with_equations([polynomial]).basis} == {str(p) for p in system.basis}


def _maximal(found: Sequence[Ideal]) -> list[Ideal]:
    """The ideals whose varieties lie in no other, equal ones once."""
    distinct = list({tuple(map(str, system.basis)): system for system in found}.values())
    kept: list[Ideal] = []
    for system in sorted(distinct, key=lambda s: -s.dimension):
        if not any(_inside(system, other) for other in kept):
            kept.append(system)
    return kept


def _inside(system: Ideal, other: Ideal) -> bool:
    """Whether every zero of the first is one of the second."""
    return all(system.vanishes(element) for element in other.basis)
