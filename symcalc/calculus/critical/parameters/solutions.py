"""The solutions of equations with parameters: values as trees, and the facts under which they hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.kernels.tower import Tower
from symcalc.calculus.critical.parameters.carriers import carriers, stripped, uncarried
from symcalc.calculus.critical.parameters.solver import Case, Fact, Solver
from symcalc.calculus.critical.points.wording import ZERO
from symcalc.calculus.critical.search.cuts import Piece
from symcalc.calculus.critical.search.stationary import Stationary
from symcalc.calculus.critical.search.survey import Question
from symcalc.calculus.critical.systems.branches import irreducible
from symcalc.record import record, replace
from symcalc.syntax.tree import Node, Relation, substitute
from symcalc.syntax.written import written


@record
class Branch:
    """A solution as trees: the variables, the facts about the parameters, and the names of variables that are free."""

    values: Mapping[str, Node]
    facts: tuple[Fact, ...]
    fixed: Mapping[str, Node]  #: parameters that the facts determine
    free: tuple[str, ...]


@record
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
        found: list[Branch] = []
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
                    positive = positive_facts(solver, ratio, facts)
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


def positive_facts(solver: Solver, ratio: Ratio, facts: Sequence[Fact]) -> list[Fact] | None:
    """The facts under which an element is positive, None where it never is."""
    for sign, extra in solver.signs(ratio.top * ratio.bottom, facts):
        if sign > 0:
            return list(extra)
    return None


def _merged(parametric: Parametric, found: Sequence[Branch]) -> list[Branch]:
    """Solutions that are the same formula: those that a more general one covers left out."""
    kept: list[Branch] = []
    for branch in found:
        covering = next(_coverings(parametric, kept, branch), None)
        if covering is None:
            kept.append(branch)
        else:
            place, merged = covering
            kept[place] = merged
    return kept


def _coverings(parametric: Parametric, kept: Sequence[Branch], special: Branch) -> Iterator[tuple[int, Branch]]:
    """The solutions that cover a special one, by their places: those first whose formula is literally the same."""
    for literally in (True, False):
        for place, general in enumerate(kept):
            if _same_values(general, special, {} if literally else special.fixed):
                merged = _covering(parametric, general, special)
                if merged is not None:
                    yield place, merged


def _same_values(general: Branch, special: Branch, put: Mapping[str, Node]) -> bool:
    if general.free != special.free:
        return False
    return all(
        written(substitute(value, dict(put))) == written(special.values[name]) for name, value in general.values.items()
    )


def _covering(parametric: Parametric, general: Branch, special: Branch) -> Branch | None:
    """The general solution without a condition that the special one makes unnecessary, if it does."""
    equal = [f for f in special.facts if f.relation == "=="]
    if len(equal) != 1:
        return None
    zero = equal[0].polynomial
    rest = tuple(f for f in general.facts if f.relation != "!=" or f.polynomial not in (zero, -zero))
    there = _reduced(parametric, special, rest)
    given = _reduced(parametric, special, [f for f in special.facts if f.relation != "=="])
    return replace(general, facts=rest) if there is not None and there == given else None


def _reduced(parametric: Parametric, special: Branch, facts: Sequence[Fact]) -> set[tuple[str, str]] | None:
    """What facts say where parameters have the values of a special solution; None where one of them is false."""
    tower = parametric.tower
    said: set[tuple[str, str]] = set()
    for fact in facts:
        tree = substitute(tower.tree(Ratio.polynomial(fact.polynomial)), dict(special.fixed))
        ratio = tower.ratio(tree)
        reduced = Fact(ratio.top * ratio.bottom, fact.relation)
        holds = _holds(reduced)
        if holds is False:
            return None
        if holds is None:
            said.add((_shape(reduced), fact.relation))
    return said


def _holds(fact: Fact) -> bool | None:
    """Whether a fact about a constant is true; None where parameters are left in it."""
    polynomial = fact.polynomial
    if not polynomial.is_constant():
        return None
    if polynomial.is_zero() or fact.relation == "==":
        return polynomial.is_zero() and fact.relation == "=="
    return fact.relation == "!=" or bool(polynomial.leading_coefficient() > 0)


def _shape(fact: Fact) -> str:
    """The distinct factors of what is not zero; of what is positive, the sign and which powers are odd too."""
    if fact.relation != ">":
        return " ".join(map(str, irreducible(fact.polynomial)))
    constant, factors = fact.polynomial.factor()
    signed = constant > 0
    parts = []
    for factor, multiplicity in factors:
        odd = int(multiplicity) % 2 == 1
        if odd and factor.leading_coefficient() < 0:
            signed = not signed
        parts.append(f"{factor if factor.leading_coefficient() > 0 else -factor}^{1 if odd else 2}")
    return " ".join(["+" if signed else "-", *sorted(parts)])


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
