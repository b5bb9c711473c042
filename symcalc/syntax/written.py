"""The explicit written form of a tree, `2*x**2`, which the parser reads back to an equal tree.

It is written by a stack, not by recursion, and stops at a limit: a small tree with shared parts may be a huge text.
Decimals are written as fractions, since numbers are exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from symcalc.errors import LimitReached
from symcalc.syntax.tree import (
    Array,
    Binding,
    Call,
    Constant,
    Derivative,
    Elementwise,
    Form,
    Logic,
    Name,
    Negative,
    Node,
    Number,
    Piecewise,
    Point,
    PointSet,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    Transpose,
    Truth,
)

MAX_CHARACTERS = 1_000_000
_MAX_BITS = 14_000
_SHOWN = 60
_SMALL = 10**15

#: How tight the parts of a written form bind.
ANY, OR, AND, NOT, RELATION, FORM, SUM, PRODUCT, FACTOR, POWER, ATOM = range(11)

#: A piece of text, or a node with the level it must have to stand without brackets.
_Piece: TypeAlias = "str | tuple[Node, int]"


def written(node: Node) -> str:
    """The tree in the explicit form of the input language; a text of more than 1,000,000 characters is refused.

    >>> x, y = Name("x"), Name("y")
    >>> written(Sum((Product((x, Power(y, Negative(x)))), Negative(Sum((x, y))))))
    'x*y**(-x) - (x + y)'
    """
    parts: list[str] = []
    length = 0
    stack: list[_Piece] = [(node, ANY)]
    while stack:
        piece = stack.pop()
        text = piece if isinstance(piece, str) else _short(piece[0])
        if text is None:
            stack.extend(reversed(_bracketed(*piece)))
            continue
        parts.append(text)
        length += len(text)
        if length > MAX_CHARACTERS:
            raise LimitReached(f"the written form is longer than {MAX_CHARACTERS:,} characters")
    return "".join(parts)


def _short(node: Node) -> str | None:
    """The text of a name or a small whole number, which most parts of a large answer are; it needs no brackets."""
    if isinstance(node, Name):
        return node.name
    if isinstance(node, Number) and node.value.denominator == 1 and node.value.numerator < _SMALL:
        return str(node.value.numerator)
    return None


def shown(node: Node, *, brackets: bool = False) -> str:
    """The tree as a message shows it: short, e as `e`; with brackets around anything but an atom where asked for.

    >>> shown(Sum((Name("x"), Constant("e"))), brackets=True)
    '(x + e)'
    """
    text = written(node).replace("exp(1)", "e").replace("**", "^")
    if len(text) > _SHOWN:
        return "(…)"
    return f"({text})" if brackets and _level(node) < ATOM else text


def listed(nodes: Iterable[Node]) -> str:
    """Several nodes for a message, with commas between them.

    >>> listed([Name("x"), Name("y")])
    'x, y'
    """
    return ", ".join(map(shown, nodes))


def _bracketed(node: Node, level: int) -> list[_Piece]:
    pieces = list(_pieces(node))
    return ["(", *pieces, ")"] if _level(node) < level else pieces


def _level(node: Node) -> int:
    """How tight the outermost operator of a node binds."""
    match node:
        case Number(value):
            return ATOM if value.denominator == 1 else PRODUCT
        case Logic(operator):
            return {"or": OR, "and": AND, "not": NOT}[operator]
        case Elementwise(operator):
            return POWER if operator == ".^" else PRODUCT
        case Power(Constant("e"), _):
            return ATOM
        case _:
            return _LEVELS.get(type(node), ATOM)


_LEVELS: dict[type[Node], int] = {
    Relation: RELATION,
    Form: FORM,
    Sum: SUM,
    Negative: SUM,
    Product: PRODUCT,
    Quotient: PRODUCT,
    Power: POWER,
    Binding: ANY,
}


def _pieces(node: Node) -> Iterable[_Piece]:
    match node:
        case Number(value):
            return _number(value.numerator, value.denominator)
        case Name(name):
            return (name,)
        case Constant(name):
            return ("exp(1)" if name == "e" else name,)
        case Negative(operand):
            return ("-", (operand, PRODUCT))
        case Sum(terms):
            return _sum(terms)
        case Product(factors):
            return _separated(_factors(factors), "*")
        case Quotient(numerator, denominator):
            return ((numerator, PRODUCT), "/", (denominator, FACTOR))
        case Power() | Elementwise():
            return _power(node)
        case Transpose(operand):
            return ((operand, ATOM), "'") if not isinstance(operand, Number) else ("(", (operand, ANY), ")'")
        case _:
            return _compound(node)


def _compound(node: Node) -> Iterable[_Piece]:
    """What is written with names, brackets and words."""
    match node:
        case Call("integer", (Name() as name,)):
            return ((name, ANY), " integer")
        case Call(function, arguments):
            return (function, *_listed("(", arguments, ")"))
        case Array(items):
            return _listed("[", items, "]")
        case Point(coordinates):
            return _listed("(", coordinates, ")")
        case Piecewise(pieces):
            return ("piecewise", *_listed("(", [Point(piece) for piece in pieces], ")"))
        case Derivative(kind, function, variables, point):
            at = () if point is None else _listed("(", point, ")")
            return ("partial" if kind == "partial" else "diff", *_listed("(", (function, *variables), ")"), *at)
        case Binding(name, value):
            return (f"{name} = ", (value, ANY))
        case Truth(value):
            return ("true" if value else "false",)
        case _:
            return _condition(node)


def _condition(node: Node) -> Iterable[_Piece]:
    """Relations, conditions, and what stands in claims."""
    match node:
        case Relation(operators, operands):
            rest = zip(operators, operands[1:], strict=True)
            return ((operands[0], FORM), *(piece for sign, side in rest for piece in (f" {sign} ", (side, FORM))))
        case Logic("not", operands):
            return ("not ", (operands[0], RELATION))
        case Logic(operator, operands):
            level = AND if operator == "or" else NOT
            return _separated([(operand, level) for operand in operands], f" {operator} ")
        case PointSet(points, kinds):
            return _point_set(points, kinds)
        case Form():
            return _form(node)
        case _:
            raise TypeError(f"no written form of {type(node).__name__}")


def _number(numerator: int, denominator: int) -> tuple[str, ...]:
    if max(numerator.bit_length(), denominator.bit_length()) > _MAX_BITS:
        raise LimitReached("a number of more than 4,000 digits")
    return (str(numerator),) if denominator == 1 else (str(numerator), "/", str(denominator))


def _sum(terms: tuple[Node, ...]) -> Iterator[_Piece]:
    for index, term in enumerate(terms):
        negative = isinstance(term, Negative)
        if index:
            yield " - " if negative else " + "
        elif negative:
            yield "-"
        yield (term.operand if isinstance(term, Negative) else term), PRODUCT


def _factors(factors: tuple[Node, ...]) -> list[_Piece]:
    first = FACTOR if isinstance(factors[0], Product) else PRODUCT
    return [(factor, FACTOR if index else first) for index, factor in enumerate(factors)]


def _power(node: Power | Elementwise) -> tuple[_Piece, ...]:
    if isinstance(node, Power):
        if node.base == Constant("e"):
            return ("exp(", (node.exponent, ANY), ")")
        exponent = ATOM + 1 if isinstance(node.exponent, Transpose) else POWER
        return ((node.base, ATOM), "**", (node.exponent, exponent))
    if node.operator == ".^":
        exponent = ATOM + 1 if isinstance(node.right, Transpose) else POWER
        return ((node.left, ATOM), " .^ ", (node.right, exponent))
    return ((node.left, PRODUCT), f" {node.operator} ", (node.right, FACTOR))


def _separated(pieces: Iterable[_Piece], separator: str) -> list[_Piece]:
    parts: list[_Piece] = []
    for piece in pieces:
        if parts:
            parts.append(separator)
        parts.append(piece)
    return parts


def _listed(opener: str, items: Iterable[Node], closer: str) -> list[_Piece]:
    short = ((item, _short(item)) for item in items)
    return [opener, *_separated([(item, ANY) if text is None else text for item, text in short], ", "), closer]


def _point_set(points: tuple[Node, ...], kinds: tuple[str | None, ...]) -> list[_Piece]:
    members: list[_Piece] = []
    for point, kind in zip(points, kinds, strict=True):
        members += [", "] if members else []
        members += [(point, ANY), f" {kind}" if kind else ""]
    return ["{", *members, "}"]


def _form(form: Form) -> Iterator[_Piece]:
    """`grad f`, `hessian(f, x, y)`, `taylor (x + y) at (0, 0) order 3`."""
    if form.name == "value":
        yield from ((form.operands[0], SUM), " at ", (form.at or form.operands[0], ATOM))
        return
    yield form.name
    if form.variables or len(form.operands) > 1:
        yield from _listed("(", (form.operands[0], *form.variables, *form.operands[1:]), ")")
    elif isinstance(form.operands[0], Name):
        yield " "
        yield form.operands[0], ANY
    else:
        yield from (" (", (form.operands[0], ANY), ")")
    for word, part in (("at", form.at), ("order", form.order)):
        if part is not None:
            yield f" {word} "
            yield part, ATOM
