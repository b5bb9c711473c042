"""The core: a Pratt parser from tokens to a tree, for plain notation and LaTeX alike.

Brackets are read from the inside out (their pairs are known before), so nesting costs no recursion;
sums and products are flat, so length costs none either.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from symcalc.errors import Ambiguous, SyntaxFault
from symcalc.syntax import calls
from symcalc.syntax.arithmetic import number, power, product, raised
from symcalc.syntax.characters import FRACTIONS
from symcalc.syntax.functions import known
from symcalc.syntax.scope import Scope
from symcalc.syntax.statements import MAX_DEPTH, Statement
from symcalc.syntax.tokens import RELATIONS, Token
from symcalc.syntax.tree import (
    Array,
    Binding,
    Call,
    Elementwise,
    Logic,
    Name,
    Negative,
    Node,
    Number,
    Point,
    PointSet,
    Product,
    Quotient,
    Relation,
    Span,
    Sum,
    Transpose,
    Truth,
)
from symcalc.syntax.written import shown

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
            raise self.unexpected()
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
            raise self.unexpected()
        self.at += 1

    @property
    def token(self) -> Token:
        """The token to be read next."""
        return self.tokens[self.at]

    def descend(self) -> None:
        """Count one level of nesting that brackets do not count: a tower of powers, a row of signs."""
        self.depth += 1
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
            raise self.unexpected()
        return read(self)

    def atom_alone(self) -> Node:
        """An atom as an exponent or under a root: a name is a variable even where a bracket follows."""
        if self.token.kind == "name":
            token = self.token
            if not self.is_function(token):
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

    def is_function(self, token: Token) -> bool:
        """Whether a name begins a call or a function without brackets."""
        if self.scope.bracketless(token.text):
            return True
        index = self.tokens.index(token, self.at)
        after = self.tokens[index + 1]
        called = after.kind == "(" and after.start == token.end
        return called and known(token.text) is not None and token.text not in self.scope.declared

    def factorial(self, node: Node, span: Span) -> Node:
        """`x!`; a second one is refused, since x!! is another function."""
        self.at += 1
        if self.token.kind == "!":
            text = shown(node)
            hint = f"write factorial(factorial({text})); the double factorial is not in the language"
            raise Ambiguous(
                "'!!' is the double factorial, or a factorial of a factorial", hint=hint, span=self.token.span
            )
        return Call("factorial", (self.value(node),), span=span)

    def transpose(self, node: Node, span: Span) -> Node:
        """`A'`: after a name, a closing bracket or another `'`."""
        if self.tokens[self.at - 1].kind not in {"name", ")", "]", "}", ")|", "'"}:
            raise SyntaxFault("a transpose stands after a name or a bracket", span=self.token.span)
        if self.scope.shaped is False:
            hint = "declare shapes (A: n x n); a derivative is written diff(f, x)"
            raise SyntaxFault("the transpose ' needs shapes", hint=hint, span=self.token.span)
        self.at += 1
        return Transpose(self.value(node), span=span)

    def number(self) -> Node:
        """A number, exact; a decimal knows the place of its last digit."""
        token = self.token
        self.at += 1
        after = self.token
        if after.kind == "number":
            hint = None if after.start > token.end else "a decimal number has one point"
            raise SyntaxFault("two numbers side by side", hint=hint or "write the sign between them", span=after.span)
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
        index = self.at
        if index and self.tokens[index - 1].kind == "name" and self.tokens[index - 1].end == self.token.start:
            self.refuse_index(index)
        items, span = self.group()
        return Array(tuple(map(self.value, items)), span=span)

    def refuse_index(self, index: int) -> None:
        """`x[1]` is no entry and no product."""
        name, (items, closer) = self.tokens[index - 1].text, self.groups[index]
        entry = shown(items[0]) if len(items) == 1 and isinstance(items[0], Number | Name) else "1"
        span = Span(self.tokens[index - 1].start, self.tokens[closer].end)
        raise SyntaxFault(
            f"'{name}[' is no entry of {name}", hint=f"an indexed name is written {name}_{entry}", span=span
        )

    def bar(self) -> Node:
        """`|x|`, and `‖x‖`."""
        sign = self.token.text
        items, span = self.group()
        if len(items) != 1:
            raise SyntaxFault("one value between bars", span=span)
        inner = self.value(items[0])
        if sign not in {"norm", "‖"} and self.scope.shaped and self.is_double_bar(span):
            hint = f"write norm({shown(inner.children()[0])}) or abs({shown(inner)})"
            raise Ambiguous("'||…||': a norm, or the absolute value of an absolute value?", hint=hint, span=span)
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
            self.refuse_number(before, token)
        return self.value(self.expression(PRODUCT))

    def refuse_number(self, before: Node, token: Token) -> None:
        """`x 2` and `(x)2`: a forgotten sign, more likely than a product."""
        hint = f"write {shown(before)}*{token.text} or {shown(before)}^{token.text}"
        raise SyntaxFault("a number stands before what it multiplies", hint=hint, span=token.span)

    def divided(self, kind: str, left: Node, right: Node) -> Node:
        """A quotient, or an elementwise operation; a divisor is not followed by a product without a sign."""
        span = Span(left.span.start, right.span.end)
        if kind == "/":
            node: Node = Quotient(left, right, span=span)
        else:
            node = Elementwise(".*" if kind == ".*" else "./", left, right, span=span)
        if kind != ".*" and self.begins_operand():
            self.refuse_divisor(node, left, right, kind)
        return node

    def refuse_divisor(self, node: Node, left: Node, right: Node, sign: str) -> None:
        """`1/2x`: x may be below the line or behind it."""
        place, factors = self.token.span, [right]
        while self.begins_operand():
            factors.append(self.factor_without_sign(factors[-1]))
        behind = shown(Product((node, *factors[1:])), brackets=True)
        below = shown(Quotient(left, product(factors))).replace("/", sign, 1)
        hint = f"write {behind} or {below}"
        raise Ambiguous(f"is what follows {shown(node)} below the line or behind it?", hint=hint, span=place)

    def power(self, left: Node) -> Node:
        """`x^y`, from right to left."""
        kind = self.token.kind
        self.at += 1
        start = self.at
        exponent = self.value(self.expression(SIGN))
        self.refuse_glued_exponent(start, left, exponent)
        span = Span(left.span.start, exponent.span.end)
        if kind == ".^":
            return Elementwise(".^", self.value(left), exponent, span=span)
        if isinstance(exponent, Transpose) and self.tokens[self.at - 1].kind == "'":
            self.refuse_transposed_exponent(left, exponent, span)
        return power(self.value(left), exponent, span, keep=self.scope.shaped is True)

    def refuse_glued_exponent(self, start: int, base: Node, exponent: Node) -> None:
        """`e^2x`: x may be in the exponent or behind it."""
        last, after = self.tokens[self.at - 1], self.token
        if last.kind != "number" or after.kind not in {"name", "diff", "partial"} or after.start > last.end:
            return
        name, base_text, exponent_text = after.text, shown(base, brackets=True), shown(exponent)
        hint = f"write {base_text}^{exponent_text}*{name} or {base_text}^({exponent_text}*{name})"
        span = Span(self.tokens[start].start, after.end)
        raise Ambiguous(f"is {name} in the exponent or behind it?", hint=hint, span=span)

    def refuse_transposed_exponent(self, base: Node, exponent: Transpose, span: Span) -> None:
        """`A^n'`: the power may be transposed, or the exponent."""
        inner = shown(exponent.operand)
        hint = f"write ({shown(base)}^{inner})' or {shown(base)}^({inner}')"
        raise Ambiguous("is the power transposed, or the exponent?", hint=hint, span=span)

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
            raise calls.no_value(node)
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

    def unexpected(self) -> SyntaxFault:
        """The refusal of the next token."""
        token = self.token
        if token.kind == "end":
            return SyntaxFault("an operand is missing at the end", span=token.span)
        if token.kind == "=":
            return SyntaxFault(
                "'=' defines a name; here it is not expected", hint="equality is written ==", span=token.span
            )
        if token.kind == ":":
            return SyntaxFault("unexpected ':'", hint="a shape is declared by itself: A: n x n", span=token.span)
        return SyntaxFault(f"unexpected '{token.text}'", span=token.span)


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
    "√": calls.root,
    "∛": calls.root,
    "diff": calls.derivative,
    "partial": calls.derivative,
}
