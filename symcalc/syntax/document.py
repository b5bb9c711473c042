"""Documents: definitions, shapes, assumptions and claims, one behind the other; a bad line does not stop the others."""

from __future__ import annotations

import contextlib
import re
from bisect import bisect
from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from itertools import pairwise
from typing import Any

from symcalc.errors import Ambiguous, LimitReached, NetworkFault, SymcalcError
from symcalc.syntax.claims import EXPECTED_KINDS, claim_of
from symcalc.syntax.components import refuse_components
from symcalc.syntax.consistency import check_consistent
from symcalc.syntax.declarations import conditions_of, refuse_claim_below, shape_of
from symcalc.syntax.definitions import Item as Raw
from symcalc.syntax.definitions import classify, define, head_of, item_of, note_array
from symcalc.syntax.lookalikes import Seen
from symcalc.syntax.mixed import Either, all_read, entries, has_word, two_notations
from symcalc.syntax.names import is_derivative
from symcalc.syntax.program import Assumption, Declaration, Definition, Item, Reset, Shape, Unreadable
from symcalc.syntax.ranks import WrittenOut
from symcalc.syntax.reading import LATEX, as_source, check_text, is_latex, lexer_of
from symcalc.syntax.scope import Scope, uncalled
from symcalc.syntax.source import Source
from symcalc.syntax.statements import Broken, Lexer, Statement, recovering
from symcalc.syntax.tokens import FORMS, WORDS, Token
from symcalc.syntax.tree import Node, Span
from symcalc.syntax.unread import Unread

_EXPECTED_ERROR = re.compile(r"[ \t]*error[ \t]+([a-z]+)[ \t]*:")


#: More assumptions are not held at a time.
MOST_ASSUMED = 1000
#: What of a document stays in force behind a statement.
_IN_FORCE = ("functions", "declared", "variables", "shapes", "arrays", "assumptions", "unread", "seen")


def parse_document(
    text: str | Source, *, argument: bool = False, notation: str = "auto", assumed: Iterable[Node] = ()
) -> tuple[Item | SymcalcError, ...]:
    r"""The items of a document in their order; what cannot be read is its error, and reading goes on.

    An `argument` is one text: there a second definition of a name is an error. What is `assumed` is in force from the
    first line on.

    >>> items = parse_document("f(x) = x^2\n diff(f, x) == 2x\n error syntax: x +\n reset")
    >>> [type(item).__name__ for item in items]
    ['Definition', 'Claim', 'Unreadable', 'Reset']
    """
    source = as_source(text)
    items: list[Item | SymcalcError] = []
    try:
        check_text(source.text)
        items.extend(_Document(source, argument, notation, assumed).items())
    except SymcalcError as error:
        items.append(error)
    for item in items:
        if isinstance(item, SymcalcError):
            item.within(source)
        elif isinstance(item, Unreadable):
            item.error.within(source)
    return tuple(items)


def claim_lexer(lexer: Lexer, *, latex: bool = False) -> Lexer:
    """A lexer that tells the words of the language in claims from names.

    In a set of points `minimum` is the kind of a point, elsewhere a form; in LaTeX a form is not defined by `=`.
    """

    def tokens(text: str, start: int, stop: int) -> Iterator[Token]:
        in_set = in_form = False
        begins = True
        for found in lexer(text, start, stop):
            token = found
            if token.kind in {"{", "}"}:
                in_set = token.kind == "{"
            elif token.kind in {"name", "word"} and token.text in WORDS:
                token = token._replace(kind="form" if token.text in FORMS and not in_set else "word")
            elif token.kind == "=" and latex and in_form:
                token = token._replace(kind="==")
            in_form = token.kind == "form" if begins else in_form
            begins = token.kind in {"newline", "semicolon"}
            yield token

    return tokens


