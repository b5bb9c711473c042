"""Names that a statement was to introduce which could not be read: what is said of them would be about others."""

from __future__ import annotations

import contextlib

from symcalc.errors import NameFault, SymcalcError
from symcalc.syntax.definitions import introduced, is_assumption
from symcalc.syntax.source import Source
from symcalc.syntax.statements import Broken, Lexer, Statement, statements


class Unread:
    """The names, each with the place of the statement."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}

    def __copy__(self) -> Unread:
        """The same names, to go on from twice."""
        twin = Unread()
        twin.join(self)
        return twin

    def join(self, other: Unread) -> None:
        """Add those of another reading."""
        self._places |= other._places

    def note(self, statement: Statement) -> None:
        """Keep what a statement was to introduce."""
        self._places |= dict.fromkeys(introduced(statement), statement.span.start)

    def note_broken(self, broken: Broken, lexer: Lexer, source: Source) -> None:
        """Keep the name that a statement which cannot be cut into symbols was to define."""
        equals = source.text.find("=", broken.start)
        with contextlib.suppress(SymcalcError):
            for statement in statements(lexer, source.text, broken.start, max(equals, broken.start)):
                self._places |= dict.fromkeys(introduced(statement), broken.start)

    def refuse(self, statement: Statement, source: Source) -> None:
        """Refuse a statement about such a name; one that defines it anew is read."""
        own = set(introduced(statement)[:1])
        for token in statement.tokens if self._places else ():
            found = {token.text, *token.text.split("_")} & self._places.keys() - own if token.kind == "name" else set()
            for name in found:
                line = source.position(self._places[name]).line
                message = f"not judged: what line {line} says of {name} could not be read"
                raise NameFault(message, hint="mend that line, or reset", span=token.span)
        if not is_assumption(statement):
            for name in own:
                self._places.pop(name, None)
