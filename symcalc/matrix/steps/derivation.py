"""The lines of a derivation: components, product and chain rule, Kronecker deltas, contraction, identification.

The lines are the engine's own states on the way to the answer, in the order of (22.4.40) to (22.4.47) and
(22.4.54) to (22.4.63); before them stands the case of numbers, (22.4.50), and why its formula may not fit (22.4.51).
"""

from __future__ import annotations

from collections.abc import Iterator

from symcalc.matrix.answer import Answer
from symcalc.matrix.indices import Indexed
from symcalc.matrix.positions import Index
from symcalc.matrix.shapes import Shapes
from symcalc.matrix.simplify.deltas import contracted, resolved
from symcalc.matrix.simplify.terms import merged
from symcalc.matrix.steps.identification import identification
from symcalc.matrix.steps.letters import Letters
from symcalc.matrix.steps.numbers import case_of_numbers
from symcalc.matrix.steps.text import IndexText, needs_sums
from symcalc.result import Step
from symcalc.syntax import written
from symcalc.syntax.tree import Node


def derivation(function: Node, name: str, answer: Answer, shapes: Shapes, called: str = "f") -> tuple[Step, ...]:
    """How the derivative of a function, called by that name, comes about."""
    return tuple(_lines(function, name, answer, shapes, called))


def _lines(function: Node, name: str, answer: Answer, shapes: Shapes, called: str) -> Iterator[Step]:
    yield from case_of_numbers(function, name, answer, shapes, called)
    states = _states(answer)
    text = IndexText(shapes, Letters())
    text.explicit = any(needs_sums(state) for state in (answer.function, *states.values()))
    text.letters.fix(answer.layout.by)
    left = _entry_name(text, called, answer.layout.of)
    remark = "" if text.explicit else ", repeated indices summed"
    yield Step(f"components{remark}", f"{left} = {text.sum(answer.function)}")
    rate = f"∂{left}/∂{text.entry(name, tuple(index for index in answer.layout.by if index is not None))}"
    seen: set[str] = set()
    for rule, state in states.items():
        line = text.sum(state)
        if line not in seen:
            yield Step(rule, f"{rate} = {line}")
        seen.add(line)
    yield from identification(answer, text, rate, seen)
    yield Step("result", f"d{called}/d{name} = {written(answer.tree)}")


def _states(answer: Answer) -> dict[str, Indexed]:
    """The derivative as the rules make it, with δ for ∂x_i/∂x_k, and with the δ contracted."""
    deltas = Indexed(tuple(resolved(term) for term in answer.raw.terms))
    done = Indexed(tuple(merged(contracted(term)) for term in deltas.terms))
    return {"product and chain rule": answer.raw, "Kronecker deltas": deltas, "contraction": done}


def _entry_name(text: IndexText, called: str, indices: tuple[Index | None, Index | None]) -> str:
    """f, f_i, f_ij."""
    present = tuple(index for index in indices if index is not None)
    return f"{called}_{text.at(present)}" if present else called
