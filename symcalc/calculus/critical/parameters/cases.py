"""Critical points of functions with parameters: formulas, the conditions under which they exist, their kinds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from symcalc.calculus.critical.families.parametric import parameter_names
from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.parameters.carriers import stripped
from symcalc.calculus.critical.parameters.kinds import family_kinds, kinds
from symcalc.calculus.critical.parameters.solutions import Branch, Parametric, conditions_of, positive_facts
from symcalc.calculus.critical.parameters.solver import Fact
from symcalc.calculus.critical.points.relations import comparison, joined
from symcalc.calculus.critical.points.wording import ZERO
from symcalc.calculus.critical.result import Case as Kinded
from symcalc.calculus.critical.result import CriticalPoint, Family
from symcalc.calculus.critical.systems.branches import irreducible
from symcalc.record import replace
from symcalc.syntax.tree import Name, Node, Relation, names, substitute


def described(parametric: Parametric, branch: Branch) -> list[CriticalPoint | Family]:
    """A solution as it is answered; nothing where it lies outside the domain for all parameters."""
    facts = _inside(parametric, branch)
    if facts is None:
        return []
    inside = replace(branch, facts=(*branch.facts, *facts))
    return list(_families(parametric, inside)) if inside.free else [_point(parametric, inside)]


def _value(parametric: Parametric, branch: Branch) -> Node:
    """The value at a solution; 0 where the facts say so."""
    value = parametric.at(branch, parametric.system.function)
    equal = [fact.polynomial for fact in branch.facts if fact.relation == "=="]
    if any(divmod(value.top, p)[1].is_zero() for p in equal):
        return ZERO
    return parametric.tower.tree(value)


def _point(parametric: Parametric, inside: Branch) -> CriticalPoint:
    tower = parametric.tower
    found = kinds(parametric, inside)
    where = joined(conditions_of(tower, inside.facts))
    value = _value(parametric, inside)
    cases = tuple(Kinded(joined(conditions_of(tower, k.facts)) or ZERO, k.kind) for k in found if k.facts)
    single = len(found) == 1 or len({k.kind for k in found}) == 1
    kind = found[0].kind if single else "undecided"
    degenerate: bool | Literal["unknown"] = single and found[0].degenerate
    if single and len({k.degenerate for k in found}) > 1:
        degenerate = "unknown"
    point = {name: inside.values[name] for name in parametric.system.names}
    evidence = "; ".join(dict.fromkeys(k.evidence for k in found if k.evidence))
    return CriticalPoint(point, None, value, kind, degenerate, evidence, () if single else cases, (), where)


def _inside(parametric: Parametric, branch: Branch) -> tuple[Fact, ...] | None:
    """The facts about parameters under which a solution lies in the domain; None where it never does."""
    facts: list[Fact] = []
    solver = parametric.solver
    for condition in parametric.piece.positive:
        value = parametric.at(branch, parametric.tower.ratio(condition))
        if _moves(parametric, branch, value):
            continue
        more = positive_facts(solver, value, (*branch.facts, *facts))
        if more is None:
            return None
        facts += more
    for condition in parametric.piece.nonzero:
        value = parametric.at(branch, parametric.tower.ratio(condition))
        if value.is_zero:
            return None
        if _moves(parametric, branch, value):
            continue
        for factor in irreducible(value.top):
            if not solver.excluded(factor, (*branch.facts, *facts)) and factor not in [f.polynomial for f in facts]:
                facts.append(Fact(factor, "!="))
    return tuple(facts)


def _moves(parametric: Parametric, branch: Branch, value: Ratio) -> bool:
    """Whether an element depends on the variables that are free along a family."""
    return not names(parametric.tower.tree(value)).isdisjoint(branch.free)


def _domain(parametric: Parametric, branch: Branch) -> Iterator[Node]:
    """The conditions on the free variables of a family under which its points lie in the domain."""
    tower, piece = parametric.tower, parametric.piece
    for condition in piece.positive:
        value = parametric.at(branch, tower.ratio(condition))
        if _moves(parametric, branch, value):
            yield comparison(tower.tree(value), ">")
    for condition in piece.nonzero:
        value = parametric.at(branch, tower.ratio(condition))
        if _moves(parametric, branch, value):
            for factor in irreducible(stripped(tower, value.top)):
                yield comparison(tower.tree(Ratio.polynomial(factor)), "!=")


def _families(parametric: Parametric, branch: Branch) -> Iterator[Family]:
    """A solution with free variables: families, one for each kind."""
    taken = (*parametric.system.names, *parametric.question.parameters)
    letters = parameter_names(len(branch.free), taken)
    change: dict[str, Node] = {name: Name(letter) for name, letter in zip(branch.free, letters, strict=True)}
    point = {name: substitute(branch.values.get(name, Name(name)), change) for name in parametric.system.names}
    equations = tuple(Relation(("==",), (Name(name), branch.values[name])) for name in branch.values)
    value = substitute(_value(parametric, branch), change)
    domain = list(_domain(parametric, branch))
    for kind in family_kinds(parametric, branch):
        facts = conditions_of(parametric.tower, (*branch.facts, *kind.facts))
        where = joined([substitute(condition, change) for condition in (*facts, *domain)])
        yield Family(point, equations, tuple(letters), value, kind.kind, where, kind.evidence)
