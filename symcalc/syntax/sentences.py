"""Mathematics among words: the formulas of a sentence as trees, so that each format writes them in its own way.

The core writes formulas in the explicit form: `*` and `**` close up, `+` and `-` between spaces, no product without a
sign. So a formula ends where no operator follows, and a name alone is a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from symcalc.errors import SymcalcError
from symcalc.syntax.reading import parse_expression
from symcalc.syntax.tree import Node, Point

_NUMBER = r"\d+(?:\.\d+)?(?:[eE][-+]?\d+)?"
_DECIMAL = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
_TIGHT = re.compile(r"\*\*|[*/]")
_LOOSE = re.compile(r" [-+] (?=[-\w(])")
_OPERAND = re.compile(rf"-*(?:{_NUMBER}|[^\W\d]\w*)")
_INSIDE = re.compile(r"(?<=[\w)\]])|(?<=\w\.)")


def parts(sentence: str) -> tuple[str | Node | float, ...]:
    """Words, formulas and decimals in turn; joined, they are the sentence.

    >>> from symcalc.syntax.written import written
    >>> for part in parts("along (t, t), f = 2*t**3 changes sign"):
    ...     print(repr(part if isinstance(part, str) else written(part)))
    'along '
    '(t, t)'
    ', f = '
    '2*t**3'
    ' changes sign'
    >>> [part if isinstance(part, str) else written(part) for part in parts("f_k = (a_ki + a_ik) x_i")]
    ['f_k = (', 'a_ki + a_ik', ') x_i']
    """
    found: list[str | Node | float] = []
    done = 0
    for start, end in _formulas(sentence):
        node = _read(sentence[start:end])
        if node is not None:
            found += [sentence[done:start], node] if start > done else [node]
            done = end
    return (*found, sentence[done:]) if done < len(sentence) else tuple(found)


def _formulas(sentence: str) -> Iterator[tuple[int, int]]:
    """Where formulas stand that are more than a name or a count."""
    place = 0
    while place < len(sentence):
        end = place if _INSIDE.match(sentence, place) else _formula(sentence, place)
        text = sentence[place:end]
        if _is_bracketed(text):  # the brackets belong to the words: nothing that is written of a sum would set them
            yield place + 1, end - 1
        elif text and not text.isidentifier() and not text.isdigit():
            yield place, end
        place = max(end, place + 1)


def _is_bracketed(text: str) -> bool:
    """Whether a formula stands in brackets as a whole and is no point."""
    return text.startswith("(") and _bracket(text, 0) == len(text) and "," not in text


def _formula(text: str, place: int) -> int:
    """The end of the formula that begins here; the place itself where there is none."""
    end = _operand(text, place)
    while end > place:
        operator = _TIGHT.match(text, end) or _LOOSE.match(text, end)
        following = operator and _operand(text, operator.end())
        if not operator or following == operator.end():
            return end
        end = following or end
    return end


def _operand(text: str, place: int) -> int:
    """The end of a number, a name, a call or a bracket."""
    found = _OPERAND.match(text, place)
    start = found.end() if found else place + (text[place : place + 2] == "-(")
    if text[start : start + 1] == "(":
        return _bracket(text, start) or (found.end() if found else place)
    return found.end() if found else place


def _bracket(text: str, place: int) -> int:
    """The end of a bracket with formulas in it; 0 where it holds words."""
    while True:
        end = _formula(text, place + 1)
        if end == place + 1:
            return 0
        if text[end : end + 1] == ")":
            return end + 1
        if text[end : end + 2] != ", ":
            return 0
        place = end + 1


def _read(text: str) -> Node | float | None:
    """A formula or a point as a tree, a decimal as a number."""
    if _DECIMAL.fullmatch(text) and not text.lstrip("-").isdigit():
        return float(text)
    try:
        if text.startswith("(") and _bracket(text, 0) == len(text):
            return Point(tuple(parse_expression(part, free=True) for part in _coordinates(text)))
        return parse_expression(text, free=True)
    except SymcalcError:
        return None


def _coordinates(text: str) -> Iterator[str]:
    """The coordinates of a point."""
    start = 1
    while start < len(text):
        end = _formula(text, start)
        yield text[start:end]
        start = end + 2
