r"""Bars: `|x|`, `‖x‖`, `\|A\|_F`, and `⌊x⌋`; around vectors and matrices some have two readings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symcalc.errors import SyntaxFault
from symcalc.syntax import application, refusals
from symcalc.syntax.arithmetic import TWO
from symcalc.syntax.functions import FUNCTIONS
from symcalc.syntax.textbook import questions
from symcalc.syntax.tree import Call, Node, Span

if TYPE_CHECKING:
    from symcalc.syntax.expression import Reader


def bar(reader: Reader) -> Node:
    """`|x|`, and `‖x‖`."""
    sign = reader.token.text
    items, span = reader.group()
    if len(items) != 1:
        raise SyntaxFault("one value between bars", span=span)
    inner = reader.value(items[0])
    if sign == "‖":
        return _norm(reader, inner, span)
    if sign != "norm" and reader.scope.shaped and _is_double(reader, span):
        raise refusals.double_bar(inner, span)
    rank = reader.ranks.rank(inner)
    if rank != "scalar":
        raise questions.bars(inner, span, rank, square=reader.ranks.is_square(inner))
    return Call("abs", (inner,), span=span)


def whole(reader: Reader) -> Node:
    """`⌊x⌋`, `⌈x⌉`: the whole number below or above."""
    function = "floor" if reader.token.kind == "⌊" else "ceil"
    items, span = reader.group()
    return application.applied(FUNCTIONS[function], function, items, span)


def _norm(reader: Reader, inner: Node, span: Span) -> Node:
    r"""`\|x\|`, `\|x\|_1`; of a matrix the Frobenius norm alone, for 1 and 2 mean others there.

    A square of a matrix below which a 2 stands is the sum of the squares all the same, as machine learning prints it.
    """
    if reader.kinds[reader.at] != "_":
        return Call("norm", (inner,), span=span)
    index = reader.token
    reader.at += 1
    span = Span(span.start, index.end)
    if index.text != "F" and not (index.text == "2" and _is_squared(reader)) and reader.ranks.rank(inner) == "matrix":
        raise questions.matrix_norm(inner, index.text, span)
    return Call("norm1" if index.text == "1" else "norm", (inner,), span=span)


def _is_squared(reader: Reader) -> bool:
    r"""Whether a square stands here: `\|X - UV\|_2^2` is the textbook's sum of squares."""
    if reader.kinds[reader.at] == "superscript":
        return reader.token.text == "2"
    inner = reader.groups.get(reader.at + 1)
    return reader.kinds[reader.at] == "^" and inner is not None and inner.items == (TWO,)


def _is_double(reader: Reader, span: Span) -> bool:
    """Whether the bars just read hold nothing but other bars, none of them apart."""
    last = reader.at - 1
    first = next(opener for opener, closer in reader.pairs.items() if closer == last)
    inner = reader.pairs.get(first + 1) == last - 1 and reader.tokens[first + 1].kind == "|("
    return inner and reader.tokens[first + 1].end - span.start == 2 and span.end - reader.tokens[last - 1].start == 2
