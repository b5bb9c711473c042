"""Keys that do not depend on how dummies are called: equal keys, equal expressions.

A term is a graph, its indices the vertices; the least of the texts that its numberings give names it. Indices are
told apart by what surrounds them first (colour refinement), and only ties are tried in every way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import permutations
from typing import NamedTuple

from symcalc.errors import LimitReached
from symcalc.matrix.indices import (
    Apply,
    Bracket,
    Delta,
    Determinant,
    Entry,
    Exponent,
    Factor,
    Indexed,
    Inverse,
    Kronecker,
    Literal,
    Mark,
    Rate,
    Softmax,
    Stacked,
    Surd,
    Term,
)
from symcalc.matrix.positions import Index, Pair, Position, simple
from symcalc.syntax import written

Naming = Mapping[Index, str]

#: Numberings tried for one term; a term with more ties than that is beyond any formula a person writes.
MOST_TRIALS = 5000


class Signature(NamedTuple):
    """A factor apart from where it stands: equal keys at equal places mean equal factors.

    `at` are its indices in the order in which the key counts them; a symmetric one may exchange its two.
    """

    key: str
    at: tuple[Index, ...]
    symmetric: bool = False


@lru_cache(maxsize=16384)
def signature(factor: Factor) -> Signature:
    """What a factor is and where it stands."""
    match factor:
        case Entry(name, at, symmetric):
            return _placed(name, at, symmetric)
        case Delta(left, right):
            return _placed("δ", (left, right), symmetric=True)
        case Rate(name, at, by):
            return _placed(f"∂{name}", at + by)
        case Literal(array, at):
            return _placed(written(array), at)
        case Surd(value):
            return Signature(f"#{value}", ())
        case Mark(name):
            return Signature(f"constant {name}", ())
        case Bracket(body):
            return _body("", (body,))
        case Apply(function, arguments):
            return _body(function, arguments)
        case Inverse(body, row, column, at):
            return _inverse(body, row, column, at)
        case Determinant(body, row, column):
            return Signature(f"det({_either_way(body, row, column)[0]})", ())
        case Softmax(body, slot, at):
            return _softmax(body, slot, at)
        case Kronecker():
            return _kronecker(factor)
        case Stacked(body, row, column, at):
            return _placed(f"vec({key(body, {row: '@0', column: '@1'})})", (at,))
    raise TypeError(f"no signature of {type(factor).__name__}")


def _placed(name: str, at: Sequence[Position], symmetric: bool = False) -> Signature:
    """A factor by name; the key shows how composite its positions are."""
    form = ",".join(map(_form, at))
    return Signature(f"{name}[{form}]", tuple(index for part in at for index in simple(part)), symmetric)


def _form(position: Position) -> str:
    """How an index is composed: `.` for a plain one."""
    return f"({_form(position.slow)}{_form(position.fast)})" if isinstance(position, Pair) else "."


def _indices(bodies: Sequence[Indexed]) -> tuple[Index, ...]:
    """The free indices of several expressions, each once."""
    return tuple(dict.fromkeys(i for body in bodies for part in body.positions() for i in simple(part)))


def _body(name: str, bodies: Sequence[Indexed]) -> Signature:
    """A function of entries: the order of its free indices is the one with the least key."""
    found: dict[str, tuple[Index, ...]] = {}
    for order in permutations(_indices(bodies)):
        naming = {index: f"@{place}" for place, index in enumerate(order)}
        found.setdefault(f"{name}({'; '.join(key(body, naming) for body in bodies)})", order)
    least = min(found)
    return Signature(least, found[least], len(found) == 1 and len(found[least]) == 2)


def _either_way(body: Indexed, row: Index, column: Index) -> tuple[str, int]:
    """The lesser key of a matrix and its transpose; -1 where it is the transpose's, 0 where both are one."""
    straight, turned = key(body, {row: "@0", column: "@1"}), key(body, {row: "@1", column: "@0"})
    return min(straight, turned), (straight < turned) - (turned < straight)


def _inverse(body: Indexed, row: Index, column: Index, at: tuple[Position, Position]) -> Signature:
    least, way = _either_way(body, row, column)
    return _placed(f"inv({least})", at if way >= 0 else at[::-1], symmetric=way == 0)


def _softmax(body: Indexed, slot: Index, at: Position) -> Signature:
    others = [index for index in _indices((body,)) if index != slot]
    naming = {slot: "@s"} | {index: f"@{place}" for place, index in enumerate(others)}
    return _placed(f"softmax({key(body, naming)})", (at, *others))


