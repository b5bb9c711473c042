"""Derivatives as they are written: `diff(f, x)`, `diff(L, w1)(a1, a2)`, `partial(f, u)`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from symcalc.errors import Ambiguous, NameFault, SyntaxFault
from symcalc.syntax import lists, refusals
from symcalc.syntax.application import wrong_arity
from symcalc.syntax.arithmetic import E
from symcalc.syntax.cursor import SUM
from symcalc.syntax.textbook import questions, values
from symcalc.syntax.tokens import Token
from symcalc.syntax.tree import Call, Derivative, Name, Node, Product, Span, names, walk
from symcalc.syntax.written import shown

if TYPE_CHECKING:
    from symcalc.syntax.expression import Reader


def derivative(reader: Reader) -> Node:
    """`diff(f, x)`, `diff(L, w1)(a1, a2)`, `partial(f, u)`."""
    token = reader.token
    reader.at += 1
    _refuse_variable_d(reader, token)
    if reader.token.kind != "(":
        hint = f"it is a word of the language: {token.text}(f, x)"
        raise SyntaxFault(f"'{token.text}' is no name", hint=hint, span=token.span)
    items, span = reader.group()
    span = Span(token.start, span.end)
    if len(items) < 2 or (token.kind == "partial" and len(items) > 2):
        raise wrong_arity(token.text, "2" if token.kind == "partial" else "2 or more", len(items), span)
    function = reader.value(items[0])
    if isinstance(function, Name):
        _refuse_undeclared(reader, function)
    variables = tuple(_variable(item) for item in items[1:])
    if token.kind == "partial" and not isinstance(function, Name):
        raise SyntaxFault("partial takes the name of a node", hint="partial(f, u)", span=function.span)
    if token.text in {"d", "∂"}:
        _refuse_call(reader, token, function, variables)
    node = Derivative(_kind(token, function), function, variables, span=span)
    return at_arguments(reader, node)


def _kind(token: Token, function: Node) -> Literal["diff", "partial", "round"]:
    """Which derivative is written; what LaTeX's ∂ of a name means is for its definition to say."""
    if token.kind != "diff":
        return "partial"
    return "round" if token.text == "∂" and isinstance(function, Name) else "diff"


def _refuse_undeclared(reader: Reader, function: Name) -> None:
    """What `diff(f, x)` differentiates is known: a function, or a variable."""
    if function.name not in reader.scope.variables:
        _refuse_unknown(reader, function)


def _refuse_unknown(reader: Reader, function: Name) -> None:
    scope, name = reader.scope, function.name
    if scope.free or name in scope.functions:
        return
    hint = f"declare it, {name}(x, y); diff({name}, x), or give it a formula, {name}(x, y) = …"
    raise NameFault(f"'{name}' is neither declared nor defined", hint=hint, span=function.span)


def _variable(item: Node) -> Name:
    if isinstance(item, Name):
        return item
    hint = "e is a constant here unless it is declared" if item == E else "twice by x is diff(f, x, x)"
    raise SyntaxFault("a derivative is taken by a variable", hint=hint, span=item.span)


def at_arguments(reader: Reader, node: Derivative) -> Node:
    """`diff(L, w1)(a1, a2)`: the derivative of a function at the arguments that may follow it."""
    if reader.directly_behind("("):
        return at_point(reader, node)
    return _at_point_apart(reader, node) if reader.scope.latex and reader.kinds[reader.at] == "(" else node


def _at_point_apart(reader: Reader, node: Derivative) -> Node:
    r"""`\frac{\partial f}{\partial x} (1, 2)`: spaces say nothing, but one factor may be a product's."""
    function = node.function
    parameters = reader.scope.functions.get(function.name) if isinstance(function, Name) else None
    items = reader.groups[reader.at].items
    if reader.token.text == "{" or parameters is None or (len(items) == 1 and len(parameters) > 1):
        return node
    if len(items) == 1 and names(items[0]):
        raise refusals.derivative_or_product(node, items, reader.token.span)
    return at_point(reader, node)


