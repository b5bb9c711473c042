"""Programs: the definitions, shapes and assumptions of one text, in any order, and the expression that ends it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from symcalc.errors import NetworkFault, SymcalcError, SyntaxFault
from symcalc.syntax.components import refuse_components
from symcalc.syntax.declarations import conditions_of, shape_of
from symcalc.syntax.expression import Reader
from symcalc.syntax.functions import ELEMENTARY, known
from symcalc.syntax.lookalikes import Seen
from symcalc.syntax.program import Definition, Program, Shape
from symcalc.syntax.ranks import Ranks, WrittenOut
from symcalc.syntax.reading import check_text, end_of, is_latex, lexer_of
from symcalc.syntax.scope import Scope, uncalled
from symcalc.syntax.source import Source
from symcalc.syntax.statements import Statement, statements
from symcalc.syntax.tokens import RESERVED, VECTOR, Token
from symcalc.syntax.tree import Array, Node, Point, Relation, Span

#: Constants that no declaration makes a variable.
CONSTANTS = frozenset({"pi", "oo"})

Kind = Literal["definition", "formless", "declaration", "assumption", "expression"]


class Item(NamedTuple):
    """A statement and what it is; of a definition the head and the index where its formula begins."""

    kind: Kind
    statement: Statement
    name: str = ""
    parameters: tuple[str, ...] | None = None
    body: int = 0

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.statement.span


def parse_program(
    text: str | Source,
    *,
    variables: Iterable[str] = (),
    shapes: Mapping[str, Shape] | None = None,
    notation: str = "auto",
) -> Program:
    """What a text defines, declares and assumes, and the expression that ends it, if one does.

    `variables` are declared elsewhere (`--wrt`), `shapes` too (`--shape`). Definitions may come in any order.

    >>> program = parse_program("f(u, v) = (u+v)^2; u = a b; v = a - b")
    >>> [definition.name for definition in program.definitions], program.expression
    (['f', 'u', 'v'], None)
    """
    source = text if isinstance(text, Source) else Source(text)
    try:
        return _program(source, frozenset(variables), dict(shapes or {}), notation)
    except SymcalcError as error:
        raise error.within(source) from None


def _program(source: Source, variables: frozenset[str], shapes: dict[str, Shape], notation: str) -> Program:
    check_text(source.text)
    if not source.text.strip():
        raise SyntaxFault("there is nothing to read", hint='an expression is written like "x^2 y"', span=end_of(source))
    found = list(statements(lexer_of(source.text, notation), source.text))
    seen = Seen()
    for statement in found:
        seen.refuse_lookalikes(statement.tokens, source.text)
    items = classify(found, variables)
    for item in items:
        if item.kind == "declaration":
            shapes |= shape_of(item.statement, source.text)
    scope = scope_of(items, variables, shapes, latex=is_latex(source.text, notation))
    assumptions = tuple(
        condition
        for item in items
        if item.kind == "assumption"
        for condition in conditions_of(item.statement, scope, 1)
    )
    scope = scope._replace(arrays=_arrays(items, scope))
    for statement in found:
        seen.refuse_two_fonts(statement.tokens, source.text, scope)
    defining = [item for item in items if item.kind in {"definition", "formless"}]
    definitions = tuple(define(item, scope) for item in defining)
    for item, definition in zip(defining, definitions, strict=True):
        refuse_components(item, definition.body, scope.functions.__contains__)
    return Program(source, definitions, shapes, assumptions, _final(items, scope))


def _arrays(items: list[Item], scope: Scope) -> dict[str, WrittenOut]:
    """What is known of definitions as vectors or matrices: of those written out, then of those that use them."""
    found: dict[str, WrittenOut] = {}
    lists = [item for item in items if _is_list(item)]
    others = [item for item in items if item.kind == "definition" and not _is_list(item)]
    for item in lists:
        note_array(define(item, scope._replace(arrays=found)), scope, found)
    for item in others if found else ():
        if any(token.text in found for token in item.statement.tokens[item.body :]):
            note_array(define(item, scope._replace(arrays=found)), scope, found)
    return found


def _is_list(item: Item) -> bool:
    """Whether a formula begins with a list, or with a tuple, which may be a vector."""
    tokens, closer = item.statement.tokens, item.statement.pairs.get(item.body, item.body)
    begins = tokens[item.body].kind == "[" or any(token.kind == "," for token in tokens[item.body : closer])
    return item.kind == "definition" and begins


def note_array(definition: Definition, scope: Scope, arrays: dict[str, WrittenOut]) -> None:
    """Keep what is known of a definition's formula, if that is a vector or a matrix."""
    arrays.pop(definition.name, None)
    if definition.body is not None and (array := Ranks(scope.shapes, arrays).written_out(definition.body)):
        arrays[definition.name] = array


