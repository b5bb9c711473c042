r"""The state of the LaTeX lexer: where it is, what is open, and what is to be done when an argument ends."""

from __future__ import annotations

import re
from typing import NamedTuple, TypeAlias

from symcalc.errors import SyntaxFault
from symcalc.syntax.functions import known
from symcalc.syntax.names import is_derivative
from symcalc.syntax.statements import MAX_DEPTH
from symcalc.syntax.tokens import Token
from symcalc.syntax.tree import Span

_HEAD = re.compile(r"name(?: \( name(?: , name)* \))?\Z")

#: A step: an argument is expected here.
ARGUMENT = ""

#: A step: an exponent ends here.
RAISED = "^)"

#: The text of the bracket around a row of a matrix.
ROW = r"\\"

#: What is done when an argument ends: kinds of tokens to give, an argument to expect, tokens, a place to go on from.
Step: TypeAlias = "str | Token | int"
Steps: TypeAlias = tuple[Step, ...]
NOTHING: Steps = ()


class Open(NamedTuple):
    r"""Something that is open: what opened it, what closes it, what is done then, and what stands between its rows.

    `transparent` is an environment like `aligned`, in which statements stand as outside.
    """

    text: str
    closer: str
    then: Steps = ()
    rows: tuple[str, ...] = ()
    transparent: bool = False


class Scanner:
    """Where the lexer is, and what it has given."""

    def __init__(self, text: str, start: int, stop: int) -> None:
        self.text = text
        self.at = start
        self.stop = stop
        self.open: list[Open] = []
        self.depth = 0
        self.wanted: Steps | None = None
        self.head: list[str] = []
        self.names: list[str] = []
        self.is_vector = False
        self.heads: dict[str, tuple[str, ...]] = {}
        self.before = Token("", "", start, start)
        self.raised: Token | None = None
        self.ready: list[Token] = []
        self.row_ended = False

    @property
    def character(self) -> str:
        """The character that stands here."""
        return self.text[self.at]

    def span(self, length: int) -> Span:
        """The stretch of text of some length that begins here."""
        return Span(self.at, self.at + length)

    def give(self, kind: str, text: str, start: int, end: int) -> None:
        """One token; the first of a row is preceded by what separates rows."""
        if self.row_ended:
            self.row_ended = False
            for between in self.open[-1].rows:
                self.give(between, ROW if between == "[" else between, start, start)
        self.before = Token(kind, text, start, end)
        self.ready.append(self.before)
        if kind in {"newline", "semicolon"}:
            if len(self.names) > 1 and _HEAD.match(" ".join(self.head)):  # a function without a formula
                self.heads[self.names[0]] = tuple(self.names[1:])
            self.head.clear()
            self.is_vector = False
            self.names.clear()
        else:
            self.head.append(text if kind == "word" else kind)
            if kind == "name":
                self.names.append(text)

    def defines(self) -> bool:
        r"""Whether `=` defines what stands before it: a plain name or `f(names)`, not `f_{xy}` and not `\sin(x)`."""
        if self.depth or not _HEAD.match(" ".join(self.head)) or is_derivative(self.names[0], self.heads):
            return False
        function = known(self.names[0])
        if len(self.names) > 1 and function is not None and function.bracketless:
            return False
        self.heads[self.names[0]] = tuple(self.names[1:])
        return True

    def end_row(self) -> None:
        """A row of a matrix ends; what separates it from the next is given when there is a next."""
        self.row_ended = True

    def run(self, steps: Steps) -> None:
        """Do what is to be done, as far as the next argument."""
        for place, step in enumerate(steps):
            if step == ARGUMENT:
                self.wanted = steps[place + 1 :]
                return
            if isinstance(step, int):
                self.at = step
            elif isinstance(step, Token):
                self.give(*step)
            elif step == RAISED:
                self.give(")", ")", self.at, self.at)
                self.raised = self.before
            else:
                self.give(step, "{" if step == "(" else step, self.at, self.at)

    def push(self, opened: Open) -> None:
        """Something opens."""
        if self.depth >= MAX_DEPTH:
            raise SyntaxFault(f"brackets nested more than {MAX_DEPTH} deep", span=self.span(1))
        self.open.append(opened)
        self.depth += not opened.transparent

    def pop(self, closer: str, text: str, start: int) -> Open:
        """What is open last closes, by what closes it."""
        span = Span(start, start + len(text))
        if not self.open:
            raise SyntaxFault(f"'{text}' closes nothing", span=span)
        opened = self.open.pop()
        if opened.closer != closer:
            raise SyntaxFault(f"'{opened.text}' is not closed", hint=f"it is met by '{text}'", span=span)
        if self.wanted is not None:
            raise SyntaxFault("an argument is missing", span=span)
        self.depth -= not opened.transparent
        self.row_ended = False
        return opened

    def finish(self) -> None:
        """Nothing may be open at the end."""
        end = Span(self.stop, self.stop)
        if self.wanted is not None:
            raise SyntaxFault("an argument is missing at the end", span=end)
        if self.open:
            raise SyntaxFault(f"'{self.open[-1].text}' is not closed", span=end)
