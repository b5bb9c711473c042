"""Slips as changes of a tree: what people get wrong when they write a derivation, one change at a time.

A repair changes the side that was claimed; a loss changes the side that was worked out. Where the change makes both
sides equal, its words name the slip.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations
from typing import Final

from symcalc.claims.slips.parts import Way, parts, replaced
from symcalc.decide.identity.folding import number
from symcalc.decide.identity.kernels.written import product_of, sum_of
from symcalc.record import record
from symcalc.syntax.tree import (
    Call,
    Elementwise,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Transpose,
    integer,
    rational,
)
from symcalc.syntax.written import written

#: What terms are multiplied by, to see whether that was the slip.
FACTORS: Final = (Fraction(2), Fraction(1, 2), Fraction(3), Fraction(1, 3), Fraction(-2), Fraction(-1, 2))
#: Of sums of more terms, one term is changed at a time, not two.
MOST_TERMS: Final = 6
#: Functions of one argument that are taken for one another.
CONFUSED: Final = {
    "sin": "cos",
    "cos": "sin",
    "sinh": "cosh",
    "cosh": "sinh",
    "sigmoid": "tanh",
    "tanh": "sigmoid",
    "log": "log10",
    "log10": "log",
    "asin": "acos",
    "acos": "asin",
    "abs": "sign",
    "sign": "abs",
}


@record
class Edit:
    """What was probably overlooked, in words, and the tree in which it is not."""

    words: str
    tree: Node


# -- repairs of the claimed side ---------------------------------------------------------------------------------------


def signs_of_terms(tree: Node) -> Iterator[Edit]:
    """One or two terms of a sum with the other sign."""
    for way, terms, changed in _scaled(tree, Fraction(-1)):
        yield Edit(f"sign of a term: {' and '.join(map(written, terms))}", replaced(tree, way, changed))


def signs_in_arguments(tree: Node) -> Iterator[Edit]:
    """The argument of a function with the other sign."""
    for way, part in _arguments(tree):
        yield Edit(f"sign in an argument: {written(part)}", replaced(tree, way, _times(part, Fraction(-1))))


def factors(tree: Node) -> Iterator[Edit]:
    """One or two terms of a sum, or the argument of a function, times a small number."""
    for factor in FACTORS:
        for way, terms, changed in _scaled(tree, factor):
            words = f"factor {written(rational(factor))}: {' and '.join(map(written, terms))}"
            yield Edit(words, replaced(tree, way, changed))
        for way, part in _arguments(tree):
            words = f"factor {written(rational(factor))} in an argument: {written(part)}"
            yield Edit(words, replaced(tree, way, _times(part, factor)))


def exponents(tree: Node) -> Iterator[Edit]:
    """A power with its exponent one more, one less, or of the other sign; a root left out."""
    for way, part in parts(tree):
        for new in _other_powers(part):
            yield Edit(f"wrong exponent: {written(part)} should be {written(new)}", replaced(tree, way, new))


def _other_powers(part: Node) -> Iterator[Node]:
    match part:
        case Power(base, exponent) if (value := number(exponent)) is not None:
            for other in (value - 1, value + 1, value - 2, value + 2, -value):
                yield base if other == 1 else Power(base, rational(other))
        case Elementwise(".^", base, Number(value)):
            for other in (value - 1, value + 1):
                yield base if other == 1 else Elementwise(".^", base, rational(other))
        case Call("sqrt", (operand,)):
            yield operand
        case Name():
            yield Power(part, integer(2))
            yield Call("sqrt", (part,))
        case Quotient(numerator, denominator) if not isinstance(denominator, (Number, Power, Name)):
            yield Quotient(numerator, Power(denominator, integer(2)))
            yield Quotient(numerator, Call("sqrt", (denominator,)))


def extras(tree: Node) -> Iterator[Edit]:
    """A term or a factor left out."""
    for words, new in _without_one(tree):
        yield Edit(f"extra {words}", new)


def mistaken(tree: Node, known: Iterable[str]) -> Iterator[Edit]:
    """One function or one variable in the place of another."""
    choices = sorted(known)
    for way, part in parts(tree):
        if isinstance(part, Call) and part.function in CONFUSED and len(part.arguments) == 1:
            new = Call(CONFUSED[part.function], part.arguments)
            yield Edit(f"wrong function: {written(part)} should be {written(new)}", replaced(tree, way, new))
        if isinstance(part, Name):
            for other in choices:
                if other != part.name:
                    yield Edit(f"swapped variables: {part.name} should be {other}", replaced(tree, way, Name(other)))


def transposes(tree: Node) -> Iterator[Edit]:
    """A transpose too many or too few, twice a matrix for its sum with the transpose, factors in the wrong order."""
    for way, part in parts(tree):
        if isinstance(part, Transpose):
            yield Edit(f"extra transpose: {written(part)}", replaced(tree, way, part.operand))
        elif isinstance(part, Name) or (isinstance(part, Call) and part.function == "inv"):
            yield Edit(f"missing transpose: {written(part)}", replaced(tree, way, Transpose(part)))
        elif isinstance(part, Product):
            for new in _with_symmetric_part(part):
                words = f"missing transpose: {written(part)} should be {written(new)}"
                yield Edit(words, replaced(tree, way, new))
            yield Edit("factors in the wrong order", replaced(tree, way, Product(part.factors[::-1])))


def _with_symmetric_part(part: Product) -> Iterator[Node]:
    """`2 A x` as `(A + A') x`."""
    if isinstance(part.factors[0], Number) and part.factors[0].value == 2:
        rest = part.factors[1:]
        for index, factor in enumerate(rest):
            if isinstance(factor, Name):
                both = Sum((factor, Transpose(factor)))
                yield product_of([*rest[:index], both, *rest[index + 1 :]])


# -- losses of the side that was worked out ----------------------------------------------------------------------------


def losses(tree: Node) -> Iterator[Edit]:
    """A term or a factor left out."""
    for words, new in _without_one(tree):
        yield Edit(f"dropped {words}", new)


def _without_one(tree: Node) -> Iterator[tuple[str, Node]]:
    for way, part in parts(tree):
        below = _is_below(tree, way)
        for kind, piece, new in _shortened(part):
            shown = Quotient(integer(1), piece) if below and kind == "factor" else piece
            yield f"{kind}: {written(shown)}", replaced(tree, way, new)


def _is_below(tree: Node, way: Way) -> bool:
    """Whether the factors of a part are those of the denominator that it stands in."""
    below = False
    for index in way:
        below = (isinstance(tree, Quotient) and index == 1) or (below and isinstance(tree, (Product, Negative)))
        tree = tree.children()[index]
    return below


def _shortened(part: Node) -> Iterator[tuple[str, Node, Node]]:
    """A part without one of its terms or factors, and which; a factor that is a number is a slip of another kind."""
    match part:
        case Sum(terms):
            for index, term in enumerate(terms):
                yield "term", term, sum_of([*terms[:index], *terms[index + 1 :]])
        case Product(factors):
            for index, factor in enumerate(factors):
                if not isinstance(factor, Number):
                    yield "factor", factor, product_of([*factors[:index], *factors[index + 1 :]])
        case Quotient(numerator, denominator):
            if not isinstance(numerator, Number):
                yield "factor", numerator, Quotient(integer(1), denominator)
            if not isinstance(denominator, Number):
                yield "factor", Quotient(integer(1), denominator), numerator
        case Elementwise(".*", left, right):
            yield "factor", right, left
            yield "factor", left, right
        case Elementwise("./", left, right):
            yield "factor", Elementwise("./", integer(1), right), left


# -- parts that are changed --------------------------------------------------------------------------------------------


def _scaled(tree: Node, factor: Fraction) -> Iterator[tuple[Way, tuple[Node, ...], Node]]:
    """The way to a sum, one or two of its terms, and the sum with these times a factor."""
    for way, part in parts(tree):
        if isinstance(part, Sum):
            for count in (1, 2) if len(part.terms) <= MOST_TERMS else (1,):
                for chosen in combinations(range(len(part.terms)), count):
                    new = tuple(_times(term, factor) if i in chosen else term for i, term in enumerate(part.terms))
                    yield way, tuple(part.terms[i] for i in chosen), Sum(new)


def _arguments(tree: Node) -> Iterator[tuple[Way, Node]]:
    """The arguments of functions and the exponents that are no numbers."""
    for way, part in parts(tree):
        if isinstance(part, Call):
            yield from (((*way, index), argument) for index, argument in enumerate(part.arguments))
        elif isinstance(part, Power) and number(part.exponent) is None:
            yield (*way, 1), part.exponent


def _times(term: Node, factor: Fraction) -> Node:
    if factor == -1:
        return term.operand if isinstance(term, Negative) else Negative(term)
    return Product((rational(factor), term))