def at_point(reader: Reader, node: Derivative) -> Derivative:
    """The derivative of a function at the arguments in the bracket that stands here."""
    scope, function = reader.scope, node.function
    is_function = isinstance(function, Name) and (scope.free or scope.functions.get(function.name) is not None)
    items, span = reader.group()
    if not is_function or node.kind == "partial":
        raise refusals.derivative_or_product(node, items, span)
    parameters = scope.functions.get(function.name) if isinstance(function, Name) else None
    if parameters is not None and len(parameters) != len(items):
        raise wrong_arity(shown(node), f"{len(parameters)}", len(items), span)
    point = tuple(map(reader.value, items))
    _refuse_no_argument(node, parameters)
    return Derivative(node.kind, function, node.variables, point, span=Span(node.span.start, span.end))


def _refuse_no_argument(node: Derivative, parameters: tuple[str, ...] | None) -> None:
    """`diff(f, t)(1, 2)` where t is no argument of f: what is put in says nothing about t."""
    for variable in node.variables:
        if parameters is not None and isinstance(variable, Name) and variable.name not in parameters:
            hint = f"the arguments are {', '.join(parameters)}; a value of a variable is said by `at {variable.name}=…`"
            message = (
                f"{variable.name} is no argument of {shown(node.function)}: at arguments there is no derivative by it"
            )
            raise NameFault(message, hint=hint, span=variable.span)


def operator(reader: Reader) -> Node:
    r"""`\frac{d}{dx}` of LaTeX, on the product that follows; where that could be less or more it is refused."""
    token = reader.token
    reader.at += 1
    _refuse_variable_d(reader, token)
    reader.descend()
    items, _ = reader.group()
    start = reader.at
    operand = lists.in_brackets(reader) or reader.value(reader.expression(SUM))
    is_bracket = reader.pairs.get(start) == reader.at - 1
    if reader.kinds[reader.at] in {"+", "-"} and not is_bracket and not isinstance(operand, Name | Call):
        raise refusals.operator(operand, reader.token)
    if isinstance(operand, Product) and reader.kinds[start] == "(" and not is_bracket:
        raise refusals.operator(operand.factors[0], reader.tokens[start])
    reader.depth -= 1
    variables = tuple(_variable(item) for item in items)
    _refuse_call(reader, token, operand, variables)
    if isinstance(operand, Name) and operand not in variables and operand.name not in reader.scope.declared:
        _refuse_unknown(reader, operand)
    node = Derivative("diff", operand, variables, span=Span(token.start, operand.span.end))
    return values.value_at(reader, node) if reader.kinds[reader.at] == "|_" else node


def _refuse_call(reader: Reader, token: Token, operand: Node, variables: tuple[Name, ...]) -> None:
    r"""Refuse `\frac{d}{dx} f(3)`, `\partial_x f(y, x)`: the derivative there, or of what the arguments leave."""
    functions = reader.scope.functions
    calls = [part for part in walk(operand) if isinstance(part, Call) and functions.get(part.function) is not None]
    if not calls:
        return
    by, used = {variable.name for variable in variables}, names(operand)
    if not used & by and not any(name in functions for name in used):
        raise questions.derivative_of_value(calls[0], operand, variables)
    if token.text == "∂" and isinstance(operand, Call) and _is_moved(functions[operand.function] or (), operand, by):
        raise questions.derivative_of_value(operand, operand, variables)


def _is_moved(parameters: tuple[str, ...], call: Call, by: set[str]) -> bool:
    """Whether a variable stands elsewhere in a call than among the arguments of the function: `f(y, x)`, `f(x, x)`."""
    pairs = list(zip(parameters, call.arguments, strict=False))
    at_own = all(parameter not in by or parameter in names(argument) for parameter, argument in pairs)
    return (
        len(pairs) > 1
        and by <= set(parameters)
        and not (at_own and all(parameter in by or not names(argument) & by for parameter, argument in pairs))
    )


def _refuse_variable_d(reader: Reader, token: Token) -> None:
    r"""`\frac{df}{dx}` where d is a variable: a derivative, or a quotient."""
    if token.text == "d" and "d" in reader.scope.variables:
        hint = r"write \partial for a derivative, or rename the variable d"
        raise Ambiguous("a derivative, or a quotient with the variable d?", hint=hint, span=token.span)
