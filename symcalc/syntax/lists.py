r"""Square brackets: vectors and matrices that are written out; in LaTeX they may be brackets, `4\left[x + 1\right]`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symcalc.syntax import refusals
from symcalc.syntax.arithmetic import rows
from symcalc.syntax.tokens import Token
from symcalc.syntax.tree import Array, Name, Negative, Node, Number, Product, Span, Sum, walk

if TYPE_CHECKING:
    from symcalc.syntax.expression import Reader

#: What an index is made of: `x[n - 1]`.
_OF_INDICES = (Name, Number, Negative, Sum, Product)
#: What may have entries, as `x[1]` does.
_HAS_ENTRIES = frozenset({"name", "]"})
#: What stands before a factor and has no entries.
_BEFORE_FACTOR = frozenset({"number", "fraction", "superscript", "*", "!", ")|"})


def square(reader: Reader) -> Node:
    """`[a, b]`."""
    place = reader.at
    opener, before = reader.token, reader.tokens[place - 1] if place else None
    items, span = reader.group()
    if before is not None and is_factor(reader, before, opener, items):
        return reader.value(items[0])
    if before is not None and before.kind in _HAS_ENTRIES and (before.end == span.start or _is_number(items)):
        raise _entry(reader, before, items, span)
    entries = tuple(map(reader.value, items))
    return _typeset(opener, entries, span) if reader.scope.latex else rows(entries, span)


def in_brackets(reader: Reader) -> Node | None:
    r"""What stands in `[…]` of LaTeX behind an operator or a function, `\exp[x]`: there they are no vector."""
    if not _is_single(reader, reader.token, reader.groups[reader.at].items if reader.kinds[reader.at] == "[" else ()):
        return None
    items, _ = reader.group()
    return reader.value(items[0])


def is_factor(reader: Reader, before: Token, opener: Token, items: tuple[Node, ...]) -> bool:
    r"""Whether brackets of LaTeX around one value are a factor of what stands before them, and no list and no index.

    A name has to be one of a variable, and neither it nor a bracket is followed by what could be an index.
    """
    if not _is_single(reader, opener, items) or isinstance(items[0], Name | Number):
        return False
    is_brace = before.kind == ")" and before.start == before.end  # of an exponent, of a fraction
    if before.kind in _BEFORE_FACTOR or is_brace:
        return True
    is_index = all(isinstance(part, _OF_INDICES) for part in walk(items[0]))
    return not is_index and (before.kind == ")" or (before.kind == "name" and _is_variable(reader, before)))


def _is_single(reader: Reader, opener: Token, items: tuple[Node, ...]) -> bool:
    """Whether square brackets of LaTeX, those of no matrix, hold one value."""
    is_list = len(items) != 1 or isinstance(items[0], Array)
    return reader.scope.latex and opener.kind == opener.text == "[" and not is_list


def _is_variable(reader: Reader, token: Token) -> bool:
    """Whether a name that stands before a bracket is known as one of a variable: declared, or without one elsewhere."""
    if token.text in reader.scope.functions:
        return False
    alone = (
        token.text
        for token, after in zip(reader.tokens, reader.tokens[1:], strict=False)
        if token.kind == "name" and after.kind not in {"(", "["}
    )
    return token.text in reader.scope.declared or token.text in alone


def _entry(reader: Reader, before: Token, items: tuple[Node, ...], span: Span) -> Exception:
    r"""The refusal of `x[1]`; of `\epsilon[x^2]` in LaTeX, which may be a product."""
    called = reader.scope.functions.get(before.text) is not None
    whole = Span(before.start, span.end)
    is_alone = len(items) == 1 and isinstance(items[0], Name | Number)
    if reader.scope.latex and before.kind == "name" and not called and len(items) == 1 and not is_alone:
        return refusals.factor_or_entry(before.text, whole)
    return refusals.index(before.text, items, whole, called=called)


def _typeset(opener: Token, entries: tuple[Node, ...], span: Span) -> Node:
    r"""A list in LaTeX: one column of a matrix is a vector; `[x]` may be a bracket, `[\begin{array}…]` is one."""
    columns = [entry.items for entry in entries if isinstance(entry, Array)]
    if opener.text == r"\\":
        return rows(entries, span)
    if opener.text != "[":
        is_column = all(len(column) == 1 for column in columns)
        return rows(tuple(column[0] for column in columns) if is_column else entries, span)
    if len(entries) > 1:
        return rows(entries, span)
    if isinstance(entries[0], Array):
        return entries[0]
    raise refusals.single_item(entries[0], span)


def _is_number(items: tuple[Node, ...]) -> bool:
    """Whether a list is one whole number: `x [1]` is no product."""
    return len(items) == 1 and isinstance(items[0], Number) and items[0].value.denominator == 1
