"""Linear inference: what follows from facts by adding them up with weights that are not negative (Farkas' lemma).

`x >= 0` follows from `x + y >= 0` and `x - y >= 0`; monomials count as variables. The weights are found by the simplex
method in fractions, with Bland's rule, so that it ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from symcalc.decide.identity.kernels.kernel import Polynomial
from symcalc.decide.identity.kernels.knowledge import ANY_SIGN, Signs
from symcalc.decide.identity.kernels.tower import Tower

#: More facts are not added up, and longer ones not at all.
MOST_FACTS: Final = 14
MOST_TERMS: Final = 8

#: A polynomial by its monomials; the constant one is the empty tuple.
Row = dict[tuple[int, ...], Fraction]


class Positive(NamedTuple):
    """A polynomial that is >= 0, or > 0."""

    terms: Row
    strict: bool


def positive(polynomial: Polynomial, signs: Signs) -> Positive | None:
    """What a known sign says, turned round where the polynomial is <= 0; None where that is nothing of use."""
    if {-1, 1} <= signs or len(polynomial) > MOST_TERMS:
        return None
    return Positive(_terms(-polynomial if -1 in signs else polynomial), 0 not in signs)


def _terms(polynomial: Polynomial) -> Row:
    return {
        tuple(map(int, powers)) if any(powers) else (): Fraction(int(c.p), int(c.q))
        for powers, c in polynomial.to_dict().items()
    }


def by_cone(tower: Tower, polynomial: Polynomial, facts: Sequence[Positive]) -> Signs:
    """{1} or {0, 1} where a polynomial is a sum of facts with positive weights, and a constant that is not negative."""
    target = _terms(polynomial)
    near = _touching(target, facts)
    if not near or len(target) > MOST_TERMS:
        return ANY_SIGN
    tower.work.spend(10 * len(near))
    rows = {monomial: None for row in (target, *(fact.terms for fact in near)) for monomial in row} | {(): None}
    columns = [[fact.terms.get(monomial, Fraction(0)) for monomial in rows] for fact in near]
    columns.append([Fraction(monomial == ()) for monomial in rows])
    weights = combination(columns, [target.get(monomial, Fraction(0)) for monomial in rows])
    if weights is None:
        return ANY_SIGN
    strict = weights[-1] > 0 or any(weight > 0 and fact.strict for weight, fact in zip(weights, near, strict=False))
    return frozenset({1}) if strict else frozenset({0, 1})


def impossible(tower: Tower, facts: Sequence[Positive]) -> bool:
    """Whether facts contradict one another: their sum with positive weights is 0, one of them being positive."""
    chosen = [fact for fact in facts if len(fact.terms) > 0][:MOST_FACTS]
    if not any(fact.strict for fact in chosen):
        return False
    tower.work.spend(10 * len(chosen))
    rows = {monomial: None for fact in chosen for monomial in fact.terms} | {(): None}
    columns = [[*(fact.terms.get(m, Fraction(0)) for m in rows), Fraction(fact.strict)] for fact in chosen]
    columns.append([*(Fraction(m == ()) for m in rows), Fraction(1)])
    return combination(columns, [*(Fraction(0) for _ in rows), Fraction(1)]) is not None


def _touching(target: Row, facts: Sequence[Positive]) -> list[Positive]:
    """The facts that share a monomial with the target, or with such a fact."""
    reached, chosen = set(target) - {()}, list[Positive]()
    for _ in range(2):
        for fact in facts:
            if fact not in chosen and reached & set(fact.terms) and len(chosen) < MOST_FACTS:
                chosen.append(fact)
                reached |= set(fact.terms) - {()}
    return chosen


# -- the simplex method ------------------------------------------------------------------------------------------------


def combination(columns: Sequence[Sequence[Fraction]], target: Sequence[Fraction]) -> list[Fraction] | None:
    """Weights >= 0 with which the columns add up to the target; None where there are none.

    >>> one, two = Fraction(1), Fraction(2)
    >>> combination([[one, one], [one, -one]], [two, Fraction(0)])
    [Fraction(1, 1), Fraction(1, 1)]
    >>> combination([[one, one]], [two, one]) is None
    True
    """
    count = len(columns)
    table = [_row(columns, target, i) for i in range(len(target))]
    basis = [count + i for i in range(len(target))]
    while (entering := _entering(table, basis, count)) is not None:
        _, _, leaving = min((row[-1] / row[entering], basis[i], i) for i, row in enumerate(table) if row[entering] > 0)
        _pivot(table, leaving, entering)
        basis[leaving] = entering
    if any(row[-1] for row, b in zip(table, basis, strict=True) if b >= count):
        return None
    values = {b: row[-1] for row, b in zip(table, basis, strict=True)}
    return [values.get(j, Fraction(0)) for j in range(count)]


def _entering(table: Sequence[Sequence[Fraction]], basis: Sequence[int], count: int) -> int | None:
    """The first column that lowers what artificial variables, those behind `count`, still hold."""
    artificial = [row for row, variable in zip(table, basis, strict=True) if variable >= count]
    return next((j for j in range(count) if sum(row[j] for row in artificial) > 0), None)


def _row(columns: Sequence[Sequence[Fraction]], target: Sequence[Fraction], i: int) -> list[Fraction]:
    """An equation with its right side, turned so that this is not negative; artificial variables are left out."""
    row = [*(column[i] for column in columns), target[i]]
    return [-value for value in row] if target[i] < 0 else row


def _pivot(table: list[list[Fraction]], leaving: int, entering: int) -> None:
    factor = table[leaving][entering]
    table[leaving] = [value / factor for value in table[leaving]]
    for i, row in enumerate(table):
        if i != leaving and row[entering]:
            times = row[entering]
            table[i] = [value - times * other for value, other in zip(row, table[leaving], strict=True)]
