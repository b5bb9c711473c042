"""What the statements of gradients, Hessians and Jacobians have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from symcalc.result import Formula, Value
from symcalc.syntax.problem import Problem
from symcalc.syntax.tree import Call, Name, Node


def function_name(problem: Problem | None, variables: tuple[str, ...]) -> Node:
    """The function with its variables, `f(x, y)`, or alone where it has none.

    >>> function_name(None, ("x",))
    Call(function='f', arguments=(Name(name='x'),))
    """
    name = "f" if problem is None else problem.name
    return Call(name, tuple(map(Name, variables))) if variables else Name(name)


def point_words(point: Mapping[str, Node]) -> Iterator[Node | str]:
    """A point among words: `x = 0, y = log(2)`.

    >>> list(point_words({"x": Name("a")}))
    ['x = ', Name(name='a')]
    """
    for place, (name, value) in enumerate(point.items()):
        yield f"{', ' if place else ''}{name} = "
        yield value


def sentence(words: str) -> str:
    """A clause as a sentence.

    >>> sentence("the gradient does not exist")
    'The gradient does not exist.'
    """
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."


def code_of(value: Value, problem: Problem | None, variables: tuple[str, ...]) -> Formula:
    """An answer as a function of the variables of its problem.

    >>> code_of(Name("x"), None, ("x",)).variables
    ('x',)
    """
    if problem is None:
        return Formula(value, variables)
    return Formula(
        value,
        variables,
        parameters=problem.parameters,
        formal=problem.formal,
        assumptions=problem.assumptions,
    )
