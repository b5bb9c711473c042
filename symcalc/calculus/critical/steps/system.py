"""The gradient set to zero: factors, the cases that they leave, and the points of each case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING

import sympy
from flint import arb

from symcalc.build import Scope, as_tree, build
from symcalc.calculus.critical.steps.places import for_all, line_of, sample
from symcalc.calculus.derivatives.derivative import derivative_of
from symcalc.calculus.derivatives.steps import tree_of
from symcalc.decide.ball import enclose
from symcalc.record import record
from symcalc.result import Step
from symcalc.syntax.tree import (
    Call,
    Derivative,
    Logic,
    Name,
    Negative,
    Node,
    Piecewise,
    Product,
    Relation,
    Sum,
    integer,
    names,
    substitute,
    walk,
)
from symcalc.syntax.written import written

if TYPE_CHECKING:
    from symcalc.calculus.critical.result import Critical

ZERO = integer(0)
#: Formulas with more operations are not brought into factors, systems with more cases are not gone through.
LARGE, CASES = 200, 8
#: Functions whose equations are solved piece by piece, not by factors.
SWITCHES = {"abs", "sign", "max", "min", "relu", "heaviside", "floor", "ceil"}
BITS = 128


@record
class System:
    """The equations of the critical points of an answer: what is zero, each in factors that can be."""

    result: Critical
    scope: Scope
    gradient: tuple[Node, ...]

    @classmethod
    def of(cls, result: Critical, scope: Scope) -> System:
        """The system of an answer."""
        return cls(result, scope, tuple(map(tree_of, result.gradient)))

    def lines(self) -> Iterator[Step]:
        """The derivatives, the equations, the cases, the points."""
        one = len(self.result.variables) == 1
        for variable, slope in zip(self.result.variables, self.gradient, strict=True):
            left = Derivative("total" if one else "diff", Name(function_name(self.result)), (Name(variable),))
            yield Step("derivative" if one else f"derivative by {variable}", _equals(left, slope))
        if self.result.constraints:
            yield from self._lagrange()
            yield from self._places(range(len(self.result.points)))
        else:
            yield from self._solutions()

    def _lagrange(self) -> Iterator[Step]:
        """The equations of Lagrange: the gradient is a combination of those of the constraints."""
        surfaces = [Sum((r.operands[0], Negative(r.operands[1]))) for r in self.result.constraints]
        multipliers = multiplier_names(len(surfaces), self.result)
        for variable, left in zip(self.result.variables, self.gradient, strict=True):
            by = self.scope.symbol(variable)
            slopes = [derivative_of(build(g, self.scope), by) for g in surfaces]
            right = sympy.Add(*(self.scope.symbol(m) * slope for m, slope in zip(multipliers, slopes, strict=True)))
            yield Step(f"Lagrange, by {variable}", _equals(left, as_tree(right)))
        for relation in self.result.constraints:
            yield Step("on the constraint", relation)

    def _solutions(self) -> Iterator[Step]:
        factored = [self._factored(slope) for slope in self.gradient]
        for slope, (whole, _) in zip(self.gradient, factored, strict=True):
            yield Step(_setting(whole, slope), _equals(whole, ZERO))
        choices = [factors for _, factors in factored]
        for whole, factors in factored:
            if not factors:
                yield Step("which is never zero", _differs(whole))
        cases = _cases(choices)
        if len(self.result.variables) == 1 and len(choices[0]) > 1:
            alternatives = tuple(_equals(factor, ZERO) for factor in choices[0])
            yield Step("a product is zero where a factor is", Logic("or", alternatives))
        if len(self.result.variables) > 1 and 1 < len(cases) <= CASES:
            yield from self._by_cases(cases)
        else:
            yield from self._places(range(len(self.result.points)))
            yield from self._families(range(len(self.result.families)))

    def _factored(self, slope: Node) -> tuple[Node, tuple[Node, ...]]:
        """A component in factors, and those of its factors that can be zero."""
        if switches(slope):
            return slope, (slope,)
        expression = build(slope, self.scope)
        if sympy.count_ops(expression) > LARGE:
            return slope, (slope,)
        whole = sympy.powsimp(sympy.factor(expression), combine="exp")
        if whole.is_Add:
            return slope, (slope,)
        tree = as_tree(whole)
        found = dict.fromkeys(as_tree(factor) for factor in _zero_factors(whole))
        kept = [factor for factor in found if names(factor) & set(self.result.variables) or factor == ZERO]
        text = written(tree)
        return tree, tuple(sorted(kept, key=lambda factor: text.find(written(factor))))

    def _by_cases(self, cases: Sequence[frozenset[Node]]) -> Iterator[Step]:
        """Every choice of a factor from each component, with the points at which these are zero."""
        left = {*range(len(self.result.points))}
        for number, case in enumerate(cases, 1):
            equations = tuple(_equals(factor, ZERO) for factor in _in_order(case))
            yield Step(f"case {number}", equations[0] if len(equations) == 1 else Logic("and", equations))
            points = [i for i, point in enumerate(self.result.points) if self._solves(point, case)]
            families = [i for i, family in enumerate(self.result.families) if self._solves(family, case)]
            yield from self._places(points)
            yield from self._families(families)
            if not points and not families:
                yield Step(f"case {number} gives", "no critical point")
            left -= {*points}
        yield from self._places(sorted(left))

    def _solves(self, entry: object, case: frozenset[Node]) -> bool:
        """Whether the equations of a case hold at a point, or at a point of a family."""
        place = sample(entry)
        return place is not None and all(_vanishes(factor, place) for factor in case)

    def _places(self, numbers: Sequence[int]) -> Iterator[Step]:
        for number in numbers:
            point = self.result.points[number]
            line = line_of(point, self.result.variables)
            if point.multipliers and isinstance(line, Node):
                found = zip(multiplier_names(len(point.multipliers), self.result), point.multipliers, strict=True)
                line = Logic("and", (line, *(_equals(Name(name), value) for name, value in found)))
            yield Step(f"critical point {number + 1}", line)

    def _families(self, numbers: Sequence[int]) -> Iterator[Step]:
        for number in numbers:
            family = self.result.families[number]
            yield Step(f"family {number + 1}{for_all(family)}", line_of(family, self.result.variables))


def _setting(whole: Node, slope: Node) -> str:
    """The rule for a component that is set to zero."""
    if switches(slope):
        return "set to zero, away from kinks"
    inner = whole.operand if isinstance(whole, Negative) else whole
    factors = inner.factors if isinstance(inner, Product) else ()
    if len(factors) > 1 and any(isinstance(factor, Call) and factor.function == "exp" for factor in factors):
        return "set to zero; exp is never zero"
    return "set to zero" if whole == slope else "set to zero, in factors"


def switches(node: Node) -> bool:
    """Whether a formula changes from piece to piece."""
    return any(
        isinstance(part, Piecewise) or (isinstance(part, Call) and part.function in SWITCHES) for part in walk(node)
    )


def function_name(result: Critical) -> str:
    """What the function is called."""
    return "f" if result.problem is None else result.problem.name


def multiplier_names(count: int, result: Critical) -> list[str]:
    """Names for multipliers that nothing else has."""
    taken = names(result.function) | set(result.variables)
    stem = next(name for name in ("lambda", "mu", "nu", "multiplier") if name not in taken)
    return [stem] if count == 1 else [f"{stem}{place}" for place in range(1, count + 1)]


def _equals(left: Node, right: Node) -> Relation:
    return Relation(("==",), (left, right))


def _differs(whole: Node) -> Relation:
    return Relation(("!=",), (whole, ZERO))


def _zero_factors(whole: sympy.Expr) -> Iterator[sympy.Expr]:
    """The factors of a product that can be zero: no numbers, no powers below zero, no exponentials."""
    for factor in sympy.Mul.make_args(whole):
        base, exponent = factor.as_base_exp()
        below = exponent.is_number and exponent.is_negative
        if factor.is_zero:
            yield factor
        elif not (factor.is_number or factor.func is sympy.exp or base is sympy.E or below):
            yield base if exponent.is_number else factor


def _cases(choices: Sequence[Sequence[Node]]) -> list[frozenset[Node]]:
    """One factor from each component, without choices that ask for more than another one does."""
    found = (
        list(dict.fromkeys(frozenset(choice) for choice in product(*choices))) if _count(choices) <= 4 * CASES else []
    )
    return [case for case in found if not any(other < case for other in found)]


def _count(choices: Sequence[Sequence[Node]]) -> int:
    count = 1
    for choice in choices:
        count *= len(choice)
    return count


def _in_order(case: frozenset[Node]) -> list[Node]:
    return sorted(
        (factor for factor in case if factor != ZERO), key=lambda factor: (len(written(factor)), written(factor))
    )


def _vanishes(factor: Node, place: Mapping[str, Node]) -> bool:
    """Whether a ball about the value of a factor holds zero."""
    value = enclose(substitute(factor, place), {}, BITS)
    return isinstance(value, arb) and value.contains(0)
