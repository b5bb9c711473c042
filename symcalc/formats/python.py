"""A Python function, ready to paste: what it needs in front, a docstring, the parts, the value."""

from __future__ import annotations

from symcalc.errors import Unsupported
from symcalc.formats.linear import Ascii
from symcalc.formats.listing import program
from symcalc.formats.page import Ink, Page
from symcalc.formats.python_notation import Python, python_name
from symcalc.formats.sharing import sharing
from symcalc.formats.trees import as_node
from symcalc.result import Content, Formula, Listing, Result


def write(result: Result, page: Page) -> Ink:
    """The text of a module with one function."""
    formula = result.code()
    if formula is None:
        raise Unsupported(f"there is no Python code for {result.command}")
    heading = result.heading()
    about = "" if heading is None else "".join(map(_words, heading.parts))
    if isinstance(formula, Listing):
        return [(program(formula, about), "")]
    return [(function(formula, result.command, about, page), "")]


def function(formula: Formula, name: str, about: str, page: Page) -> str:
    """The function's text; the parameters follow the variables."""
    notation = Python()
    shared = sharing([*(value for _, value in formula.definitions), formula.value], page)
    named = [*shared.definitions, *((part, shared.node(value)) for part, value in formula.definitions)]
    body = [f"    {python_name(part)} = {notation.text(node)}" for part, node in named]
    value = notation.text(shared.node(formula.value))
    arguments = ", ".join(map(python_name, (*formula.variables, *formula.parameters)))
    docstring = [f'    """{about}."""'] if about else []
    lines = [f"def {python_name(name)}({arguments}):", *docstring, *body, f"    return {value}"]
    preamble = notation.preamble()
    return "\n".join([*([preamble, "", ""] if preamble else []), *lines, ""])


def _words(content: Content) -> str:
    return content if isinstance(content, str) else Ascii().text(as_node(content))
