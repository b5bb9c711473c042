"""The likely slip in a refuted claim about numbers, and vectors and matrices that are written out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain, combinations, islice
from typing import Final

from symcalc.build.arrays import shape
from symcalc.claims.comparison import at_entry, single, transposed
from symcalc.claims.context import Context
from symcalc.claims.finding import Finding
from symcalc.claims.side import Side
from symcalc.claims.slips import edits, ratios
from symcalc.claims.slips.edits import Edit
from symcalc.claims.slips.inner import named
from symcalc.claims.slips.networks import Network
from symcalc.claims.slips.sameness import proved_same
from symcalc.decide.identity.conditions import conditions
from symcalc.decide.identity.kernels.construction import built
from symcalc.decide.identity.kernels.knowledge import Knowledge, Nowhere
from symcalc.decide.identity.kernels.settling import Unsettled
from symcalc.decide.identity.work import OutOfWork, Work
from symcalc.errors import SymcalcError
from symcalc.syntax.source import Source
from symcalc.syntax.tree import Array, Name, Negative, Node, names, substitute

#: The work that the normal forms of both sides may cost, and the changes that are tried.
WORK: Final = 20_000
MOST_GUESSES: Final = 300


def likely_slip(
    context: Context, source: Source, nodes: tuple[Node, Node], sides: tuple[Side, Side], finding: Finding
) -> str | None:
    """What was probably overlooked, in words; None where no simple change makes the claim true."""
    guesses = Guesses(context, source, nodes)
    whole = guesses.arrays(sides[0].tree, sides[1].tree)
    if whole is not None or shape(sides[0].tree) != shape(sides[1].tree):
        return whole
    left, right = (at_entry(single(side.tree), finding.entry) for side in sides)
    try:
        return guesses.derivative(right) or guesses.numbers(left, right)
    except (OutOfWork, Nowhere, Unsettled, SymcalcError):
        return None


class Guesses:
    """Tries simple changes."""

    def __init__(self, context: Context, source: Source, nodes: tuple[Node, Node]) -> None:
        self.context = context
        self.source = source
        self.nodes = nodes
        self.same = partial(proved_same, context)

    # -- arrays ----------------------------------------------------------------------------------------------------

    def arrays(self, left: Node, right: Node) -> str | None:
        """A transposed matrix, or a vector in another order."""
        if not isinstance(left, Array) or not isinstance(right, Array):
            return None
        if len(shape(left)) == len(shape(right)) == 2 and shape(left) == shape(right)[::-1]:
            return "missing transpose: the layout is the other one" if self._all(left, transposed(right)) else None
        if shape(left) != shape(right) or len(shape(left)) != 1:
            return None
        for i, j in combinations(range(len(right.items)), 2):
            items = list(right.items)
            items[i], items[j] = items[j], items[i]
            if self._all(left, Array(tuple(items))):
                return f"swapped entries: {i + 1} and {j + 1}"
        return None

    def _all(self, left: Node, right: Node) -> bool:
        if isinstance(left, Array) and isinstance(right, Array):
            return all(self._all(a, b) for a, b in zip(left.items, right.items, strict=True))
        return self.same(left, right)

    # -- derivatives -----------------------------------------------------------------------------------------------

    def derivative(self, claimed: Node) -> str | None:
        """A partial derivative for a total one, a path that is missing, derivatives that are exchanged."""
        network = Network(self.context, self.source, self.same)
        return network.slip(*self.nodes, claimed)

    # -- numbers ---------------------------------------------------------------------------------------------------

    def numbers(self, left: Node, right: Node) -> str | None:
        """A sign, a factor, swapped variables, an exponent, a term."""
        made = built(Knowledge(assumed=conditions(self.context.assumptions)), Work(WORK), (left, right))
        if not all(ratio.numerator for ratio in made.ratios):
            return None
        return (
            ratios.constant_factor(made)
            or self._first(left, chain(_exchanges(left, right), edits.signs_of_terms(right), _mirrored(right)))
            or self._first(left, chain(edits.signs_in_arguments(right), edits.exponents(right)))
            or ratios.term(made)
            or self._lost(left, right)
            or self._first(left, chain(edits.factors(right), edits.extras(right)))
            or self._factor(ratios.factor(made))
            or self._first(left, edits.mistaken(right, names(left) | names(right)))
        )

    def _first(self, left: Node, changes: Iterator[Edit]) -> str | None:
        """The words of the first change of the claimed side that makes both equal."""
        return next((edit.words for edit in islice(changes, MOST_GUESSES) if self.same(left, edit.tree)), None)

    def _lost(self, left: Node, right: Node) -> str | None:
        """A term or factor without which the side that was worked out is the claimed one."""
        losses = islice(edits.losses(left), MOST_GUESSES)
        return next((edit.words for edit in losses if self.same(edit.tree, right)), None)

    def _factor(self, found: tuple[str, Node] | None) -> str | None:
        """A factor in words, the inner derivative where it is one."""
        if found is None:
            return None
        words, tree = found
        return words + named(self.context, self.source, self.nodes, tree, self.same)


def _exchanges(left: Node, right: Node) -> Iterator[Edit]:
    """Two variables in each other's place."""
    for a, b in combinations(sorted(names(left) | names(right)), 2):
        yield Edit(f"swapped variables: {a} and {b}", substitute(right, {a: Name(b), b: Name(a)}))


def _mirrored(right: Node) -> Iterator[Edit]:
    """One variable with the other sign."""
    for name in sorted(names(right)):
        yield Edit(f"sign of {name}", substitute(right, {name: Negative(Name(name))}))
