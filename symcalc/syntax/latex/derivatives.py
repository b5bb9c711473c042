r"""Derivatives as fractions: `\frac{\partial f}{\partial x}`, `\frac{d^2 y}{dx^2}`, `\frac{\partial}{\partial x}`."""

from __future__ import annotations

import re
from typing import NamedTuple

from symcalc.errors import SyntaxFault
from symcalc.syntax.latex.commands import NAMES
from symcalc.syntax.latex.names import Found, indexed, styled
from symcalc.syntax.tokens import Token
from symcalc.syntax.tree import Span

_D = r"(?:\\partial(?![A-Za-z])|d|\\mathrm\s*\{d\})\s*"
_ORDER = r"(?:\^\s*(?:\{\s*([0-9]+)\s*\}|([0-9])))?\s*"
_TOP = re.compile(rf"\{{\s*{_D}{_ORDER}")
_BELOW = re.compile(r"\s*\{\s*")
_STEP = re.compile(_D)
_POWER = re.compile(rf"\s*{_ORDER}")
_INDEX = re.compile(r"\s*_\s*(\{\s*)?")
_CLOSED = re.compile(r"\s*\}")
_SPACE = re.compile(r"\s*")
_COMMAND = re.compile(r"\\([A-Za-z]+)\s*")


class Fraction(NamedTuple):
    """A derivative: where its function stands, whether it is written with d, the variables, first first, the end."""

    top: Span
    total: bool
    variables: tuple[tuple[str, Span], ...]
    end: int


def derivative(text: str, start: int) -> Fraction | None:
    r"""The derivative that a fraction is, if it is one; `start` is where its first brace stands.

    >>> found = derivative(r"{\partial^2 f}{\partial x \partial y}", 0)
    >>> [name for name, _ in found.variables], found.end
    (['y', 'x'], 37)
    >>> derivative("{d}{2}", 0) is None
    True
    """
    top = _TOP.match(text, start)
    if not top:
        return None
    top_end = closing(text, start)
    below = _BELOW.match(text, top_end + 1)
    if not below or not _STEP.match(text, below.end()):
        return None
    below_end = closing(text, below.start() + below[0].index("{"))
    steps = _steps(text, below.end(), below_end)
    if steps is None:
        return None
    order = int(top[1] or top[2] or 1)
    if len(steps) != order:
        message = f"a derivative of order {order} by {len(steps)} variables"
        raise SyntaxFault(message, span=Span(start, below_end + 1))
    return Fraction(Span(top.end(), top_end), "partial" not in top[0], tuple(reversed(steps)), below_end + 1)


def below(text: str, start: int) -> tuple[list[Token], int] | None:
    r"""The variables below a sign, first first, `_x`, `_{\mathbf{x} y}`, `_x^2`, and where they end.

    >>> below(r"_{x_1} f", 0), below("_{xy} f", 0)[1], len(below("_x^2 f", 0)[0])
    (([Token(kind='name', text='x1', start=2, end=5)], 6), 5, 2)
    """
    sign = _INDEX.match(text, start)
    name = _name(text, sign.end()) if sign else None
    if sign is None or name is None:
        return None
    variables = [Token("name", name.name, sign.end(), name.end)]
    end = name.end
    while sign[1] and not (closed := _CLOSED.match(text, end)):
        following = _name(text, place := _SPACE.match(text, end).end())  # type: ignore[union-attr]
        if following is None:
            return None
        variables.append(Token("name", following.name, place, following.end))
        end = following.end
    variables.reverse()  # of ∂_xy that by y is taken first
    end = closed.end() if sign[1] and closed else end
    power = _POWER.match(text, end)
    if power and (power[1] or power[2]):
        return variables * min(int(power[1] or power[2]), 1000), power.end()
    return variables, end


def closing(text: str, start: int) -> int:
    """Where the brace closes that opens at an offset."""
    depth = 0
    for found in re.compile(r"\\.|[{}]", re.DOTALL).finditer(text, start):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if depth == 0:
            return found.start()
    raise SyntaxFault("'{' is not closed", span=Span(len(text), len(text)))


def _steps(text: str, start: int, stop: int) -> list[tuple[str, Span]] | None:
    r"""The variables below the line, `\partial x^2 \partial y`, each as often as it is differentiated by."""
    steps: list[tuple[str, Span]] = []
    while start < stop:
        mark = _STEP.match(text, start)
        name = _name(text, mark.end()) if mark else None
        if mark is None or name is None:
            return None
        power = _POWER.match(text, name.end)
        count = int((power and (power[1] or power[2])) or 1)
        steps += [(name.name, Span(mark.end(), name.end))] * min(count, 1000)
        start = power.end() if power else name.end
    return steps


def _name(text: str, start: int) -> Found | None:
    r"""A name, in a style or not, with its index."""
    found = styled(text, start)
    if found is not None:
        return found
    command = _COMMAND.match(text, start)
    if command:
        return indexed(NAMES[command[1]], text, command.end(), start) if command[1] in NAMES else None
    return indexed(text[start], text, start + 1, start) if text[start : start + 1].isalpha() else None
