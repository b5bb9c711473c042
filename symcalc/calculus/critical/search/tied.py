"""Branches in which kernels stay tied to their variables: equations in one variable each, else a search of boxes."""

from __future__ import annotations

from collections.abc import Sequence

from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.kernels.tower import NotClosed
from symcalc.calculus.critical.points.angles import Repeated
from symcalc.calculus.critical.points.spots import Spot
from symcalc.calculus.critical.points.zeros import Derived, Enclosed
from symcalc.calculus.critical.search import bent, enclosing, newton
from symcalc.calculus.critical.search.boxes import Zero, same
from symcalc.calculus.critical.search.cuts import Piece
from symcalc.calculus.critical.search.exact import Choice
from symcalc.calculus.critical.search.intervals import Unproved
from symcalc.calculus.critical.search.stationary import Stationary
from symcalc.calculus.critical.search.survey import Beyond, Candidate, Survey, accept, accept_all
from symcalc.calculus.critical.search.transcendental import Task, solutions
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.syntax.tree import names, substitute


def search_branch(found: Survey, piece: Piece, system: Stationary, conditions: Sequence[Ratio], choice: Choice) -> None:
    """The stationary points of a branch: by other exact means, else by boxes."""
    try:
        solved = _apart(piece, system, choice)
    except (Unproved, NotClosed, TooHard, ZeroDivisionError):
        if system.multipliers:
            found.doubt("an equation with multipliers was not solved")
            return
        _enclosed(found, piece, system, conditions, choice)
        return
    for point in solved:
        accept_all(found, piece, system, conditions, point)


def _apart(piece: Piece, system: Stationary, choice: Choice) -> list[Repeated]:
    """The solutions of a branch that can be taken apart into equations in one variable."""
    tower = system.tower
    values = {name: tower.tree(value) for name, value in system.eliminated.items()}
    free = (*(tower.names[i] for i in system.multipliers), *(system.names[i] for i in system.free))
    equations = [substitute(tower.tree(Ratio.polynomial(p)), values) for p in choice]
    conditions, nonzero = ([substitute(n, values) for n in nodes] for nodes in (piece.positive, piece.nonzero))
    found = []
    for solution in solutions(Task(equations, free, nonzero, conditions)):
        coordinates = dict(solution.coordinates)
        steps = [dict(step) for step in solution.steps]
        for name, value in values.items():
            coordinates[name] = Derived(value, {other: coordinates[other] for other in names(value)})
            if steps:
                raise Unproved
        order = (*system.names, *(tower.names[i] for i in system.multipliers))
        spot = Spot(order, tuple(coordinates[name] for name in order))
        moved = tuple(tuple(step[name] for name in order) for step in steps)
        found.append(Repeated(spot, moved))
    return found


def _enclosed(found: Survey, piece: Piece, system: Stationary, conditions: Sequence[Ratio], choice: Choice) -> None:
    """A branch that is only searched: in the box that is given, with proof, else in a window, without."""
    question = found.question
    only = bent.only_one(piece, system, question.ranges, len([p for p in found.pieces if p.open]))
    if only is not None:
        found.by(only.reason)
        accept(found, piece, system, conditions, Repeated(only.spot))
        return
    if found.exactly:
        raise Beyond
    square = enclosing.square(system, choice, piece.function)
    box = enclosing.box_of(square.names, question.ranges)
    limit = enclosing.WINDOW_BOXES if box is None else None
    where = enclosing.window(square.names, question.ranges) if box is None else box

    def show(zeros: Sequence[Zero]) -> None:
        points = (Spot(system.names, tuple(Enclosed(z, i) for i in range(square.width))) for z in zeros)
        found.tell([Candidate(piece, system, Repeated(point)) for point in points])

    seen = enclosing.all_in(square, where, limit=limit, show=show if not system.eliminated else None)
    if not seen.finished:
        more = newton.wandered(square, where, newton.STARTS * 4)
        seen.zeros += [zero for zero in more if not any(same(zero, other) for other in seen.zeros)]
    for spot in enclosing.spots(system, seen):
        accept(found, piece, system, conditions, Repeated(spot))
    described = enclosing.described(where, square.names, question.ranges)
    if box is None:
        found.doubt(f"searched in {described}, and not proved outside")
    if seen.clusters:
        places = "; ".join(enclosing.described(cluster, square.names, question.ranges) for cluster in seen.clusters[:3])
        found.doubt(f"not decided near {places}")
    elif box is not None:
        found.by("interval Newton's method in the box")
