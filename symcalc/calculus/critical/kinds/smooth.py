"""The kind of a stationary point: by the eigenvalues of the Hessian, else by derivatives of higher order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from flint import arb

from symcalc.calculus.critical.kinds.inertia import Inertia, eigenvalues, inertia
from symcalc.calculus.critical.kinds.reasons import Reason
from symcalc.calculus.critical.points.constants import Inexact, constants
from symcalc.calculus.critical.points.spots import Spot
from symcalc.calculus.critical.search.stationary import Stationary
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.decide.ball import Verdict, enclose
from symcalc.record import record
from symcalc.syntax.tree import Node
from symcalc.syntax.written import written

#: Written eigenvalues longer than this are given as decimals.
LONG = 24


@record
class Judgement:
    """The kind of a point, whether its Hessian is singular, why, and the Hessian's eigenvalues for people."""

    kind: str
    degenerate: bool | Literal["unknown"]
    evidence: str
    eigenvalues: tuple[Node | float, ...] = ()


def judged(system: Stationary, spot: Spot) -> Judgement:
    """The kind of a stationary point of a smooth function, in all directions along its surfaces."""
    tower, matrix, bound = system.tower, system.second_order, len(system.surfaces)
    if len(system.free) == bound:
        return Judgement("minimum", False, "the point is isolated in the set that f is restricted to")
    found = inertia(tower, spot, matrix)
    shown = () if bound else spectrum(system, spot)
    if found is None:
        return Judgement("undecided", "unknown", "the signs of the Hessian's eigenvalues could not be decided", shown)
    inner = Inertia(found.positive - bound, found.negative - bound, found.zero)
    if not inner.zero:
        return Judgement(_kind(inner), False, _evidence(system, inner, shown), shown)
    if inner.positive and inner.negative:
        return Judgement("saddle", True, _evidence(system, inner, shown), shown)
    reason = None if bound else higher(system, spot, inner)
    if reason is None:
        doubt = "the Hessian is singular, and the derivatives of higher order that were looked at do not tell"
        return Judgement("undecided", True, doubt, shown)
    return Judgement(reason.kind, True, reason.evidence, shown)


def higher(system: Stationary, spot: Spot, inner: Inertia) -> Reason | None:
    """The kind by derivatives of higher order, None where they do not tell."""
    from symcalc.calculus.critical.kinds.degenerate import Germ, by_higher_order  # noqa: PLC0415 (few points need it)

    if spot.algebraic is not None and spot.algebraic.parameter.degree > 1 and len(system.free) > 2:
        return None
    try:
        names = tuple(system.names[i] for i in system.free)
        exact = spot.exact
        if exact is None:
            return None
        field = constants(system.tower, spot)
        return by_higher_order(Germ(system.derivatives, field, names, tuple(exact[name] for name in names)), inner)
    except (Inexact, TooHard):
        return None


def _kind(found: Inertia) -> str:
    if found.negative == 0:
        return "minimum"
    return "maximum" if found.positive == 0 else "saddle"


def _evidence(system: Stationary, found: Inertia, shown: tuple[Node | float, ...]) -> str:
    if system.surfaces:
        where = "along the constraints the Hessian of the Lagrangian"
        return f"{where} {_definiteness(found)}"
    if len(system.free) == 1:
        relation = ">" if found.positive else "<"
        return f"the second derivative is {listed(shown)} {relation} 0"
    if found.negative == 0:
        return f"all eigenvalues of the Hessian are positive: {listed(shown)}"
    if found.positive == 0:
        return f"all eigenvalues of the Hessian are negative: {listed(shown)}"
    return f"the Hessian has eigenvalues of both signs: {listed(shown)}"


def _definiteness(found: Inertia) -> str:
    if found.negative == 0:
        return "is positive definite"
    return "is negative definite" if found.positive == 0 else "has eigenvalues of both signs"


def spectrum(system: Stationary, spot: Spot) -> tuple[Node | float, ...]:
    """The eigenvalues of the Hessian as a person is shown them: exact where short."""
    return tuple(map(_shown, eigenvalues(system.tower, spot, system.second_order)))


def _shown(value: Node | arb) -> Node | float:
    if isinstance(value, Node):
        text = written(value)
        if len(text) <= LONG and "rootof" not in text:
            return value
        found = enclose(value, {}, 96)
        return value if isinstance(found, Verdict) else float(found.mid())
    return float(value.mid())


def listed(values: Sequence[Node | float]) -> str:
    """Eigenvalues in a sentence."""
    return ", ".join(f"≈ {value:.6g}" if isinstance(value, float) else written(value) for value in values)
