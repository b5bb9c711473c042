"""Names and what is applied: variables, constants, calls with and without brackets, derivatives, roots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symcalc.errors import Ambiguous, ArityFault, NameFault, SyntaxFault
from symcalc.syntax.arithmetic import E, exponential, product
from symcalc.syntax.functions import Function, known
from symcalc.syntax.tokens import Token
from symcalc.syntax.tree import (
    Binding,
    Call,
    Constant,
    Derivative,
    Logic,
    Name,
    Negative,
    Node,
    Number,
    Piecewise,
    Point,
    PointSet,
    Power,
    Relation,
    Span,
    Truth,
    names,
)
from symcalc.syntax.written import shown

if TYPE_CHECKING:
    from symcalc.syntax.expression import Reader

#: What may stand directly behind a function without brackets.
_ARGUMENT = frozenset({"number", "name", "(", "[", "{", "|(", "√", "∛", "fraction"})


def name(reader: Reader) -> Node:
    """What a name means where it stands: a call, a function without brackets, a constant or a variable."""
    token = reader.token
    reader.at += 1
    if reader.directly_behind("("):
        return _called(reader, token)
    function = reader.scope.bracketless(token.text)
    if function is not None:
        return _unbracketed(reader, token, function)
    if reader.token.kind == "(":
        _refuse_spaced_call(reader, token)
    return alone(reader, token)


def alone(reader: Reader, token: Token) -> Node:
    """A name that is not called."""
    if reader.scope.is_constant(token.text):
        return Constant(token.text, span=token.span)  # type: ignore[arg-type]
    return Name(token.text, span=token.span)


def _called(reader: Reader, token: Token) -> Node:
    """A name with a bracket directly behind: a call of a function, or a product of a variable."""
    scope, name = reader.scope, token.text
    if scope.functions.get(name) is not None:
        return _defined_call(reader, token)
    function = known(name)
    if function is not None and name not in scope.functions:
        if name in scope.declared and not scope.is_constant(name):
            _refuse_call_or_product(reader, token, f"{name} is declared a variable here")
        items, span = reader.group()
        return applied(function, name, items, Span(token.start, span.end))
    if scope.is_constant(name) or name in scope.variables:
        return alone(reader, token)
    if name in scope.functions:
        _refuse_call_or_product(reader, token, f"{name} is defined without a head")
    if not scope.free:
        raise _unknown(reader, token)
    items, span = reader.group()
    return Call(name, _values(reader, items), span=Span(token.start, span.end))


def _defined_call(reader: Reader, token: Token) -> Node:
    """A call of a function that the text defines."""
    parameters = reader.scope.functions[token.text] or ()
    items, span = reader.group()
    span = Span(token.start, span.end)
    if len(items) != len(parameters):
        raise _wrong_arity(token.text, f"{len(parameters)}", len(items), span, of=f"({', '.join(parameters)})")
    return Call(token.text, _values(reader, items), span=span)


def _values(reader: Reader, items: tuple[Node, ...]) -> tuple[Node, ...]:
    return tuple(map(reader.value, items))


def _refuse_call_or_product(reader: Reader, token: Token, reason: str) -> None:
    items, span = reader.group()
    inner = ", ".join(map(shown, items))
    hint = f"for a product write {token.text}*({inner}); for a function give it a head, or the variable another name"
    message = f"{token.text}({inner}): a call or a product? {reason}"
    raise Ambiguous(message, hint=hint, span=Span(token.start, span.end))


def _refuse_spaced_call(reader: Reader, token: Token) -> None:
    """`f (x)`, with a space: a call where f is a function, a product where it is a variable; where both, neither."""
    function = known(token.text) is not None or reader.scope.functions.get(token.text) is not None
    if not function or token.text in reader.scope.declared:
        return
    items, _ = reader.groups[reader.at]
    inner = ", ".join(map(shown, items))
    hint = f"write {token.text}({inner}) or {token.text}*({inner})"
    raise Ambiguous(f"'{token.text} (': a call or a product?", hint=hint, span=Span(token.start, reader.token.end))


def _unknown(reader: Reader, token: Token) -> NameFault:
    near = reader.scope.nearest(token.text)
    if near:
        hint = f"did you mean {' or '.join(near)}?"
    else:
        hint = f"for a product write {token.text}*(…); for a function define it: {token.text}(x) = …"
    return NameFault(f"unknown function '{token.text}'", hint=hint, span=token.span)


def _wrong_arity(name: str, expected: str, given: int, span: Span, of: str = "") -> ArityFault:
    plural = "" if expected == "1" else "s"
    return ArityFault(f"{name}{of} takes {expected} argument{plural}, {given} given", span=span)


def applied(function: Function, name: str, items: tuple[Node, ...], span: Span) -> Node:
    """A function of the language applied to what stands in its brackets."""
    if function.name == "piecewise":
        return _piecewise(items, span)
    _check_arity(function, name, len(items), span)
    for item in items:
        _refuse_no_value(item)
    if function.name == "exp":
        return exponential(items[0], span)
    if function.name == "rootof":
        _check_root(items)
    return Call(function.name, items, span=span)


def _check_arity(function: Function, name: str, given: int, span: Span) -> None:
    least, most = function.least, function.most
    if given >= least and (most is None or given <= most):
        return
    expected = f"{least}" if least == most else f"{least} or more" if most is None else f"{least} or {most}"
    raise _wrong_arity(name, expected, given, span)


def _refuse_no_value(item: Node) -> None:
    if isinstance(item, Relation | Logic | Truth | Point | PointSet | Binding):
        raise no_value(item)


def no_value(node: Node) -> SyntaxFault:
    """The refusal of what is no value where one is expected."""
    if isinstance(node, Point):
        return SyntaxFault("a tuple is no value", hint="a vector is written [a, b]", span=node.span)
    if isinstance(node, PointSet):
        return SyntaxFault("a set is no value", hint="a vector is written [a, b]", span=node.span)
    if isinstance(node, Binding):
        return SyntaxFault("'=' is not expected here", hint="an equality is written ==", span=node.span)
    return SyntaxFault("a condition stands where a value is expected", span=node.span)


def _piecewise(items: tuple[Node, ...], span: Span) -> Piecewise:
    if not items:
        raise _wrong_arity("piecewise", "1 or more", 0, span)
    return Piecewise(tuple(map(_piece, items)), span=span)


def _piece(item: Node) -> tuple[Node, Node]:
    if not isinstance(item, Point) or len(item.coordinates) != 2:
        raise SyntaxFault("a piece is (value, condition)", hint="the last one may be (value, true)", span=item.span)
    value, condition = item.coordinates
    _refuse_no_value(value)
    if not isinstance(condition, Relation | Logic | Truth):
        raise SyntaxFault("the second of a piece is a condition", span=condition.span)
    return value, condition


def _check_root(items: tuple[Node, ...]) -> None:
    """`rootof(p, k)`: p in one variable, k a whole number from 0."""
    polynomial, index = items
    if len(names(polynomial)) != 1:
        raise SyntaxFault("rootof takes a polynomial in one variable", span=polynomial.span)
    if not isinstance(index, Number) or index.value.denominator != 1:
        raise SyntaxFault("the second argument of rootof is a whole number from 0", span=index.span)


# Functions without brackets


def _unbracketed(reader: Reader, token: Token, function: Function) -> Node:
    """`sin x`, `sin^2 x`, `sin 2x`: the argument is one name or bracket, with its power."""
    reader.descend()
    exponent = _exponent(reader, token)
    bracket = reader.token.kind == "("
    if bracket:
        items, span = reader.group()
        _refuse_second_power(reader, token)
    else:
        argument = _argument(reader, token)
        items, span = (argument,), argument.span
    node = applied(function, token.text, items, Span(token.start, span.end))
    if not bracket:
        _refuse_longer_argument(reader, token, items[0])
    reader.depth -= 1
    return node if exponent is None else Power(node, exponent, span=node.span)


def _exponent(reader: Reader, token: Token) -> Node | None:
    """The power between a function and its argument: `sin^2 x`; of -1 it would be two things."""
    if reader.token.kind == "superscript":
        node = reader.raised()
    elif reader.token.kind == "^":
        reader.at += 1
        node = _signed_atom(reader)
    else:
        return None
    if isinstance(node, Negative) and isinstance(node.operand, Number) and node.operand.value == 1:
        inverse = "a" + token.text if known("a" + token.text) else None
        hint = f"write {inverse}(x) or 1/{token.text}(x)" if inverse else f"write 1/{token.text}(x)"
        raise Ambiguous(f"{token.text}^-1: the inverse function, or one over it?", hint=hint, span=node.span)
    return node


def _signed_atom(reader: Reader) -> Node:
    start = reader.token
    if start.kind == "-":
        reader.at += 1
        operand = reader.atom_alone()
        return Negative(operand, span=Span(start.start, operand.span.end))
    return reader.atom_alone()


def _refuse_second_power(reader: Reader, token: Token) -> None:
    """`sin (x)^2` with a space, `sin^2(x)^3`: it is not clear what is raised."""
    if reader.token.kind in {"^", "superscript", ".^"}:
        hint = f"write ({token.text}(x))^2 or {token.text}((x)^2)"
        raise Ambiguous(f"is {token.text} raised, or its argument?", hint=hint, span=reader.token.span)


def _argument(reader: Reader, token: Token) -> Node:
    """An optional number or pi, one name or bracket, and its power."""
    if reader.token.kind not in _ARGUMENT:
        hint = f"write {token.text}(…)"
        raise SyntaxFault(f"{token.text} needs an argument", hint=hint, span=Span(token.start, reader.token.end))
    multiplier = _multiplier(reader, token)
    if multiplier is not None:
        return product([multiplier, _raised_atom(reader)])
    return _raised_atom(reader)


def _multiplier(reader: Reader, token: Token) -> Node | None:
    """The number or pi before the name: `sin 2x`, `sin pi x`."""
    first, second = reader.token, reader.tokens[reader.at + 1]
    is_pi = first.kind == "name" and first.text == "pi"
    if second.kind not in _ARGUMENT or not (is_pi or first.kind in {"number", "fraction"}):
        return None
    if is_pi and reader.scope.bracketless(second.text):
        return None
    if not is_pi and second.start > first.end and not (second.kind == "name" and reader.is_function(second)):
        hint = f"write {token.text}({first.text}*{second.text}…) or {token.text}({first.text})*{second.text}…"
        raise Ambiguous(f"is '{second.text}' in the argument of {token.text}?", hint=hint, span=second.span)
    if second.kind == "name" and reader.is_function(second):
        return None
    return reader.plain_atom()


def _raised_atom(reader: Reader) -> Node:
    node = reader.atom()
    while reader.token.kind in {"^", ".^"}:
        node = reader.power(node)
    return node


def _refuse_longer_argument(reader: Reader, token: Token, argument: Node) -> None:
    """`sin x y`, `sin x/2`: does the argument go on? A function that follows is a factor, `sin x cos y`."""
    after = reader.token
    sign = after.kind if after.kind in {"/", "./"} else ""
    following = reader.tokens[reader.at + 1] if sign else after
    if not sign and not reader.begins_operand():
        return
    if following.kind == "name" and reader.is_function(following):
        return
    reader.at += bool(sign)
    rest, inner = shown(reader.factor()), shown(argument)
    hint = f"write {token.text}({inner}){sign or '*'}{rest} or {token.text}({inner}{sign or '*'}{rest})"
    raise Ambiguous(f"does the argument of {token.text} end before '{after.text}'?", hint=hint, span=after.span)


def root(reader: Reader) -> Node:
    """`√x`, `√(x+1)`, `√2`; what follows without a sign is refused as after a function."""
    token = reader.token
    reader.at += 1
    reader.descend()
    name = "sqrt" if token.kind == "√" else "cbrt"
    bracket = reader.token.kind in {"(", "|(", "["}
    if reader.token.kind not in _ARGUMENT:
        raise SyntaxFault(f"{token.kind} needs an operand", span=token.span)
    argument = reader.value(reader.atom_alone())
    if not bracket and not (isinstance(argument, Number) and reader.token.kind == "/"):
        _refuse_longer_argument(reader, token._replace(text=name), argument)
    if reader.token.kind in {"^", "superscript"} and not bracket:
        _refuse_second_power(reader, token._replace(text=name))
    reader.depth -= 1
    return Call(name, (argument,), span=Span(token.start, argument.span.end))


# Derivatives


def derivative(reader: Reader) -> Node:
    """`diff(f, x)`, `diff(L, w1)(a1, a2)`, `partial(f, u)`."""
    token = reader.token
    reader.at += 1
    if reader.token.kind != "(":
        hint = f"it is a word of the language: {token.text}(f, x)"
        raise SyntaxFault(f"'{token.text}' is no name", hint=hint, span=token.span)
    items, span = reader.group()
    span = Span(token.start, span.end)
    if len(items) < 2 or (token.kind == "partial" and len(items) > 2):
        raise _wrong_arity(token.text, "2" if token.kind == "partial" else "2 or more", len(items), span)
    function = reader.value(items[0])
    if isinstance(function, Name):
        _refuse_undeclared(reader, function)
    variables = tuple(_variable(item) for item in items[1:])
    if token.kind == "partial" and not isinstance(function, Name):
        raise SyntaxFault("partial takes the name of a node", hint="partial(f, u)", span=function.span)
    node = Derivative("diff" if token.kind == "diff" else "partial", function, variables, span=span)
    return _at_point(reader, node) if reader.directly_behind("(") else node


def _refuse_undeclared(reader: Reader, function: Name) -> None:
    """What `diff(f, x)` differentiates is known: a function, or a variable."""
    scope, name = reader.scope, function.name
    if scope.free or name in scope.functions or name in scope.variables:
        return
    hint = f"declare it, {name}(x, y); diff({name}, x), or give it a formula, {name}(x, y) = …"
    raise NameFault(f"'{name}' is neither declared nor defined", hint=hint, span=function.span)


def _variable(item: Node) -> Name:
    if isinstance(item, Name):
        return item
    hint = "e is a constant here unless it is declared" if item == E else "twice by x is diff(f, x, x)"
    raise SyntaxFault("a derivative is taken by a variable", hint=hint, span=item.span)


def _at_point(reader: Reader, node: Derivative) -> Node:
    """`diff(L, w1)(a1, a2)`: the derivative of a function taken at a point."""
    scope, function = reader.scope, node.function
    is_function = isinstance(function, Name) and (scope.free or scope.functions.get(function.name) is not None)
    items, span = reader.group()
    if not is_function or node.kind == "partial":
        hint = f"for a product write {shown(node)}*({', '.join(map(shown, items))})"
        raise Ambiguous("the derivative at a point, or a product?", hint=hint, span=span)
    parameters = scope.functions.get(function.name) if isinstance(function, Name) else None
    if parameters is not None and len(parameters) != len(items):
        raise _wrong_arity(shown(node), f"{len(parameters)}", len(items), span)
    point = _values(reader, items)
    return Derivative(node.kind, function, node.variables, point, span=Span(node.span.start, span.end))
