"""What a name means where it stands: a call, a function without brackets, a constant or a variable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symcalc.syntax import bracketless, refusals
from symcalc.syntax.application import applied, wrong_arity
from symcalc.syntax.functions import Function, known
from symcalc.syntax.textbook import functions, questions
from symcalc.syntax.textbook.operators import operator_name
from symcalc.syntax.tokens import Token
from symcalc.syntax.tree import Call, Constant, Name, Node, Span, names, substitute

if TYPE_CHECKING:
    from symcalc.syntax.expression import Reader


def name(reader: Reader) -> Node:
    """What a name means where it stands: a call, a function without brackets, a constant or a variable."""
    token = reader.token
    reader.at += 1
    if reader.scope.functions and (found := functions.read(reader, token)) is not None:
        return found
    if reader.directly_behind("(") or _is_spaced_call(reader, token):
        return _called(reader, token)
    function = known(token.text) if reader.is_of_matrix(reader.at - 1) else reader.scope.bracketless(token.text)
    if function is not None:
        functions.refuse_order(reader, Name(token.text))
        return bracketless.applied(reader, token, function)
    if reader.scope.latex and reader.kinds[reader.at] == "[" and (of_matrix := _of_matrix(reader, token)):
        return of_matrix
    if reader.begins_operand():
        ambiguous = refusals.spaced_call(reader, token) or operator_name(reader, token)
        if ambiguous is not None:
            raise ambiguous
    return alone(reader, token)


def alone(reader: Reader, token: Token) -> Node:
    """A name that is not called."""
    if token.text == "oo" and not reader.scope.infinite:
        raise refusals.infinite(token)
    if reader.scope.is_constant(token.text):
        return Constant(token.text, span=token.span)  # type: ignore[arg-type]
    return Name(token.text, span=token.span)


def _is_spaced_call(reader: Reader, token: Token) -> bool:
    """Whether a name is a function, and its arguments stand behind a space: `max (x, y)` is no product.

    In LaTeX, where spaces say nothing, one argument is enough.
    """
    if reader.kinds[reader.at] != "(" or reader.token.text == "{":
        return False
    if not reader.scope.latex and len(reader.groups[reader.at].items) < 2:
        return False
    return known(token.text) is not None or reader.scope.functions.get(token.text) is not None


def _of_matrix(reader: Reader, token: Token) -> Node | None:
    r"""`\det \begin{pmatrix} … \end{pmatrix}`; where a power or a transpose follows, it could be that of either."""
    function = known(token.text)
    if function is None or not function.shaped or token.text in reader.scope.functions:
        return None
    before = reader.at
    matrix = reader.value(reader.plain_atom())
    if reader.kinds[reader.at] in {"^", "superscript", "'"}:
        reader.at = before
        return None
    return applied(function, token.text, (matrix,), Span(token.start, matrix.span.end))


def _called(reader: Reader, token: Token) -> Node:
    """A name with a bracket directly behind: a call of a function, or a product of a variable."""
    scope, name = reader.scope, token.text
    if scope.functions.get(name) is not None:
        return _defined_call(reader, token)
    function = known("gamma" if scope.latex and name == "Gamma" and name not in scope.variables else name)
    if function is not None and name not in scope.functions:
        return _known_call(reader, token, function)
    if scope.is_constant(name) or name in scope.variables:
        return alone(reader, token)
    if name in scope.functions:
        raise refusals.call_or_product(reader, token, f"{name} is defined without a head")
    if not scope.free:
        raise refusals.unknown_function(reader, token)
    items, span = reader.group()
    return Call(name, _values(reader, items), span=Span(token.start, span.end))


def _known_call(reader: Reader, token: Token, function: Function) -> Node:
    r"""A call of a function of the language, unless its name is declared a variable; in LaTeX Greek letters are."""
    scope, name = reader.scope, token.text
    if name in scope.declared and not scope.is_constant(name):
        raise refusals.call_or_product(reader, token, f"{name} is declared a variable here")
    if scope.latex and name == "gamma" and token.end - token.start <= len(r"\gamma"):
        raise refusals.gamma(reader, token)
    if scope.latex and name == "beta" and len(reader.groups[reader.at].items) == 1:  # the function takes two
        return alone(reader, token)
    items, span = reader.group()
    return applied(function, name, items, Span(token.start, span.end))


def _defined_call(reader: Reader, token: Token) -> Node:
    """A call of a function that the text defines."""
    parameters = reader.scope.functions[token.text] or ()
    items, span = reader.group()
    span = Span(token.start, span.end)
    if len(items) != len(parameters):
        raise wrong_arity(token.text, f"{len(parameters)}", len(items), span, of=f"({', '.join(parameters)})")
    call = Call(token.text, _values(reader, items), span=span)
    _refuse_functions(reader, call)
    return call


def _refuse_functions(reader: Reader, call: Call) -> None:
    """Refuse `s(1 - s)`, where functions stand without their arguments in the brackets.

    A function that is an argument of another one is a node of a network, and stands for its value; so does one alone.
    """
    scope = reader.scope
    named = {name for argument in call.arguments for name in names(argument)}
    found = {name for name in named if scope.functions.get(name) is not None and name not in scope.declared}
    others = found - {argument.name for argument in call.arguments if isinstance(argument, Name)}
    if call.function in named or others:
        own = {name: Call(name, tuple(map(Name, scope.functions[name] or ()))) for name in found | {call.function}}
        value = Call(call.function, tuple(substitute(argument, own) for argument in call.arguments))
        raise questions.function_as_argument(call, value, call.span)


def _values(reader: Reader, items: tuple[Node, ...]) -> tuple[Node, ...]:
    return tuple(map(reader.value, items))
