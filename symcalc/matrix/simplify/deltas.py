"""Kronecker's δ contracted: the index that is summed over is replaced by the other one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from symcalc.matrix.indices import PLAIN, Delta, Entry, Factor, Indexed, Powered, Rate, Term
from symcalc.matrix.positions import Index, Pair, Position, renamed, simple


def resolved(term: Term) -> Term:
    """∂x_ij/∂x_kl as δ_ik δ_jl."""
    factors = tuple(new for base, power in term.factors for new in _delta_of(base, power))
    return Term(term.coefficient, factors, term.dummies)


def _delta_of(base: Factor, power: Fraction | Indexed) -> Iterator[Powered]:
    if isinstance(base, Rate):
        yield from ((Delta(left, right), PLAIN) for left, right in zip(base.at, base.by, strict=True))
    else:
        yield base, power


def contracted(term: Term) -> Term:
    """The term without any δ that a sum contracts; a sum over nothing is its number of terms.

    A δ between two free indices stays, and the other factors then use the first of the two.
    """
    todo = [base for base, _ in term.factors if isinstance(base, Delta)]
    if not todo:
        return _counted(term)
    rest = Term(term.coefficient, tuple(part for part in term.factors if not isinstance(part[0], Delta)), term.dummies)
    kept: list[Delta] = []
    while todo:
        delta = todo.pop(0)
        if _composite(delta):
            todo[:0] = _split(delta)
            continue
        old, new = _replacement(delta, rest.dummies)
        if old is None or old == new or old in simple(new):
            kept += [] if delta.left == delta.right else [delta]
            continue
        if old in rest.dummies:
            rest = Term(rest.coefficient, rest.factors, tuple(index for index in rest.dummies if index != old))
            todo, kept = kept + todo, []
        else:
            kept.append(delta)
        rest = rest.rename({old: new})
        todo = [Delta(renamed(each.left, {old: new}), renamed(each.right, {old: new})) for each in todo]
    deltas = tuple((delta, PLAIN) for delta in dict.fromkeys(kept))
    return _counted(Term(rest.coefficient, rest.factors + deltas, rest.dummies))


def _composite(delta: Delta) -> bool:
    """Whether it joins two indices composed of the same sizes, and so is a product of two."""
    return isinstance(delta.left, Pair) and isinstance(delta.right, Pair) and _alike(delta.left, delta.right)


def _split(delta: Delta) -> list[Delta]:
    left, right = delta.left, delta.right
    if isinstance(left, Pair) and isinstance(right, Pair):
        return [Delta(left.slow, right.slow), Delta(left.fast, right.fast)]
    return [delta]


def _replacement(delta: Delta, dummies: tuple[Index, ...]) -> tuple[Index | None, Position]:
    """Which index gives way to which position: a dummy to the other, else the second to the first."""
    sides = ((delta.left, delta.right), (delta.right, delta.left))
    for old, new in sides:
        if isinstance(old, Index) and old in dummies:
            return old, new
    for old, new in reversed(sides):
        if isinstance(old, Index):
            return old, new
    return None, delta.right


def _alike(left: Pair, right: Pair) -> bool:
    """Whether two composite indices are composed of the same sizes."""
    return left.slow.size == right.slow.size and left.fast.size == right.fast.size


def _counted(term: Term) -> Term:
    """A sum over an index that occurs nowhere is a factor, its size."""
    used = Counter(index for part in Term(PLAIN, term.factors).positions() for index in simple(part))
    idle = [index for index in term.dummies if not used[index]]
    coefficient, factors = term.coefficient, list(term.factors)
    for index in idle:
        coefficient *= index.size.small
        factors += [(Entry(name), PLAIN) for name in index.size.symbols]
    return Term(coefficient, tuple(factors), tuple(index for index in term.dummies if used[index]))
