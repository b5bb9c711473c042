"""The likely slip in a refuted claim about vectors and matrices of declared shapes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import chain, islice
from typing import Final

from symcalc.claims.slips import edits
from symcalc.claims.slips.edits import Edit
from symcalc.errors import SymcalcError
from symcalc.matrix import identical
from symcalc.matrix.shapes import Shapes
from symcalc.syntax.program import Shape
from symcalc.syntax.tree import Negative, Node, Product, Transpose, rational
from symcalc.syntax.written import written

#: Factors that people forget, or put in.
FACTORS: Final = tuple(Fraction(*pair) for pair in ((2, 1), (1, 2), (-2, 1), (-1, 2)))
#: More changes are not tried.
MOST_GUESSES: Final = 160


def likely_slip(expected: Node, claimed: Node, shapes: Mapping[str, Shape]) -> str | None:
    """A change that makes a refuted claim true: a sign, a factor, a transpose, the layout, what was left out."""
    if _turned(expected, claimed, shapes):
        return "missing transpose: the layout is the other one" if _same(expected, Transpose(claimed), shapes) else None
    repairs = ((edit.words, expected, edit.tree) for edit in _repairs(claimed))
    losses = ((edit.words, edit.tree, claimed) for edit in edits.losses(expected))
    later = ((edit.words, expected, edit.tree) for edit in chain(edits.factors(claimed), edits.extras(claimed)))
    for words, left, right in islice(chain(repairs, losses, later), MOST_GUESSES):
        if _same(left, right, shapes):
            return words
    return None


def _turned(expected: Node, claimed: Node, shapes: Mapping[str, Shape]) -> bool:
    """Whether the shapes differ as those of a matrix and its transpose do."""
    read = Shapes(dict(shapes))
    a, b = read.of(expected), read.of(claimed)
    return (a.rows, a.columns) != (b.rows, b.columns) and (a.rows, a.columns) == (b.columns, b.rows)


def _repairs(claimed: Node) -> Iterator[Edit]:
    yield Edit("sign", Negative(claimed))
    for factor in FACTORS:
        yield Edit(f"factor {written(rational(factor))}", Product((rational(factor), claimed)))
    yield Edit("missing transpose: the layout is the other one", Transpose(claimed))
    yield from edits.transposes(claimed)
    yield from edits.signs_of_terms(claimed)
    yield from edits.exponents(claimed)


def _same(left: Node, right: Node, shapes: Mapping[str, Shape]) -> bool:
    """Whether two sides are proved equal; a changed side that does not fit together is no guess."""
    try:
        return identical(left, right, shapes).verdict == "proved"
    except SymcalcError:
        return False
