"""The core: a Pratt parser from tokens to a tree, for plain notation and LaTeX alike.

Brackets are read from the inside out (their pairs are known before), so nesting costs no recursion;
sums and products are flat, so length costs none either.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from symcalc.errors import SyntaxFault
from symcalc.syntax import bracketless, calls, derivatives, refusals
from symcalc.syntax.arithmetic import number, power, product, raised, rows
from symcalc.syntax.characters import FRACTIONS
from symcalc.syntax.functions import known
from symcalc.syntax.scope import Scope
from symcalc.syntax.statements import MAX_DEPTH, Statement
from symcalc.syntax.tokens import RELATIONS, Token
from symcalc.syntax.tree import (
    Binding,
    Call,
    Elementwise,
    Logic,
    Negative,
    Node,
    Number,
    Point,
    PointSet,
    Quotient,
    Relation,
    Span,
    Sum,
    Transpose,
    Truth,
)

OR, AND, NOT, RELATION, SUM, PRODUCT, SIGN, POWER = range(1, 9)

CONDITIONS = (Relation, Logic, Truth)
NO_VALUES = (*CONDITIONS, Point, PointSet, Binding)
_OPENING = frozenset({"number", "name", "fraction", "(", "[", "{", "|(", "√", "∛", "diff", "partial"})


class Group(NamedTuple):
    """What stands between two brackets: its items, and the index of the closing token."""

    items: tuple[Node, ...]
    closer: int


class Reader:
    """Reads the expressions of one statement, each name as the scope says."""

    def __init__(self, statement: Statement, scope: Scope) -> None:
        self.tokens = statement.tokens
        self.pairs = statement.pairs
        self.scope = scope
        self.at = 0
        self.depth = 0
        self.groups: dict[int, Group] = {}

    # The whole

    def read(self, start: int, stop: int) -> Node:
        """The expression between two tokens, all of it."""
        self.read_groups(start, stop)
        self.at = start
        node = self.expression(0)
        if self.at != stop:
            raise refusals.unexpected(self.token)
        return node

    def read_groups(self, start: int, stop: int) -> None:
        """Read what stands between each pair of brackets, the inner before the outer."""
        openers = {closer: opener for opener, closer in self.pairs.items() if start <= opener and closer < stop}
        for closer in sorted(openers):
            opener = openers[closer]
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

    def expect(self, kind: str) -> None:
        """Read a token of a kind."""
        if self.token.kind != kind:
            raise refusals.unexpected(self.token)
        self.at += 1

    @property
    def token(self) -> Token:
        """The token to be read next."""
        return self.tokens[self.at]

    def descend(self, levels: int = 1) -> None:
        """Count nesting that brackets do not count: a tower of powers, a row of signs, functions without brackets."""
        self.depth += levels
        if self.depth > MAX_DEPTH:
            raise SyntaxFault(f"an expression nested more than {MAX_DEPTH} deep", span=self.token.span)

    def expression(self, power: int) -> Node:
        """An expression as far as its operators bind tighter than `power`."""
        self.descend()
        left = self.operand(power)
        while True:
            kind = self.token.kind
            infix = _INFIX.get(kind)
            if infix is None and self.begins_operand():
                infix = _PRODUCT
            if infix is None or infix.power <= power:
                self.depth -= 1
                return left
            left = infix.read(self, left)

    def begins_operand(self) -> bool:
        """Whether the next token begins an operand, so that it follows as a product without a sign."""
        return self.token.kind in _OPENING

    # Operands

    def operand(self, power: int) -> Node:
        """What stands before the first infix operator: a signed or a plain operand."""
        token = self.token
        kind = token.kind
        if kind in {"-", "+"}:
            self.at += 1
            node = self.value(self.expression(max(power, SUM)))
            return node if kind == "+" else Negative(node, span=Span(token.start, node.span.end))
        if kind == "not":
            self.at += 1
            node = self.condition(self.expression(NOT))
            return Logic("not", (node,), span=Span(token.start, node.span.end))
        return self.atom()

    def atom(self) -> Node:
        """A number, a name, a call or a bracket, with what is written directly behind it (`!`, `'`)."""
        return self.postfix(self.plain_atom())

    def postfix(self, node: Node) -> Node:
        """The operand with its factorial, its transposes and its raised exponent."""
        while (kind := self.token.kind) in {"!", "'", "superscript"}:
            token = self.token
            span = Span(node.span.start, token.end)
            if kind == "!":
                node = self.factorial(node, span)
            elif kind == "'":
                node = self.transpose(node, span)
            else:
                node = power(self.value(node), self.raised(), span, keep=self.scope.shaped is True)
        return node

    def plain_atom(self) -> Node:
        """An atom without anything behind it."""
        read = _ATOMS.get(self.token.kind)
        if read is None:
            raise refusals.unexpected(self.token)
        return read(self)

    def atom_alone(self) -> Node:
        """An atom as an exponent of a function: a name is a variable even where a bracket follows."""
        token = self.token
        if token.kind == "number":
            self.at += 1
            return number(token)
        if token.kind == "name" and not self.begins_function(self.at):
            self.at += 1
            return calls.alone(self, token)
        return self.plain_atom()

    def raised(self) -> Node:
        """A raised exponent, `²`."""
        self.at += 1
        return raised(self.tokens[self.at - 1])

    def factor(self) -> Node:
        """One factor of a product."""
        return self.value(self.expression(PRODUCT))

    def directly_behind(self, kind: str) -> bool:
        """Whether the next token is of a kind and no space stands before it."""
        return self.token.kind == kind and self.token.start == self.tokens[self.at - 1].end

    def begins_function(self, place: int) -> bool:
        """Whether a call of a known function begins at a token, or one without brackets."""
        token, after = self.tokens[place], self.tokens[place + 1]
        if token.kind in {"√", "∛"}:
            return True
        if token.kind != "name" or token.text in self.scope.declared:
            return False
        called = after.kind == "(" and after.start == token.end
        return self.scope.bracketless(token.text) is not None or (called and known(token.text) is not None)

    def factorial(self, node: Node, span: Span) -> Node:
        """`x!`; a second one is refused, since x!! is another function."""
        self.at += 1
        if self.token.kind == "!":
            raise refusals.double_factorial(node, self.token.span)
        return Call("factorial", (self.value(node),), span=span)

    def transpose(self, node: Node, span: Span) -> Node:
        """`A'`: after a name, a closing bracket or another `'`."""
        if self.tokens[self.at - 1].kind not in {"name", ")", "]", "}", ")|", "'"}:
            raise refusals.unexpected(self.token)
        if self.scope.shaped is False:
            hint = "declare shapes (A: n x n); a derivative is written diff(f, x)"
            raise SyntaxFault("the transpose ' needs shapes", hint=hint, span=self.token.span)
        self.at += 1
        return Transpose(self.value(node), span=span)

    def number(self) -> Node:
        """A number, exact; a decimal knows the place of its last digit."""
        token = self.token
        self.at += 1
        if self.token.kind in {"number", "fraction"}:
            raise refusals.two_numbers(token, self.token)
        return number(token)

    def fraction(self) -> Node:
        """`½`."""
        token = self.token
        self.at += 1
        top, bottom = FRACTIONS[token.text]
        span = token.span
        return Quotient(Number(Fraction(top), span=span), Number(Fraction(bottom), span=span), span=span)

    def truth(self) -> Node:
        """`true`, `false`."""
        token = self.token
        self.at += 1
        return Truth(token.kind == "true", span=token.span)

    def group(self) -> tuple[tuple[Node, ...], Span]:
        """The items of the bracket that opens here, and where it stands."""
        start = self.token.start
        items, closer = self.groups[self.at]
        self.at = closer + 1
        return items, Span(start, self.tokens[closer].end)

    def bracket(self) -> Node:
        """`(…)`: what is inside, or a tuple where there are commas."""
        items, span = self.group()
        return items[0] if len(items) == 1 else Point(items, span=span)

    def array(self) -> Node:
        """`[a, b]`."""
        before = self.tokens[self.at - 1] if self.at else None
        items, span = self.group()
        if before is not None and before.kind in {"name", "]"} and before.end == span.start:
            raise refusals.index(before.text, items, Span(before.start, span.end))
        return rows(tuple(map(self.value, items)), span)

    def bar(self) -> Node:
        """`|x|`, and `‖x‖`."""
        sign = self.token.text
        items, span = self.group()
        if len(items) != 1:
            raise SyntaxFault("one value between bars", span=span)
        inner = self.value(items[0])
        if sign not in {"norm", "‖"} and self.scope.shaped and self.is_double_bar(span):
            raise refusals.double_bar(inner, span)
        return Call("norm" if sign == "‖" else "abs", (inner,), span=span)

    def is_double_bar(self, span: Span) -> bool:
        """Whether the bars just read hold nothing but other bars, none of them apart."""
        last = self.at - 1
        first = next(opener for opener, closer in self.pairs.items() if closer == last)
        inner = self.pairs.get(first + 1) == last - 1 and self.tokens[first + 1].kind == "|("
        return inner and self.tokens[first + 1].end - span.start == 2 and span.end - self.tokens[last - 1].start == 2

    # Infix operators

    def sum(self, left: Node) -> Node:
        """Terms as far as they go, in one node."""
        terms = [self.value(left)]
        while (kind := self.token.kind) in {"+", "-"}:
            start = self.token.start
            self.at += 1
            term = self.value(self.expression(SUM))
            terms.append(term if kind == "+" else Negative(term, span=Span(start, term.span.end)))
        return Sum(tuple(terms), span=Span(terms[0].span.start, terms[-1].span.end))

    def product(self, left: Node) -> Node:
        """Factors as far as they go, from left to right, in one node where nothing is divided."""
        factors = [self.value(left)]
        while True:
            kind = self.token.kind
            if kind == "*":
                self.at += 1
                factors.append(self.value(self.expression(PRODUCT)))
            elif kind in {"/", ".*", "./"}:
                self.at += 1
                factors = [self.divided(kind, product(factors), self.value(self.expression(PRODUCT)))]
            elif self.begins_operand():
                factors.append(self.factor_without_sign(factors[-1]))
            else:
                return product(factors)

    def factor_without_sign(self, before: Node) -> Node:
        """A factor that follows without a sign; two numbers do not."""
        token = self.token
        if token.kind == "number":
            raise refusals.number_behind(before, token)
        return self.value(self.expression(PRODUCT))

    def divided(self, kind: str, left: Node, right: Node) -> Node:
        """A quotient, or an elementwise operation; a divisor is not followed by a product without a sign."""
        span = Span(left.span.start, right.span.end)
        if kind == "/":
            node: Node = Quotient(left, right, span=span)
        else:
            node = Elementwise(".*" if kind == ".*" else "./", left, right, span=span)
        if self.begins_operand():
            raise refusals.divisor(self, node, left, right, kind)
        return node

    def power(self, left: Node) -> Node:
        """`x^y`, from right to left."""
        kind = self.token.kind
        self.at += 1
        start = self.token.start
        exponent = self.value(self.expression(SIGN))
        last, after = self.tokens[self.at - 1], self.token
        if last.kind == "number" and after.kind in {"name", "diff", "partial"} and after.start == last.end:
            raise refusals.glued_exponent(self, left, exponent, start)
        span = Span(left.span.start, exponent.span.end)
        if isinstance(exponent, Transpose) and last.kind == "'":
            raise refusals.transposed_exponent(left, exponent, span)
        if kind == ".^":
            return Elementwise(".^", self.value(left), exponent, span=span)
        return power(self.value(left), exponent, span, keep=self.scope.shaped is True)

    def relation(self, left: Node) -> Node:
        """A comparison or a chain of them."""
        operators, operands = [], [self.side(left)]
        while (kind := self.token.kind) in RELATIONS:
            operators.append(kind)
            self.at += 1
            operands.append(self.side(self.expression(RELATION)))
        span = Span(operands[0].span.start, operands[-1].span.end)
        return Relation(tuple(operators), tuple(operands), span=span)  # type: ignore[arg-type]

    def logic(self, left: Node) -> Node:
        """Conditions joined by `and`, or by `or`."""
        kind = self.token.kind
        operands = [self.condition(left)]
        while self.token.kind == kind:
            self.at += 1
            operands.append(self.condition(self.expression(AND if kind == "and" else OR)))
        span = Span(operands[0].span.start, operands[-1].span.end)
        return Logic("and" if kind == "and" else "or", tuple(operands), span=span)

    # What an operand may be

    def value(self, node: Node) -> Node:
        """The node, refused where it is a condition or a tuple."""
        if isinstance(node, NO_VALUES):
            raise refusals.no_value(node)
        return node

    def side(self, node: Node) -> Node:
        """What may stand on a side of a relation."""
        return self.value(node)

    def condition(self, node: Node) -> Node:
        """The node, refused where it is no condition."""
        if not isinstance(node, CONDITIONS):
            hint = "a condition is written with < <= > >= == != and or not"
            raise SyntaxFault("a value stands where a condition is expected", hint=hint, span=node.span)
        return node


class _Infix(NamedTuple):
    """How tight an infix operator binds, and what reads it."""

    power: int
    read: Callable[[Reader, Node], Node]


_PRODUCT = _Infix(PRODUCT, Reader.product)
_INFIX = {
    "or": _Infix(OR, Reader.logic),
    "and": _Infix(AND, Reader.logic),
    **dict.fromkeys(RELATIONS, _Infix(RELATION, Reader.relation)),
    **dict.fromkeys(("+", "-"), _Infix(SUM, Reader.sum)),
    **dict.fromkeys(("*", "/", ".*", "./"), _PRODUCT),
    **dict.fromkeys(("^", ".^"), _Infix(POWER, Reader.power)),
}
_ATOMS: dict[str, Callable[[Reader], Node]] = {
    "number": Reader.number,
    "fraction": Reader.fraction,
    "(": Reader.bracket,
    "[": Reader.array,
    "|(": Reader.bar,
    "true": Reader.truth,
    "false": Reader.truth,
    "name": calls.name,
    "√": bracketless.root,
    "∛": bracketless.root,
    "diff": derivatives.derivative,
    "partial": derivatives.derivative,
}
