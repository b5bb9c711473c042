"""Critical points of functions with parameters: as formulas, with the conditions under which they exist and their kinds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from flint import fmpz_mpoly

from symcalc.calculus.critical.families.parametric import parameter_names
from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.kernels.tower import Tower
from symcalc.calculus.critical.kinds.factors import factored
from symcalc.calculus.critical.kinds.inertia import principal_sum
from symcalc.calculus.critical.parameters.solver import Case, Fact, Solver, Unsolved, carriers, stripped, uncarried
from symcalc.calculus.critical.points.relations import joined
from symcalc.calculus.critical.points.wording import ZERO
from symcalc.calculus.critical.result import Case as Kinded
from symcalc.calculus.critical.result import CriticalPoint, Family
from symcalc.calculus.critical.search.pieces import Piece
from symcalc.calculus.critical.search.stationary import Stationary
from symcalc.calculus.critical.search.survey import Question
from symcalc.calculus.critical.systems.branches import irreducible
from symcalc.calculus.critical.systems.ring import support
from symcalc.syntax.tree import Name, Node, Relation, names, substitute
from symcalc.syntax.written import written


@dataclass(frozen=True)
class Branch:
    """A solution as trees: the variables, the facts about the parameters, and the names of variables that are free."""

    values: Mapping[str, Node]
    facts: tuple[Fact, ...]
    fixed: Mapping[str, Node]  #: parameters that the facts determine
    free: tuple[str, ...]


@dataclass(frozen=True)
class Parametric:
    """The solver and the equations of one smooth function with parameters."""

    question: Question
    piece: Piece
    system: Stationary
    solver: Solver

    @property
    def tower(self) -> Tower:
        """The tower of the function."""
        return self.system.tower

    def branches(self) -> list[Branch]:
        """All solutions, general ones first; raises Unsolved."""
        tower, system = self.tower, self.system
        equations = [stripped(tower, component.top) for component in system.gradient]
        carried = carriers(tower, equations, system.free)
        unknowns = tuple(carried[v].position if v in carried else v for v in system.free)
        solver = replace(self.solver, unknowns=unknowns)
        found = []
        for case in solver.cases([*equations, *system.definitions]):
            found += self._branch(solver, case, {kernel.position: (v, kernel) for v, kernel in carried.items()})
        return _merged(self, sorted(found, key=lambda b: sum(f.relation == "==" for f in b.facts)))

    def _branch(self, solver: Solver, case: Case, carried: Mapping[int, tuple[int, object]]) -> Iterator[Branch]:
        tower, names_of = self.tower, self.system.names
        values: dict[str, Node] = {}
        facts = list(case.facts)
        fixed: dict[str, Node] = {}
        for position, ratio in case.values.items():
            if position in carried:
                variable, kernel = carried[position]
                values[names_of[variable]] = uncarried(tower, kernel, variable, ratio)  # type: ignore[arg-type]
                if getattr(kernel, "positive", False):
                    positive = _positive(solver, ratio, facts)
                    if positive is None:
                        return
                    facts += positive
            elif position < len(names_of):
                values[names_of[position]] = tower.tree(ratio)
            else:
                fixed[tower.names[position]] = tower.tree(ratio)
        free = tuple(name for name in names_of if name not in values)
        yield Branch(values, tuple(facts), fixed, free)

    def at(self, branch: Branch, ratio: Ratio) -> Ratio:
        """An element of the tower at a solution."""
        tree = substitute(self.tower.tree(ratio), {**branch.values, **branch.fixed})
        return self.tower.ratio(substitute(tree, dict(branch.fixed)))


def _positive(solver: Solver, ratio: Ratio, facts: Sequence[Fact]) -> list[Fact] | None:
    """The facts under which an element is positive, None where it never is."""
    for sign, extra in solver.signs(ratio.top * ratio.bottom, facts):
        if sign > 0:
            return list(extra)
    return None


def _merged(parametric: Parametric, found: Sequence[Branch]) -> list[Branch]:
    """Solutions that are the same formula: those that a more general one covers left out."""
    kept: list[Branch] = []
    for branch in found:
        general = next((b for b in kept if _same_values(b, branch)), None)
        if general is None:
            kept.append(branch)
            continue
        merged = _covering(parametric, general, branch)
        if merged is None:
            kept.append(branch)
        else:
            kept[kept.index(general)] = merged
    return kept


def _same_values(general: Branch, special: Branch) -> bool:
    if general.free != special.free:
        return False
    put = dict(special.fixed)
    return all(
        written(substitute(value, put)) == written(special.values[name]) for name, value in general.values.items()
    )


def _covering(parametric: Parametric, general: Branch, special: Branch) -> Branch | None:
    """The general solution without a condition that the special one makes unnecessary, if it does."""
    equal = [f for f in special.facts if f.relation == "=="]
    if len(equal) != 1:
        return None
    key = str(equal[0].polynomial), "!="
    rest = tuple(f for f in general.facts if f.key != key)
    there = {_reduced(parametric, special, f) for f in rest} - {("", f) for f in ("!=", ">")}
    given = {(_shape(f.polynomial), f.relation) for f in special.facts if f.relation != "=="}
    return replace(general, facts=rest) if there == given else None


def _reduced(parametric: Parametric, special: Branch, fact: Fact) -> tuple[str, str]:
    """What a fact says where the parameters that the special solution fixes have their values."""
    tower = parametric.tower
    tree = substitute(tower.tree(Ratio.polynomial(fact.polynomial)), dict(special.fixed))
    return _shape(tower.ratio(tree).top), fact.relation


def _shape(polynomial: fmpz_mpoly) -> str:
    """The distinct factors of a polynomial, whatever their signs and powers."""
    return " ".join(map(str, irreducible(polynomial)))


def relation_of(tower: Tower, fact: Fact) -> Node:
    """A fact as a condition: `a > 0`, `b != 0`."""
    polynomial = fact.polynomial
    if polynomial.leading_coefficient() < 0:
        tree = tower.tree(Ratio.polynomial(-polynomial))
        return Relation(("<" if fact.relation == ">" else fact.relation,), (tree, ZERO))
    return Relation((fact.relation,), (tower.tree(Ratio.polynomial(polynomial)), ZERO))


def conditions_of(tower: Tower, facts: Sequence[Fact]) -> list[Node]:
    """Facts as conditions, without what follows from another one."""
    strict = [fact.polynomial for fact in facts if fact.relation == ">"]
    kept = [f for f in facts if f.relation != "!=" or not any(f.polynomial in (p, -p) for p in strict)]
    return [relation_of(tower, fact) for fact in kept]


@dataclass(frozen=True)
class Kind:
    """A kind, the facts under which it holds beyond those of the solution, and why."""

    kind: str
    facts: tuple[Fact, ...]
    evidence: str
    degenerate: bool = False


def kinds(parametric: Parametric, branch: Branch) -> list[Kind]:
    """The kinds of a solution by cases, from the leading principal minors of the Hessian."""
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
    """One variable, second derivative zero: the first derivative that is not, where it has one sign."""
    system, solver = parametric.system, parametric.solver
    there = _restricted(parametric, branch, facts)
    for order in range(3, 9):
        value = parametric.at(there, system.derivatives.by((order,)))
        signs = solver.signs(_numerator(value), (*branch.facts, *facts))
        if len(signs) != 1:
            break
        sign = signs[0][0]
        if sign:
            shown = f"the first derivative that is not 0 is of order {order}: {factored(system, value)}"
            kind = "inflection" if order % 2 else "minimum" if sign > 0 else "maximum"
            return Kind(kind, facts, shown, degenerate=True)
    return Kind("undecided", facts, "the second derivative is 0", degenerate=True)


def _restricted(parametric: Parametric, branch: Branch, facts: Sequence[Fact]) -> Branch:
    """The solution where facts give parameters values."""
    tower = parametric.tower
    fixed = dict(branch.fixed)
    for fact in facts:
        if fact.relation != "==":
            continue
        for i in support(fact.polynomial):
            slope = fact.polynomial.derivative(i)
            if i < len(tower.names) and slope.is_constant():
                rest = fact.polynomial - slope * tower.ring.unknowns[i]
                fixed[tower.names[i]] = tower.tree(-(Ratio.polynomial(rest) / Ratio.polynomial(slope)))
                break
    values = {name: substitute(value, fixed) for name, value in branch.values.items()}
    return replace(branch, values=values, fixed=fixed)


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
    degenerate = single and found[0].degenerate
    point = {name: inside.values[name] for name in parametric.system.names}
    evidence = "; ".join(dict.fromkeys(k.evidence for k in found if k.evidence))
    return CriticalPoint(point, None, value, kind, degenerate, evidence, () if single else cases, (), where)


def _inside(parametric: Parametric, branch: Branch) -> tuple[Fact, ...] | None:
    """The facts under which a solution lies in the domain; None where it never does."""
    facts: list[Fact] = []
    solver = parametric.solver
    for condition in parametric.piece.positive:
        value = parametric.at(branch, parametric.tower.ratio(condition))
        if set(support(value.top)) & {parametric.system.names.index(name) for name in branch.free}:
            continue
        more = _positive(solver, value, (*branch.facts, *facts))
        if more is None:
            return None
        facts += more
    for condition in parametric.piece.nonzero:
        value = parametric.at(branch, parametric.tower.ratio(condition))
        if value.is_zero:
            return None
        for factor in irreducible(value.top):
            if not solver.excluded(factor, (*branch.facts, *facts)) and factor not in [f.polynomial for f in facts]:
                facts.append(Fact(factor, "!="))
    return tuple(facts)


def _families(parametric: Parametric, branch: Branch) -> Iterator[Family]:
    """A solution with free variables: families, one for each kind."""
    taken = (*parametric.system.names, *parametric.question.parameters)
    letters = parameter_names(len(branch.free), taken)
    change: dict[str, Node] = {name: Name(letter) for name, letter in zip(branch.free, letters, strict=True)}
    point = {name: substitute(branch.values.get(name, Name(name)), change) for name in parametric.system.names}
    equations = tuple(Relation(("==",), (Name(name), branch.values[name])) for name in branch.values)
    value = substitute(_value(parametric, branch), change)
    domain = [Relation((">",), (substitute(node, point), ZERO)) for node in parametric.piece.positive]
    for kind in _family_kinds(parametric, branch):
        facts = conditions_of(parametric.tower, (*branch.facts, *kind.facts))
        where = joined([*facts, *(condition for condition in domain if set(letters) & names(condition))])
        yield Family(point, equations, tuple(letters), value, kind.kind, where, kind.evidence)


def _family_kinds(parametric: Parametric, branch: Branch) -> list[Kind]:
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
            shown = f"across the family the second derivative is a positive multiple of {factored(parametric.system, entry)}"
            return [Kind("minimum" if sign > 0 else "maximum", facts, shown) for sign, facts in signs]
    return unsure