def _final(items: list[Item], scope: Scope) -> Node | None:
    """The expression that ends the text."""
    expressions = [item for item in items if item.kind == "expression"]
    if len(expressions) > 1:
        hint = "an expression that goes on in the next line ends its line with an operator"
        raise SyntaxFault("a second expression: one ends the text", hint=hint, span=expressions[1].span)
    if not expressions:
        return None
    if items[-1].kind != "expression":
        raise SyntaxFault("the expression comes last, behind the definitions", span=expressions[0].span)
    reader = Reader(expressions[0].statement, scope)
    node = reader.read(0, len(reader.tokens) - 1)
    if isinstance(node, Relation):
        hint = "a claim is judged by `symcalc check`; in a condition it stands inside piecewise"
        raise SyntaxFault("a claim, where an expression is expected", hint=hint, span=node.span)
    return reader.value(node)


def define(item: Item, scope: Scope) -> Definition:
    """The definition that an item is."""
    if item.kind == "formless":
        return Definition(item.name, item.parameters, None, span=item.span)
    reader = Reader(item.statement, scope)
    body = reader.read(item.body, len(item.statement.tokens) - 1)
    if isinstance(body, Point) and _is_vector(item):
        body = Array(tuple(map(reader.value, body.coordinates)), span=body.span)
    body = reader.value(body)
    return Definition(item.name, item.parameters, body, span=item.span)


def scope_of(
    items: Iterable[Item], variables: frozenset[str], shapes: Mapping[str, Shape], *, latex: bool = False
) -> Scope:
    """What the names of a text mean, from its heads and from how they are used."""
    functions: dict[str, tuple[str, ...] | None] = {}
    declared = set(variables) | set(shapes)
    used: set[str] = set()
    for item in items:
        if item.kind in {"definition", "formless"}:
            functions[item.name] = item.parameters
            declared.update(item.parameters or ())
        used.update(uncalled(item.statement, item.body))
    known_variables = frozenset(declared | used)
    return Scope(functions, frozenset(declared), known_variables, shaped=bool(shapes), latex=latex, shapes=shapes)


def _is_vector(item: Item) -> bool:
    r"""Whether a name is set as those of vectors, so that a tuple is one: `\vec{u} = (1, 2)` of LaTeX."""
    return item.statement.tokens[item.body - 1].text == VECTOR


def classify(found: list[Statement], variables: frozenset[str]) -> list[Item]:
    """What each statement of a text is; `variables` are those of `--wrt`."""
    items = [item_of(statement) for statement in found]
    formulas = {item.name for item in items if item.kind == "definition"}
    alone = len(items) == 1
    if alone and _is_gamma(items[0]):
        return [Item("expression", found[0])]
    return [
        _formless(item, formulas, variables if alone else None) if item.kind == "formless" else item for item in items
    ]


def _is_gamma(item: Item) -> bool:
    r"""Whether the only item is `\Gamma(x)` of LaTeX, the function, and not a capital letter that declares one."""
    head = item.statement.tokens[0]
    return item.kind == "formless" and head.text == "Gamma" and head.end - head.start > len(head.text)


def _formless(item: Item, formulas: set[str], variables: frozenset[str] | None) -> Item:
    """`f(x, y)`: a function without a formula; an expression where f has a formula or is a constant."""
    tokens = item.statement.tokens
    if item.name in formulas or item.name in CONSTANTS or (variables is not None and item.name in variables):
        return Item("expression", item.statement)
    refuse_reserved(tokens)
    if len(set(item.parameters or ())) < len(item.parameters or ()):
        _refuse_twice(item.statement, tokens[0])
    if variables is not None:
        from symcalc.syntax.formless import refuse_slip  # noqa: PLC0415 (only a text that is nothing else needs it)

        refuse_slip(item.name, ", ".join(item.parameters or ()), item.span)
    return item


def item_of(statement: Statement) -> Item:
    """What a statement is by itself."""
    tokens = statement.tokens
    if len(tokens) > 2 and tokens[0].kind == "name" and tokens[1].kind in {":", ","} and _has(statement, ":"):
        return Item("declaration", statement, body=len(tokens) - 1)
    if is_assumption(statement):
        return Item("assumption", statement, body=1)
    equals = _place(statement, "=")
    if equals is not None:
        return _definition(statement, equals)
    head = _head(statement, len(tokens) - 1)
    if head is None or head[1] is None or head[0].kind != "name" or known(head[0].text):
        return Item("expression", statement)
    return Item("formless", statement, head[0].text, head[1], len(tokens) - 1)


