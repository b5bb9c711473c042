"""The verdict on a claim as text: drawn for people, a line for a pipe, an item for Markdown.

refuted: claim does not hold
  --> notes.md:12:1
   |
12 | diff(x^2 y, x) == 2x y + x^2
   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   = at x = 2, y = 3: left 12, right 16
   = slip: …
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol, cast

from symcalc.errors import SymcalcError, UsageFault
from symcalc.formats.cells import ascii_only, visible
from symcalc.formats.excerpt import excerpt
from symcalc.formats.page import Ink, Page, Span
from symcalc.formats.wrapping import words
from symcalc.result import Result
from symcalc.syntax.source import Source
from symcalc.syntax.tree import Node
from symcalc.syntax.tree import Span as Place
from symcalc.syntax.written import written


class Judged(Protocol):
    """What a format needs to know of the answer to a claim."""

    claim: str
    verdict: str
    method: str
    expected: str
    witness: Any
    slip: str | None
    headline: str
    notes: tuple[str, ...]
    source: Source | None
    span: Place

    @property
    def met(self) -> bool | None:
        """Whether the claim is what is expected of it."""


#: The look of a verdict, by whether it is what was expected.
LOOKS = {True: "good", False: "bad", None: "doubt"}


def judged(result: Result, form: str) -> Judged:
    """The result as the answer to a claim.

    Raises UsageFault for other results.
    """
    if result.command != "check":
        raise UsageFault(f"{form} reports verdicts on claims: check")
    return cast("Judged", result)


def place(result: Judged) -> tuple[str, int, int]:
    """File, line and column; the name of a file is shown, never sent to the terminal as it is."""
    if result.source is None:
        return "argument", 1, 1
    return (visible(result.source.name), *result.source.position(max(result.span.start, 0)))


def headline(result: Judged) -> str:
    """The verdict in a word or two, and what was expected where that is something else."""
    words = result.headline or result.verdict
    if result.expected == "proved" or result.met is None:
        return words
    return f"{words}, as expected" if result.met else f"{words}, but expected {result.expected}"


def reasons(result: Judged) -> Iterator[str]:
    """What speaks for the verdict: words, the counterexample, the likely slip."""
    yield from result.notes or (result.method,)
    if result.witness is not None:
        yield counterexample(result.witness)
        for name, formula in (result.witness.functions or {}).items():
            yield f"with {name} = {written(formula)}"
    if result.slip:
        yield f"slip: {result.slip}"


def counterexample(witness: Any) -> str:
    """Where the sides differ, in words."""
    at = ", ".join(f"{name} = {written(value)}" for name, value in witness.point.items())
    entry = f" entry {', '.join(str(i + 1) for i in witness.entry)}:" if witness.entry else ""
    values = f"left {_shown(witness.left)}, right {_shown(witness.right)}"
    return f"at {at}:{entry} {values}" if at else f"{entry.strip()} {values}".strip()


def _shown(value: Node | str) -> str:
    return value if isinstance(value, str) else written(value)


# -- drawn -------------------------------------------------------------------------------------------------------------


def write(result: Result, page: Page) -> Ink:
    """A verdict drawn: the claim with carets where it is not what was expected, else a line."""
    found = judged(result, "full")
    drawn = list(_met(found, page) if found.met else _unmet(found, page))
    return drawn if page.unicode else [(ascii_only(text), look) for text, look in drawn]


def _met(result: Judged, page: Page) -> Iterator[Span]:
    name, line, _ = place(result)
    yield headline(result), "good"
    yield f": {visible(result.claim)}\n", ""
    where = [] if name == "argument" else [f"{name}:{line}"]
    for text in (*where, *reasons(result)):
        yield from _reason(text, "  ", page)


def _unmet(result: Judged, page: Page) -> Iterator[Span]:
    name, line, column = place(result)
    look = LOOKS[result.met]
    yield headline(result), look
    yield f": {visible(result.claim)}\n", "heading"
    gutter = " " * len(str(line))
    yield f"{gutter}--> ", "dim"
    yield f"{name}:{line}:{column}\n", ""
    if result.source is not None:
        span = result.span
        yield from excerpt(result.source, span.start, span.end, page.width - len(gutter) - 3, look)
    for text in reasons(result):
        yield from _reason(text, f"{gutter} ", page)


def _reason(text: str, indent: str, page: Page) -> Iterator[Span]:
    for number, line in enumerate(words(visible(text), max(page.width - len(indent) - 2, 20), 0)):
        yield f"{indent}{' ' if number else '='} ", "dim"
        yield f"{line}\n", ""


# -- lines -------------------------------------------------------------------------------------------------------------


def concise(result: Result, page: Page) -> Ink:
    """One line: the place, the verdict, the claim and why, as compilers write them."""
    found = judged(result, "concise")
    text = f"{':'.join(map(str, place(found)))}: {headline(found)}: {found.claim} [{'; '.join(reasons(found))}]"
    line = visible(text) if page.unicode else ascii_only(visible(text))
    return [(line + "\n", LOOKS[found.met])]


def row(result: Result, page: Page) -> Ink:  # noqa: ARG001 (every writer takes a page)
    """One line of tab-separated cells: verdict, place, claim, why."""
    found = judged(result, "plain")
    name, line, _ = place(found)
    cells = (headline(found), f"{name}:{line}", found.claim, "; ".join(reasons(found)))
    return [("\t".join(" ".join(cell.split()) for cell in cells) + "\n", "")]


def item(result: Result, page: Page) -> Ink:  # noqa: ARG001 (every writer takes a page)
    """One item of a Markdown list."""
    found = judged(result, "markdown")
    name, line, _ = place(found)
    claim = found.claim.replace("`", "'")
    return [
        (f"- **{headline(found)}** {_escaped(name)}:{line} `{claim}`: {'; '.join(map(_escaped, reasons(found)))}\n", "")
    ]


def _escaped(text: str) -> str:
    return "".join(f"\\{c}" if c in "\\`*_[]<>|" else c for c in text)


def place_of(error: SymcalcError) -> tuple[str, int, int]:
    """File, line and column of an error."""
    if error.source is None:
        return "argument", 1, 1
    if error.span is None or error.span.start < 0:
        return visible(error.source.name), error.source.first_line, 1
    return (visible(error.source.name), *error.source.position(error.span.start))
