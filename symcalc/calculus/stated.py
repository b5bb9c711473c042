"""What the statements of gradients, Hessians and Jacobians have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypeAlias

from symcalc.record import replace
from symcalc.result import Formula, Note, Value
from symcalc.syntax.problem import Problem
from symcalc.syntax.tree import Call, Name, Node, Truth

#: What stands for a value that was not decided.
Unknown: TypeAlias = Literal["unknown"]


def name_of(problem: Problem | None) -> str:
    """What the function of a problem is called.

    >>> name_of(None)
    'f'
    """
    return "f" if problem is None else problem.name


def function_name(problem: Problem | None, variables: tuple[str, ...]) -> Node:
    """The function with its variables, `f(x, y)`, or alone where it has none.

    >>> function_name(None, ("x",))
    Call(function='f', arguments=(Name(name='x'),))
    """
    name = name_of(problem)
    return Call(name, tuple(map(Name, variables))) if variables else Name(name)


def heading_of(word: str, problem: Problem | None, variables: tuple[str, ...], function: Node) -> Note:
    """What is asked, of which function: `Gradient of f(x, y) = x*y`.

    >>> heading_of("Gradient", None, ("x",), Name("x")).parts[0]
    'Gradient of '
    """
    named = function_name(problem, variables)
    return Note((f"{word} of ", named) if named == function else (f"{word} of ", named, " = ", function))


def taken_as_smooth(problem: Problem | None) -> Iterator[Note]:
    """The sentence that functions without a formula are taken as smooth, where there are some.

    >>> list(taken_as_smooth(None))
    []
    """
    heads = [] if problem is None else [Call(name, tuple(map(Name, of))) for name, of in sorted(problem.formal.items())]
    if not heads:
        return
    listed: list[Node | str] = [heads[0]]
    for place, head in enumerate(heads[1:], start=2):
        listed += [" and " if place == len(heads) else ", ", head]
    yield Note(
        (*listed, f" {'is' if len(heads) == 1 else 'are'} taken as smooth and defined everywhere."), declares=True
    )


def complete(approx: Any) -> Any:
    """Decimals to be shown beside a value; None where some are missing (an entry with a parameter has none).

    >>> complete((1.5, None)), complete((1.5, 2))
    (None, (1.5, 2))
    """
    if isinstance(approx, tuple):
        return approx if all(complete(entry) is not None for entry in approx) else None
    return approx


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


def only_where(formula: Formula, where: Sequence[Node]) -> Formula:
    """An answer with the conditions under which it holds as assumptions, but for those that it needs to have a value.

    >>> from symcalc.syntax import parse_conditions, parse_expression
    >>> slopes = parse_expression("sign(x)"), parse_expression("1/y")
    >>> len(only_where(Formula(slopes, ("x", "y")), parse_conditions("x != 0, y != 0")).assumptions)
    1
    """
    if not where:
        return formula
    from symcalc.build import as_trees  # noqa: PLC0415 (most answers hold wherever the function is defined)
    from symcalc.decide.domain import (  # noqa: PLC0415 (the same)
        assumed_signs,
        conjuncts,
        domain,
        follows,
        simplified,
        together,
    )

    entries = list(_entries(formula.value))
    trees = [entry for entry in entries if isinstance(entry, Node)]
    trees += as_trees(entry for entry in entries if not isinstance(entry, Node))
    given = tuple(one for tree in trees for one in conjuncts(domain(tree, formula.assumptions)))
    known = assumed_signs(given)
    needed = (one for one in where if not follows(one, given) and simplified(one, known) != Truth(value=True))
    return replace(formula, assumptions=together((*formula.assumptions, *needed)))


def _entries(value: Value) -> Iterator[Any]:
    """The numbers of a vector or a matrix."""
    if isinstance(value, tuple):
        for part in value:
            yield from _entries(part)
    else:
        yield value
