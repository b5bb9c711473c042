"""Reading: a text to an expression."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from symcalc.errors import LimitReached, SymcalcError, SyntaxFault, UsageFault
from symcalc.syntax import plain
from symcalc.syntax.characters import refuse_invisible
from symcalc.syntax.expression import Reader
from symcalc.syntax.scope import Scope, uncalled
from symcalc.syntax.source import Source
from symcalc.syntax.statements import Lexer, Statement, statements
from symcalc.syntax.tree import Node, Span

MAX_TEXT = 1 << 20
#: `\!` alone may be a factorial that a shell has put a backslash before.
_COMMENT = re.compile(r"#[^\r\n]*")
#: What only LaTeX has.
LATEX = re.compile(r"\\[A-Za-z{}()\[\]|,;:\\]|\^\s*\{|^[ \t]*\$\$?[^$]+\$", re.MULTILINE)


def parse_expression(
    text: str | Source,
    *,
    functions: Mapping[str, tuple[str, ...] | None] | None = None,
    variables: Iterable[str] = (),
    shaped: bool | None = None,
    free: bool = False,
    notation: str = "auto",
) -> Node:
    r"""The tree of one expression.

    `functions` are defined elsewhere, with their parameters; `variables` are declared; `shaped` says whether shapes are
    declared (None: not known); `free` reads results: a call of an unknown name is one of a function without a formula,
    and `oo` is a value.

    >>> from symcalc.syntax.written import written
    >>> written(parse_expression("2x y e^(-x^2)"))
    '2*x*y*exp(-x**2)'
    >>> written(parse_expression(r"\frac{x}{2} \sin^2 y"))
    'x/2*sin(y)**2'
    """
    source = as_source(text)
    try:
        statement = single(source, notation)
        declared = frozenset(variables)
        known = declared | frozenset(uncalled(statement))
        latex = is_latex(source.text, notation)
        scope = Scope(functions or {}, declared, known, shaped, free, latex, infinite=free)
        reader = Reader(statement, scope)
        return reader.value(reader.read(0, len(statement.tokens) - 1))
    except SymcalcError as error:
        raise error.within(source) from None


def single(source: Source, notation: str = "auto") -> Statement:
    """The one statement of a text."""
    found = lines(source, notation)
    if not found:
        raise SyntaxFault("there is nothing to read", hint='an expression is written like "x^2 y"', span=end_of(source))
    if len(found) > 1:
        raise SyntaxFault("one expression is expected here", span=found[1].span)
    return found[0]


def lines(source: Source, notation: str = "auto") -> list[Statement]:
    """The statements of a text."""
    check_text(source.text)
    return list(statements(lexer_of(source.text, notation), source.text))


def is_latex(text: str, notation: str = "auto") -> bool:
    r"""Whether a text is LaTeX: where it holds a backslash command or `^{`, unless the notation is told.

    What a comment holds says nothing.

    >>> is_latex(r"\log(x)"), is_latex("log(x)"), is_latex(r"\log(x)", "plain")
    (True, False, False)
    """
    if notation not in {"auto", "plain", "latex"}:
        raise UsageFault(f"there is no notation '{notation}'", hint="the notations are auto, plain and latex")
    return notation == "latex" or (notation == "auto" and LATEX.search(_COMMENT.sub("", text)) is not None)


def lexer_of(text: str, notation: str = "auto") -> Lexer:
    """The lexer for a text."""
    if not is_latex(text, notation):
        return plain.tokens
    from symcalc.syntax import latex  # noqa: PLC0415 (plain notation does not need it)

    return latex.tokens


def parts(statement: Statement, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """What stands between commas outside brackets, as indices of the first token and of the one past the last."""
    first = index = start
    while index < stop:
        if statement.tokens[index].kind == ",":
            yield _part(statement, first, index)
            first = index + 1
        index = statement.pairs.get(index, index) + 1
    yield _part(statement, first, stop)


def _part(statement: Statement, first: int, last: int) -> tuple[int, int]:
    if first == last:
        raise SyntaxFault("something is missing before this", span=statement.tokens[last].span)
    return first, last


def as_source(text: str | Source, name: str = "argument") -> Source:
    """A text with the name of where it stands."""
    return text if isinstance(text, Source) else Source(text, name)


def end_of(source: Source) -> Span:
    """The place one past the last character."""
    return Span(len(source.text), len(source.text))


def check_text(text: str) -> None:
    """Refuse what is too long, and invisible characters."""
    if len(text) > MAX_TEXT:
        raise LimitReached(f"the text is longer than {MAX_TEXT:,} characters", span=Span(MAX_TEXT, MAX_TEXT))
    refuse_invisible(text)
