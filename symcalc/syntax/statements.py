"""Statements: tokens cut at `;` and at the ends of lines, with every bracket and every bar paired.

A newline inside brackets, or after an operator or a comma, continues the statement.
A bar opens where an operand is expected, else it closes; where none is open it opens a product, as in `2|x|`.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator
from itertools import count
from typing import NamedTuple

from symcalc.errors import Ambiguous, LimitReached, SymcalcError, SyntaxFault
from symcalc.record import record
from symcalc.syntax.functions import known
from symcalc.syntax.tokens import CLOSERS, CONTINUING, ENDING, OPENERS, Token
from symcalc.syntax.tree import Span

Lexer = Callable[[str, int, int], Iterator[Token]]

MAX_DEPTH = 200
MAX_TOKENS = 300_000
MAX_OPEN_LINES = 1000
MAX_BROKEN = 500

_SEPARATORS = frozenset({"newline", "semicolon"})
_STRUCTURE = _SEPARATORS | CLOSERS | frozenset({*OPENERS, "|", "norm", "|(", ")|"})
_BLANK = re.compile(r"[\s;]*")


class Statement(NamedTuple):
    """The tokens of one statement, `end` last, and for the index of each opening bracket that of its closing one."""

    tokens: list[Token]
    pairs: dict[int, int]

    @property
    def span(self) -> Span:
        """From the first token to the last, the end excluded."""
        return Span(self.tokens[0].start, self.tokens[-2].end if len(self.tokens) > 1 else self.tokens[-1].end)


@record
class Broken:
    """A statement that cannot be cut out of its text: why, and where it begins."""

    error: SymcalcError
    start: int


def statements(lexer: Lexer, text: str, start: int = 0, stop: int | None = None) -> Iterator[Statement]:
    r"""The statements of a stretch of text that are not blank, each as soon as it is complete.

    >>> from symcalc.syntax.plain import tokens
    >>> [len(s.tokens) - 1 for s in statements(tokens, "u = a +\n b; u^2")]
    [5, 3]
    """
    stop = len(text) if stop is None else stop
    pairing = _Pairing()
    for place, token in enumerate(lexer(text, start, stop)):
        if token.kind not in _STRUCTURE:
            pairing.tokens.append(token)
        elif token.kind not in _SEPARATORS:
            pairing.add(token)
        elif pairing.ends(token):
            yield pairing.finish(token.start)
            pairing = _Pairing()
        if place >= MAX_TOKENS:
            raise LimitReached(f"more than {MAX_TOKENS:,} symbols", span=token.span)
    if pairing.tokens:
        yield pairing.finish(stop)


def recovering(lexer: Lexer, text: str, start: int = 0, stop: int | None = None) -> Iterator[Statement | Broken]:
    """The statements of a document; one that cannot be cut out is broken, and reading goes on in the next line.

    Behind a bracket that is never closed it goes on behind the line in which the statement begins; lines between that
    one and a mistake further down are not lost either, where they are whole. Where too many are broken it ends.
    """
    stop = len(text) if stop is None else stop
    for mistakes in count(1):
        try:
            for statement in statements(lexer, text, start, stop):
                yield statement
                start = statement.tokens[-1].start
        except SymcalcError as error:
            begin = _blank_end(text, start, stop)
            if mistakes > MAX_BROKEN:
                rest = Span(begin, _line_end(text, begin, stop))
                yield Broken(LimitReached(f"more than {MAX_BROKEN} mistakes: the rest is not read", span=rest), begin)
                return
            yield Broken(error.with_traceback(None), begin)  # a traceback would keep all tokens in memory
            first_line = _line_end(text, begin, stop)
            place = error.span.start if error.span and error.span.start < error.span.end else begin
            start = _line_end(text, place, stop)
            yield from _whole_lines(lexer, text, first_line, start)
            if start >= stop or isinstance(error, LimitReached):
                return
        else:
            return


def _whole_lines(lexer: Lexer, text: str, start: int, stop: int) -> Iterator[Statement]:
    """The statements of those lines of a stretch of text that can be read line by line."""
    while start < stop:
        end = _line_end(text, start + 1, stop)
        with contextlib.suppress(SymcalcError):
            yield from list(statements(lexer, text, start, end))
        start = end


def _blank_end(text: str, start: int, stop: int) -> int:
    """Where something begins."""
    found = _BLANK.match(text, start, stop)
    return found.end() if found else start


def _line_end(text: str, start: int, stop: int) -> int:
    found = text.find("\n", start, stop)
    return stop if found < 0 else found


class _Pairing:
    """A statement while its tokens arrive."""

    def __init__(self) -> None:
        self.tokens: list[Token] = []
        self.pairs: dict[int, int] = {}
        self.openers: dict[int, int] = {}
        self.open: list[int] = []
        self.lines = 0

    def add(self, token: Token) -> None:
        """A bracket or a bar."""
        if token.kind in OPENERS:
            self._open(token)
        elif token.kind in CLOSERS:
            self._close(token)
        elif token.kind == "|(":
            self._open(token)
        elif token.kind == ")|":
            self._close_bar(token)
        else:
            self._bar(token)

    def ends(self, token: Token) -> bool:
        """Whether a newline or semicolon ends the statement (and there is one to end)."""
        brackets = [index for index in self.open if self.tokens[index].kind in OPENERS]
        if token.kind == "newline":
            self.lines += 1
            if brackets and self.lines <= MAX_OPEN_LINES:
                return False
            return bool(self.tokens) and (bool(brackets) or self.tokens[-1].kind not in CONTINUING)
        if brackets:
            opened = self.tokens[brackets[-1]]
            hint = "the rows of a matrix are written [[a, b], [c, d]]" if opened.kind == "[" else None
            raise SyntaxFault(f"';' inside '{opened.text}'", hint=hint, span=token.span)
        return bool(self.tokens)

    def finish(self, offset: int) -> Statement:
        if self.open:
            opened = self.tokens[self.open[-1]]
            raise SyntaxFault(f"'{opened.text}' is not closed", span=Span(offset, offset))
        self.tokens.append(Token("end", "", offset, offset))
        return Statement(self.tokens, self.pairs)

    def _open(self, token: Token) -> None:
        if len(self.open) >= MAX_DEPTH:
            raise SyntaxFault(f"brackets nested more than {MAX_DEPTH} deep", span=token.span)
        self.open.append(len(self.tokens))
        self.tokens.append(token)

    def _close(self, token: Token) -> None:
        if not self.open:
            raise SyntaxFault(f"'{token.text}' closes nothing", span=token.span)
        opened = self.tokens[self.open[-1]]
        if OPENERS.get(opened.kind) != token.kind:
            raise SyntaxFault(f"'{opened.text}' is not closed", hint=f"it is met by '{token.text}'", span=token.span)
        empty = self.open[-1] == len(self.tokens) - 1 and token.kind != "}"
        called = token.kind == ")" and len(self.tokens) > 1
        if empty and not (called and self.tokens[-2].kind in {"name", "diff", "partial", "form"}):
            raise SyntaxFault("nothing between brackets", span=Span(opened.start, token.end))
        self._pair(token)

    def _pair(self, token: Token) -> None:
        opener = self.open.pop()
        self.pairs[opener], self.openers[len(self.tokens)] = len(self.tokens), opener
        self.tokens.append(token)

    def _bar(self, token: Token) -> None:
        expected = self._operand_expected()
        opened = self.tokens[self.open[-1]] if self.open else None
        if not expected and opened is not None and opened.kind == "|(" and opened.text == token.text:
            self._pair(token._replace(kind=")|"))
            return
        if not expected:
            self._refuse_between_bars(token)
        self._open(token._replace(kind="|("))

    def _close_bar(self, token: Token) -> None:
        r"""A bar that says itself that it closes: `\right|`."""
        opened = self.tokens[self.open[-1]] if self.open else None
        if opened is None or opened.kind != "|(" or opened.text != token.text:
            raise SyntaxFault(f"'{token.text}' closes nothing", span=token.span)
        self._pair(token)

    def _operand_expected(self) -> bool:
        if not self.tokens or self.tokens[-1].kind not in ENDING:
            return True
        last = self.tokens[-1]
        function = known(last.text) if last.kind == "name" else None
        return function is not None and function.bracketless

    def _refuse_between_bars(self, token: Token) -> None:
        """`|a|b|c|`: the product |a|*b*|c|, or a bar within a bar."""
        index = len(self.tokens) - 1
        while index >= 0 and self.tokens[index].kind in ENDING | {"^"}:
            if self.tokens[index].kind == ")|":
                break
            index = self.openers.get(index, index) - 1
        if 0 <= index < len(self.tokens) - 1 and self.tokens[index].kind == ")|":
            hint = "write |a|*b*|c| or |a*|b|*c|, or abs(…)"
            raise Ambiguous("this bar opens or closes: two readings", hint=hint, span=token.span)
