"""Plain text for pipes: one line in the input language, read back to the same thing; else tab-separated tables.

The line begins with what it needs to be read back: shapes, functions without a formula, the order of the variables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from symcalc.formats.page import Ink, Page
from symcalc.formats.sharing import sharing
from symcalc.formats.trees import as_node, bottom_up, is_number
from symcalc.result import Content, Equation, Figure, Formula, Note, Phrase, Result, Statement, Table
from symcalc.syntax import tree
from symcalc.syntax.functions import known
from symcalc.syntax.names import natural_order
from symcalc.syntax.program import Shape
from symcalc.syntax.tree import Node
from symcalc.syntax.written import written

#: Names that mean a constant unless a declaration makes them a variable.
_CONSTANTS = frozenset({"e", "pi"})


def write(result: Result, page: Page) -> Ink:
    """The line or the tables of a result."""
    steps = "".join(f"# {cell(step.line)}  ({step.rule})\n" for step in getattr(result, "steps", ()))
    answer = result.plain()
    if isinstance(answer, tuple):
        return [(steps + "".join(f"{line}\n" for line in table_lines(answer, page)), "")]
    formula = answer if isinstance(answer, Formula) else Formula(answer, tuple(in_order(tree.names(answer))))
    return [(steps + line(formula, page) + "\n", "")]


def line(formula: Formula, page: Page | None = None) -> str:
    """The formula on one line, declarations first where they are needed.

    >>> y = tree.Name("y")
    >>> line(Formula(tree.Array((tree.integer(1), y)), ("x", "y")))
    'g(x, y) = [1, y]'
    >>> line(Formula(y, ("y",)))
    'y'
    """
    shared = sharing([*(value for _, value in formula.definitions), formula.value], page or Page())
    defined = [*shared.definitions, *((name, shared.node(value)) for name, value in formula.definitions)]
    value = shared.node(formula.value)
    names = _names(formula, [*(node for _, node in defined), value]) - {name for name, _ in defined}
    items = [*declarations(formula, names), *(f"{name} = {written(node)}" for name, node in defined)]
    head = f"{_free_name(formula, names)}({', '.join(formula.variables)}) = " if _needs_head(formula, names) else ""
    return "; ".join([*items, head + written(value)])


def declarations(formula: Formula, names: set[str]) -> Iterator[str]:
    """The shapes and assumptions, and the functions without a formula that the line uses."""
    for name, shape in formula.shapes.items():
        yield f"{name}: {shape_text(shape)}"
    for name, parameters in formula.formal.items():
        if name in names:
            yield f"{name}({', '.join(parameters)})"
    for condition in formula.assumptions:
        yield f"assume {written(condition)}"


def shape_text(shape: Shape) -> str:
    """A shape as it is declared.

    >>> shape_text(Shape("n", 1)), shape_text(Shape("n", "n", symmetric=True))
    ('n', 'n x n symmetric')
    """
    size = str(shape.rows) if shape.columns == 1 else f"{shape.rows} x {shape.columns}"
    return size + (" positive" if shape.positive else " symmetric" if shape.symmetric else "")


def _needs_head(formula: Formula, names: set[str]) -> bool:
    """Whether the names of the line do not show the variables and their order by themselves."""
    if formula.shapes or not formula.variables:
        return False
    found = {real for name in names for real in formula.formal.get(name, (name,))}
    return in_order(found) != list(formula.variables) or not _CONSTANTS.isdisjoint(formula.variables)


def _names(formula: Formula, nodes: list[Node]) -> set[str]:
    """The variables and parameters of a line, and the functions without a formula that it calls."""
    found = {name for node in nodes for name in tree.names(node)}
    if formula.formal:
        called = {name for node in nodes for part in bottom_up(node) for name in _functions(part)}
        found |= called & set(formula.formal)
    return found


def _functions(part: Node) -> tuple[str, ...]:
    """The function that a part calls or differentiates."""
    match part:
        case tree.Call(function) | tree.Derivative(function=tree.Name(function)):
            return (function,)
        case _:
            return ()


def in_order(names: set[str]) -> list[str]:
    """Names in the order in which they are variables where nothing says otherwise."""
    return sorted(names, key=natural_order)


def _free_name(formula: Formula, names: set[str]) -> str:
    taken = names | set(formula.variables) | set(formula.formal) | {name for name, _ in formula.definitions}
    candidates = (formula.name, *(f"{formula.name}{number}" for number in range(1, len(taken) + 2)))
    return next(name for name in candidates if name not in taken and known(name) is None)


def table_lines(statements: Iterable[Statement], page: Page | None = None) -> Iterator[str]:
    """Tables tab by tab; equations as two columns; sentences as comments; pictures drawn with characters."""
    for statement in statements:
        match statement:
            case Table(columns, rows, title):
                if title:
                    yield f"# {title}"
                if columns:
                    yield "\t".join(map(cell, columns))
                yield from ("\t".join(map(cell, row)) for row in rows)
                yield from (f"# {cell(note)}" for note in statement.notes)
            case Equation(left, right, approx):
                decimals = [cell(approx)] if is_number(approx) else []
                yield "\t".join([cell(left), cell(right), *decimals])
            case Note(parts):
                yield "# " + "".join(map(cell, parts))
            case Figure():
                yield from _picture(statement, page or Page())


def _picture(figure: Figure, page: Page) -> list[str]:
    from symcalc.plotting import terminal  # noqa: PLC0415 (only results with a picture draw)

    return terminal.draw(figure, page.width, unicode=page.unicode, text=cell).splitlines()


def cell(content: Content) -> str:
    """What stands in a cell: mathematics in the input language, words with no tab or newline in them.

    >>> cell(tree.Name("x")), cell("a b"), cell(0.5), cell(None)
    ('x', 'a b', '0.5', '')
    """
    if content is None:
        return ""
    if isinstance(content, str):
        return re.sub(r"\s+", " ", content)
    if isinstance(content, Phrase):
        return "".join(map(cell, content.parts))
    return str(content) if is_number(content) else written(as_node(content))
