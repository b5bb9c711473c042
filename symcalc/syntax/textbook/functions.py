"""Textbook notation around a defined function: `f'(x)`, `f_{xy}`, `f^{(2)}(x)`, `H_f`, `f^2(x)`, `(f g)(x)`.

What has one meaning is read; what has two, or stands only in LaTeX, is refused with both. A name that is an argument of
another function too is a node of a network: beside brackets it is a factor, as any variable.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from symcalc.errors import Ambiguous, Unsupported
from symcalc.syntax import bracketless, refusals
from symcalc.syntax.derivatives import at_point
from symcalc.syntax.functions import known
from symcalc.syntax.names import MATRICES, parts_of_index
from symcalc.syntax.textbook import questions
from symcalc.syntax.textbook.operators import operator_name
from symcalc.syntax.tokens import Token
from symcalc.syntax.tree import (
    Call,
    Constant,
    Derivative,
    Form,
    Name,
    Negative,
    Node,
    Number,
    Point,
    Power,
    Product,
    Quotient,
    Span,
    Sum,
    substitute,
    walk,
)
from symcalc.syntax.written import shown

if TYPE_CHECKING:
    from symcalc.syntax.expression import Reader

#: The highest order of a derivative that is written as a number.
MAX_ORDER = 100
#: What is made of functions by arithmetic.
_ARITHMETIC = (Name, Number, Negative, Sum, Product, Quotient, Power)
#: What an exponent is that is no call.
_EXPONENTS = frozenset({"number", "name", "fraction", "(", "|("})
#: How a power is written.
_POWERS = frozenset({"^", "superscript"})


def read(reader: Reader, token: Token) -> Node | None:
    """What a name means as textbooks write functions; None where it is an ordinary name or call. It has been read."""
    scope, name = reader.scope, token.text
    parameters = scope.functions.get(name)
    if parameters is not None:
        kind = reader.kinds[reader.at]
        if kind == "'":
            return _primed(reader, token, parameters)
        if kind in _POWERS and name not in scope.declared:
            return _raised(reader, token, parameters)
        return None
    if name in scope.functions or name in scope.declared:
        return None
    if reader.kinds[reader.at] in _POWERS and (power := operator_name(reader, token, _behind_exponent(reader))):
        raise power
    if "_" in name:
        return _indexed(reader, token)
    _refuse_differentials(reader, token)
    return None


# Primes


def _primed(reader: Reader, token: Token, parameters: tuple[str, ...]) -> Node | None:
    """`f'`, `f''(x)`: the derivative of a function of one variable; where shapes are declared `f'` is a transpose."""
    start = reader.at
    while reader.kinds[reader.at] == "'":
        reader.at += 1
    if reader.scope.shaped:
        if reader.kinds[reader.at] == "(":
            raise questions.transpose_or_derivative(token, parameters)
        reader.at = start
        return None
    return _ordinary(reader, token, parameters, reader.at - start)


def _ordinary(reader: Reader, token: Token, parameters: tuple[str, ...], order: int) -> Node:
    """The derivative of some order of a function of one variable, at the argument that may follow."""
    span = Span(token.start, reader.tokens[reader.at - 1].end)
    if len(parameters) != 1:
        listed = " or ".join(f"diff({token.text}, {', '.join([name] * order)})" for name in parameters[:3])
        message = f"{token.text} has {len(parameters)} arguments: by which is this derivative taken?"
        raise Ambiguous(message, hint=f"write {listed}" if listed else None, span=span)
    return _at(reader, Name(token.text, span=token.span), parameters * order, span)


def _at(reader: Reader, function: Name, variables: tuple[str, ...], span: Span) -> Node:
    """A derivative by arguments of a function, at what stands in the brackets behind it; at its own it is itself."""
    node = Derivative("round", function, tuple(Name(name, span=span) for name in variables), span=span)
    if reader.kinds[reader.at] in _POWERS and reader.kinds[_behind_exponent(reader)] == "(":
        raise questions.power_before_argument(shown(node), span)
    if reader.kinds[reader.at] != "(" or reader.token.text == "{":
        return node
    if not reader.scope.latex and not reader.directly_behind("("):
        raise refusals.derivative_or_product(node, reader.groups[reader.at].items, span)
    found = at_point(reader, node)
    own = tuple(map(Name, reader.scope.functions[function.name] or ()))
    return Derivative("round", function, node.variables, span=found.span) if found.point == own else found


# Powers, and orders in round brackets


def _raised(reader: Reader, token: Token, parameters: tuple[str, ...]) -> Node | None:
    """`f^{(2)}(x)`, `f^2(x, y)`; None for a power of the function without an argument."""
    order = _order(reader)
    if order is not None:
        reader.at = _behind_exponent(reader)
        return _ordinary(reader, token, parameters, order)
    behind = _behind_exponent(reader)
    if reader.kinds[behind] != "(":
        return None
    raised = bracketless.exponent(reader, token)
    items, end = reader.group()
    span = Span(token.start, end.end)
    if len(parameters) == 1 or len(items) != len(parameters):
        raise questions.power_or_composition(token.text, raised, items, span)
    call = Call(token.text, tuple(map(reader.value, items)), span=span)
    return call if raised is None else Power(call, raised, span=span)


def _behind_exponent(reader: Reader) -> int:
    """The place behind the exponent that stands here, which is no call itself: `^2`, `^{-1}`, `²`, `^n`."""
    place = reader.at
    if reader.kinds[place] == "superscript":
        return place + 1
    place += 1
    while reader.kinds[place] == "-":
        place += 1
    token = reader.tokens[place]
    is_call = token.kind == "name" and (known(token.text) or reader.scope.functions.get(token.text) is not None)
    return place if is_call or token.kind not in _EXPONENTS else reader.pairs.get(place, place) + 1


def _order(reader: Reader) -> int | None:
    r"""The order of a derivative, `^{(2)}` of LaTeX; None where the exponent is something else."""
    order = _bracketed(reader)
    if order is None:
        return None
    if isinstance(order, Number) and order.value.denominator == 1 and 0 < order.value <= MAX_ORDER:
        return int(order.value)
    hint = f"an order is a whole number from 1 to {MAX_ORDER}; for a power leave the round brackets out"
    raise Unsupported(f"a derivative of order {shown(order)}", hint=hint, span=order.span)


def _bracketed(reader: Reader) -> Node | None:
    r"""What stands in round brackets above the line, `^{(n)}` of LaTeX, if nothing else is there."""
    place, pairs = reader.at + 1, reader.pairs
    in_brackets = reader.kinds[reader.at : place + 2] == ["^", "(", "("] and reader.tokens[place + 1].text != "{"
    if not reader.scope.latex or not in_brackets or pairs[place] != pairs[place + 1] + 1:
        return None
    return reader.groups[place + 1].items[0]


def refuse_order(reader: Reader, base: Node) -> None:
    r"""Refuse `f(x)^{(2)}`, `y^{(2)}`, `x^{(i)}`: a derivative, a power, or the number of an example."""
    order = _bracketed(reader) if not isinstance(base, Number | Constant) else None
    if isinstance(order, Number | Name):
        raise questions.order_or_power(shown(base, brackets=True), shown(order), order.span)


# Indices, f_x and H_f


def _indexed(reader: Reader, token: Token) -> Node | None:
    """`f_{xy}`, the derivative by x and then y, `H_f`; in plain notation such a name has two readings."""
    functions = reader.scope.functions
    base, _, index = token.text.partition("_")
    if base in MATRICES and functions.get(index) is not None:
        return _matrix(reader, token, MATRICES[base], index)
    if base not in functions:
        return None
    parameters = functions[base]
    variables = parts_of_index(index, reader.scope.variables - {token.text} if parameters is None else parameters)
    if not variables:
        return None
    if not reader.scope.latex or parameters is None:
        raise questions.derivative_or_name(token, f"diff({base}, {', '.join(variables)})")
    return _at(reader, Name(base, span=token.span), variables, token.span)


def _matrix(reader: Reader, token: Token, form: str, name: str) -> Node:
    """`H_f`, `J_f(1, 2)`: the Hessian, the Jacobian."""
    if not reader.scope.latex:
        raise questions.derivative_or_name(token, f"{form} {name}")
    place = None
    if reader.kinds[reader.at] == "(" and reader.token.text != "{":
        items, _ = reader.group()
        own = items == tuple(map(Name, reader.scope.functions[name] or ()))
        place = None if own else Point(items, span=token.span)
    return reader.form_named(form, (Name(name, span=token.span),), place, token.span)


# Functions in brackets, and differentials


def refuse_applied(reader: Reader, before: Node) -> None:
    """`(f g)(x)`, `|f|(x)`, where functions in brackets stand before a bracket."""
    last = reader.at - 1
    is_derived = isinstance(before, Form) or (isinstance(before, Derivative) and isinstance(before.function, Name))
    if reader.tokens[last].kind not in {")", ")|"} or not (is_derived or _is_of_functions(reader, before)):
        return
    opener = next(opener for opener, closer in reader.pairs.items() if closer == last)
    items = reader.groups[reader.at].items
    if is_derived and reader.kinds[opener - 1 : opener] != ["name"] and reader.tokens[opener].start < before.span.start:
        raise questions.derived_or_product(before, items, reader.token.span)
    if reader.tokens[opener].start <= before.span.start and not any(_has_function(reader, item) for item in items):
        functions = {part.name for part in walk(before) if isinstance(part, Name)}
        value = substitute(before, {name: Call(name, items) for name in functions})
        raise questions.value_or_product(before, value, items, reader.token.span)


def _is_of_functions(reader: Reader, node: Node) -> bool:
    """Whether a node is made by arithmetic of functions alone, which are no arguments of others."""
    parts = list(walk(node.arguments[0] if isinstance(node, Call) and node.function == "abs" else node))
    named = [part.name for part in parts if isinstance(part, Name)]
    scope = reader.scope
    return (
        bool(named)
        and all(isinstance(part, _ARITHMETIC) for part in parts)
        and all(scope.functions.get(name) is not None and name not in scope.declared for name in named)
    )


def _has_function(reader: Reader, node: Node) -> bool:
    return any(isinstance(part, Name) and part.name in reader.scope.functions for part in walk(node))


def _refuse_differentials(reader: Reader, token: Token) -> None:
    """`df/dx` in plain notation, where f is a function and neither df nor dx is a name of its own."""
    function, after = token.text[1:], reader.tokens[reader.at : reader.at + 2]
    if token.text[0] != "d" or function not in reader.scope.functions or [t.kind for t in after] != ["/", "name"]:
        return
    below = after[1].text
    known_below = reader.scope.functions[function] or reader.scope.variables
    if below[0] == "d" and below[1:] in known_below and below not in reader.scope.declared:
        hint = f"write diff({function}, {below[1:]}); names are of several letters here"
        message = f"{token.text}/{below}: a derivative, or a quotient of two names?"
        raise Ambiguous(message, hint=hint, span=Span(token.start, after[1].end))
