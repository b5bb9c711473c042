"""What a format writes on: how wide, with which characters, how many decimals; and the ink it writes with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from symcalc.record import record

#: A stretch of text and what it is ("heading", "dim", "good", …; "" for nothing special), never a colour.
Span: TypeAlias = tuple[str, str]
Ink: TypeAlias = list[Span]


@record
class Page:
    """The surface: columns, whether Unicode can be shown, digits asked for, whether common parts are named once."""

    width: int = 80
    unicode: bool = True
    digits: int | None = None
    shared: bool = False


def text_of(ink: Sequence[Span]) -> str:
    """The bare text.

    >>> text_of([("Gradient", "heading"), (" of x", "dim")])
    'Gradient of x'
    """
    return "".join(text for text, _ in ink)
