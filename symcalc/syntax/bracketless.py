"""Functions without brackets, and roots by their sign: `sin 2x`, `sin^2 x cos y`, `√x`.

The argument is an optional number or pi, one name or bracket, and its power; where it could be longer it is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from symcalc.errors import SyntaxFault
from symcalc.syntax import application, lists, refusals
from symcalc.syntax.arithmetic import TEN, TWO, product
from symcalc.syntax.functions import FUNCTIONS, Function
from symcalc.syntax.tokens import Token
from symcalc.syntax.tree import Call, Negative, Node, Number, Power, Span

if TYPE_CHECKING:
    from symcalc.syntax.expression import Reader

#: What an argument may begin with.
_ARGUMENT = frozenset({"number", "name", "(", "[", "|(", "√", "∛", "fraction", "⌊", "⌈"})

#: How many levels of nesting one function without brackets in another counts.
_LEVELS = 4


def applied(reader: Reader, token: Token, function: Function) -> Node:
    """`sin x`, `sin^2 x`, `sin 2x`, `sin (x)`; the name has been read."""
    reader.descend(_LEVELS)
    power = exponent(reader, token)
    if reader.kinds[reader.at] == "(":
        items, span = _in_group(reader, token.text)
        if reader.kinds[reader.at] in {"^", "superscript", ".^"}:
            raise refusals.second_power(token.text, reader.token.span)
    elif (inner := lists.in_brackets(reader)) is not None:
        items, span = (inner,), Span(token.start, reader.tokens[reader.at - 1].end)
        if reader.kinds[reader.at] in {"^", "superscript", ".^"} and power is not None:
            raise refusals.second_power(token.text, reader.token.span)
    else:
        argument = _argument(reader, token)
        items, span = (argument,), argument.span
        if _goes_on(reader):
            raise refusals.longer_argument(reader, token.text, argument)
    node = application.applied(function, token.text, items, Span(token.start, span.end))
    reader.depth -= _LEVELS
    return node if power is None else Power(node, power, span=node.span)


def _in_group(reader: Reader, name: str) -> tuple[tuple[Node, ...], Span]:
    r"""The arguments in brackets; those of a command, `\sin\frac{\pi}{2}x`, are not seen, so the argument may go on."""
    opener = reader.token
    items, span = reader.group()
    unseen = opener.text == "{" and opener.end - opener.start > len("{")
    if unseen and _goes_on(reader):
        raise refusals.longer_argument(reader, name, items[0])
    return items, span


def exponent(reader: Reader, token: Token) -> Node | None:
    """The power between a function and its argument: `sin^2 x`; of -1 it would be two things."""
    if reader.kinds[reader.at] == "superscript":
        node = reader.raised()
    elif reader.kinds[reader.at] == "^":
        reader.at += 1
        node = _signed(reader)
    else:
        return None
    if isinstance(node, Negative) and isinstance(node.operand, Number) and node.operand.value == 1:
        raise refusals.inverse_or_reciprocal(token.text, node.span)
    return node


def _signed(reader: Reader) -> Node:
    start = reader.token
    if start.kind != "-":
        return reader.value(reader.atom_alone())
    reader.at += 1
    operand = reader.value(reader.atom_alone())
    return Negative(operand, span=Span(start.start, operand.span.end))


def _argument(reader: Reader, token: Token) -> Node:
    """An optional number or pi, one name or bracket, and its power."""
    if reader.kinds[reader.at] not in _ARGUMENT:
        span = Span(token.start, token.end)
        raise SyntaxFault(f"{token.text} needs an argument", hint=f"write {token.text}(…)", span=span)
    multiplier = _multiplier(reader, token)
    node = reader.value(reader.postfix(reader.plain_atom()))
    while reader.kinds[reader.at] in {"^", ".^"}:
        node = reader.power(node)
    return node if multiplier is None else product([multiplier, node])


def _multiplier(reader: Reader, token: Token) -> Node | None:
    """The number or pi before the name: `sin 2x`, `sin pi x`; a function behind it is a factor, `sin 2 cos x`."""
    first, second = reader.token, reader.tokens[reader.at + 1]
    is_pi = first.kind == "name" and first.text == "pi"
    if second.kind not in _ARGUMENT or not (is_pi or first.kind in {"number", "fraction"}):
        return None
    if reader.begins_function(reader.at + 1):
        return None
    if not is_pi and second.kind != "number" and second.start > first.end and not reader.scope.latex:
        raise refusals.spaced_multiplier(reader, token.text)
    return reader.plain_atom()


def _goes_on(reader: Reader) -> bool:
    """Whether the argument could be longer than what was read: what follows is no operator and no function."""
    divides = reader.kinds[reader.at] in {"/", "./"}
    return (divides or reader.begins_operand()) and not reader.begins_function(reader.at + divides)


def logarithm(reader: Reader) -> Node:
    r"""`\log_b x` of LaTeX: the base stands in a group, the argument as behind any function."""
    token = reader.token
    reader.at += 1
    reader.descend(_LEVELS)
    (base,), _ = reader.group()
    base = reader.value(base)
    name = "log2" if base == TWO else "log10" if base == TEN else None
    if reader.kinds[reader.at] == "(":
        items, _ = _in_group(reader, name or "log")
    else:
        items = (_argument(reader, token),)
        if _goes_on(reader):
            raise refusals.longer_argument(reader, name or "log", items[0])
    end = reader.tokens[reader.at - 1].end
    reader.depth -= _LEVELS
    arguments = items if name else (*items, base)
    return application.applied(FUNCTIONS[name or "log"], name or "log", arguments, Span(token.start, end))


def root(reader: Reader) -> Node:
    """`√x`, `√(x+1)`, `√2`; what follows without a sign is refused as behind a function."""
    token = reader.token
    name = "sqrt" if token.kind == "√" else "cbrt"
    reader.at += 1
    reader.descend(_LEVELS)
    bracket = reader.kinds[reader.at] in {"(", "|(", "["}
    if reader.kinds[reader.at] not in _ARGUMENT:
        raise SyntaxFault(f"{token.kind} needs an operand", span=token.span)
    argument = reader.value(reader.atom_alone())
    over_number = isinstance(argument, Number) and reader.kinds[reader.at] == "/"
    if not bracket and not over_number and _goes_on(reader):
        raise refusals.longer_argument(reader, name, argument)
    if not bracket and reader.kinds[reader.at] in {"^", "superscript"}:
        raise refusals.second_power(name, reader.token.span)
    reader.depth -= _LEVELS
    return Call(name, (argument,), span=Span(token.start, argument.span.end))
