"""Claims: `grad f at (0, 0) == [1, 0]`, `critical g == {-1 minimum, 0 maximum}`, `A == B for x > 0`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeGuard

from symcalc.errors import Ambiguous, ArityFault, SymcalcError, SyntaxFault
from symcalc.syntax import calls
from symcalc.syntax.cursor import RELATION, SUM
from symcalc.syntax.declarations import conditions_of
from symcalc.syntax.expression import Reader
from symcalc.syntax.names import MATRICES, natural_order
from symcalc.syntax.program import Claim
from symcalc.syntax.scope import Scope
from symcalc.syntax.statements import Statement
from symcalc.syntax.textbook import questions, values
from symcalc.syntax.tokens import KINDS, Token
from symcalc.syntax.tree import (
    Array,
    Binding,
    Call,
    Form,
    Name,
    Node,
    Number,
    Point,
    PointSet,
    Relation,
    Span,
    names,
    walk,
)
from symcalc.syntax.written import shown

#: Forms that can be taken at a point; of `minimum` and `maximum` it is where they are attained.
_AT = frozenset({"grad", "hessian", "jacobian", "taylor", "vjp", "minimum", "maximum"})

#: Forms that are derivatives, and what they are called.
_DERIVED = {"grad": "gradient", "hessian": "Hessian", "jacobian": "Jacobian"}

EXPECTED_KINDS = frozenset(kind.kind for kind in SymcalcError.__subclasses__())
#: The colon of `error KIND:` is looked for among so many tokens; in LaTeX each letter is one.
MOST_LETTERS = 24


def claim_of(statement: Statement, scope: Scope, text: str) -> Claim:
    """The claim that a statement is.

    A form is `Form(name, (f,), variables, at, order)`; `vjp(E, X, G)` has the operands (E, G) and the variable X;
    `E at p` is `Form("value", (E,), at=p)`; `minimum g == v at p` has the place in its form, `at=p`.
    """
    start, expected = expectation(statement)
    stop = len(statement.tokens) - 1
    condition = _condition(statement, start, stop)
    end = stop if condition is None else condition
    reader = ClaimReader(statement, scope)
    relation = reader.read(start, end)
    if not isinstance(relation, Relation):
        raise SyntaxFault("a claim says that two sides are equal: ==, != or ≈", span=statement.span)
    conditions = () if condition is None else tuple(conditions_of(statement, scope, condition + 1))
    span = statement.span
    return Claim(_placed(relation), conditions, expected, text[span.start : span.end], span=span)


def _condition(statement: Statement, start: int, stop: int) -> int | None:
    """The `for` behind which the conditions of a claim stand, outside all brackets."""
    place = start
    while place < stop:
        if _is_word(statement.tokens[place], "for"):
            return place
        place = statement.pairs.get(place, place) + 1
    return None


def expectation(statement: Statement) -> tuple[int, str]:
    """Where the claim begins, and what is expected of it: `refuted:`, `error shape:`, else "proved"."""
    tokens = statement.tokens
    if _is_word(tokens[0], "refuted") and tokens[1].kind == ":":
        return 2, "refuted"
    colon = next((index for index, token in enumerate(tokens[:MOST_LETTERS]) if token.kind == ":"), 0)
    if not _is_word(tokens[0], "error") or colon < 2:
        return 0, "proved"
    kind = "".join(token.text for token in tokens[1:colon])
    if kind not in EXPECTED_KINDS:
        hint = f"the kinds are {', '.join(sorted(EXPECTED_KINDS))}"
        span = Span(tokens[1].start, tokens[colon - 1].end)
        raise SyntaxFault(f"'{kind}' is no kind of error", hint=hint, span=span)
    return colon + 1, f"error {kind}"


def _is_word(token: Token, text: str) -> bool:
    return token.kind == "word" and token.text == text


def _placed(relation: Relation) -> Relation:
    """`minimum g == v at p`: the place belongs to the minimum."""
    first, last = relation.operands[0], relation.operands[-1]
    if not isinstance(first, Form) or first.name not in {"minimum", "maximum"} or first.at is not None:
        return relation
    if not isinstance(last, Form) or last.name != "value":
        return relation
    extremum = Form(first.name, first.operands, first.variables, last.at, span=first.span)
    operands = (extremum, *relation.operands[1:-1], last.operands[0])
    return Relation(relation.operators, operands, span=relation.span)


def _is_vector(node: Node) -> bool:
    """Whether a side is a list, or holds a gradient."""
    return isinstance(node, Array) or any(isinstance(part, Form) and part.name == "grad" for part in walk(node))


class ClaimReader(Reader):
    """Reads claims: expressions and the forms of what the commands compute."""

    def expression(self, power: int) -> Node:
        node = super().expression(power)
        while power <= RELATION and _is_word(self.token, "at"):
            node = self.at_point(self.value(node))
            node = self.continued(node, power)
        return node

    def continued(self, node: Node, power: int) -> Node:
        """What follows a value at a point: the relation it is a side of."""
        return self.relation(node) if power < RELATION and self.kinds[self.at] in {"==", "!=", "≈"} else node

    def at_point(self, node: Node) -> Form:
        """`E at p`."""
        self.at += 1
        place = self.place()
        return Form("value", (node,), at=place, span=Span(node.span.start, place.span.end))

    def signed(self, power: int) -> Node:
        token = self.token
        if token.kind == "word":
            message = f"'{token.text}' is a word of the language in claims, no name"
            raise SyntaxFault(message, hint="rename the variable", span=token.span)
        return super().signed(power)

    def side(self, node: Node) -> Node:
        return node if isinstance(node, PointSet) else self.value(node)

    def tuples(self, operators: list[str], operands: list[Node], span: Span) -> Node:
        r"""`\nabla f = (2x, -2y)`: beside a gradient or a vector a tuple is one."""
        if not any(_is_vector(operand) or self.inner.is_column(self, operand) for operand in operands):
            return super().tuples(operators, operands, span)
        sides = tuple(
            Array(tuple(map(self.value, side.coordinates)), span=side.span)
            if isinstance(side, Point)
            else self.side(side)
            for side in operands
        )
        return Relation(tuple(operators), sides, span=span)  # type: ignore[arg-type]

    # Points and sets

    def items(self, closer: int) -> list[Node]:
        if self.tokens[closer].kind != "}":
            return super().items(closer)
        return [self.members(closer)]

    def is_binding(self) -> bool:
        """Whether `x = …` stands here."""
        return self.kinds[self.at : self.at + 2] == ["name", "="]

    def item(self) -> Node:
        return self.binding(0) if self.is_binding() else super().item()

    def binding(self, power: int) -> Binding:
        """`x = 0`."""
        name = self.token
        self.at += 2
        value = self.value(self.expression(power))
        return Binding(name.text, value, span=Span(name.start, value.span.end))

    def members(self, closer: int) -> PointSet:
        """`-1 minimum, (0, 0) saddle`: the points of a set, each with its kind where one is written."""
        points: list[Node] = []
        kinds: list[str | None] = []
        while self.at != closer:
            if points:
                self.expect(",")
            point = self.expression(0)
            points.append(point if isinstance(point, Point) else self.value(point))
            kind = self.token.text if self.kinds[self.at] == "word" and self.token.text in KINDS else None
            self.at += kind is not None
            kinds.append(kind)
        return PointSet(tuple(points), tuple(kinds))

    def point_set(self) -> PointSet:
        """A set between braces."""
        (node,), span = self.group()
        if not isinstance(node, PointSet):
            raise SyntaxFault("a set of points is expected", span=span)
        return PointSet(node.points, node.kinds, span=span)

    def place(self) -> Node:
        """A point or a set of points: `2`, `(0, log(2))`, `(x=0, y=1)`, `x=0`, `{p, q}`."""
        if self.kinds[self.at] == "{":
            return self.point_set()
        if self.kinds[self.at] == "(":
            items, span = self.group()
            coordinates = tuple(item if isinstance(item, Binding) else self.value(item) for item in items)
            return Point(coordinates, span=span)
        node = self.binding(SUM) if self.is_binding() else self.value(self.expression(SUM))
        return Point((node,), span=node.span)

    # Forms

    def form_named(self, name: str, operands: tuple[Node, ...], at: Node | None, span: Span) -> Node:
        return Form(name, operands, at=at, span=span)

    def form(self) -> Form:
        """`grad f`, `hessian(f, x)`, `taylor f at (0, 0) order 3`, `vjp(E, X, G)`."""
        word = self.token
        self.at += 1
        self.descend()
        if word.text == "grad" and self.kinds[self.at] in {"^", "superscript"}:
            raise questions.squared_nabla(Span(word.start, self.token.end))
        if self.kinds[self.at] == "_":
            return self.form_by(word)
        is_nabla = word.text == "grad" and word.end - word.start in {len("∇"), len(r"\nabla")}
        glued = self.directly_behind("(") and not is_nabla
        form = self.form_of_arguments(word) if glued else self.form_of_operand(word)
        form = self.clauses(form)
        self.depth -= 1
        return form

    def form_by(self, word: Token) -> Form:
        r"""`\nabla_{\mathbf{w}} L` of LaTeX: the variable stands below."""
        self.at += 1
        items, _ = self.group()
        form = self.clauses(self.form_of_operand(word))
        self.depth -= 1
        return Form(form.name, form.operands, tuple(map(self.variable, items)), form.at, form.order, span=form.span)

    def name(self) -> Node:
        r"""A name; `\mathbf{H} f` of LaTeX is the Hessian, `\mathbf{J} f` the Jacobian, where H and J are no names."""
        token, after = self.token, self.tokens[self.at + 1]
        styled = self.scope.latex and token.text in MATRICES and token.end - token.start > 1
        is_function = after.kind == "name" and self.scope.functions.get(after.text) is not None
        if not (styled and is_function) or token.text in self.scope.declared or token.text in self.scope.functions:
            return calls.name(self)
        self.kinds[self.at], self.tokens[self.at] = "form", token._replace(kind="form", text=MATRICES[token.text])
        return self.form()

    def form_of_arguments(self, word: Token) -> Form:
        """`grad(f, x)`: the arguments in brackets."""
        items, span = self.group()
        span = Span(word.start, span.end)
        if word.text == "vjp":
            return self.backward_pass(items, span)
        if len(items) == 1:
            self.refuse_longer_operand(word, items[0])
            return Form(word.text, (self.value(items[0]),), span=span)
        if not items:
            raise ArityFault(f"{word.text} needs a function", span=span)
        variables = tuple(map(self.variable, items[1:]))
        return Form(word.text, (self.value(items[0]),), variables, span=span)

    def backward_pass(self, items: tuple[Node, ...], span: Span) -> Form:
        """`vjp(E, X, G)`."""
        if len(items) != 3:
            raise ArityFault(f"vjp takes 3 arguments, {len(items)} given", hint="vjp(E, X, G)", span=span)
        expression, variable, cotangent = items
        return Form("vjp", (self.value(expression), self.value(cotangent)), (self.variable(variable),), span=span)

    def variable(self, node: Node) -> Name:
        """A variable a form is taken by."""
        if not isinstance(node, Name):
            raise SyntaxFault("what is differentiated by is a name", span=node.span)
        return node

    def form_of_operand(self, word: Token) -> Form:
        """`grad x^2 y`: a name, a bracket or a product, with its sign."""
        if word.text == "vjp":
            raise SyntaxFault("vjp is written with brackets", hint="vjp(E, X, G)", span=word.span)
        start = self.at
        is_nabla = self.scope.latex and word.end - word.start == len(r"\nabla")
        operand = self.value(self.inner.before_dot(self) if is_nabla else self.expression(SUM))
        self.refuse_sum(word, operand)
        span = Span(word.start, operand.span.end)
        in_brackets = self.pairs.get(start) == self.at - 1
        if word.text in _DERIVED and self.is_value(operand):
            return self.form_at_value(word, operand, span)
        if word.text in _DERIVED and not in_brackets and self.is_moved(operand):
            raise questions.form_of_moved(word.text, _DERIVED[word.text], operand)
        return Form(word.text, (operand,), span=span)

    def is_value(self, node: Node) -> TypeGuard[Call]:
        """`f(0, log(2))`: a function of the text at a point of numbers."""
        return isinstance(node, Call) and node.function in self.scope.functions and not any(map(names, node.arguments))

    def is_moved(self, node: Node) -> TypeGuard[Call]:
        """`f(y, x)`, `f(1, y)`: a function at arguments that are its own in another order, or in part."""
        if not isinstance(node, Call) or self.scope.functions.get(node.function) is None:
            return False
        given = [argument.name for argument in node.arguments if isinstance(argument, Name)]
        if len(given) == len(node.arguments):
            own = list(self.scope.functions[node.function] or ())
            return given != own and given != sorted(set(given), key=natural_order)
        return not all(names(argument) for argument in node.arguments)

    def form_at_value(self, word: Token, value: Call, span: Span) -> Form:
        r"""`\nabla f(0, 0)`: in LaTeX the gradient at the point; `grad f(0, 0)` might be that of the number."""
        point = value.arguments[0] if len(value.arguments) == 1 else Point(value.arguments, span=value.span)
        if self.scope.latex or word.end - word.start == len("∇"):
            return Form(word.text, (Name(value.function, span=value.span),), at=point, span=span)
        at = f"{word.text} {value.function} at {shown(point)}"
        message = f"the {_DERIVED[word.text]} of {value.function} at a point, or of the number {shown(value)}?"
        raise Ambiguous(message, hint=f"write {at}; the other is 0", span=span)

    def refuse_longer_operand(self, word: Token, operand: Node) -> None:
        """`grad(f) g`: of f, or of the product."""
        if self.kinds[self.at] not in {"*", "/", "^", "'", "!"} and not self.begins_operand():
            return
        inner = shown(operand)
        hint = f"write (({word.text} ({inner})) …) or {word.text} (({inner}) …)"
        message = f"does what {word.text} is taken of end before '{self.token.text}'?"
        raise Ambiguous(message, hint=hint, span=self.token.span)

    def refuse_sum(self, word: Token, operand: Node) -> None:
        """`grad x^2 + y^2`: of the sum, or of its first term, unless a form follows the sign."""
        if self.kinds[self.at] not in {"+", "-"}:
            return
        index = self.at + 1
        while self.tokens[index].kind not in {"+", "-", ",", "end"} and self.tokens[index].kind not in {
            "==",
            "!=",
            "≈",
        }:
            if self.kinds[index] == "form":
                return
            index = index + 1
        inner, sign = shown(operand), self.token.text
        hint = f"write {word.text} ({inner} {sign} …) or ({word.text} ({inner})) {sign} …"
        raise Ambiguous(f"does what {word.text} is taken of end before '{sign}'?", hint=hint, span=self.token.span)

    def clauses(self, form: Form) -> Form:
        """`at …` and `order …` behind a form."""
        at, order = form.at, form.order
        if self.kinds[self.at] == "|_" and at is None and form.name in _AT:
            at = values.below(self)
        while self.kinds[self.at] == "word" and self.token.text in {"at", "order"}:
            word = self.token
            self.at += 1
            if (word.text == "at" and at is not None) or (word.text == "order" and order is not None):
                raise SyntaxFault(f"'{word.text}' stands twice", span=word.span)
            if word.text == "at" and form.name in _AT:
                at = self.place()
            elif word.text == "order" and form.name == "taylor":
                order = self.order()
            else:
                raise SyntaxFault(f"{form.name} takes no '{word.text}'", span=word.span)
        end = self.tokens[self.at - 1].end
        return Form(form.name, form.operands, form.variables, at, order, span=Span(form.span.start, end))

    def order(self) -> Node:
        """The order of a Taylor polynomial."""
        node = self.expression(SUM)
        if not isinstance(node, Number) or node.value.denominator != 1:
            raise SyntaxFault("an order is a whole number from 0", span=node.span)
        return node


def _claim_atoms() -> Mapping[str, Any]:
    return {**Reader.atoms, "name": ClaimReader.name, "form": ClaimReader.form, "{": ClaimReader.point_set}


ClaimReader.atoms = _claim_atoms()
ClaimReader.infixes = {**Reader.infixes, **dict.fromkeys(("form", "{"), Reader.infixes["name"])}
