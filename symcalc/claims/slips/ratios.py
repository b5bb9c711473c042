"""What one side has too much or too little of, by the normal forms of both: a factor, a term."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from symcalc.decide.identity.kernels.construction import Built
from symcalc.decide.identity.kernels.written import polynomial_tree, tree_of
from symcalc.syntax.tree import Node, rational
from symcalc.syntax.written import written

#: A factor of larger numbers is no slip.
MOST_FACTOR: Final = 12
#: A dropped term or factor that takes more characters is not named.
MOST_LENGTH: Final = 60


def constant_factor(made: Built) -> str | None:
    """A sign, or a small number by which the claimed side has to be multiplied."""
    ratio = made.tower.rational(made.tower.divide(*made.ratios))
    if ratio == -1:
        return "sign"
    if ratio is None or max(abs(ratio.numerator), ratio.denominator) > MOST_FACTOR:
        return None
    return f"factor {written(rational(ratio))}"


def term(made: Built) -> str | None:
    """A term that one side lacks altogether, or has with another factor."""
    tower, (left, right) = made.tower, made.ratios
    if left.denominator != right.denominator or len(difference := left.numerator - right.numerator) != 1:
        return None
    gap = tower.subtract(left, right)
    powers = difference.monoms()[0]
    has = [side.numerator.to_dict().get(powers) for side in (left, right)]
    if min(len(left.numerator), len(right.numerator)) == 0 or has == [None, None]:
        return None
    if None not in has:
        factor = Fraction(int(has[0].p), int(has[0].q)) / Fraction(int(has[1].p), int(has[1].q))
        whole = tower.multiply(gap, tower.number(1 / (factor - 1)))
        return _presented(f"factor {written(rational(factor))}", tree_of(tower, whole))
    word = "dropped term" if has[1] is None else "extra term"
    return _presented(word, tree_of(tower, gap if has[1] is None else tower.negative(gap)))


def factor(made: Built) -> tuple[str, Node] | None:
    """A factor that one side lacks, as where an inner derivative is forgotten."""
    for word, (a, b) in (("dropped factor", (0, 1)), ("extra factor", (1, 0))):
        ratio = made.tower.divide(made.ratios[a], made.ratios[b])
        if ratio.denominator.is_constant() and len(ratio.numerator) <= 3:
            tree = polynomial_tree(made.tower, ratio.numerator)
            words = _presented(word, tree)
            if words is not None:
                return words, tree
    return None


def _presented(word: str, tree: Node) -> str | None:
    """The words, where the term or factor is one that a person would have written."""
    text = written(tree)
    return f"{word}: {text}" if len(text) <= MOST_LENGTH and "piecewise" not in text and "abs" not in text else None
