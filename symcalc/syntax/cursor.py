"""A place in the tokens of a statement, and what stands between its brackets."""

from __future__ import annotations

from typing import NamedTuple

from symcalc.errors import SyntaxFault
from symcalc.syntax import refusals
from symcalc.syntax.functions import known
from symcalc.syntax.names import MATRICES
from symcalc.syntax.scope import Scope
from symcalc.syntax.statements import MAX_DEPTH, Statement
from symcalc.syntax.tokens import Token
from symcalc.syntax.tree import Node, Span

#: How tight operators bind.
OR, AND, NOT, RELATION, SUM, PRODUCT, SIGN, POWER = range(1, 9)


class Group(NamedTuple):
    """What stands between two brackets: its items, and the index of the closing token."""

    items: tuple[Node, ...]
    closer: int


class Cursor:
    """Walks over the tokens of one statement, each name as the scope says.

    Brackets are read from the inside out (their pairs are known before), so nesting costs no recursion.
    """

    def __init__(self, statement: Statement, scope: Scope) -> None:
        self.tokens = statement.tokens
        self.kinds = [token.kind for token in statement.tokens]
        self.pairs = statement.pairs
        self.scope = scope
        self.at = 0
        self.depth = 0
        self.groups: dict[int, Group] = {}

    def read(self, start: int, stop: int) -> Node:
        """The expression between two tokens, all of it."""
        if self.pairs:
            self.read_groups(start, stop)
        self.at = start
        node = self.expression(0)
        if self.at != stop:
            raise refusals.unexpected(self.token)
        return node

    def read_groups(self, start: int, stop: int) -> None:
        """Read what stands between each pair of brackets, the inner before the outer."""
        for closer, opener in sorted((closer, opener) for opener, closer in self.pairs.items()):
            if start <= opener and closer < stop:
                self.at = opener + 1
                self.groups[opener] = Group(tuple(self.items(closer)), closer)

    def items(self, closer: int) -> list[Node]:
        """Expressions separated by commas, up to a closing bracket."""
        found: list[Node] = []
        while self.at != closer:
            if found:
                self.expect(",")
            found.append(self.item())
        return found

    def item(self) -> Node:
        """One of several expressions in brackets."""
        return self.expression(0)

    def expression(self, power: int) -> Node:
        """An expression as far as its operators bind tighter than `power`."""
        raise NotImplementedError

    def group(self) -> tuple[tuple[Node, ...], Span]:
        """The items of the bracket that opens here, and where it stands."""
        start = self.token.start
        items, closer = self.groups[self.at]
        self.at = closer + 1
        return items, Span(start, self.tokens[closer].end)

    @property
    def token(self) -> Token:
        """The token to be read next."""
        return self.tokens[self.at]

    def expect(self, kind: str) -> None:
        """Read a token of a kind."""
        if self.kinds[self.at] != kind:
            raise refusals.unexpected(self.token)
        self.at += 1

    def descend(self, levels: int = 1) -> None:
        """Count nesting that brackets do not count: a tower of powers, a row of signs, functions without brackets."""
        self.depth += levels
        if self.depth > MAX_DEPTH:
            raise SyntaxFault(f"an expression nested more than {MAX_DEPTH} deep", span=self.token.span)

    def directly_behind(self, kind: str) -> bool:
        """Whether the next token is of a kind and no space stands before it; a group of LaTeX is no bracket."""
        token = self.token
        return token.kind == kind and token.start == self.tokens[self.at - 1].end and token.text != "{"

    def begins_function(self, place: int) -> bool:
        """Whether a call of a known function begins at a token, or one without brackets."""
        token, after = self.tokens[place], self.tokens[place + 1]
        if token.kind in {"√", "∛"}:
            return True
        if token.kind != "name" or token.text in self.scope.declared:
            return False
        called = after.kind == "(" and after.start == token.end and after.text != "{"
        return (
            self.scope.bracketless(token.text) is not None
            or (called and known(token.text) is not None)
            or self.is_of_matrix(place)
        )

    def is_of_matrix(self, place: int) -> bool:
        """Whether `det A` stands at a token: a function of matrices, before a name of one that is written out."""
        function = known(self.tokens[place].text)
        if function is None or not function.shaped or not function.bracketless:
            return False
        name, after = self.tokens[place].text, self.tokens[place + 1]
        is_name = name not in self.scope.functions and name not in self.scope.declared and after.kind == "name"
        return is_name and (after.text in self.scope.arrays or self.is_hessian(after.text))

    def is_hessian(self, name: str) -> bool:
        r"""Whether a name is `H_f` of LaTeX, the Hessian, or `J_f`, the Jacobian, of a function of the text."""
        base, _, index = name.partition("_")
        is_name = name in self.scope.functions or name in self.scope.declared
        return self.scope.latex and not is_name and base in MATRICES and self.scope.functions.get(index) is not None