def head_of(statement: Statement) -> tuple[str, tuple[str, ...] | None] | None:
    """The name that a statement defines, and its parameters, if it does."""
    equals = _place(statement, "=")
    head = _head(statement, len(statement.tokens) - 1 if equals is None else equals)
    if head is None or (equals is None and (head[1] is None or known(head[0].text))):
        return None
    return head[0].text, head[1]


def introduced(statement: Statement) -> tuple[str, ...]:
    """The names that a statement defines, declares or assumes something of, as far as its beginning says."""
    tokens = statement.tokens
    if tokens[0].kind == "word" and tokens[0].text in {"refuted", "error"}:
        return ()
    if is_assumption(statement):
        return tuple(token.text for token in tokens if token.kind == "name")
    if head := head_of(statement):
        return (head[0],)
    colon = _place(statement, ":")
    return tuple(token.text for token in tokens[: colon or 0] if token.kind == "name")


def is_assumption(statement: Statement) -> bool:
    """Whether a statement is `assume …`."""
    first, second = statement.tokens[0], statement.tokens[1]
    return (
        first.text == "assume" and second.kind in {"name", "number", "(", "-", "not", "|("} and second.start > first.end
    )


def _definition(statement: Statement, equals: int) -> Item:
    head = _head(statement, equals)
    if head is None:
        hint = "an equality is written ==; a definition begins with a name or f(names)"
        raise SyntaxFault("what stands before '=' cannot be defined", hint=hint, span=statement.tokens[equals].span)
    name, parameters = head
    if parameters is not None and len(set(parameters)) < len(parameters):
        _refuse_twice(statement, name)
    refuse_reserved(statement.tokens[:equals])
    _refuse_elementary(name)
    if statement.tokens[equals + 1].kind == "end":
        raise SyntaxFault(f"the formula of {name.text} is missing", span=statement.tokens[equals + 1].span)
    return Item("definition", statement, name.text, parameters, equals + 1)


def _refuse_twice(statement: Statement, name: Token) -> None:
    raise SyntaxFault(f"{name.text} has the same argument twice", span=statement.span)


def refuse_reserved(head: Iterable[Token]) -> None:
    """Refuse a head that uses a word which is no name."""
    for token in head:
        if token.kind in RESERVED or token.kind in {"word", "form"} or token.text in CONSTANTS:
            what = "a constant" if token.text in CONSTANTS else "a word of the language"
            message = f"'{token.text}' is {what}, it cannot be defined"
            raise NetworkFault(message, reason="reserved_name", span=token.span)


def _refuse_elementary(name: Token) -> None:
    if name.text in ELEMENTARY or name.text == "integer":
        hint = "give yours another name"
        message = f"'{name.text}' is a function of the language, it cannot be defined anew"
        raise NetworkFault(message, hint=hint, reason="reserved_name", span=name.span)


def _head(statement: Statement, stop: int) -> tuple[Token, tuple[str, ...] | None] | None:
    """The name and the parameters before a token, where that is all there is: `f`, `f(x, y)`."""
    tokens = statement.tokens
    if stop < 1 or not _is_name(tokens[0]):
        return None
    if stop == 1:
        return tokens[0], None
    if tokens[1].kind != "(" or statement.pairs.get(1) != stop - 1 or stop == 3:
        return None
    inner = tokens[2 : stop - 1]
    if not all(_is_name(token) if place % 2 == 0 else token.kind == "," for place, token in enumerate(inner)):
        return None
    return (tokens[0], tuple(token.text for token in inner[::2])) if len(inner) % 2 else None


def _is_name(token: Token) -> bool:
    return token.kind in {"name", "word", "form"} or token.kind in RESERVED


def _has(statement: Statement, kind: str) -> bool:
    return _place(statement, kind) is not None


def _place(statement: Statement, kind: str) -> int | None:
    """The index of the first token of a kind that stands outside brackets; `=` in `at x=0` defines nothing."""
    tokens, index = statement.tokens, 0
    while index < len(tokens):
        place = index > 1 and tokens[index - 1].kind == "name" and tokens[index - 2][:2] == ("word", "at")
        if tokens[index].kind == kind and not place:
            return index
        index = statement.pairs.get(index, index) + 1
    return None
