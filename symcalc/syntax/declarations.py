"""Shapes and conditions: `A: n x n symmetric`, `x > 0, n integer`, in a text and in options."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from symcalc.errors import Ambiguous, ShapeFault, SymcalcError, SyntaxFault, UsageFault
from symcalc.syntax.expression import Reader
from symcalc.syntax.program import Shape
from symcalc.syntax.reading import as_source, end_of, lines, parts
from symcalc.syntax.scope import Scope, uncalled
from symcalc.syntax.source import Source
from symcalc.syntax.statements import Statement
from symcalc.syntax.tree import Call, Logic, Name, Node, Number, Relation, Span, Truth

_DIMENSION = r"([^\W\d_]\w*|[0-9]+)"
_SHAPE = rf"\s*{_DIMENSION}(?:(?:\s+x\s+|\s*×\s*|(?<=[0-9])x(?=[0-9])){_DIMENSION})?((?:\s+[^\W\d_]+)*)\s*\Z"
_PROPERTIES = {"symmetric", "positive", "definite", "semidefinite", "vector", "matrix", "scalar", "square"}

#: What `x positive` and its like say about x, as a comparison with 0.
SIGN_WORDS = {"positive": ">", "negative": "<", "nonnegative": ">=", "nonpositive": "<=", "nonzero": "!="}


def parse_shapes(text: str | Source) -> dict[str, Shape]:
    """The shapes of `x: n; A: n x n symmetric`.

    >>> parse_shapes("x: n; P: n x n positive")["P"]
    Shape(rows='n', columns='n', symmetric=True, positive=True)
    """
    source = as_source(text)
    shapes: dict[str, Shape] = {}
    try:
        found = lines(source)
        if not found:
            raise SyntaxFault("there is no shape to read", hint="A: n x n", span=end_of(source))
        for statement in found:
            for name, shape in shape_of(statement, source.text).items():
                if name in shapes:
                    raise UsageFault(f"two shapes for {name}", span=statement.span)
                shapes[name] = shape
    except SymcalcError as error:
        raise error.within(source) from None
    return shapes


def shape_of(statement: Statement, text: str) -> dict[str, Shape]:
    """What one declaration says: `A: n x n`, or of several names `X, Y: n x m`."""
    tokens = statement.tokens
    colon = next((index for index, token in enumerate(tokens) if token.kind == ":"), None)
    if colon is None:
        raise SyntaxFault("a shape is declared like A: n x n", span=statement.span)
    declared = tokens[:colon]
    if not declared:
        raise SyntaxFault("before ':' stands a name", hint="a shape is declared like A: n x n", span=tokens[colon].span)
    for place, token in enumerate(declared):
        if token.kind != ("name" if place % 2 == 0 else ","):
            raise SyntaxFault("before ':' stands a name", hint="a shape is declared like A: n x n", span=token.span)
    start, end = tokens[colon].end, tokens[-1].start
    shape = _shape(text[start:end].partition("#")[0], Span(start, statement.span.end))
    return {token.text: shape for token in declared[::2]}


def _shape(text: str, span: Span) -> Shape:
    found = re.match(_SHAPE, _spelled(text))
    words = found[3].split() if found else []
    if text.lstrip().startswith("="):
        raise SyntaxFault("unexpected ':='", hint="a definition is written with =", span=span)
    if not found or not _PROPERTIES.issuperset(words) or re.fullmatch(r"\w+x\w+", found[1]):
        hint = "a shape is n, n x m, n x n symmetric or n x n positive"
        if "," in text:
            hint += "; several are parted by semicolons: x: n; A: n x n"
        raise SyntaxFault(f"'{text.strip()}' is no shape", hint=hint, span=span)
    rows, columns = _dimension(found[1], span), _dimension(found[2] or "1", span)
    symmetric = not {"symmetric", "positive"}.isdisjoint(words)
    if symmetric and rows != columns:
        raise ShapeFault(f"a {rows} x {columns} matrix is not symmetric", span=span)
    return Shape(rows, columns, symmetric=symmetric, positive="positive" in words)


def _spelled(text: str) -> str:
    r"""A shape without the commands of LaTeX: `n_{1} \times n\ \mathrm{symmetric}`."""
    spelled = text.replace(r"\times", "×").replace("\\ ", " ")
    spelled = re.sub(r"\\(?:mathrm|operatorname)\{(\w+)\}", r"\1", spelled)
    return re.sub(r"_\{(\w+)\}", r"\1", spelled)


def _dimension(text: str, span: Span) -> int | str:
    if not text.isdigit():
        return text
    if len(text) > 9 or int(text) == 0:
        raise SyntaxFault(f"a dimension of {text}", hint="a dimension is 1 or more", span=span)
    return int(text)


def parse_conditions(text: str | Source, scope: Scope | None = None) -> tuple[Node, ...]:
    """The conditions of `x > 0, n integer`; `n integer` is `Call("integer", (Name("n"),))`.

    >>> parse_conditions("0 < x, n integer")[1]
    Call(function='integer', arguments=(Name(name='n'),))
    """
    source = as_source(text)
    try:
        found = lines(source)
        if not found:
            raise SyntaxFault("there is no condition to read", hint="x > 0, n integer", span=end_of(source))
        scope = scope or Scope(variables=frozenset(name for statement in found for name in uncalled(statement)))
        return tuple(condition for statement in found for condition in conditions_of(statement, scope, 0))
    except SymcalcError as error:
        raise error.within(source) from None


def conditions_of(statement: Statement, scope: Scope, start: int, stop: int | None = None) -> Iterator[Node]:
    """The conditions of a statement from a token on, separated by commas or joined by `and`."""
    stop = len(statement.tokens) - 1 if stop is None else stop
    if start == stop:
        raise SyntaxFault("a condition is missing", hint="x > 0", span=statement.tokens[stop].span)
    for first, last in parts(statement, start, stop):
        condition = _condition(statement, scope, first, last)
        if isinstance(condition, Logic) and condition.operator == "and":
            yield from condition.operands
        else:
            yield condition


def refuse_claim_below(statement: Statement, text: str) -> None:
    """Refuse an assumption that goes on in a line with `==`, which was perhaps meant to be a claim."""
    tokens = statement.tokens[:-1]
    below = next((i for i, (a, b) in enumerate(pairwise(tokens), 1) if "\n" in text[a.end : b.start]), len(tokens))
    claimed = next((token for token in tokens[below:] if token.kind in {"==", "!=", "≈"}), None)
    if claimed is not None:
        hint = f"write the assumption in one line; its first ends with '{tokens[below - 1].text}'"
        raise Ambiguous("an assumption of several lines, or a claim below it?", hint=hint, span=claimed.span)


def _condition(statement: Statement, scope: Scope, first: int, last: int) -> Node:
    tokens = statement.tokens[first:last]
    if len(tokens) == 2 and tokens[0].kind == tokens[1].kind == "name":
        return _property(tokens[0].text, tokens[1].text, Span(tokens[0].start, tokens[1].end))
    reader = Reader(statement, scope._replace(infinite=True))
    node = reader.read(first, last)
    if not isinstance(node, Relation | Logic | Truth):
        raise SyntaxFault("this is no condition", hint="a condition is like x > 0, or n integer", span=node.span)
    return node


def _property(name: str, word: str, span: Span) -> Node:
    """`n integer`, `x positive`."""
    if word == "integer":
        return Call("integer", (Name(name, span=span),), span=span)
    if word in SIGN_WORDS:
        return Relation((SIGN_WORDS[word],), (Name(name, span=span), Number(Fraction(0), span=span)), span=span)  # type: ignore[arg-type]
    if word == "real":
        return Truth(value=True, span=span)
    hint = f"a condition is like {name} > 0; the words are integer, real, {', '.join(SIGN_WORDS)}"
    raise SyntaxFault(f"'{name} {word}' is no condition", hint=hint, span=span)
