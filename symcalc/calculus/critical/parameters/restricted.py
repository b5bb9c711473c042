"""A solution where the facts give parameters values: put in, and judged like a function without parameters."""

from __future__ import annotations

from collections.abc import Sequence

from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.kernels.tower import NotClosed
from symcalc.calculus.critical.kinds.smooth import Judgement, judged
from symcalc.calculus.critical.parameters.solutions import Branch, Parametric
from symcalc.calculus.critical.parameters.solver import Fact
from symcalc.calculus.critical.points.spots import rational_spot
from symcalc.calculus.critical.search.bounds import rational_of
from symcalc.calculus.critical.search.stationary import stationary
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.calculus.critical.systems.ring import support
from symcalc.record import replace
from symcalc.syntax.tree import names, substitute


def restricted(parametric: Parametric, branch: Branch, facts: Sequence[Fact]) -> Branch:
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


def by_itself(parametric: Parametric, branch: Branch, facts: Sequence[Fact]) -> Judgement | None:
    """The kind of a rational point where every parameter has one value; None where that is not so or does not tell."""
    there = restricted(parametric, branch, facts)
    variables = parametric.system.names
    function = substitute(parametric.piece.function, dict(there.fixed))
    if parametric.question.constraints or not names(function) <= set(variables):
        return None
    try:
        values = [rational_of(parametric.tower.tree(parametric.tower.ratio(there.values[name]))) for name in variables]
        known = [value for value in values if value is not None]
        if len(known) < len(variables):
            return None
        system, spot = stationary(function, (), variables), rational_spot(variables, known)
        if any(spot.sign_of(system.tower, slope) != 0 for slope in system.gradient):
            return None
        found = judged(system, spot)
    except (NotClosed, TooHard, ArithmeticError):
        return None
    return None if found.kind == "undecided" else found
