"""A function of fewer linear forms than variables: searched as a function of those forms, and lifted back."""

from __future__ import annotations

from collections.abc import Callable

from symcalc.calculus.critical.composition.forms import reduced
from symcalc.calculus.critical.entries import Answer
from symcalc.calculus.critical.result import Extrema
from symcalc.calculus.critical.search.survey import Question, Survey

Outcome = tuple[Answer, Extrema, Survey]
#: To whom it is shown what was found so far.
Watch = Callable[[Answer, Survey], None]
#: The search itself.
Search = Callable[[Question, Watch | None], Outcome]


def by_forms(question: Question, search: Search, watch: Watch | None) -> Outcome | None:
    """The answer to a question through a function of fewer linear forms; None where there are none."""
    if len(question.names) == 1 or question.constraints or question.conditions or question.ranges:
        return None
    reduction = reduced(question.tree, question.names)
    if reduction is None:
        return None
    from symcalc.calculus.critical.composition.isolating import Unisolated  # noqa: PLC0415 (few functions need it)
    from symcalc.calculus.critical.composition.lifting import Lift, has_closed_form  # noqa: PLC0415 (likewise)

    lift = Lift(reduction)

    def show(answer: Answer, found: Survey) -> None:
        if watch is not None:
            watch(lift.answer(Answer(points=[point for point in answer.points if has_closed_form(point.point)])), found)

    forms = tuple(reduction.forms)
    inner = Question(reduction.function, forms, reserved=question.taken, places=reduction.places())
    answer, globally, found = search(inner, show if watch else None)
    try:
        lifted, taken = lift.answer(answer), lift.extrema(globally, answer)
    except Unisolated:
        return None
    found.doubts = [lift.told(doubt) for doubt in found.doubts]
    found.reading = f"f being a function of {reduction.arguments()} alone"
    return lifted, taken, found
