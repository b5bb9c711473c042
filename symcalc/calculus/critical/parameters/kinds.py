"""The kinds of a solution with parameters: by the signs of minors, and the conditions that decide them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flint import fmpz_mpoly

from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.kinds.factors import factored
from symcalc.calculus.critical.kinds.inertia import principal_sum
from symcalc.calculus.critical.parameters.restricted import by_itself, restricted
from symcalc.calculus.critical.parameters.solutions import Branch, Parametric, conditions_of
from symcalc.calculus.critical.parameters.solver import Fact, Solver, Unsolved
from symcalc.calculus.critical.points.relations import joined
from symcalc.record import record, replace
from symcalc.syntax.written import written


@record
class Kind:
    """A kind, the facts under which it holds beyond those of the solution, and why."""

    kind: str
    facts: tuple[Fact, ...]
    evidence: str
    degenerate: bool = False


def kinds(parametric: Parametric, branch: Branch) -> list[Kind]:
    """The kinds of a solution by cases; what second order leaves open is judged where the parameters have one value."""
    return [_settled(parametric, branch, kind) for kind in _by_second_order(parametric, branch)]


def _settled(parametric: Parametric, branch: Branch, kind: Kind) -> Kind:
    found = by_itself(parametric, branch, kind.facts) if kind.kind == "undecided" else None
    if found is None:
        return kind
    condition = joined(conditions_of(parametric.tower, kind.facts))
    where = "" if condition is None else f"where {written(condition)}, "
    return replace(kind, kind=found.kind, evidence=where + found.evidence)


def _by_second_order(parametric: Parametric, branch: Branch) -> list[Kind]:
    """By the leading principal minors of the Hessian."""
    tower, solver = parametric.tower, parametric.solver
    matrix = [[parametric.at(branch, entry) for entry in row] for row in parametric.system.second_order]
    size = len(matrix)
    if size == 1:
        shown = f"the second derivative is {factored(parametric.system, matrix[0][0])}"
        found = []
        for sign, facts in solver.signs(_numerator(matrix[0][0]), branch.facts):
            word = {1: "minimum", -1: "maximum", 0: "undecided"}[sign]
            found.append(Kind(word, facts, shown) if sign else _flat(parametric, branch, facts))
        return found
    minors = [principal_sum(tower, [row[:k] for row in matrix[:k]], k) for k in range(1, size + 1)]
    shown = f"the determinant of the Hessian is {factored(parametric.system, minors[-1])}"
    return [replace(kind, evidence=shown) for kind in _by_minors(solver, branch, minors)]


def _numerator(ratio: Ratio) -> fmpz_mpoly:
    return ratio.top * ratio.bottom


def _by_minors(solver: Solver, branch: Branch, minors: Sequence[Ratio]) -> Iterator[Kind]:
    """Sylvester's criterion: definite by the signs of all leading minors, a saddle where the last rules it out."""
    size = len(minors)
    for sign, facts in solver.signs(_numerator(minors[-1]), branch.facts):
        if sign == 0:
            yield Kind("undecided", facts, "", degenerate=True)
        elif size == 2 and sign < 0:
            yield Kind("saddle", facts, "")
        elif size == 2:
            yield from _definite(solver, branch, minors[0], facts)
        else:
            yield from _larger(solver, branch, minors, sign, facts)


def _definite(solver: Solver, branch: Branch, first: Ratio, facts: tuple[Fact, ...]) -> Iterator[Kind]:
    for sign, more in solver.signs(_numerator(first), (*branch.facts, *facts)):
        if sign:
            yield Kind("minimum" if sign > 0 else "maximum", (*facts, *more), "")


def _larger(
    solver: Solver, branch: Branch, minors: Sequence[Ratio], last: int, facts: tuple[Fact, ...]
) -> Iterator[Kind]:
    """Three or more variables, where all other minors have known signs."""
    signs = [solver.signs(_numerator(minor), (*branch.facts, *facts)) for minor in minors[:-1]]
    if any(len(found) != 1 for found in signs):
        raise Unsolved
    pattern = [found[0][0] for found in signs] + [last]
    if 0 in pattern:
        raise Unsolved
    if all(sign > 0 for sign in pattern):
        yield Kind("minimum", facts, "")
    elif all(sign == (-1) ** k for k, sign in enumerate(pattern, 1)):
        yield Kind("maximum", facts, "")
    else:
        yield Kind("saddle", facts, "")


def _flat(parametric: Parametric, branch: Branch, facts: tuple[Fact, ...]) -> Kind:
    """One variable, second derivative zero: the first derivative that is not; of even order where it has one sign."""
    system, solver = parametric.system, parametric.solver
    there = restricted(parametric, branch, facts)
    for order in range(3, 9):
        value = parametric.at(there, system.derivatives.by((order,)))
        signs = {sign for sign, _ in solver.signs(_numerator(value), (*branch.facts, *facts))}
        if len(signs) > 1 and (0 in signs or order % 2 == 0):
            break
        if signs != {0}:
            shown = f"the first derivative that is not 0 is of order {order}: {factored(system, value)}"
            kind = "inflection" if order % 2 else "minimum" if signs == {1} else "maximum"
            return Kind(kind, facts, shown, degenerate=True)
    return Kind("undecided", facts, "the second derivative is 0", degenerate=True)


def family_kinds(parametric: Parametric, branch: Branch) -> list[Kind]:
    """The kinds along a family: by a diagonal entry of the Hessian, where only one direction leads off it."""
    if not branch.values:
        return [Kind("constant", (), "the function does not depend on the variables")]
    unsure = [Kind("undecided", (), "the Hessian is singular")]
    if len(parametric.system.names) - len(branch.free) != 1:
        return unsure
    for i, row in enumerate(parametric.system.second_order):
        entry = parametric.at(branch, row[i])
        signs = [found for found in parametric.solver.signs(_numerator(entry), branch.facts) if found[0]]
        known = all(sign for sign, _ in parametric.solver.signs(_numerator(entry), branch.facts))
        if signs and known:
            size = factored(parametric.system, entry)
            shown = f"across the family the second derivative is a positive multiple of {size}"
            return [Kind("minimum" if sign > 0 else "maximum", facts, shown) for sign, facts in signs]
    return unsure
