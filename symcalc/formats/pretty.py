"""For people at a terminal: a heading, aligned equations, matrices in brackets, tables under one rule.

State is words and position first; a style only repeats it, so nothing is lost without colour. Nothing is wider
than the page where it can be broken, and mathematics is broken only at its operators.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby, product

from symcalc.formats import matrices, wrapping
from symcalc.formats.cells import ascii_only, padded, visible, width
from symcalc.formats.decimals import decimal
from symcalc.formats.linear import Ascii, Linear, Unicode
from symcalc.formats.page import Ink, Page, Span
from symcalc.formats.statements import Stated, stated
from symcalc.formats.tables import Grid, table
from symcalc.formats.trees import as_node, is_number
from symcalc.record import replace
from symcalc.result import Content, Equation, Figure, Note, Phrase, Result, Statement, Step, Table
from symcalc.syntax import tree
from symcalc.syntax.sentences import parts
from symcalc.syntax.tree import Node

_INDENT = "  "
#: The size, in parts, beyond which people are better served with names for what occurs again and again.
_LONG = 1500
#: The narrowest column in which a line of a derivation stands beside its rule.
_ROOM = 36
#: Words that get a sign and a style wherever they begin a cell.
_KINDS = {
    "minimum": ("▼", "minimum"),
    "maximum": ("▲", "maximum"),
    "saddle": ("◆", "saddle"),
    "proved": ("✓", "good"),
    "refuted": ("✗", "bad"),
    "undecided": ("?", "doubt"),
}


def write(result: Result, page: Page) -> Ink:
    """The whole of a result; a long one has its common parts named, and says so."""
    source = stated(result, page)
    if page.shared or source.shared.size() <= _LONG:
        return [*Writer(source, page).spans()]
    page = replace(page, shared=True)
    written = [*Writer(stated(result, page), page).spans()]
    return [*written, ("\nThe answer is long, so its common parts are named once.\n", "dim")]


class Writer:
    """Writes the statements of one result on a page."""

    def __init__(self, source: Stated, page: Page) -> None:
        self.source = source
        self.page = page
        shaped = bool(source.shapes)
        self.notation: Linear = Unicode(shaped=shaped) if page.unicode else Ascii(shaped=shaped)

    def spans(self) -> Iterator[Span]:
        """Heading and statements, a blank line between the groups."""
        blocks = [block for block in self._blocks() if any(text for text, _ in block)]
        for number, block in enumerate(blocks):
            if number:
                yield "\n", ""
            yield from block

    def _blocks(self) -> Iterator[Ink]:
        if self.source.heading is not None:
            yield [*self._heading(self.source.heading)]
        if self.source.steps:
            yield [*self._derivation(self.source.steps)]
        if self.source.definitions:
            yield [*self._equations(self.source.definitions)]
        for kind, group in groupby(self.source.statements, type):
            if kind is Equation:
                yield [*self._equations([item for item in group if isinstance(item, Equation)])]
            elif kind is Note:
                yield [span for note in group for span in self._note(note)]
            else:
                yield from ([*self._alone(statement)] for statement in group)

    # Sentences

    def _heading(self, note: Note) -> Iterator[Span]:
        """The first words bold, the rest dim; broken where it is too long."""
        first, *rest = note.parts
        title, tail = self.content(first), "".join(map(self.content, rest))
        lines = wrapping.mathematics(title + tail, self.page.width, len(_INDENT))
        yield lines[0][: len(title)], "heading"
        yield lines[0][len(title) :] + "\n", "dim"
        for line in lines[1:]:
            yield _INDENT + line + "\n", "dim"

    def _note(self, note: Statement) -> Iterator[Span]:
        assert isinstance(note, Note)  # noqa: S101 (for the type checker)
        text = "".join(map(self.content, note.parts))
        for number, line in enumerate(wrapping.words(text, self.page.width, len(_INDENT))):
            yield ("  " if number else "") + line + "\n", "" if note.tone == "plain" else note.tone

    def content(self, content: Content) -> str:
        """What stands in a sentence or a cell, as text."""
        if content is None:
            return ""
        if isinstance(content, str):
            return visible(content) if self.page.unicode else ascii_only(visible(content))
        if isinstance(content, Phrase):
            return "".join(map(self.content, content.parts))
        if is_number(content):
            assert isinstance(content, int | float | Decimal)  # noqa: S101 (for the type checker)
            return self.notation.minus_in(decimal(content, self.page.digits))
        return self.notation.text(self.source.shared.node(content))

    def _derivation(self, steps: Sequence[Step]) -> Iterator[Span]:
        """Each line with its rule beside it, or above it on a narrow page."""
        yield "Derivation\n", "heading"
        rules = [self.content(Phrase(parts(step.rule))) for step in steps]
        room = self.page.width - len(_INDENT) - max(map(width, rules)) - 3
        beside = room >= _ROOM
        for rule, step in zip(rules, steps, strict=True):
            columns = room if beside else self.page.width - 2 * len(_INDENT)
            if isinstance(step.line, str):
                first, *others = wrapping.words(self.content(Phrase(parts(step.line))), columns)
            else:
                first, *others = wrapping.anything(self.content(step.line), columns)
            if beside:
                yield from ((_INDENT + padded(first, room + 3), "value"), (rule + "\n", "dim"))
            else:
                yield from ((f"{_INDENT}{rule}:\n", "dim"), (2 * _INDENT + first + "\n", "value"))
            for line in others:
                yield 2 * _INDENT + line + "\n", "value"

    # Equations

    def _equations(self, equations: Sequence[Equation]) -> Iterator[Span]:
        """Equations with their signs of equality below each other; a left side said once."""
        lefts = [self.content(equation.left) for equation in equations]
        cells = max(map(width, lefts))
        before = ""
        for left, equation in zip(lefts, equations, strict=True):
            shown = "" if left == before else left
            before = left
            yield from self._equation(_INDENT + padded(shown, cells), equation)

    def _equation(self, left: str, equation: Equation) -> Iterator[Span]:
        right = self.source.shared.node(equation.right)
        sides = f"{left} = "
        if matrices.is_matrix(right):
            lines = self._matrix(sides, right, equation.approx)
        else:
            hanging = "\n" + " " * (width(sides) + 2)
            text = self.notation.text(right)
            lines = (sides + hanging.join(wrapping.mathematics(text, self.page.width - width(sides), 2))).split("\n")
        yield "\n".join(lines), "value"
        column = width(lines[-1])
        for tail in self._tails(equation, right):
            fits = column + 2 + width(tail) <= self.page.width
            yield ("  " if fits else "\n" + " " * width(sides)) + tail, "dim"
            column = column + 2 + width(tail) if fits else width(sides) + width(tail)
        yield "\n", ""

    def _tails(self, equation: Equation, right: Node) -> Iterator[str]:
        """What stands behind a right side: decimals that say more than it does, and where it holds."""
        if equation.approx is not None and not matrices.is_matrix(right):
            decimals = self._decimals(equation.approx)
            if decimals != self.notation.text(right):
                yield self._nearly + decimals
        if equation.where:
            yield f"where {', '.join(map(self.content, equation.where))}"

    @property
    def _nearly(self) -> str:
        return "≈ " if self.page.unicode else "~ "

    def _decimals(self, approx: object) -> str:
        if isinstance(approx, Sequence):
            return f"[{', '.join(map(self._decimals, approx))}]"
        return self.content(approx) if isinstance(approx, int | float | Decimal) else str(approx)

    def _matrix(self, left: str, right: Node, approx: object) -> list[str]:
        """A block, its decimals beside it; narrower without them; where that does not fit, one line an entry."""
        beside = self._decimal_block(right, approx)
        for (factors, array), tail in product((matrices.common_factor(right), ((), right)), (beside, [])):
            block = matrices.block(array, self.notation, unicode=self.page.unicode)
            lines = matrices.beside(left + self._front(factors), block, *tail)
            if max(map(width, lines)) <= self.page.width:
                return lines
        return self._entries(left, right)

    def _decimal_block(self, right: Node, approx: object) -> list[str | list[str]]:
        """The same matrix in decimals, unless they say nothing new."""
        if not isinstance(approx, Sequence):
            return []
        texts = [[self._decimals(entry) for entry in row] for row in approx if isinstance(row, Sequence)]
        if texts == [[self.notation.text(entry) for entry in row] for row in matrices.rows_of(right)]:
            return []
        return [f"  {self._nearly}", matrices.bracketed(texts, unicode=self.page.unicode)]

    def _front(self, factors: tuple[Node, ...]) -> str:
        if not factors:
            return ""
        factor = factors[0] if len(factors) == 1 else tree.Product(factors)
        return self.notation.at_factor(factor) + self.notation.times_sign

    def _entries(self, left: str, right: Node) -> list[str]:
        """`H[x, y] = …`, the entries of a symmetric matrix once."""
        rows = matrices.rows_of(right)
        places = [(i, j) for i, row in enumerate(rows) for j in range(len(row))]
        if matrices.is_symmetric(rows):
            places = [(i, j) for i, j in places if i <= j]
        names = self.source.variables if len(self.source.variables) == len(rows[0]) else ()
        head = left.removesuffix(" = ").strip()
        labels = [self._entry_name(head, names, i, j) for i, j in places]
        cells = max(map(width, labels))
        lines = []
        for label, (i, j) in zip(labels, places, strict=True):
            side = f"{_INDENT}{padded(label, cells)} = "
            first, *others = wrapping.mathematics(self.notation.text(rows[i][j]), self.page.width - width(side), 2)
            lines += [side + first, *(" " * (width(side) + 2) + line for line in others)]
        return lines

    def _entry_name(self, head: str, names: Sequence[str], i: int, j: int) -> str:
        labels = [self.content(tree.Name(names[at])) if names else str(at + 1) for at in (i, j)]
        return f"{head}[{', '.join(labels)}]"

    # Tables and figures

    def _alone(self, statement: Statement) -> Iterator[Span]:
        if isinstance(statement, Table):
            yield from self._table(statement)
        elif isinstance(statement, Figure):
            from symcalc.plotting import terminal  # noqa: PLC0415 (only results with a picture draw)

            yield terminal.draw(statement, self.page.width, unicode=self.page.unicode, text=self.content), ""

    def _table(self, statement: Table) -> Iterator[Span]:
        if statement.title:
            yield statement.title + "\n", "heading"
        columns = [*zip(*statement.rows, strict=True)]
        numeric = {index for index, column in enumerate(columns) if _all_numeric(column)}
        decimals = {index for index, column in enumerate(columns) if any(isinstance(cell, float) for cell in column)}
        rows = [[self._cell(content) for content in row] for row in statement.rows]
        exact = any(
            not (isinstance(cell, str | Phrase) or cell is None or is_number(cell))
            for row in statement.rows
            for cell in row
        )
        spare = frozenset(decimals if exact else {index for index in decimals if 2 * index > len(columns)})
        names = [self.content(name) for name in statement.columns]
        yield from table(Grid(names, rows, frozenset(numeric), spare), self.page)
        for number, note in enumerate(statement.notes):
            yield "" if number else "\n", ""
            for line in wrapping.words(self.content(note), self.page.width - len(_INDENT), len(_INDENT)):
                yield _INDENT + line + "\n", "dim"

    def _cell(self, content: Content) -> Span:
        text = self.content(content)
        first = content.parts[0] if isinstance(content, Phrase) else content
        if isinstance(first, str):
            sign, style = _KINDS.get(first.split(" ")[0], ("", ""))
            return f"{sign} {text}" if sign and self.page.unicode else text, style
        return text, "dim" if isinstance(content, float) else ""


def _all_numeric(column: Sequence[Content]) -> bool:
    """Whether what stands in a column are numbers; empty cells do not matter."""
    filled = [content for content in column if content is not None]
    return bool(filled) and all(map(_numeric, filled))


def _numeric(content: Content) -> bool:
    if is_number(content):
        return True
    if isinstance(content, Phrase):
        return len(content.parts) == 1 and _numeric(content.parts[0])
    if isinstance(content, str):
        return False
    from symcalc.formats.notation import whole  # noqa: PLC0415

    return whole(as_node(content)) is not None