def _kronecker(whole: Kronecker) -> Signature:
    """A Kronecker product: its sides in order, symmetric where both are."""
    sides = ((whole.left, whole.slots[:2]), (whole.right, whole.slots[2:]))
    texts, ways = [], []
    for body, slots in sides:
        row, column = slots
        texts.append(key(body, {index: f"@{place}" for place, index in enumerate(slots) if index is not None}))
        square = row is not None and column is not None
        ways.append(_either_way(body, row, column)[1] if row is not None and column is not None else int(square))
    return _placed(f"kron({'; '.join(texts)})", whole.positions(), symmetric=ways == [0, 0])


def key(expression: Indexed, naming: Naming) -> str:
    """The expression as a text in which free indices have the given names."""
    return " + ".join(sorted(f"{term.coefficient}{term_key(term, naming)}" for term in expression.terms)) or "0"


class _Node(NamedTuple):
    """A factor as a vertex of the graph: its text, its indices, whether two of them may be exchanged."""

    key: str
    at: tuple[Index, ...]
    symmetric: bool


def term_key(term: Term, naming: Naming) -> str:
    """The term without its coefficient as a text in which free indices have the given names.

    Factors that no sum ties together are named apart, so that a power of x'Ax has no more ties than x'Ax.
    """
    nodes = [_powered(base, power) for base, power in term.factors]
    if not term.dummies:
        return _written(nodes, naming)
    parts = _tied(nodes, set(term.dummies))
    return "*".join(sorted(_part_key(part, naming, dummies) for part, dummies in parts))


def _part_key(nodes: list[_Node], naming: Naming, dummies: list[Index]) -> str:
    """The key of factors that sums tie together."""
    if not dummies:
        return _written(nodes, naming)
    colours = {index: f"={naming[index]}" for node in nodes for index in node.at if index in naming}
    colours |= {index: f"~{index.size}" for index in dummies}
    return _least(nodes, colours, naming, dummies, [0])


def _tied(nodes: list[_Node], dummies: set[Index]) -> list[tuple[list[_Node], list[Index]]]:
    """The factors in groups that share no summed index, each with its summed indices."""
    groups: list[tuple[list[_Node], set[Index]]] = []
    for node in nodes:
        mine, places = [node], set(node.at) & dummies
        for group in [each for each in groups if each[1] & places]:
            groups.remove(group)
            mine, places = group[0] + mine, places | group[1]
        groups.append((mine, places))
    return [(group, list(places)) for group, places in groups]


def _powered(base: Factor, power: Exponent) -> _Node:
    """A factor with its exponent; an exponent with indices brings them."""
    sign = signature(base)
    if not isinstance(power, Indexed):
        return _Node(f"{sign.key}^{power}", sign.at, sign.symmetric)
    above = _body("", (power,))
    return _Node(f"{sign.key}^{above.key}", sign.at + above.at, sign.symmetric and not above.at)


def _least(
    nodes: list[_Node], colours: dict[Index, str], naming: Naming, dummies: list[Index], trials: list[int]
) -> str:
    """The least text over all numberings of the dummies that the colours do not order."""
    colours = _refined(nodes, colours)
    classes: dict[str, list[Index]] = {}
    for index in dummies:
        classes.setdefault(colours[index], []).append(index)
    tied = next((classes[colour] for colour in sorted(classes) if len(classes[colour]) > 1), None)
    if tied is None:
        order = sorted(dummies, key=colours.__getitem__)
        return _written(nodes, {**naming, **{index: f"_{place}" for place, index in enumerate(order)}})
    trials[0] += len(tied)
    if trials[0] > MOST_TRIALS:
        raise LimitReached("a product with too many equal factors to compare")
    return min(_least(nodes, {**colours, index: "!"}, naming, dummies, trials) for index in tied)


def _refined(nodes: list[_Node], colours: dict[Index, str]) -> dict[Index, str]:
    """Each index coloured by the factors around it and the colours at their other ends, until nothing changes."""
    while True:
        around: dict[Index, list[str]] = {index: [] for index in colours}
        for node in nodes:
            ends = [colours[index] for index in node.at]
            for place, index in enumerate(node.at):
                others = [*ends[:place], *ends[place + 1 :]]
                around[index].append(f"{node.key}{0 if node.symmetric else place}{others}")
        texts = {index: f"{colours[index]}{sorted(around[index])}" for index in colours}
        ranks = {text: f"{rank:04d}" for rank, text in enumerate(sorted(set(texts.values())))}
        finer = {index: ranks[text] for index, text in texts.items()}
        if len(ranks) == len(set(colours.values())):
            return finer
        colours = finer


def _written(nodes: list[_Node], names: Naming) -> str:
    """The factors as a text, in sorted order."""
    parts = []
    for node in nodes:
        at = [names[index] for index in node.at]
        parts.append(f"{node.key}{sorted(at) if node.symmetric else at}")
    return "*".join(sorted(parts))
