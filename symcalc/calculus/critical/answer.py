"""`critical`: the question posed, and the answer to it put into words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from symcalc.calculus.critical.entries import Answer
from symcalc.calculus.critical.points.decimals import DIGITS
from symcalc.calculus.critical.posing import posed
from symcalc.calculus.critical.result import UNKNOWN, Critical, Extrema
from symcalc.calculus.critical.search.survey import Survey
from symcalc.calculus.critical.searched import answered
from symcalc.calculus.pointwise.analytic import is_polynomial
from symcalc.imports import uncollected
from symcalc.progress import Limit, checkpoint, heard
from symcalc.record import Later, replace
from symcalc.syntax.problem import Problem
from symcalc.syntax.tree import Node, Relation


def critical(
    problem: Problem,
    *,
    box: Mapping[str, tuple[Node, Node]] | None = None,
    subject_to: Sequence[Relation] = (),
    strict: bool = False,
    digits: int | None = None,
    simplify: str = "full",
    steps: bool = False,
) -> Critical:
    """All critical points of a function, each with its kind and a reason, and whether that is proved to be all.

    `box` bounds variables, `subject_to` are equations that must hold. `strict` makes a list that is not proved
    complete an undecided answer; `steps` adds the derivation.

    Raises Unsupported for functions without a formula and for inequality constraints, DomainFault where the box or
    the assumptions leave no points.

    >>> from symcalc.syntax.pose import pose
    >>> answer = critical(pose("3x^4 - 4x^3 - 12x^2"))
    >>> [(point.kind, point.approx["x"]) for point in answer.points], answer.complete
    ([('minimum', -1.0), ('maximum', 0.0), ('minimum', 2.0)], True)
    """
    question = posed(problem, box or {}, subject_to)
    slopes = _gradient(problem, question.names, simplify)

    def told(answer: Answer, globally: Extrema, found: Survey, stopped: str = "") -> Critical:
        return Critical(
            problem.function,
            question.names,
            slopes,
            tuple(answer.points),
            tuple(answer.families),
            tuple(answer.corners),
            not found.doubts and not stopped,
            method_of(found),
            globally,
            stopped,
            strict=strict,
            problem=problem,
            box=box,
            constraints=tuple(subject_to),
        )

    def watch(answer: Answer, found: Survey) -> None:
        checkpoint({limit: told(answer, UNKNOWN, found, limit) for limit in get_args(Limit)})

    result = told(*answered(question, digits or DIGITS, watch if heard() else None))
    return _derived(result) if steps else result


def _gradient(problem: Problem, variables: Sequence[str], simplify: str) -> Any:
    """The gradient: of a polynomial when it is looked at, of another function now, as it may have none."""

    def gradient() -> Any:
        with uncollected():
            from symcalc.calculus.critical.slopes import gradient as slopes_of  # noqa: PLC0415 (by SymPy)

        return slopes_of(problem, variables, simplify)

    return Later(gradient) if is_polynomial(problem.function) else gradient()


def _derived(result: Critical) -> Critical:
    """The answer with its derivation."""
    from symcalc.calculus.critical.steps import derivation  # noqa: PLC0415 (only where it is asked for)

    return replace(result, steps=derivation(result))


def method_of(found: Survey) -> str:
    """How the list was proved complete, or why it was not."""
    if found.doubts:
        return "; ".join(found.doubts)
    return f"{_proof(found)}, {found.reading}" if found.reading else _proof(found)


def _proof(found: Survey) -> str:
    if found.methods:
        return "proved by " + " and ".join(found.methods)
    piecewise = ", piece by piece" if len(found.pieces) > 1 else ""
    if found.candidates or found.curves:
        return f"proved by solving the equations of the gradient exactly{piecewise}"
    return f"proved by the equations of the gradient, which have no real solution{piecewise}"
