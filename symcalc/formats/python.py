"""A Python function, ready to paste: what it needs in front, a docstring, the parts, the value."""

from __future__ import annotations

from symcalc.errors import Unsupported
from symcalc.formats.linear import Ascii
from symcalc.formats.listing import program
from symcalc.formats.page import Ink, Page
from symcalc.formats.python_notation import Python, python_name
from symcalc.formats.sharing import sharing
from symcalc.formats.trees import as_node
from symcalc.record import replace
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
    if formula.shapes:
        from symcalc.formats.numpy_notation import shapes_in_words  # noqa: PLC0415 (only shaped answers have shapes)

        page = replace(page, shared=False)  # a part without a declared shape could not be written
        about = "; ".join([about, *shapes_in_words(formula)])
    return [(function(formula, result.command, about, page), "")]


def function(formula: Formula, name: str, about: str, page: Page) -> str:
    """The function's text; the parameters follow the variables."""
    notation = _notation(formula)
    shared = sharing([*(value for _, value in formula.definitions), formula.value], page)
    named = [*shared.definitions, *((part, shared.node(value)) for part, value in formula.definitions)]
    body = [f"{python_name(part)} = {notation.text(node)}" for part, node in named]
    value = notation.returned(formula.value if formula.shapes else shared.node(formula.value))
    arguments = dict.fromkeys((*formula.variables, *formula.parameters, *formula.shapes))
    docstring = [f'"""{about}."""'] if about else []
    lines = [*docstring, *notation.prelude(), *body, f"return {value}"]
    head = f"def {python_name(name)}({', '.join(map(python_name, arguments))}):"
    preamble = notation.preamble()
    return "\n".join([*([preamble, "", ""] if preamble else []), head, *(f"    {line}" for line in lines), ""])


def _notation(formula: Formula) -> Python:
    """Numbers are computed with the standard library, vectors and matrices with NumPy."""
    if not formula.shapes:
        return Python()
    from symcalc.formats.numpy_notation import NumPy  # noqa: PLC0415 (only shaped answers need shapes)

    sizes = {str(size) for shape in formula.shapes.values() for size in (shape.rows, shape.columns)}
    taken = sizes.union(formula.variables, formula.shapes)
    return NumPy(formula.shapes, formula.like, taken)


def _words(content: Content) -> str:
    return content if isinstance(content, str) else Ascii().text(as_node(content))
