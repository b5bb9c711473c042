"""Documents of claims: `.calc` texts, and fenced `calc` blocks in Markdown, read to claims in context."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, TypeAlias

from symcalc.claims.claimed import Claimed
from symcalc.claims.context import Context
from symcalc.errors import LimitReached, SymcalcError, SyntaxFault
from symcalc.record import record, replace
from symcalc.syntax import parse_document
from symcalc.syntax.consistency import check_consistent
from symcalc.syntax.program import Assumption, Claim, Shape, Unreadable
from symcalc.syntax.source import Source
from symcalc.syntax.tree import Span

#: What a document holds: claims, and errors of what could not be read.
Entry: TypeAlias = Claimed | SymcalcError

#: A longer line is no claim, in characters.
MOST_IN_LINE: Final = 100_000
#: More assumptions are not held at a time.
MOST_ASSUMED: Final = 1000
#: A fence: up to three spaces, three or more backticks or tildes, and words about the code.
_FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*([^\n`]*)$")


def entries(
    source: Source,
    *,
    markdown: bool = False,
    argument: bool = False,
    notation: str = "auto",
    given: Context | None = None,
) -> Iterator[Entry]:
    r"""The claims of a document, each with what is in force where it stands, and the errors among them.

    What is `given` is in force from the first line on.

    >>> text = "Text.\n```calc\nf(x) = x^2\n```\n```calc\ndiff(f, x) == 2x\n```\n"
    >>> [entry.location for entry in entries(Source(text, "a.md"), markdown=True)]
    ['a.md:6']
    """
    faults: list[SymcalcError] = []
    block = _without_long_lines(_calc_blocks(source, faults) if markdown else source, faults)
    yield from faults
    now = given or Context()
    block = _declared(block, now)
    for item in parse_document(block, argument=argument, notation=notation):
        if isinstance(item, SymcalcError):
            yield item.within(block)
        elif isinstance(item, (Claim, Unreadable)):
            yield Claimed(item, now, block)
        elif isinstance(item, Assumption):
            try:
                now = _assuming(now, item)
            except SymcalcError as error:
                yield error.with_traceback(None).within(block)
        else:
            now = now.after(item)


def _declared(source: Source, given: Context) -> Source:
    """The text behind a line that declares the given shapes, so that it is read with them; lines keep their numbers."""
    if not given.shapes:
        return source
    line = "; ".join(f"{name}: {shape_words(shape)}" for name, shape in given.shapes.items())
    return replace(source, text=f"{line}\n{source.text}", first_line=source.first_line - 1)


def shape_words(shape: Shape) -> str:
    """A shape as it is declared.

    >>> shape_words(Shape("n", "n", symmetric=True))
    'n x n symmetric'
    """
    kind = " positive" if shape.positive else " symmetric" if shape.symmetric else ""
    return f"{shape.rows} x {shape.columns}{kind}"


def _assuming(context: Context, item: Assumption) -> Context:
    """What is in force behind an assumption, which must not contradict those before it."""
    if len(context.assumptions) >= MOST_ASSUMED:
        raise LimitReached(f"more than {MOST_ASSUMED:,} assumptions in force", hint="reset forgets all", span=item.span)
    later = context.after(item)
    try:
        check_consistent(later.assumptions)
    except SymcalcError as error:
        error.span = error.span or item.span
        raise
    return later


def _calc_blocks(source: Source, faults: list[SymcalcError]) -> Source:
    """The Markdown with everything but its fenced `calc` blocks blanked, so that lines and columns stay.

    A fence that is never closed is a fault, and is read to the end.
    """
    kept: list[str] = []
    opened: _Fence | None = None
    offset = 0
    for line in source.text.splitlines(keepends=True):
        found = _FENCE.match(line.rstrip("\r\n"))
        inside = opened is not None and opened.is_calc
        if opened is None and found:
            opened = _Fence(found[1], found[2].strip().partition(" ")[0] == "calc", offset, len(line.rstrip()))
        elif opened is not None and found and not found[2].strip() and opened.is_closed_by(found[1]):
            opened, inside = None, False
        kept.append(line if inside else "\n" if line.endswith("\n") else "")
        offset += len(line)
    if opened is not None and opened.is_calc:
        place = Span(opened.start, opened.start + opened.length)
        hint = f"close it with {opened.marks}"
        faults.append(SyntaxFault("the fence is never closed", hint=hint, span=place, source=source))
    return replace(source, text="".join(kept))


@record
class _Fence:
    """An opened fence: its backticks or tildes, whether it holds claims, and where it stands."""

    marks: str
    is_calc: bool
    start: int
    length: int

    def is_closed_by(self, marks: str) -> bool:
        """As many of the same marks, or more."""
        return marks[0] == self.marks[0] and len(marks) >= len(self.marks)


def _without_long_lines(source: Source, faults: list[SymcalcError]) -> Source:
    """The text without lines that are too long to be a claim; each is a fault, and the others are still judged."""
    if len(source.text) <= MOST_IN_LINE:
        return source
    kept = []
    for number, line in enumerate(source.text.splitlines(keepends=True)):
        if len(line) > MOST_IN_LINE:
            place = Source(line[:80], source.name, source.first_line + number)
            faults.append(LimitReached(f"the line is longer than {MOST_IN_LINE:,} characters", source=place))
            line = "\n"  # noqa: PLW2901 (what is kept of it)
        kept.append(line)
    return replace(source, text="".join(kept))
