"""The core: a Pratt parser from tokens to a tree, for plain notation and LaTeX alike.

Sums and products are flat, so length costs no recursion; nor does nesting (see `Cursor`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cached_property
from types import ModuleType
from typing import ClassVar, TypeAlias

from symcalc.errors import ShapeFault, SyntaxFault
from symcalc.record import record
from symcalc.syntax import bars, bracketless, calls, derivatives, lists, refusals
from symcalc.syntax.arithmetic import ONE, number, power, product, raised
from symcalc.syntax.characters import FRACTIONS
from symcalc.syntax.cursor import AND, NOT, OR, POWER, PRODUCT, RELATION, SIGN, SUM, Cursor
from symcalc.syntax.ranks import Ranks
from symcalc.syntax.textbook import functions, values
from symcalc.syntax.tokens import DOT, RELATIONS
from symcalc.syntax.tree import (
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
    Power,
    Quotient,
    Relation,
    Span,
    Sum,
    Transpose,
    Truth,
)

CONDITIONS = (Relation, Logic, Truth)
_NO_VALUES = frozenset({*CONDITIONS, Point, PointSet, Binding})
_POSTFIX = frozenset({"!", "'", "superscript"})
_BEHIND = _POSTFIX | {"|_"}

_Atom: TypeAlias = "Callable[[Reader], Node]"


@record
class _Infix:
    """How tight an infix operator binds, and what reads it behind its left operand."""

    power: int
    read: Callable[[Reader, Node], Node]


class Reader(Cursor):
    """Reads the expressions of one statement.

    `atoms` are the kinds of token that begin an operand, each with what reads it; two operands side by side are a
    product, so `infixes` has the same kinds.
    """

    atoms: ClassVar[Mapping[str, _Atom]]
    infixes: ClassVar[Mapping[str, _Infix]]

    def expression(self, power: int) -> Node:
        self.descend()
        left = self.operand(power)
        infixes = self.infixes
        while (infix := infixes.get(self.kinds[self.at])) is not None and infix.power > power:
            left = infix.read(self, left)
        self.depth -= 1
        return left

    @property
    def inner(self) -> ModuleType:
        """What reads inner products: a module that is loaded where something is a vector."""
        from symcalc.syntax import inner  # noqa: PLC0415 (as said)

        return inner

    @cached_property
    def dots(self) -> dict[int, int | None]:
        r"""For the first token behind a `\nabla` the place of the `\cdot` that ends what it is taken of."""
        return {}

    def begins_operand(self) -> bool:
        """Whether the next token begins an operand, so that it follows as a product without a sign."""
        return self.kinds[self.at] in self.atoms

    # Operands

    def operand(self, power: int) -> Node:
        """What stands before the first infix operator: a number, a name, a bracket, what is behind it, and its sign."""
        read = self.atoms.get(self.kinds[self.at])
        if read is None:
            return self.signed(power)
        start = self.at
        node = read(self)
        if self.kinds[self.at] not in _BEHIND:
            return node
        node = self.postfix(node)
        return values.evaluated(self, node, start) if self.kinds[self.at] == "|_" else node

    def signed(self, power: int) -> Node:
        """An operand with a sign, a condition with `not`."""
        token = self.token
        if token.kind not in {"-", "+", "not"}:
            raise refusals.unexpected(token)
        self.at += 1
        if token.kind == "not":
            condition = self.condition(self.expression(NOT))
            return Logic("not", (condition,), span=Span(token.start, condition.span.end))
        node = self.value(self.expression(max(power, SUM)))
        return node if token.kind == "+" else Negative(node, span=Span(token.start, node.span.end))

    def postfix(self, node: Node) -> Node:
        """The operand with its factorial, its transposes and its raised exponent."""
        while (kind := self.kinds[self.at]) in _POSTFIX:
            span = Span(node.span.start, self.token.end)
            if kind == "!":
                node = self.factorial(node, span)
            elif kind == "'":
                node = self.transpose(node, span)
            else:
                node = power(self.value(node), self.raised(), span, keep=self.scope.shaped is True)
        return node

    def plain_atom(self) -> Node:
        """An operand without a sign and without anything behind it."""
        read = self.atoms.get(self.kinds[self.at])
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

    def form_named(self, name: str, operands: tuple[Node, ...], at: Node | None, span: Span) -> Node:  # noqa: ARG002
        """What a command computes, named by a sign: it stands in claims."""
        raise refusals.form_outside("a value at a point" if name == "value" else name, span)

    def factorial(self, node: Node, span: Span) -> Node:
        """`x!`; a second one is refused, since x!! is another function."""
        self.at += 1
        if self.kinds[self.at] == "!":
            raise refusals.double_factorial(node, self.token.span)
        return Call("factorial", (self.value(node),), span=span)

    def transpose(self, node: Node, span: Span) -> Node:
        """`A'`: after a name, a closing bracket or another `'`; without shapes, after a matrix that is written out."""
        if self.tokens[self.at - 1].kind not in {"name", ")", "]", "}", ")|", "'"}:
            raise refusals.unexpected(self.token)
        if isinstance(node, Point) and self.token.text.startswith("^"):
            self.at += 1
            return self.upright(node)
        if self.scope.shaped is False and not self.inner.is_transposable(self, node, span):
            hint = "declare shapes (A: n x n); a derivative is written diff(f, x)"
            raise SyntaxFault("the transpose ' needs shapes", hint=hint, span=self.token.span)
        self.at += 1
        return Transpose(self.value(node), span=span)

    def upright(self, row: Point) -> Node:
        r"""The vector that `(1, 2)^\top` is."""
        vector: Node = self.inner.vector(self, row)
        return vector

    def number(self) -> Node:
        """A number, exact; a decimal knows the place of its last digit."""
        token = self.token
        self.at += 1
        if self.kinds[self.at] in {"number", "fraction"}:
            raise refusals.two_numbers(token, self.token)
        return number(token)

    def fraction(self) -> Node:
        """`½`."""
        token = self.token
        self.at += 1
        if self.kinds[self.at] in {"number", "fraction"}:
            raise refusals.two_numbers(token, self.token)
        top, bottom = FRACTIONS[token.text]
        span = token.span
        return Quotient(Number(Fraction(top), span=span), Number(Fraction(bottom), span=span), span=span)

    def truth(self) -> Node:
        """`true`, `false`."""
        token = self.token
        self.at += 1
        return Truth(token.kind == "true", span=token.span)

    def bracket(self) -> Node:
        """`(…)`: what is inside, or a tuple where there are commas."""
        items, span = self.group()
        return items[0] if len(items) == 1 else Point(items, span=span)

    @cached_property
    def ranks(self) -> Ranks:
        """What is a vector or a matrix here."""
        return Ranks(self.scope.shapes, self.scope.arrays)

    @cached_property
    def holds_arrays(self) -> bool:
        """Whether a vector or a matrix may stand in the statement: a declared one, a defined one, a list, a form."""
        scope = self.scope
        return bool(scope.shapes or scope.arrays) or not {"[", "form"}.isdisjoint(self.kinds)

    # Infix operators

    def sum(self, left: Node) -> Node:
        """Terms as far as they go, in one node."""
        terms = [self.value(left)]
        while (kind := self.kinds[self.at]) in {"+", "-"}:
            start = self.token.start
            self.at += 1
            term = self.value(self.expression(SUM))
            terms.append(term if kind == "+" else Negative(term, span=Span(start, term.span.end)))
        return Sum(tuple(terms), span=Span(terms[0].span.start, terms[-1].span.end))

    def product(self, left: Node) -> Node:
        """Factors as far as they go, from left to right, in one node where nothing is divided."""
        factors = [self.value(self.tuple_as_vector(left) if isinstance(left, Point) else left)]
        while True:
            kind = self.kinds[self.at]
            if kind == "*":
                self.multiply(factors)
            elif kind in {"/", ".*", "./"}:
                self.at += 1
                factors = [self.divided(kind, product(factors), self.value(self.expression(PRODUCT)))]
            elif self.begins_operand():
                factors.append(self.factor_without_sign(factors[-1]))
                if self.holds_arrays:
                    self.inner.join(self, factors)
            else:
                return product(factors)

    def multiply(self, factors: list[Node]) -> None:
        """Add the factor behind the sign that stands here; between vectors it may be an inner product."""
        if self.holds_arrays or self.tokens[self.at].text == DOT:
            self.inner.multiply(self, factors)
        else:
            self.at += 1
            factors.append(self.value(self.expression(PRODUCT)))

    def tuple_as_vector(self, left: Point) -> Node:
        r"""The tuple that stands before a `\cdot`."""
        return self.inner.begun(self, left) if self.token.text == DOT else left

    def factor_without_sign(self, before: Node) -> Node:
        """A factor that follows without a sign; two numbers do not."""
        token = self.token
        if token.kind in {"number", "fraction"}:
            raise refusals.number_behind(before, token)
        if token.kind == "(" and self.scope.functions:
            functions.refuse_applied(self, before)
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
        kind = self.kinds[self.at]
        if self.kinds[self.at - 1] == "superscript":
            raise refusals.raised_twice(self.token)
        functions.refuse_order(self, left)
        self.at += 1
        start = self.token.start
        exponent = self.value(self.expression(SIGN))
        last, after = self.tokens[self.at - 1], self.token
        if last.kind == "number" and after.kind in {"name", "diff", "partial"} and after.start == last.end:
            raise refusals.glued_exponent(self, left, exponent, start)
        if (
            after.kind == "/"
            and exponent == ONE
            and self.kinds[self.at + 1] == "number"
            and exponent.span.start == start
        ):
            raise refusals.exponent_over(left, exponent.span, self.tokens[self.at + 1])
        span = Span(left.span.start, exponent.span.end)
        if isinstance(exponent, Transpose) and last.kind == "'":
            raise refusals.transposed_exponent(left, exponent, span)
        if kind == ".^":
            return Elementwise(".^", self.value(left), exponent, span=span)
        if self.is_raised_t(exponent, left):
            return self.upright(left) if isinstance(left, Point) else Transpose(self.value(left), span=span)
        if isinstance(exponent, Negative) and self.is_raised_t(exponent.operand, left):
            return Transpose(Power(self.value(left), Negative(ONE), span=span), span=span)
        return power(self.value(left), exponent, span, keep=self.scope.shaped is True)

    def is_raised_t(self, exponent: Node, base: Node) -> bool:
        """Whether an exponent says "transposed": in LaTeX, among shapes or above what is written out, a lone T."""
        if not self.scope.latex or exponent != Name("T") or {"T"} & (self.scope.declared | self.scope.functions.keys()):
            return False
        return bool(self.scope.shaped) or isinstance(base, Point) or self.ranks.rank(base) != "scalar"

    def relation(self, left: Node) -> Node:
        """A comparison or a chain of them."""
        operators, operands = [], [left]
        while (kind := self.kinds[self.at]) in RELATIONS:
            operators.append(kind)
            self.at += 1
            operands.append(self.expression(RELATION))
        span = Span(operands[0].span.start, operands[-1].span.end)
        if any(isinstance(operand, Point) for operand in operands):
            return self.tuples(operators, operands, span)
        return Relation(tuple(operators), tuple(map(self.side, operands)), span=span)  # type: ignore[arg-type]

    def tuples(self, operators: list[str], operands: list[Node], span: Span) -> Node:
        """`(x, y) != (0, 0)`: some coordinate differs; with `==` none does."""
        left, right = operands[0], operands[-1]
        if not isinstance(left, Point) or not isinstance(right, Point) or operators not in (["=="], ["!="]):
            raise refusals.no_value(next(operand for operand in operands if isinstance(operand, Point)))
        if len(left.coordinates) != len(right.coordinates):
            raise ShapeFault("tuples of different lengths", span=span)
        (sign,) = operators
        pairs = zip(left.coordinates, right.coordinates, strict=True)
        parts = tuple(Relation((sign,), (self.side(a), self.side(b)), span=span) for a, b in pairs)  # type: ignore[arg-type]
        return Logic("and" if sign == "==" else "or", parts, span=span)

    def logic(self, left: Node) -> Node:
        """Conditions joined by `and`, or by `or`."""
        kind = self.kinds[self.at]
        operands = [self.condition(left)]
        while self.kinds[self.at] == kind:
            self.at += 1
            operands.append(self.condition(self.expression(AND if kind == "and" else OR)))
        span = Span(operands[0].span.start, operands[-1].span.end)
        return Logic("and" if kind == "and" else "or", tuple(operands), span=span)

    # What an operand may be

    def value(self, node: Node) -> Node:
        """The node, refused where it is a condition or a tuple."""
        if type(node) in _NO_VALUES:
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


#: Two operands side by side, and the operators of a product.
_PRODUCT = _Infix(PRODUCT, Reader.product)

Reader.atoms = {
    "name": calls.name,
    "number": Reader.number,
    "(": Reader.bracket,
    "[": lists.square,
    "|(": bars.bar,
    "⌊": bars.whole,
    "⌈": bars.whole,
    "√": bracketless.root,
    "∛": bracketless.root,
    "fraction": Reader.fraction,
    "diff": derivatives.derivative,
    "d/d": derivatives.operator,
    "log_": bracketless.logarithm,
    "partial": derivatives.derivative,
    "true": Reader.truth,
    "false": Reader.truth,
}
Reader.infixes = {
    **dict.fromkeys(Reader.atoms, _PRODUCT),
    **dict.fromkeys(("*", "/", ".*", "./"), _PRODUCT),
    **dict.fromkeys(("+", "-"), _Infix(SUM, Reader.sum)),
    **dict.fromkeys(("^", ".^"), _Infix(POWER, Reader.power)),
    **dict.fromkeys(RELATIONS, _Infix(RELATION, Reader.relation)),
    "and": _Infix(AND, Reader.logic),
    "or": _Infix(OR, Reader.logic),
}
