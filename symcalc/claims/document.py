"""Documents of claims: `.calc` texts, and fenced `calc` blocks in Markdown, read to claims in context."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, TypeAlias

from symcalc.claims.context import Context
from symcalc.claims.verdicts import Claimed
from symcalc.errors import SymcalcError, SyntaxFault
from symcalc.syntax import parse_document
from symcalc.syntax.consistency import check_consistent
from symcalc.syntax.program import Assumption, Claim, Unreadable
from symcalc.syntax.source import Source
from symcalc.syntax.tree import Span

#: What a document holds: claims, and errors of what could not be read.
Entry: TypeAlias = Claimed | SymcalcError

#: A fence: up to three spaces, three or more backticks or tildes, and words about the code.
_FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*([^\n`]*)$")


def entries(source: Source, *, markdown: bool = False, argument: bool = False) -> Iterator[Entry]:
    r"""The claims of a document, each with what is in force where it stands, and the errors among them.

    >>> text = "Text.\n```calc\nf(x) = x^2\ndiff(f, x) == 2x\n```\n"
    >>> [entry.location for entry in entries(Source(text, "a.md"), markdown=True)]
    ['a.md:4']
    """
    context = Context()
    for block in _blocks(source) if markdown else (source,):
        if isinstance(block, SymcalcError):
            yield block
            continue
        for item in parse_document(block, argument=argument):
            if isinstance(item, SymcalcError):
                yield item.within(block)
            elif isinstance(item, (Claim, Unreadable)):
                yield Claimed(item, context, block)
            else:
                context = context.after(item)
                fault = _contradiction(context, item, block) if isinstance(item, Assumption) else None
                if fault is not None:
                    yield fault


def _contradiction(context: Context, item: Assumption, source: Source) -> SymcalcError | None:
    """What is wrong with an assumption that contradicts those before it."""
    try:
        check_consistent(context.assumptions)
    except SymcalcError as error:
        error.span = error.span or item.span
        return error.within(source)
    return None


def _blocks(source: Source) -> Iterator[Source | SymcalcError]:
    """The fenced `calc` blocks of Markdown, with their places; an unclosed one is an error, and is read to the end."""
    lines = source.text.splitlines(keepends=True)
    opened: tuple[int, str, str] | None = None
    offset = 0
    offsets: list[int] = []
    for number, line in enumerate(lines):
        offsets.append(offset)
        offset += len(line)
        fence = _FENCE.match(line.rstrip("\r\n"))
        if opened is None:
            if fence:
                opened = (number, fence[1], fence[2].strip().split(" ")[0])
        elif fence and not fence[2].strip() and fence[1][0] == opened[1][0] and len(fence[1]) >= len(opened[1]):
            if opened[2] == "calc":
                yield _block(source, lines, opened[0], number)
            opened = None
    if opened is not None and opened[2] == "calc":
        place = Span(offsets[opened[0]], offsets[opened[0]] + len(lines[opened[0]].rstrip()))
        yield SyntaxFault("the fence is never closed", hint="close it with " + opened[1], span=place, source=source)
        yield _block(source, lines, opened[0], len(lines))


def _block(source: Source, lines: list[str], opened: int, closed: int) -> Source:
    return Source("".join(lines[opened + 1 : closed]), source.name, source.first_line + opened + 1)
