"""A sum of products written short: like products added, common factors taken out as long as that saves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import combinations
from math import gcd, lcm

from symcalc.matrix.emission.frames import Frame, frames
from symcalc.matrix.emission.links import (
    FEWEST_STROKES,
    Chain,
    Link,
    Part,
    cheaper,
    cost,
    diagonal_link,
    hadamard_link,
    turned,
)
from symcalc.matrix.emission.written import Scalar, Written
from symcalc.syntax.tree import Call, Node, Number, Sum, Transpose, walk

#: More terms than this are only added up: looking for common factors grows with the square.
MOST_TERMS = 24
#: Factorings that are worked out, of all that are compared.
MOST_PROMISING = 3


def collected(terms: Sequence[Written]) -> Node:
    """The sum as a tree, common factors taken out as long as that makes it smaller."""
    rest = _kronecker(_like(terms))
    while 1 < len(rest) <= MOST_TERMS:
        better = _best(rest)
        if better is None:
            break
        rest = better
    return summed(rest)


def summed(terms: Sequence[Written]) -> Node:
    """The terms as they are, a positive one first."""
    if not terms:
        return Number(Fraction(0))
    first = next((each for each in terms if each.coefficient > 0), terms[0])
    trees = [term.tree() for term in (first, *(each for each in terms if each is not first))]
    return trees[0] if len(trees) == 1 else _sum(trees)


def _sum(trees: list[Node]) -> Node:
    """A sum in which A stands before A'; a term that is a sum has no bracket of its own."""
    trees = [part for tree in trees for part in (tree.terms if isinstance(tree, Sum) else (tree,))]
    first = trees[0]
    if isinstance(first, Transpose) and first.operand in trees:
        trees = [first.operand, first, *(tree for tree in trees[1:] if tree != first.operand)]
    return Sum(tuple(trees))


def oriented(terms: Sequence[Written]) -> Node:
    """The sum, or its transpose transposed where many strokes become one."""
    straight = collected(terms)
    if sum(isinstance(part, Transpose) for part in walk(straight)) < FEWEST_STROKES:
        return straight
    around = Transpose(collected([term.flip() for term in terms]))
    return around if cost(around) + 2 < cost(straight) else straight


def _like(terms: Sequence[Written]) -> list[Written]:
    """Products that differ by a number, added up."""
    found: dict[tuple[tuple[Scalar, ...], Chain], Written] = {}
    for term in terms:
        key = (term.scalars, term.chain)
        old = found.get(key)
        found[key] = Written(term.coefficient + (old.coefficient if old else 0), term.scalars, term.chain)
    return [term for term in found.values() if term.coefficient]


def _kronecker(terms: list[Written]) -> list[Written]:
    """kron(A, B) + kron(A, C) as kron(A, B + C), and the same on the left."""
    for left, right in combinations(terms, 2):
        for side in (0, 1):
            first, second = _side(left, side), _side(right, side)
            if first is None or second is None or first[0] != second[0] or left.scalars != right.scalars:
                continue
            inner = _sum([first[1], second[1]]) if right.coefficient == left.coefficient else None
            if inner is not None:
                parts = (first[0], inner) if side == 0 else (inner, first[0])
                node = Call("kron", parts)
                whole = Written(left.coefficient, left.scalars, (Link(node, turned(node)),))
                return _kronecker([whole, *(term for term in terms if term is not left and term is not right)])
    return terms


def _side(term: Written, side: int) -> tuple[Node, Node] | None:
    """The factor of a lone Kronecker product on one side, and the other one."""
    match term.chain:
        case (Link(Call("kron", (first, second))),):
            return (first, second) if side == 0 else (second, first)
    return None


def _best(terms: list[Written]) -> list[Written] | None:
    """The terms after the factoring that saves most, if any saves anything.

    Factorings are compared with what is left in brackets as it is; only the most promising are worked out.
    """
    sizes = [cost(term.tree()) for term in terms]
    candidates = dict.fromkeys(frame for left, right in combinations(terms, 2) for frame in frames(left, right))
    rated = []
    for frame in candidates:
        group = _sharing(terms, frame)
        if group:
            whole = _framed([rest for _, rest in group], frame, summed)
            rated.append((cost(whole.tree()) - sum(sizes[place] for place, _ in group), frame, group))
    rated.sort(key=lambda each: each[0])
    best: tuple[int, list[Written]] | None = None
    for _, frame, group in rated[:MOST_PROMISING]:
        whole = _framed([rest for _, rest in group], frame, collected)
        gain = cost(whole.tree()) - sum(sizes[place] for place, _ in group) - (len(group) == len(terms))
        if (best is None or gain < best[0]) and (gain < 0 or (gain == 0 and frame.multiplies)):
            best = gain, _replaced(terms, [place for place, _ in group], whole)
    return best[1] if best else None


def _sharing(terms: list[Written], frame: Frame) -> list[tuple[int, Written]]:
    """The terms that have the common factors, by place, and what is left of them."""
    rests = [(place, rest) for place, term in enumerate(terms) if (rest := frame.rest(term)) is not None]
    only_number = frame.empty and (
        abs(_content([rest.coefficient for _, rest in rests])) == 1 or len(rests) < len(terms)
    )
    return [] if len(rests) < 2 or only_number else rests


def _replaced(terms: list[Written], places: list[int], whole: Written) -> list[Written]:
    """One term instead of several, in the place of the first."""
    others = [whole if place == places[0] else term for place, term in enumerate(terms)]
    return [term for place, term in enumerate(others) if place == places[0] or place not in places]


def _content(numbers: list[Fraction]) -> Fraction:
    """The greatest common factor; negative where all are."""
    size = Fraction(gcd(*(each.numerator for each in numbers)), lcm(*(each.denominator for each in numbers)))
    return -size if all(each < 0 for each in numbers) else size


def _framed(rests: list[Written], frame: Frame, sum_of: Callable[[Sequence[Written]], Node]) -> Written:
    """The sum of what differs, within what is common, the common number in front."""
    content = _content([rest.coefficient for rest in rests])
    rests = [rest.scaled(1 / content) for rest in rests]
    inner = sum_of(rests)
    if frame.hollow:
        return Written(content, (*frame.scalars, (inner, Fraction(1))), (*frame.before, *frame.after))
    around = turned(inner) if sum_of is summed else cheaper(turned(inner), sum_of([rest.flip() for rest in rests]))
    middle = Link(inner, around)
    if frame.single:
        middle = hadamard_link([*frame.parts, Part(inner, around)])
        middle = diagonal_link((middle,)) if frame.diagonal else middle
    return Written(content, frame.scalars, (*frame.before, middle, *frame.after))
