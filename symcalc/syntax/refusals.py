"""Texts with two readings, and likely slips: what is refused rather than guessed, with both readings in the hint."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from symcalc.errors import Ambiguous, NameFault, SyntaxFault
from symcalc.syntax.arithmetic import product
from symcalc.syntax.functions import ALIASES, known
from symcalc.syntax.names import GREEK
from symcalc.syntax.textbook.operators import operator_name
from symcalc.syntax.tokens import Token
from symcalc.syntax.tree import Binding, Name, Node, Number, Point, PointSet, Quotient, Span, Transpose
from symcalc.syntax.written import listed, shown

if TYPE_CHECKING:
    from symcalc.syntax.expression import Reader


def divisor(reader: Reader, node: Node, left: Node, right: Node, sign: str) -> Ambiguous:
    """`1/2x`: x may be below the line or behind it."""
    place, factors = reader.token.span, [right]
    while reader.begins_operand():
        factors.append(reader.factor_without_sign(factors[-1]))
    rest = [shown(factor, brackets=True) for factor in factors[1:]]
    behind = "*".join((f"({shown(node)})", *rest))
    hint = f"write {behind} or {shown(Quotient(left, product(factors))).replace('/', sign, 1)}"
    if sign != "/":
        hint = (
            f"write {behind} or {shown(left, brackets=True)} {sign} ({'*'.join((shown(right, brackets=True), *rest))})"
        )
    where = "below the line" if sign == "/" else "in the second operand"
    return Ambiguous(f"is what follows {shown(node)} {where} or behind it?", hint=hint, span=place)


def number_behind(before: Node, token: Token) -> SyntaxFault:
    """`x 2` and `(x)2`: a forgotten sign, more likely than a product."""
    text = shown(before, brackets=True)
    hint = f"write {token.text}*{text}, or {text}^{token.text} for a power"
    return SyntaxFault("a number stands before what it multiplies", hint=hint, span=token.span)


def two_numbers(first: Token, second: Token) -> SyntaxFault:
    """`2 3`, `1.2.3`, `2½`."""
    hint = "write the sign between them" if second.start > first.end else "a decimal number has one point"
    return SyntaxFault("two numbers side by side", hint=hint, span=second.span)


def exponent_over(base: Node, exponent: Span, below: Token) -> Ambiguous:
    """`x^1/2`: the root of x, or x over 2."""
    low = shown(base, brackets=True)
    hint = f"write {low}^(1/{below.text}) or {low}/{below.text}"
    return Ambiguous("is what follows '/' in the exponent?", hint=hint, span=Span(exponent.start, below.end))


def glued_exponent(reader: Reader, base: Node, exponent: Node, start: int) -> Ambiguous:
    """`e^2x`: x may be in the exponent or behind it."""
    name = reader.token
    low, high, rest = shown(base, brackets=True), shown(exponent), shown(reader.factor())
    hint = f"write {low}^{high}*{rest} or {low}^({high}*{rest})"
    return Ambiguous(f"is {name.text} in the exponent or behind it?", hint=hint, span=Span(start, name.end))


def transposed_exponent(base: Node, exponent: Transpose, span: Span) -> Ambiguous:
    """`A^n'`: the power may be transposed, or the exponent."""
    low, high = shown(base, brackets=True), shown(exponent.operand)
    hint = f"write ({low}^{high})' or {low}^({high}')"
    return Ambiguous("is the power transposed, or the exponent?", hint=hint, span=span)


def raised_twice(token: Token) -> Ambiguous:
    """`x²^3`: the power may be raised, or the exponent."""
    hint = "write (x^2)^3 or x^(2^3)"
    return Ambiguous("is the power raised, or the exponent?", hint=hint, span=token.span)


def double_factorial(node: Node, span: Span) -> Ambiguous:
    """`x!!` is the double factorial, another function than the factorial of a factorial."""
    hint = f"write factorial(factorial({shown(node)})); the double factorial is not in the language"
    return Ambiguous("'!!' is the double factorial, or a factorial of a factorial", hint=hint, span=span)


def double_bar(inner: Node, span: Span) -> Ambiguous:
    """`||v||` where shapes are declared: the norm, or absolute values of entries."""
    hint = f"write norm({shown(inner.children()[0])}) or abs({shown(inner)})"
    return Ambiguous("'||…||': a norm, or the absolute value of an absolute value?", hint=hint, span=span)


def index(name: str, items: tuple[Node, ...], span: Span, *, called: bool) -> SyntaxFault:
    """`x[1]` is no entry and no product."""
    if called:
        hint = f"write {name}({listed(items)})"
        return SyntaxFault(f"'{name}[': the arguments of {name} stand in round brackets", hint=hint, span=span)
    if name == "]":
        return SyntaxFault("a list is no product with a list behind it, and has no entries here", span=span)
    entry = shown(items[0]) if len(items) == 1 and isinstance(items[0], Number | Name) else "1"
    return SyntaxFault(f"'{name}[' is no entry of {name}", hint=f"an indexed name is written {name}_{entry}", span=span)


def factor_or_entry(name: str, span: Span) -> Ambiguous:
    r"""`\epsilon[x^2]` in LaTeX, where epsilon is not known as a variable, and `x[n - 1]`: more than a product."""
    letter = f"\\{name}" if name in _GREEK_NAMES else name
    hint = rf"for a product write {letter} \cdot […]; an entry is {letter}_1, arguments stand in round brackets"
    return Ambiguous(f"'{name}[': a product, or an entry or an argument of {name}?", hint=hint, span=span)


def single_item(node: Node, span: Span) -> Ambiguous:
    """`[x + 1]` in LaTeX: a bracket, or a vector of one entry."""
    text = shown(node)
    hint = rf"write ({text}), or \begin{{bmatrix}} {text} \end{{bmatrix}}"
    return Ambiguous("square brackets around one item: a bracket, or a vector?", hint=hint, span=span)


def call_or_product(reader: Reader, token: Token, reason: str) -> Ambiguous:
    """`gamma(x)` where gamma is a variable too, `u(2)` where u is defined without a head."""
    items, span = reader.group()
    inner = listed(items)
    hint = f"for a product write {token.text}*({inner}); for a function give it a head, or the variable another name"
    message = f"{token.text}({inner}): a call or a product? {reason}"
    return Ambiguous(message, hint=hint, span=Span(token.start, span.end))


def gamma(reader: Reader, token: Token) -> Ambiguous:
    r"""`\gamma(x)` in LaTeX: the function is `\Gamma`."""
    items, span = reader.group()
    hint = rf"write \Gamma({listed(items)}) for the function, or \gamma \cdot ({listed(items)}) for a product"
    return Ambiguous(r"\gamma(…): a call or a product?", hint=hint, span=Span(token.start, span.end))


def spaced_call(reader: Reader, token: Token) -> Ambiguous | None:
    """`f (x)` and `abs x`: a call where the name is a function, a product where it is a variable.

    Names of Greek letters (`beta x`) and declared ones are variables.
    """
    scope, name = reader.scope, token.text
    defined = scope.functions.get(name) is not None
    bracket = reader.token.kind == "(" and reader.token.text != "{"
    function = known(name) is not None and name not in scope.functions and (bracket or name not in _GREEK_NAMES)
    if name in scope.declared or not (function or (defined and bracket)):
        return None
    start = reader.token
    items = reader.groups[reader.at].items if bracket else (reader.factor(),)
    hint = f"write {name}({listed(items)}) or {name}*({listed(items)})"
    return Ambiguous(f"'{name} {start.text}': a call or a product?", hint=hint, span=Span(token.start, start.end))


_GREEK_NAMES = frozenset(GREEK.values())


def unknown_function(reader: Reader, token: Token) -> NameFault | Ambiguous:
    """A call of a name that is no function: the nearest names, and how to write a product."""
    name = token.text
    if operator := operator_name(reader, token):
        return operator
    near = reader.scope.nearest(name)
    items, _ = reader.group()
    inner = listed(items) or "…"
    if near:
        hint = f"did you mean {' or '.join(near)}?"
    else:
        parameter = next(letter for letter in "xtuv" if letter != name)
        hint = f"for a product write {name}*({inner}); to define a function write {name}({parameter}) = …"
    return NameFault(f"unknown function '{name}'", hint=hint, span=token.span)


def inverse_or_reciprocal(name: str, span: Span) -> Ambiguous:
    """`sin^-1 x`: the inverse function, or one over it."""
    inverse = ALIASES.get("arc" + name)
    hint = (
        f"write {inverse}(x) or 1/{name}(x)"
        if inverse
        else f"write 1/{name}(x); an inverse is written by its own formula"
    )
    return Ambiguous(f"{name}^-1: the inverse function, or one over it?", hint=hint, span=span)


def second_power(name: str, span: Span) -> Ambiguous:
    """`sin (x)^2` with a space, `sin^2(x)^3`: it is not clear what is raised."""
    hint = f"write ({name}(x))^2 or {name}((x)^2)"
    return Ambiguous(f"is {name} raised, or its argument?", hint=hint, span=span)


def spaced_multiplier(reader: Reader, name: str) -> Ambiguous:
    """`sin 2 x`: the argument may be 2, or 2x."""
    first, second = reader.token, reader.tokens[reader.at + 1]
    reader.at += 1
    rest = shown(reader.factor(), brackets=True)
    hint = f"write {name}({first.text}*{rest}) or {name}({first.text})*{rest}"
    return Ambiguous(f"is '{second.text}' in the argument of {name}?", hint=hint, span=second.span)


def longer_argument(reader: Reader, name: str, argument: Node) -> Ambiguous:
    """`sin x y`, `sin x/2`: the argument may end, or go on."""
    after = reader.token
    sign = after.kind if after.kind in {"/", "./"} else ""
    reader.at += bool(sign)
    rest, inner = shown(reader.factor(), brackets=True), shown(argument)
    whole = shown(argument, brackets=bool(sign)) + (sign or "*") + rest
    hint = f"write {name}({inner}){sign or '*'}{rest} or {name}({whole})"
    return Ambiguous(f"does the argument of {name} end before '{after.text}'?", hint=hint, span=after.span)


def operator(operand: Node, token: Token) -> Ambiguous:
    r"""`\frac{d}{dx} x^2 + 3x`: of the sum, or of its first term."""
    hint = rf"put what is differentiated in brackets, and the whole: \left(\frac{{d}}{{dx}}({shown(operand)})\right) …"
    return Ambiguous(f"does what is differentiated end before '{token.text}'?", hint=hint, span=token.span)


def derivative_or_product(node: Node, items: Iterable[Node], span: Span) -> Ambiguous:
    """`diff(x^2, x)(x+1)`: the derivative at a point, or a product."""
    hint = f"for a product write {shown(node)}*({listed(items)}), for a derivative at a point diff(f, x)(…)"
    return Ambiguous("the derivative at a point, or a product?", hint=hint, span=span)


def infinite(token: Token) -> SyntaxFault:
    """`oo` in an expression."""
    hint = "it stands in bounds, x=0..oo, and in conditions"
    return SyntaxFault("oo is no number", hint=hint, span=token.span)


def no_value(node: Node) -> SyntaxFault:
    """A tuple, a set, a binding or a condition where a value is expected."""
    if isinstance(node, Point):
        return SyntaxFault("a tuple is no value", hint="a vector is written [a, b]", span=node.span)
    if isinstance(node, PointSet):
        return SyntaxFault("a set is no value", hint="a vector is written [a, b]", span=node.span)
    if isinstance(node, Binding):
        return SyntaxFault("'=' is not expected here", hint="an equality is written ==", span=node.span)
    return SyntaxFault("a condition stands where a value is expected", span=node.span)


#: What is written instead of a sign that stands where it cannot.
_INSTEAD = {
    "=": "an equality is written ==",
    ":": "a shape is declared by itself: A: n x n",
    ",": "a decimal is written with a point, 2.5, and a vector in brackets, [a, b]",
    "{": "brackets are ( ) and [ ]; for LaTeX --input latex",
}


def form_outside(name: str, span: Span) -> SyntaxFault:
    """What a command computes, where an expression is read."""
    return SyntaxFault(f"{name} stands in claims, which `symcalc check` judges", span=span)


def unexpected(token: Token) -> SyntaxFault:
    """A token that cannot stand where it does."""
    if token.kind == "end":
        return SyntaxFault("an operand is missing at the end", span=token.span)
    hint = _INSTEAD.get(token.kind)
    if token.kind == "form":
        return form_outside(token.text, token.span)
    if token.kind == "'":
        return SyntaxFault("a transpose stands behind a name or a bracket", span=token.span)
    return SyntaxFault(f"unexpected '{token.text}'", hint=hint, span=token.span)
