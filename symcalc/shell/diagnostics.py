"""How an error is drawn: what is wrong, the line with a caret under the place, and what helps.

error[syntax]: ')' is missing
 --> argument:1:18
  |
1 | log(exp(x)+exp(y)
  |                  ^
  = help: …
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from symcalc.errors import SymcalcError
from symcalc.formats.cells import visible
from symcalc.formats.excerpt import excerpt
from symcalc.formats.page import Ink, Span

#: A longer message is shortened, in characters.
_LONG = 800


def drawn(error: SymcalcError, columns: int = 80) -> Ink:
    """The error for a person."""
    return [*_drawn(error, columns)]


def _drawn(error: SymcalcError, columns: int) -> Iterator[Span]:
    yield f"error[{error.kind}]", "bad"
    yield f": {visible(shortened(error.message))}\n", "heading"
    gutter = 1
    if error.source is not None and error.span is not None and error.span.start >= 0:
        line, column = error.source.position(error.span.start)
        gutter = len(str(line))
        yield f"{' ' * gutter}--> ", "dim"
        yield f"{visible(error.source.name)}:{line}:{column}\n", ""
        yield from excerpt(error.source, error.span.start, error.span.end, columns - gutter - 3)
    elif error.source is not None:
        yield f"{' ' * gutter}--> ", "dim"
        yield f"{visible(error.source.name)}:{error.source.first_line}\n", ""
    if error.hint:
        for number, text in enumerate(shortened(error.hint).splitlines()):
            yield f"{' ' * gutter} {'=' if not number else ' '} ", "dim"
            yield ("help: " if not number else "      ") + visible(text) + "\n", ""


def shortened(text: str) -> str:
    """A text without its middle where it is long: an input of a megabyte is not said again.

    >>> shortened("x" * 1000).count("x"), shortened("x")
    (400, 'x')
    """
    return text if len(text) <= _LONG else f"{text[:300]} … {text[-100:]}"


def as_json(error: SymcalcError) -> str:
    """The error as it stands in a stream of JSON.

    >>> from symcalc.errors import UsageFault
    >>> as_json(UsageFault("no such option"))
    '{"error": {"kind": "usage", "message": "no such option", "hint": null, "line": null, "column": null}}'
    """
    entries: dict[str, Any] = {
        "kind": error.kind,
        "message": shortened(error.message),
        "hint": error.hint and shortened(error.hint),
    }
    entries |= {"line": None, "column": None}
    if error.source is not None:
        entries["line"] = error.source.first_line
        if error.span is not None and error.span.start >= 0:
            entries["line"], entries["column"] = error.source.position(error.span.start)
    if error.reason is not None:
        entries["reason"] = error.reason
    import json  # noqa: PLC0415 (few errors are written so)

    return json.dumps({"error": entries})


def bug(said: str) -> Ink:
    """A mistake of symcalc's own, said as such."""
    return [
        ("error[bug]", "bad"),
        (f": this is a bug in symcalc, not a mistake of yours: {visible(said)}\n", "heading"),
        ("  = ", "dim"),
        ("help: please report it with the command; --debug shows the traceback\n", ""),
    ]


def bug_as_json(said: str) -> str:
    """The same as it stands in a stream of JSON."""
    entries = {
        "kind": "bug",
        "message": f"this is a bug in symcalc: {said}",
        "hint": None,
        "line": None,
        "column": None,
    }
    import json  # noqa: PLC0415 (few errors are written so)

    return json.dumps({"error": entries})
