"""The likely slip in a refuted claim: a change of the right side that makes it true, if a simple one does."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from typing import Final

from symcalc.build.arrays import shape, written_out
from symcalc.claims.comparison import at_entry, transposed
from symcalc.claims.context import Context
from symcalc.claims.finding import Finding
from symcalc.claims.meaning import Meaning, Side
from symcalc.claims.paths import contributions
from symcalc.decide.identity.conditions import conditions
from symcalc.decide.identity.kernels.construction import Built, built
from symcalc.decide.identity.kernels.knowledge import Knowledge, Nowhere
from symcalc.decide.identity.kernels.settling import Unsettled
from symcalc.decide.identity.kernels.written import polynomial_tree, sum_of, tree_of
from symcalc.decide.identity.proofs.prove import prove
from symcalc.decide.identity.search import Search
from symcalc.decide.identity.work import OutOfWork, Work
from symcalc.errors import SymcalcError
from symcalc.syntax.source import Source
from symcalc.syntax.tree import Array, Derivative, Name, Negative, Node, Product, Sum, names, rational, substitute
from symcalc.syntax.written import written

#: The work one guess may cost, and a first look at it.
WORK: Final = 20_000
LOOK: Final = ((6, 64),)
#: What terms are multiplied by, to see whether that was the slip.
FACTORS: Final = (Fraction(-1), Fraction(2), Fraction(1, 2), Fraction(3), Fraction(1, 3))
#: Sums of more terms are tried term by term only.
MOST_TERMS: Final = 6
#: A factor of larger numbers is no slip.
MOST_FACTOR: Final = 12
#: A dropped term or factor that takes more characters is not named.
MOST_LENGTH: Final = 60


def likely_slip(
    context: Context, source: Source, nodes: tuple[Node, Node], sides: tuple[Side, Side], finding: Finding
) -> str | None:
    """What was probably overlooked, in words; None where no simple change makes the claim true."""
    guesses = Guesses(context, source)
    whole = guesses.arrays(sides[0].tree, sides[1].tree)
    if whole is not None:
        return whole
    if shape(sides[0].tree) != shape(sides[1].tree):
        return None
    left, right = (at_entry(side.tree, finding.entry) for side in sides)
    try:
        return guesses.derivative(nodes, right) or guesses.numbers(left, right)
    except (OutOfWork, Nowhere, Unsettled, SymcalcError):
        return None


class Guesses:
    """Tries simple changes."""

    def __init__(self, context: Context, source: Source) -> None:
        self.context = context
        self.source = source
        self.conditions = conditions(context.assumptions)

    def same(self, left: Node, right: Node) -> bool:
        """Whether two trees are proved equal, cheaply."""
        variables = sorted(names(left) | names(right) | {n for a in self.context.assumptions for n in names(a)})
        try:
            if not self.context.formal and Search(left, right, variables, self.context.assumptions).run(LOOK):
                return False
            proof = prove(left, right, self.conditions, Work(WORK))
        except (OutOfWork, SymcalcError):
            return False
        return proof is not None and proof.cases > 0

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

    def derivative(self, nodes: tuple[Node, Node], right: Node) -> str | None:
        """A partial derivative for a total one, or a path that is missing."""
        for node in nodes:
            if isinstance(node, Derivative) and isinstance(node.function, Name) and len(node.variables) == 1:
                found = self._total_for_partial(node, right) or self._path(node, right)
                if found is not None:
                    return found
        return None

    def _total_for_partial(self, node: Derivative, right: Node) -> str | None:
        if not isinstance(node.function, Name) or node.function.name not in self.context.definitions:
            return None
        other = Derivative("diff" if node.kind == "partial" else "partial", node.function, node.variables)
        tree = written_out(Meaning(self.context, self.source).expanded(other))
        if not self.same(tree, right):
            return None
        return (
            "total for partial" if node.kind == "partial" else "partial for total: only the direct dependence is there"
        )

    def _path(self, node: Derivative, right: Node) -> str | None:
        if node.kind == "partial" or not isinstance(node.variables[0], Name) or not isinstance(node.function, Name):
            return None
        paths = contributions(self.context, self.source, node.function.name, node.variables[0].name)
        for index, (path, _) in enumerate(paths):
            rest = [tree for i, (_, tree) in enumerate(paths) if i != index]
            if rest and self.same(rest[0] if len(rest) == 1 else Sum(tuple(rest)), right):
                return f"dropped path: {' -> '.join(path)}"
        return None

    # -- numbers ---------------------------------------------------------------------------------------------------

    def numbers(self, left: Node, right: Node) -> str | None:
        """A sign, a factor, swapped variables, a term."""
        made = built(Knowledge(assumed=self.conditions), Work(WORK), (left, right))
        if not all(ratio.numerator for ratio in made.ratios):
            return None
        return (
            self._constant_factor(made)
            or self._swapped(left, right)
            or self._mirrored(left, right)
            or self._changed_terms(left, right)
            or self._missing_term(left, right)
            or self._term(made)
            or self._factor(made)
        )

    def _constant_factor(self, made: Built) -> str | None:
        ratio = made.tower.rational(made.tower.divide(*made.ratios))
        if ratio == -1:
            return "sign"
        if ratio is None or max(abs(ratio.numerator), ratio.denominator) > MOST_FACTOR:
            return None
        return f"factor {written(rational(ratio))}"

    def _swapped(self, left: Node, right: Node) -> str | None:
        for a, b in combinations(sorted(names(left) | names(right)), 2):
            if self.same(left, substitute(right, {a: Name(b), b: Name(a)})):
                return f"swapped variables: {a} and {b}"
        return None

    def _mirrored(self, left: Node, right: Node) -> str | None:
        for name in sorted(names(right)):
            if self.same(left, substitute(right, {name: Negative(Name(name))})):
                return f"sign of {name}"
        return None

    def _changed_terms(self, left: Node, right: Node) -> str | None:
        """The sign or a factor of one term, or of two alike."""
        for factor in FACTORS:
            for terms, changed in _with_factor(right, factor):
                if self.same(left, changed):
                    text = " and ".join(map(written, terms))
                    return f"sign of a term: {text}" if factor == -1 else f"factor {written(rational(factor))}: {text}"
        return None

    def _missing_term(self, left: Node, right: Node) -> str | None:
        """A term of one side, as it is written there, without which the sides are equal."""
        for word, whole, other in (("dropped term", left, right), ("extra term", right, left)):
            terms = whole.terms if isinstance(whole, Sum) else ()
            for index, term in enumerate(terms if len(terms) > 1 else ()):
                if (
                    self.same(sum_of([*terms[:index], *terms[index + 1 :]]), other)
                    and len(written(term)) <= MOST_LENGTH
                ):
                    return f"{word}: {written(term)}"
        return None

    def _term(self, made: Built) -> str | None:
        """A term of one side that the other lacks altogether."""
        tower, (left, right) = made.tower, made.ratios
        gap = tower.subtract(left, right)
        if len(gap.numerator) != 1 or left.denominator != right.denominator:
            return None
        powers = gap.numerator.monoms()[0]
        has = [side.numerator.to_dict().get(powers) for side in (left, right)]
        if (has[0] is None) == (has[1] is None) or min(len(left.numerator), len(right.numerator)) == 0:
            return None
        text = written(tree_of(tower, gap if has[1] is None else tower.negative(gap)))
        word = "dropped term" if has[1] is None else "extra term"
        return f"{word}: {text}" if _presentable(text) else None

    def _factor(self, made: Built) -> str | None:
        """A factor that one side lacks, as where an inner derivative is forgotten."""
        for word, (a, b) in (("dropped factor", (0, 1)), ("extra factor", (1, 0))):
            ratio = made.tower.divide(made.ratios[a], made.ratios[b])
            if ratio.denominator.is_constant() and len(ratio.numerator) <= 3:
                text = written(polynomial_tree(made.tower, ratio.numerator))
                if _presentable(text):
                    return f"{word}: {text}"
        return None


def _presentable(text: str) -> bool:
    """Whether a term or factor of the normal form is one that a person would have written."""
    return len(text) <= MOST_LENGTH and "piecewise" not in text and "abs" not in text


def _with_factor(tree: Node, factor: Fraction) -> Iterator[tuple[tuple[Node, ...], Node]]:
    """One or two terms of a sum, and the sum with these times a factor; of a sum inside a product or quotient too."""
    if isinstance(tree, Sum):
        for count in (1, 2) if len(tree.terms) <= MOST_TERMS else (1,):
            for chosen in combinations(range(len(tree.terms)), count):
                new = tuple(_times(term, factor) if i in chosen else term for i, term in enumerate(tree.terms))
                yield tuple(tree.terms[i] for i in chosen), Sum(new)
        return
    for index, part in enumerate(tree.children()):
        if isinstance(part, Sum):
            for terms, changed in _with_factor(part, factor):
                yield terms, _with_part(tree, index, changed)


def _with_part(tree: Node, index: int, part: Node) -> Node:
    """The tree with one of its parts replaced."""
    parts = iter((*tree.children()[:index], part, *tree.children()[index + 1 :]))
    return tree.map(lambda _: next(parts))


def _times(term: Node, factor: Fraction) -> Node:
    if factor == -1:
        return term.operand if isinstance(term, Negative) else Negative(term)
    return Product((rational(factor), term))
