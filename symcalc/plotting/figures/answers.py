"""The picture that goes with an answer: critical points on their function, a walk, a quadratic, a network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symcalc.calculus.critical import Critical
from symcalc.calculus.expansion.taylor import Taylor
from symcalc.calculus.networks.chain import Chain
from symcalc.calculus.stated import function_name
from symcalc.calculus.walks.descent import Descent
from symcalc.errors import Unsupported, UsageFault
from symcalc.plotting.figures.families import Family, families
from symcalc.plotting.figures.marks import bracketed, critical_marks, mark, place_of, short
from symcalc.plotting.figures.pictures import figure
from symcalc.plotting.figures.plot import Plot, ranges_of
from symcalc.plotting.figures.scene import Mark
from symcalc.plotting.figures.terrain import Terrain
from symcalc.plotting.figures.view import Sheet, View
from symcalc.record import replace
from symcalc.result import Content, Figure, Result
from symcalc.syntax.problem import Problem
from symcalc.syntax.tree import Node

#: Twice the distance from its centre to which a Taylor polynomial is drawn, as a curve and as a surface.
CURVE, SURFACE = 6.0, 4.0


def picture(results: Sequence[Result]) -> Figure:
    """The picture of one answer; of several chain rules through one network, that of the network.

    Raises:
        UsageFault: there is no picture of such an answer, or no single one of several.
        Unsupported: the function has more than two variables.
    """
    chains = [result for result in results if isinstance(result, Chain)]
    if chains and len(chains) == len(results):
        return _whole_network(chains)
    if len(results) != 1:
        raise UsageFault("a file holds the picture of one answer")
    (result,) = results
    match result:
        case Plot():
            return result.figure()
        case Critical():
            return _critical(result)
        case Descent():
            return _descent(result)
        case Taylor():
            return _taylor(result)
    found = result.figure()
    if found is None:
        raise UsageFault(f"there is no picture of {result.command}")
    return found


def _whole_network(chains: Sequence[Chain]) -> Figure:
    """The network with the partials on all paths that were asked for."""
    figures = [chain.figure() for chain in chains]
    labels: dict[str, object] = {}
    for one in figures:
        found = one.content["labels"]
        assert isinstance(found, Mapping)  # noqa: S101 (for the type checker)
        labels |= found
    return Figure(figures[0].kind, figures[0].title, {**figures[0].content, "labels": labels})


def _known(problem: Problem | None) -> Problem:
    if problem is None:
        raise Unsupported("the function of this answer is not known")
    return problem


def _critical(result: Critical) -> Figure:
    """The critical points on the function, families and constraints as lines."""
    problem = replace(_known(result.problem), variables=result.variables)
    terrain = Terrain.of(problem)
    constraints = (Family("constraint", None, (equation,), None) for equation in result.constraints)
    view = View(
        (Sheet(terrain, (result.function,)),),
        _title(problem),
        ranges_of(result.box or {}),
        tuple(critical_marks(result, terrain)),
        tuple((terrain, family) for family in (*families(result), *constraints)),
    )
    return figure(view)


def _title(problem: Problem) -> tuple[Content, ...]:
    return function_name(problem, problem.variables), " = ", problem.function


def _descent(result: Descent) -> Figure:
    terrain = Terrain.of(_known(result.problem))
    walk = tuple(tuple(iterate.point[name] for name in result.variables) for iterate in result.iterates)
    ends = (_end(walk[0], "start", terrain), _end(walk[-1], "end", terrain))
    title = _title(_known(result.problem))
    return figure(View((Sheet(terrain, (result.function,)),), title, marks=ends, walk=walk, close=True))


def _end(place: tuple[float, ...], kind: str, terrain: Terrain) -> Mark:
    """The first or the last point of a walk."""
    height = terrain(*place)
    at = (place[0], height) if len(place) == 1 else (place[0], place[-1])
    return Mark(at, kind, bracketed(short(None, x) for x in at), height)


def _taylor(result: Taylor) -> Figure:
    problem = _known(result.problem)
    if not isinstance(result.polynomial, Node):
        raise Unsupported("the polynomial of this answer is not known")
    terrain = Terrain.of(problem)
    centre = mark(result.at.point, place_of(result.at.point), "point", terrain)
    sheets = (
        Sheet(terrain, (result.function,)),
        Sheet(
            Terrain.of_tree(result.polynomial, problem.variables),
            (f"Taylor polynomial of order {result.order}",),
            "quadratic",
        ),
    )
    flat = len(problem.variables) == 1
    alone = CURVE if flat else SURFACE
    return figure(View(sheets, _title(problem), marks=(centre,), surface=not flat, alone=alone, close=True))
