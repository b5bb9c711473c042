"""What is asked about textbook notation that has two readings: each message shows both."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from symcalc.errors import Ambiguous, SymcalcError, Unsupported
from symcalc.syntax.tokens import Token
from symcalc.syntax.tree import Call, Node, Number, Span
from symcalc.syntax.written import listed, shown


def power_or_composition(name: str, exponent: Node | None, items: Iterable[Node], span: Span) -> Ambiguous:
    """`f^2(x)`: the power of the value, or f of f."""
    inner, raised = listed(items), shown(exponent or Number(Fraction(1)), brackets=True)
    hint = f"write {name}({inner})^{raised} or {name}({name}({inner})), for a product {name}^{raised}*({inner})"
    return Ambiguous(f"{name}^{raised}({inner}): a power of the value, or {name} applied again?", hint=hint, span=span)


def power_before_argument(derivative: str, span: Span) -> Ambiguous:
    """`f'^2(x)`: the power of the value, or a product."""
    hint = f"put the argument before the power, or write a product with *: {derivative}^2*(…)"
    return Ambiguous("a power before the argument: of the value, or a factor?", hint=hint, span=span)


def order_or_power(base: str, order: str, span: Span) -> Ambiguous:
    r"""`y^{(2)}` of LaTeX, where y is no function with a head: what round brackets in an exponent say."""
    hint = f"write {base}^{{{order}}} for a power, f^{{({order})}}(x) for a derivative of f with a head, f(x) = …"
    message = f"{base}^({order}): a power, a derivative, or an index above the line?"
    return Ambiguous(message, hint=hint, span=span)


def derivative_or_name(token: Token, derivative: str) -> Ambiguous:
    """`f_x` where f is a function of x: its derivative, or a name of its own."""
    hint = f"write {derivative}, or give the variable another name"
    return Ambiguous(f"'{token.text}': a derivative, or a name of its own?", hint=hint, span=token.span)


def value_or_product(left: Node, value: Node, items: Iterable[Node], span: Span) -> Ambiguous:
    """`(f g)(x)`: the value of the product of functions at x, or a product with x."""
    inner = listed(items)
    hint = f"write {shown(value)}, or for a product ({shown(left)})*({inner})"
    return Ambiguous(f"({shown(left)})({inner}): a value at ({inner}), or a product?", hint=hint, span=span)


def derived_or_product(derived: Node, items: Iterable[Node], span: Span) -> Ambiguous:
    """`(f')(2)`, `(∇f)(1, 2)`: a derivative at a point, or a product."""
    inner = listed(items)
    hint = f"write {shown(derived)} without brackets before ({inner}), or at ({inner}); for a product put * between"
    return Ambiguous(f"the value at ({inner}), or a product?", hint=hint, span=span)


def transpose_or_derivative(token: Token, parameters: tuple[str, ...]) -> Ambiguous:
    """`f'(x)` among shapes, where a prime is a transpose."""
    name, inner = token.text, ", ".join(parameters)
    hint = f"write {name}({inner})' for the transpose, diff({name}, {inner}) for the derivative"
    return Ambiguous(f"{name}'(…): the transpose, or the derivative?", hint=hint, span=token.span)


def transpose_or_velocity(node: Node, span: Span) -> Ambiguous:
    """`u'` where u = [x, 2]: the transpose, or the derivative."""
    text = shown(node, brackets=True)
    hint = rf"write {text}.T for the transpose, in LaTeX {text}^\top; diff({shown(node)}, …) for the derivative"
    return Ambiguous(f"{text}': the transpose, or the derivative?", hint=hint, span=span)


def gradient_or_product(token: Token) -> Ambiguous:
    r"""`\nabla f \cdot g`, where g is a number: the gradient times g, or that of the product."""
    hint = r"write (\nabla f) \cdot g, or \nabla (f \cdot g)"
    return Ambiguous("does what \\nabla is taken of end before '\\cdot'?", hint=hint, span=token.span)


def function_as_argument(call: Call, value: Node, span: Span) -> Ambiguous:
    """`s(1 - s)` where s is a function: its value at 1 - s(x), or the product of s and 1 - s."""
    name, inner = call.function, listed(call.arguments)
    hint = f"write {shown(value)} for the value, {name}*({inner}) for the product"
    return Ambiguous(f"{name}({inner}): a call or a product? A function stands in the brackets", hint=hint, span=span)


def bar_behind(token: Token) -> Ambiguous:
    r"""`x^2 + 3x|_{x=1}`: the value of the last part, or of all."""
    hint = r"write \left. … \right|_{…} around all that is meant"
    return Ambiguous("does the bar take the value of all before it, or of the last part?", hint=hint, span=token.span)


def bars(inner: Node, span: Span, rank: str, *, square: bool) -> Ambiguous:
    """`|A|`: the determinant, or the absolute value of each entry; of a vector its norm."""
    text = shown(inner)
    other = "det" if square else "norm"
    hint = f"write {other}({text}), or abs({text}) for the absolute values of the entries"
    what = "its determinant" if square else "its norm"
    return Ambiguous(f"bars around a {rank}: {what}, or absolute values?", hint=hint, span=span)


def matrix_norm(inner: Node, index: str, span: Span) -> SymcalcError:
    r"""`\|A\|_2` of a matrix is its largest singular value, `\|A\|_1` its largest column sum."""
    text = shown(inner)
    if index == "2":
        hint = rf"for the Frobenius norm write \|{text}\|_F, or norm({text})"
        return Unsupported("the 2-norm of a matrix is its largest singular value", hint=hint, span=span)
    hint = f"for the sum of all absolute values write norm1({text}); the largest column sum is not in the language"
    return Ambiguous("the 1-norm of a matrix: the largest column sum, or the sum of all?", hint=hint, span=span)


def derivative_of_value(call: Call, operand: Node, variables: Iterable[Node]) -> Ambiguous:
    r"""`\frac{d}{dx} f(3)`: the derivative of f at 3, or of the number f(3)."""
    at = f"diff({', '.join((call.function, *map(shown, variables)))})({listed(call.arguments)})"
    hint = f"write {at} (in LaTeX a fraction with {call.function} above the line), or diff({shown(operand)}, …)"
    message = f"the derivative of {call.function} at ({listed(call.arguments)}), or the derivative of {shown(operand)}?"
    return Ambiguous(message, hint=hint, span=operand.span)


def form_of_moved(word: str, what: str, call: Call) -> Ambiguous:
    """`grad f(y, x)`: the gradient of f at (y, x), or of the function of x and y that f(y, x) is."""
    inner = listed(call.arguments)
    hint = (
        f"write {word} {call.function} at ({inner}), in LaTeX {call.function}|_{{({inner})}}; or {word} ({shown(call)})"
    )
    return Ambiguous(f"the {what} of {call.function} at ({inner}), or of {shown(call)}?", hint=hint, span=call.span)


def squared_nabla(span: Span) -> Ambiguous:
    """`∇²f`: the matrix of second derivatives, or the sum of the unmixed ones."""
    hint = "write hessian f, or diff(f, x, x) + diff(f, y, y)"
    return Ambiguous("∇²: the Hessian, or the Laplacian?", hint=hint, span=span)