class _Document:
    """A document while it is read: what is in force."""

    def __init__(self, source: Source, argument: bool, notation: str, assumed: Iterable[Node]) -> None:
        self.source = source
        self.argument = argument
        self.take(latex=is_latex(source.text, notation))
        self.read = list(self.entries(mixed=self.latex and notation == "auto" and not argument))
        self.index_heads()
        self.forget()
        self.assumptions += tuple(assumed)

    def take(self, *, latex: bool) -> None:
        """From now on statements are LaTeX, or plain."""
        self.latex = latex
        self.lexer = claim_lexer(lexer_of("", "latex" if latex else "plain"), latex=latex)

    def entries(self, *, mixed: bool) -> Iterator[Statement | Broken | Either]:
        """The statements of the text, in a mixed one with those that may be plain or LaTeX."""
        if not mixed:
            return recovering(self.lexer, self.source.text)
        return entries(self.source.text, LATEX, claim_lexer(lexer_of("", "plain")), self.lexer)

    def forget(self) -> None:
        """Nothing is in force."""
        self.functions: dict[str, tuple[str, ...] | None] = {}
        self.declared: set[str] = set()
        self.variables: set[str] = set()
        self.shapes: dict[str, Shape] = {}
        self.arrays: dict[str, WrittenOut] = {}
        self.unread = Unread()
        self.assumptions: tuple[Node, ...] = ()
        self.seen = Seen()

    def items(self) -> Iterator[Item | SymcalcError]:
        """The items in order."""
        for index, statement in enumerate(self.read):
            yield from self.entry(statement, index)

    def entry(self, statement: Statement | Broken | Either, index: int) -> Iterator[Item | SymcalcError]:
        """The items of one entry."""
        if isinstance(statement, Either):
            yield from self.either(statement, index)
        elif isinstance(statement, Broken):
            self.unread.note_broken(statement, self.lexer, self.source)
            yield self.expected_error(statement.error, statement.start)
        else:
            yield from self.items_of(statement, index)

    def either(self, both: Either, index: int) -> Iterator[Item | SymcalcError]:
        """Lines that are read both ways: as the one that can be read, or as what both say; else they are ambiguous.

        A word of claims without a backslash is plain.
        """
        before = self.in_force()
        self.take(latex=False)
        plain = [item for statement in both.plain for item in self.entry(statement, index)]
        behind = self.in_force()
        self.put(before)
        self.take(latex=True)
        latex = [item for statement in both.latex for item in self.entry(statement, index)]
        if all_read(latex) and not all_read(plain):
            yield from latex
            return
        unread = self.unread
        self.put(behind)
        if not all_read(plain):
            self.unread.join(unread)
        if all_read(plain) and all_read(latex) and plain != latex and not has_word(both.plain):
            for other in (*both.plain, *both.latex):
                if isinstance(other, Statement):
                    self.unread.note(other)
            yield two_notations(plain, latex)
        else:
            yield from plain

    def in_force(self) -> dict[str, Any]:
        """What is in force, to come back to."""
        return {name: copy(getattr(self, name)) for name in _IN_FORCE}

    def put(self, state: Mapping[str, Any]) -> None:
        """Come back to what was in force."""
        self.__dict__.update(state)

    def items_of(self, statement: Statement, index: int) -> Iterator[Item | SymcalcError]:
        """The items of one statement, or its error; then whole lines of it that can be read by themselves.

        A bracket that is not closed swallows the lines below up to the next closing one: these are not lost.
        """
        try:
            found: list[Item | SymcalcError] = list(self.item(statement, index))
        except SymcalcError as error:
            found = [self.expected_error(error.with_traceback(None), statement.span.start, statement.span.end)]
            self.unread.note(statement)
            found += self.swallowed(statement, index)
        yield from found

    def swallowed(self, statement: Statement, index: int) -> Iterator[Item]:
        """What can be read in the lines behind the first of a statement that could not be read."""
        first, last = statement.span
        line_end = self.source.text.find("\n", first, last)
        if line_end < 0:
            return
        for other in recovering(self.lexer, self.source.text, line_end, last):
            with contextlib.suppress(SymcalcError):
                if isinstance(other, Statement):
                    yield from self.item(other, index)

    def item(self, statement: Statement, index: int) -> Iterator[Item]:
        """What one statement is; a declaration of several names is several items."""
        tokens = statement.tokens
        if _is_reset(statement):
            self.forget()
            yield Reset(span=statement.span)
            return
        self.seen.refuse_lookalikes(tokens, self.source.text)
        if tokens[1].kind not in {":", ","}:  # a declaration says what its names are
            self.seen.refuse_two_fonts(tokens, self.source.text, self.scope(statement))
        self.unread.refuse(statement, self.source)
        if tokens[0].kind == "word" and tokens[0].text in {"refuted", "error"} and tokens[1].kind != "=":
            yield claim_of(statement, self.scope(statement), self.source.text)
            return
        (raw,) = classify([statement], frozenset()) if len(self.read) == 1 else [item_of(statement)]
        yield from self.classified(raw, index)

    def classified(self, raw: Raw, index: int) -> Iterator[Item]:
        """The item of a statement whose kind is known; it comes into force."""
        statement = raw.statement
        if raw.kind == "declaration":
            shapes = shape_of(statement, self.source.text)
            self.shapes.update(shapes)
            self.declared.update(shapes)
            yield from (Declaration(name, shape, span=statement.span) for name, shape in shapes.items())
        elif raw.kind == "assumption":
            yield self.assumption(statement)
        elif raw.kind == "expression":
            yield claim_of(statement, self.scope(statement), self.source.text)
        else:
            yield self.definition(raw, index)

    def assumption(self, statement: Statement) -> Assumption:
        """An assumption, which must not contradict those before it."""
        refuse_claim_below(statement, self.source.text)
        conditions = tuple(conditions_of(statement, self.scope(statement), 1))
        if len(self.assumptions) >= MOST_ASSUMED:
            message = f"more than {MOST_ASSUMED:,} assumptions in force"
            raise LimitReached(message, hint="reset forgets all", span=statement.span)
        try:
            check_consistent((*self.assumptions, *conditions))
        except SymcalcError as error:
            error.span = error.span or statement.span
            raise
        self.assumptions += conditions
        return Assumption(conditions, span=statement.span)

    def definition(self, raw: Raw, index: int) -> Definition:
        """A definition; what later lines define may be called in its formula."""
        if self.latex and raw.name not in self.functions and is_derivative(raw.name, self.functions):
            raise Ambiguous(
                f"'{raw.name}': a definition, or a claim about a derivative?",
                hint=f"write {raw.name} == … for the claim, or give the name another index",
                span=raw.span,
            )
        if self.argument and raw.name in self.functions:
            hint = f"for a claim about it write {raw.name} == …"
            message = f"{raw.name} is defined twice"
            raise NetworkFault(message, hint=hint, reason="duplicate_definition", span=raw.span)
        self.functions[raw.name] = raw.parameters
        self.declared.update(raw.parameters or ())
        self.variables.update(uncalled(raw.statement, raw.body))
        scope = self.scope(raw.statement, raw.body)
        later = self.later(raw, index)
        found = define(raw, scope._replace(functions=ChainMap(self.functions, later)) if later else scope)
        refuse_components(raw, found.body, lambda name: name in self.functions or self.ahead(name, index) is not None)
        note_array(found, scope, self.arrays)
        return found

    def later(self, raw: Raw, index: int) -> dict[str, tuple[str, ...] | None]:
        """The functions a formula calls that only later lines define, before the next reset."""
        tokens = raw.statement.tokens[raw.body :]
        called = {token.text for token, after in pairwise(tokens) if token.kind == "name" and after.kind == "("}
        heads = {name: self.ahead(name, index) for name in called.difference(self.functions)}
        return {name: head[0] for name, head in heads.items() if head}

    def ahead(self, name: str, index: int) -> tuple[tuple[str, ...] | None] | None:
        """The parameters that a later line gives a name, before the next reset; None where there is no such line."""
        place = bisect(self.heads.get(name, []), index, key=lambda head: head[0])
        found = self.heads.get(name, [])[place : place + 1]
        if not found or bisect(self.resets, index) != bisect(self.resets, found[0][0]):
            return None
        return (found[0][1],)

    def index_heads(self) -> None:
        """Where each name is defined, and where all is forgotten."""
        self.resets: list[int] = []
        self.heads: dict[str, list[tuple[int, tuple[str, ...] | None]]] = {}
        for index, entry in enumerate(self.read):
            for statement in entry.plain if isinstance(entry, Either) else [entry]:
                if isinstance(statement, Statement) and _is_reset(statement):
                    self.resets.append(index)
                elif isinstance(statement, Statement) and (head := head_of(statement)):
                    self.heads.setdefault(head[0], []).append((index, head[1]))

    def scope(self, statement: Statement, start: int = 0) -> Scope:
        """What the names of a statement mean here; other names in force are left out, for their number may be large."""
        names = {token.text for token in statement.tokens if token.kind == "name"}
        names.update(letter for name in tuple(names) for letter in name.partition("_")[2])  # z_x may be dz/dx
        declared = frozenset(names & self.declared)
        variables = declared.union(names & self.variables, uncalled(statement, start))
        scope = Scope(self.functions, declared, variables, bool(self.shapes), latex=self.latex)
        return scope._replace(shapes=self.shapes, arrays=self.arrays)

    def place_end(self, error: SymcalcError, start: int) -> None:
        """Move what is missing at the end of a document to the end of the line in which its statement begins."""
        text = self.source.text
        if not self.argument and error.span is not None and error.span.start >= len(text.rstrip()):
            stop = start + len(text[start:].partition("\n")[0].rstrip())
            error.span = Span(stop, stop)

    def expected_error(self, error: SymcalcError, start: int, end: int | None = None) -> Item | SymcalcError:
        """The error, or that it is expected, where the statement that begins here says so: `error syntax: …`."""
        self.place_end(error, start)
        found = _EXPECTED_ERROR.match(self.source.text, start)
        if not found or found[1] not in EXPECTED_KINDS:
            return error
        if end is None:
            end = start + len(self.source.text[start:].partition("\n")[0].rstrip())
        return Unreadable(error, f"error {found[1]}", self.source.text[start:end], Span(start, end))


def _is_reset(statement: Statement) -> bool:
    return len(statement.tokens) == 2 and statement.tokens[0].text == "reset"
