"""What a figure is drawn on in a terminal: so many columns, these characters, and a way to write mathematics."""

from __future__ import annotations

from collections.abc import Callable

from symcalc.record import record
from symcalc.result import Content


@record
class Surface:
    """The columns, whether Unicode can be shown, and what writes mathematics in a line."""

    width: int
    unicode: bool
    text: Callable[[Content], str]
