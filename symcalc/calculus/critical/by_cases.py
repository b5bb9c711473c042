"""The critical points of a function with parameters, by cases of their values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symcalc.calculus.critical.composition.fewer import Outcome
from symcalc.calculus.critical.entries import Answer
from symcalc.calculus.critical.extrema.extrema import Contender, extrema
from symcalc.calculus.critical.kernels.tower import NotClosed
from symcalc.calculus.critical.parameters.cases import described
from symcalc.calculus.critical.parameters.solutions import Parametric
from symcalc.calculus.critical.parameters.solver import Solver, Unsolved
from symcalc.calculus.critical.points.values import Height
from symcalc.calculus.critical.result import CriticalPoint, Family
from symcalc.calculus.critical.search.cuts import Piece, Unsplittable
from symcalc.calculus.critical.search.pieces import pieces as pieces_of
from symcalc.calculus.critical.search.stationary import stationary
from symcalc.calculus.critical.search.survey import Question, Survey
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.syntax.tree import Node


def by_cases(question: Question) -> Outcome:
    """Everything about a function with parameters, solved by cases."""
    found, answer = Survey(question), Answer()
    found.by("a distinction of cases that covers all values of the parameters")
    try:
        found.pieces = pieces_of(question.tree, question.conditions, question.ranges, question.constraints)
        for item in _cases(question, found.pieces):
            if isinstance(item, Family):
                answer.families.append(item)
            else:
                answer.points.append(item)
    except (Unsolved, Unsplittable, NotClosed, TooHard, ZeroDivisionError):
        found.doubt("the equations of the gradient were not solved for all values of the parameters")
    contenders = [
        Contender(Height(point.value), point.point)
        for point in answer.points
        if isinstance(point.value, Node) and point.where is None  # a point that is not always there shows nothing
    ]
    listed = not found.doubts and not answer.families and len(contenders) == len(answer.points)
    return answer, extrema(found, contenders, None, complete=False, listed=listed), found


def _cases(question: Question, found: Sequence[Piece]) -> Iterator[CriticalPoint | Family]:
    """The solutions of a smooth function with parameters; raises Unsolved where it is not all of one piece."""
    if len(found) != 1:
        raise Unsolved
    system = stationary(found[0].function, found[0].surfaces, question.names, question.parameters)
    if system.surfaces:
        raise Unsolved
    solver = Solver(system.tower, system.free, tuple(system.nonzero), question.ranges)
    parametric = Parametric(question, found[0], system, solver)
    for branch in parametric.branches():
        yield from described(parametric, branch)
