"""What a result states, ready to be written: its heading, its statements with the derivation, common parts named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from symcalc.formats.page import Page
from symcalc.formats.sharing import Shared, sharing
from symcalc.formats.trees import is_number
from symcalc.record import field, record
from symcalc.result import Content, Equation, Formula, Note, Phrase, Result, Statement, Step, Table
from symcalc.syntax import tree
from symcalc.syntax.sentences import parts


@record
class Stated:
    """The statements of a result, and what a format may want to know about them."""

    heading: Note | None
    steps: tuple[Step, ...]
    definitions: tuple[Equation, ...]
    statements: tuple[Statement, ...]
    shared: Shared
    variables: Sequence[str] = ()
    shapes: Mapping[str, Any] = field(default_factory=dict)
    assumptions: tuple[tree.Node, ...] = ()


def stated(result: Result, page: Page) -> Stated:
    """The statements, with the steps of the derivation and the definitions of common parts."""
    statements = tuple(result.statements())
    steps = tuple(getattr(result, "steps", ()))
    lines = [step.line for step in steps if not isinstance(step.line, str)]
    shared = sharing([*lines, *values_in(statements)], page)
    named = tuple(Equation(tree.Name(name), node) for name, node in shared.definitions)
    code = result.code()
    variables = tuple(map(str, getattr(result, "variables", ())))
    shapes, assumptions = (code.shapes, code.assumptions) if isinstance(code, Formula) else ({}, ())
    return Stated(result.heading(), steps, named, statements, shared, variables, shapes, assumptions)


def derivation(source: Stated) -> Iterator[Table]:
    """The steps as a table, for formats that have no other way to write them."""
    if source.steps:
        rows = tuple((_spoken(step.line), _spoken(step.rule)) for step in source.steps)
        yield Table(("", "by"), rows, "Derivation")


def _spoken(content: Content) -> Content:
    """Words with their formulas as formulas."""
    return Phrase(parts(content)) if isinstance(content, str) else content


def values_in(statements: Sequence[Statement]) -> Iterator[Any]:
    """The mathematics of the statements, in order."""
    for statement in statements:
        match statement:
            case Equation(left, right):
                contents: Sequence[Any] = (left, right, *statement.where)
            case Note(parts):
                contents = parts
            case Table(columns, rows):
                contents = [*columns, *(cell for row in rows for cell in row), *statement.notes]
            case _:
                contents = ()
        yield from _mathematics(contents)


def _mathematics(contents: Sequence[Content]) -> Iterator[Any]:
    for content in contents:
        if isinstance(content, Phrase):
            yield from _mathematics(content.parts)
        elif not (isinstance(content, str) or content is None or is_number(content)):
            yield content
