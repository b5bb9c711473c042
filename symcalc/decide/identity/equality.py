"""Whether two expressions are equal: refute first, then prove, then look harder, then say undecided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from flint import arb, ctx, fmpq

from symcalc.decide.ball import compile_balls
from symcalc.decide.identity.conditions import conditions, integer_names
from symcalc.decide.identity.domains import conditions_of, confined, contained, exists, only_first
from symcalc.decide.identity.exactly import common_point, differing_point
from symcalc.decide.identity.formal import choices, chosen, pointed, stated, unspecified
from symcalc.decide.identity.proofs.prove import Proof, prove, solution
from symcalc.decide.identity.search import LONG, QUICK, Coordinates, Search
from symcalc.decide.identity.values import exact_value
from symcalc.decide.identity.verdict import DomainDifference, Point, PointOrNot, Verdict, Witness
from symcalc.decide.identity.work import OutOfWork, Work
from symcalc.record import field, record
from symcalc.syntax.tree import Node, Relation, integer, names, rational, substitute

#: The budgets of one comparison, and of a comparison of domains.
WORK: Final = 400_000
DOMAIN_WORK: Final = 20_000
ZERO: Final = integer(0)
NOWHERE: Final = "the two sides are defined together nowhere"


def identical(
    left: Node,
    right: Node,
    assumptions: Sequence[Node] = (),
    *,
    formal: Mapping[str, tuple[str, ...]] | None = None,
    work: int = WORK,
) -> Verdict:
    """Whether two trees are equal at every real point at which both are defined, under assumptions.

    `formal` names the parameters of functions without a formula. The verdict is the same on every run: points are
    fixed and `work` bounds the steps of a proof. A refutation carries a point at which ball arithmetic certifies that
    the sides differ; a proof never rests on points.

    >>> from symcalc.syntax import parse_expression
    >>> def verdict(left, right):
    ...     return identical(parse_expression(left), parse_expression(right)).verdict
    >>> verdict("cos(x)^2 + sin(x)^2", "1"), verdict("sqrt(x^2)", "x")
    ('proved', 'refuted')
    """
    comparison = Comparison.of(left, right, assumptions, formal or {}, work)
    return comparison.verdict()


@record(frozen=False)
class Comparison:
    """Two trees that are compared, equations among the assumptions solved first."""

    left: Node
    right: Node
    assumptions: tuple[Node, ...]
    formal: Mapping[str, tuple[str, ...]]
    work: Work
    solved: dict[str, Node] = field(default_factory=dict)

    @classmethod
    def of(
        cls, left: Node, right: Node, assumptions: Sequence[Node], formal: Mapping[str, tuple[str, ...]], work: int
    ) -> Comparison:
        """The comparison with derivatives at written arguments and equations solved for a variable each."""
        made = cls(pointed(left, formal), pointed(right, formal), tuple(assumptions), formal, Work(work))
        made._solve_equations()
        return made

    def _solve_equations(self) -> None:
        while True:
            equations = [a for a in self.assumptions if isinstance(a, Relation) and a.operators == ("==",)]
            for equation in equations:
                values = solution(conditions([equation])[0].tree, self.work)
                if values is not None:
                    break
            else:
                return
            self.assumptions = tuple(substitute(a, values) for a in self.assumptions if a is not equation)
            self.left, self.right = substitute(self.left, values), substitute(self.right, values)
            self.solved = {name: substitute(value, values) for name, value in self.solved.items()} | values

    @property
    def variables(self) -> list[str]:
        """The names that a point needs values for, in order."""
        found = names(self.left) | names(self.right) | {n for a in self.assumptions for n in names(a)}
        return sorted(found)

    # -- the verdict -----------------------------------------------------------------------------------------------

    def verdict(self) -> Verdict:
        """Refuted, proved or undecided."""
        functions = unspecified((self.left, self.right), self.formal)
        if functions:
            return self._formal_verdict(functions)
        search = self.search()
        if search.run(QUICK):
            return self._refuted(search)
        proof = self._proof()
        if proof is not None:
            return self._proved(proof, search)
        if search.run(LONG):
            return self._refuted(search)
        return self._undecided(search)

    def search(self) -> Search:
        """A search for a point at which the sides differ."""
        return Search(self.left, self.right, self.variables, self.assumptions)

    def _proof(self) -> Proof | None:
        return prove(self.left, self.right, conditions(self.assumptions), self.work)

    def _formal_verdict(self, functions: Mapping[str, tuple[str, ...]]) -> Verdict:
        """Functions without a formula are defined everywhere; a concrete choice of them may refute."""
        proof = self._proof()
        if proof is not None and proof.cases:
            return self._proved(proof, self.search())
        for choice in choices((self.left, self.right), functions):
            left, right = chosen(self.left, choice), chosen(self.right, choice)
            concrete = Comparison(left, right, self.assumptions, {}, self.work, self.solved)
            search = concrete.search()
            if search.run(QUICK):
                return concrete._refuted(search, stated(choice))
        return Verdict("undecided", "neither proved nor refuted by simple choices of the functions")

    # -- refuted ---------------------------------------------------------------------------------------------------

    def _refuted(self, search: Search, taken: tuple[tuple[Node, Node], ...] = ()) -> Verdict:
        point = self._point(search.found or ())
        left, right = (exact_value(substitute(side, point)) for side in (self.left, self.right))
        return Verdict("refuted", "ball arithmetic at a point", Witness(point, left, right, taken))

    def _differing(self, point: Point, left: Node, right: Node) -> Verdict:
        given = {name: exact_value(substitute(value, point)) for name, value in self.solved.items()}
        witness = Witness({**point, **given}, exact_value(left), exact_value(right))
        return Verdict("refuted", "exact values at a point", witness)

    def _point(self, coordinates: Coordinates) -> Point:
        """A point in all variables, those that equations gave away too."""
        point: dict[str, Node] = dict(zip(self.variables, map(rational, coordinates), strict=True))
        return point | {name: exact_value(substitute(value, point)) for name, value in self.solved.items()}

    # -- proved ----------------------------------------------------------------------------------------------------

    def _proved(self, proof: Proof, search: Search) -> Verdict:
        formal = bool(unspecified((self.left, self.right), self.formal))
        if not proof.cases:
            return self._nowhere()
        if formal:
            return Verdict("proved", str(proof), domain=DomainDifference(None, None))
        if search.common is None:
            search.run(LONG[:1])
        only: tuple[Node, ...] = ()
        if search.common is None or not self._has_inside(search):
            confinement = confined(self.left, self.right, conditions(self.assumptions), Work(DOMAIN_WORK))
            if confinement is None:
                return self._nowhere()
            bound = confined(ZERO, ZERO, conditions(self.assumptions), Work(DOMAIN_WORK)) or ()
            only = tuple(equation for equation in confinement if equation not in bound)
        common = self._exact_common(only) if search.common is None else self._point(search.common)
        if common is None:
            return Verdict("undecided", f"{proof}, but no point was found at which both sides are defined")
        return Verdict("proved", str(proof), domain=self.domain(search), only=only, common=common)

    def _nowhere(self) -> Verdict:
        """Defined together nowhere; of constants the undefined side is shown."""
        if self.variables:
            return Verdict("refuted", NOWHERE)
        left, right = (exact_value(side) if exists(side) else None for side in (self.left, self.right))
        return Verdict("refuted", NOWHERE, Witness({}, left, right))

    def _has_inside(self, search: Search) -> bool:
        """Whether both sides are defined on a small box around some point found: the common domain has an interior."""
        if not self.variables:
            return True
        whole = integer_names(self.assumptions)
        sides = compile_balls((self.left, self.right), self.variables)
        for point in search.commons:
            box = [_around(x, thick=name not in whole) for name, x in zip(self.variables, point, strict=True)]
            with ctx.workprec(128):
                if all(isinstance(value, arb) for value in sides(box)):
                    return True
        return False

    def _exact_common(self, only: tuple[Node, ...]) -> Point | None:
        """A point at which both sides are defined, where equations hold."""
        found = self._single_point(only)
        return found or common_point(self.left, self.right, self.variables, (*self.assumptions, *only))

    def _single_point(self, only: tuple[Node, ...]) -> Point | None:
        """The one point to which equations confine the common domain, if both sides are defined there."""
        values: dict[str, Node] = {}
        for equation in only:
            found = solution(conditions([equation])[0].tree, self.work)
            values |= found or {}
        if set(values) != set(self.variables) or any(names(value) for value in values.values()):
            return None
        defined = all(exists(substitute(side, values)) is True for side in (self.left, self.right))
        return values if defined else None

    # -- domains ---------------------------------------------------------------------------------------------------

    def domain(self, search: Search) -> DomainDifference:
        """Where only one side is defined."""
        left, right = conditions_of(self.left), conditions_of(self.right)
        left_only = None if right <= left else self._only(self.left, self.right, search.left_only)
        right_only = None if left <= right else self._only(self.right, self.left, search.right_only)
        return DomainDifference(left_only, right_only)

    def _only(self, first: Node, second: Node, found: Coordinates | None) -> PointOrNot:
        if found is not None:
            return self._point(found)
        edges = contained(first, second, conditions(self.assumptions), Work(DOMAIN_WORK))
        if edges is None:
            return None
        search = Search(first, second, self.variables, self.assumptions)
        search.run(LONG[:1])
        if search.left_only is not None:
            return self._point(search.left_only)
        at_edge = only_first(first, second, self.variables, self.assumptions, edges)
        return "unknown" if at_edge is None else at_edge

    # -- undecided -------------------------------------------------------------------------------------------------

    def _undecided(self, search: Search) -> Verdict:
        found = differing_point(self.left, self.right, self.variables, self.assumptions)
        if found is not None:
            return self._differing(*found)
        if search.common is None:
            try:
                empty = confined(self.left, self.right, conditions(self.assumptions), Work(DOMAIN_WORK)) is None
            except OutOfWork:
                empty = False
            if empty or not self.variables:
                return self._empty()
            return Verdict("undecided", "no point was found at which both sides are defined")
        how = f"neither proved nor refuted; the sides agree at {search.agreed} points as far as can be seen"
        return Verdict("undecided", how)

    def _empty(self) -> Verdict:
        if self.variables or False in (exists(self.left), exists(self.right)):
            return self._nowhere()
        return Verdict("undecided", "it could not be decided whether both sides are defined")


def _around(value: Fraction, *, thick: bool) -> arb | fmpq:
    exact = fmpq(value.numerator, value.denominator)
    return arb(exact, arb(2) ** -40) if thick else exact
