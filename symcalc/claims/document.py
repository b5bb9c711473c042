"""Documents of claims: `.calc` texts, and fenced `calc` blocks in Markdown, read to claims in context."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeAlias

from symcalc.claims.claimed import Claimed
from symcalc.claims.context import Context
from symcalc.claims.markdown import calc_blocks
from symcalc.errors import LimitReached, SymcalcError
from symcalc.record import replace
from symcalc.syntax import parse_document
from symcalc.syntax.characters import refuse_invisible
from symcalc.syntax.program import Claim, Shape, Unreadable
from symcalc.syntax.reading import is_latex
from symcalc.syntax.source import Source

#: What a document holds: claims, and errors of what could not be read.
Entry: TypeAlias = Claimed | SymcalcError

#: A longer line is no claim, in characters.
MOST_IN_LINE: Final = 100_000
#: So much of a bad line is kept to be shown.
SHOWN: Final = 1000


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
    block = _without_bad_lines(calc_blocks(source, faults) if markdown else source, faults)
    yield from faults
    now = given or Context()
    block = _declared(block, now, latex=is_latex(block.text, notation))
    for item in parse_document(block, argument=argument, notation=notation, assumed=now.assumptions):
        if isinstance(item, SymcalcError):
            yield item.within(block)
        elif isinstance(item, (Claim, Unreadable)):
            yield Claimed(item, now, block)
        else:
            now = now.after(item)


def _declared(source: Source, given: Context, *, latex: bool) -> Source:
    """The text behind a line that declares the given shapes, so that it is read with them; lines keep their numbers."""
    if not given.shapes:
        return source
    names = {name: rf"\mathrm{{{name}}}" if latex and len(name) > 1 else name for name in given.shapes}
    line = "; ".join(f"{names[name]}: {shape_words(shape)}" for name, shape in given.shapes.items())
    return replace(source, text=f"{line}\n{source.text}", first_line=source.first_line - 1)


def shape_words(shape: Shape) -> str:
    """A shape as it is declared.

    >>> shape_words(Shape("n", "n", symmetric=True))
    'n x n symmetric'
    """
    kind = " positive" if shape.positive else " symmetric" if shape.symmetric else ""
    return f"{shape.rows} x {shape.columns}{kind}"


def _without_bad_lines(source: Source, faults: list[SymcalcError]) -> Source:
    """The text without lines that are too long for a claim, or hold what is not seen; the others are still judged."""
    if len(source.text) <= MOST_IN_LINE and _sound(source.text):
        return source
    kept = []
    for number, line in enumerate(source.text.split("\n")):
        fault = _fault_of(line)
        if fault is not None:
            faults.append(fault.within(Source(line[:SHOWN], source.name, source.first_line + number)))
        kept.append(line if fault is None else "")
    return replace(source, text="\n".join(kept))


def _sound(text: str) -> bool:
    """Whether a text holds nothing that is not seen."""
    try:
        refuse_invisible(text)
    except SymcalcError:
        return False
    return True


def _fault_of(line: str) -> SymcalcError | None:
    """What is wrong with the characters of a line."""
    if len(line) > MOST_IN_LINE:
        return LimitReached(f"the line is longer than {MOST_IN_LINE:,} characters")
    try:
        refuse_invisible(line)
    except SymcalcError as error:
        return error
    return None
