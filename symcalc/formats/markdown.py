"""Markdown with mathematics between dollars, as GitHub, Jupyter and Pandoc show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symcalc.formats.latex import Writer as LatexWriter
from symcalc.formats.page import Ink, Page
from symcalc.formats.statements import stated
from symcalc.result import Content, Equation, Note, Phrase, Result, Table

_SPECIAL = set("\\`*_{}[]<>#|$")


def write(result: Result, page: Page) -> Ink:
    """Heading and statements, with blank lines between them."""
    source = stated(result, page)
    writer = Writer(source, page)
    heading = [] if source.heading is None else ["".join(map(writer.words, source.heading.parts)), ""]
    return [("\n".join([*heading, *writer.lines()]).rstrip("\n") + "\n", "")]


class Writer(LatexWriter):
    """The LaTeX of equations in `$$`; tables and words as Markdown has them."""

    def equations(self, equations: Sequence[Equation]) -> Iterator[str]:
        if len(equations) == 1:
            yield from super().equations(equations)
            return
        first, *lines, last = super().equations(equations)
        yield from ("$$", first.replace("align*", "aligned"), *lines, last.replace("align*", "aligned"), "$$", "")

    def display(self, mathematics: str) -> Iterator[str]:
        yield from ("$$", mathematics, "$$", "")

    def other(self, statement: Note | Table | object) -> Iterator[str]:
        match statement:
            case Table():
                yield from self.table(statement)
            case Note(parts) if not statement.declares:
                yield from (self.sentence(parts), "")

    def table(self, statement: Table) -> Iterator[str]:
        if statement.title:
            yield from (f"**{escaped(statement.title)}**", "")
        columns = statement.columns or ("",) * len(statement.rows[0])
        yield "| " + " | ".join(map(self.words, columns)) + " |"
        yield "| " + " | ".join("---" for _ in columns) + " |"
        for row in statement.rows:
            yield "| " + " | ".join(map(self.words, row)) + " |"
        yield ""
        for note in statement.notes:
            yield from (self.words(note), "")

    def words(self, content: Content) -> str:
        if content is None:
            return ""
        if isinstance(content, str):
            return escaped(content)
        if isinstance(content, Phrase):
            return "".join(map(self.words, content.parts))
        return f"${self.mathematics(content)}$".replace(r"\|", r"\Vert ").replace("|", r"\vert ")


def escaped(text: str) -> str:
    r"""Words with the characters escaped that Markdown would act on.

    >>> escaped("2*x_1")
    '2\\*x\\_1'
    """
    return "".join("\\" + character if character in _SPECIAL else character for character in text)
