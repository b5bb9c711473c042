"""Derivatives as Unicode writes them, `∂f/∂x`, `∂²f/∂x∂y`, `∂/∂x`, `∂_x`: the tokens of `diff(f, x)`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from symcalc.errors import SyntaxFault
from symcalc.syntax.characters import FRACTIONS, SUPERSCRIPTS
from symcalc.syntax.names import canonical
from symcalc.syntax.tokens import Token
from symcalc.syntax.tree import Span

_NOT_IN_NAMES = "".join(SUPERSCRIPTS) + "ᵀ" + "".join(FRACTIONS)
_NAME = rf"[^\W\d_{_NOT_IN_NAMES}][^\W{_NOT_IN_NAMES}]*"
_ORDER = r"(?:[²³]|\^[23])?"
#: What a lexer looks for; `tokens` reads what is found.
PATTERN = rf"∂(?:_\{{?{_NAME}\}}?|{_ORDER}[ ]?(?:{_NAME})?[ ]?/(?:[ ]?∂{_NAME}{_ORDER})+)"

_BELOW = rf"∂_\{{?({_NAME})"
_ABOVE = rf"∂({_ORDER})[ ]?({_NAME})?"
_STEP = rf"∂({_NAME})({_ORDER})"
_ORDERS = {"": 1, "²": 2, "³": 3, "^2": 2, "^3": 3}


def tokens(text: str, start: int) -> Iterator[Token]:
    """The tokens of a derivative that stands at an offset; its variables first differentiated by first.

    >>> [token.text for token in tokens("∂²f/∂x∂y", 0)]
    ['∂', '(', 'f', ',', 'y', ',', 'x', ')']
    >>> [token.kind for token in tokens("∂/∂x", 0)]
    ['d/d', '(', 'name', ')']
    """
    end = start + len(text)
    single = re.match(_BELOW, text)
    above = re.match(_ABOVE, text)
    function = None if single or above is None else above[2]
    variables = [_named(single, start)] if single else _steps(text, start)
    if above is not None and not single and len(variables) != _ORDERS[above[1]]:
        message = f"a derivative of order {_ORDERS[above[1]]} by {len(variables)} variables"
        raise SyntaxFault(message, span=Span(start, end))
    yield Token("diff" if function else "d/d", "∂", start, start + 1)
    yield Token("(", "(", start + 1, start + 1)
    if function and above is not None:
        yield Token("name", canonical(function), start + above.start(2), start + above.end(2))
    for place, variable in enumerate(reversed(variables)):
        if place or function:
            yield Token(",", ",", variable.start, variable.start)
        yield variable
    yield Token(")", ")", end, end)


def _named(found: re.Match[str], start: int) -> Token:
    return Token("name", canonical(found[1]), start + found.start(1), start + found.end(1))


def _steps(text: str, start: int) -> list[Token]:
    """The variables below the line, each as often as it is differentiated by."""
    found = re.compile(_STEP).finditer(text, text.index("/"))
    return [token for step in found for token in [_named(step, start)] * _ORDERS[step[2]]]
