"""Composite indices: products that are Kronecker products and stacked matrices (`vec`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from symcalc.matrix.emission.graph import NoMatrixForm
from symcalc.matrix.emission.links import Link, cheaper, turned
from symcalc.matrix.emission.written import Written, merged
from symcalc.matrix.indices import PLAIN, Delta, Powered, Term
from symcalc.matrix.positions import Index, Pair, Position, new, renamed, simple
from symcalc.syntax.tree import Call, Node

Spot = Position | None


class TermWriter(Protocol):
    """What writes the parts."""

    def term(self, term: Term, row: Spot, column: Spot, *, spread: bool = False) -> Written:
        """One term as a product."""


def untied(term: Term, row: Spot, column: Spot) -> tuple[Term, Spot, Spot]:
    """The term without a δ that says of which pair a free index is made."""
    for part in term.factors:
        base = part[0]
        if not isinstance(base, Delta):
            continue
        for plain, pair in ((base.left, base.right), (base.right, base.left)):
            if plain in (row, column) and isinstance(plain, Index) and isinstance(pair, Pair):
                inner, made = _loosened(term, part, pair)
                return untied(inner, *(made if spot == plain else spot for spot in (row, column)))
    return term, row, column


def _loosened(term: Term, part: Powered, pair: Pair) -> tuple[Term, Position]:
    """The term without that δ, and the pair; an index of it that is free elsewhere too is tied to it by a new δ."""
    free = {index: new(index.size) for index in simple(pair) if index not in term.dummies}
    links = tuple((Delta(old, made), PLAIN) for old, made in free.items())
    rest = tuple(each for each in term.factors if each is not part) + links
    dummies = tuple(each for each in term.dummies if each not in set(simple(pair)))
    return Term(term.coefficient, rest, dummies), renamed(pair, free)


def written(writer: TermWriter, term: Term, row: Spot, column: Spot) -> Written:
    """A term whose row or column is a pair; raises `NoMatrixForm` where it is no Kronecker product or stack."""
    if row == column or _same_entry(term, row, column):
        return _diagonal(writer, term, row, column)
    for first, second, make in _readings(row, column):
        groups = separated(term, [first, second])
        if groups is not None:
            return make(writer, groups)
    raise NoMatrixForm


Ends = tuple[Spot, Spot]
Groups = list[tuple[Term, Ends]]


def _readings(row: Spot, column: Spot) -> Iterable[tuple[Ends, Ends, Maker]]:
    """The two matrices that a composite row and column may be made of."""
    above, below = (row.slow, row.fast) if isinstance(row, Pair) else (row, None)
    before, behind = (column.slow, column.fast) if isinstance(column, Pair) else (column, None)
    if isinstance(row, Pair) and isinstance(column, Pair):
        yield (above, before), (below, behind), _kronecker
        yield (below, above), (behind, before), _stacks
    elif isinstance(row, Pair):
        if column is None:
            yield (below, above), (None, None), _stack
            return
        yield (above, column), (below, None), _kronecker
        yield (above, None), (below, column), _kronecker
    elif row is None:
        yield (behind, before), (None, None), _stack_row
    else:
        yield (row, before), (None, behind), _kronecker
        yield (None, before), (row, behind), _kronecker


def separated(term: Term, ends: list[Ends]) -> Groups | None:
    """The factors that belong to each pair of free indices, where no factor joins two of them."""
    places = [{index for spot in pair if spot is not None for index in simple(spot)} for pair in ends]
    left = list(term.factors)
    groups: Groups = []
    for pair, free in zip(ends, places, strict=True):
        reached, mine = set(free), list[Powered]()
        while near := [part for part in left if reached & set(_indices(part))]:
            mine += near
            left = [part for part in left if not any(part is each for each in near)]
            reached |= {index for part in near for index in _indices(part)}
        others = set().union(*(each for each in places if each is not free)) - free
        if reached & others:
            return None
        groups.append((Term(PLAIN, tuple(mine), tuple(each for each in term.dummies if each in reached)), pair))
    reached_all = {index for group, _ in groups for index in group.dummies}
    rest = Term(term.coefficient, tuple(left), tuple(each for each in term.dummies if each not in reached_all))
    return [*groups, (rest, (None, None))]


def _indices(part: Powered) -> list[Index]:
    return [index for position in Term(PLAIN, (part,)).positions() for index in simple(position)]


def _parts(writer: TermWriter, groups: Groups) -> tuple[Written, list[Written]]:
    """The scalar part, and the matrices."""
    *matrices, (rest, _) = groups
    return writer.term(rest, None, None), [writer.term(term, *ends) for term, ends in matrices]


def _whole(outside: Written, matrices: list[Written], link: Link) -> Written:
    """All numbers and scalars in front of one link."""
    coefficient, scalars = outside.coefficient, outside.scalars
    for matrix in matrices:
        coefficient *= matrix.coefficient
        scalars += matrix.scalars
    return Written(coefficient, merged(scalars), (link,))


def _bare(matrix: Written) -> Node:
    """The chain of a product alone."""
    return Written(PLAIN, (), matrix.chain).tree()


def _kronecker(writer: TermWriter, groups: Groups) -> Written:
    outside, matrices = _parts(writer, groups)
    node, around = (Call("kron", tuple(map(_bare, each))) for each in (matrices, [part.flip() for part in matrices]))
    return _whole(outside, matrices, Link(cheaper(node, turned(around)), cheaper(around, turned(node))))


def _stacks(writer: TermWriter, groups: Groups) -> Written:
    """vec(M) vec(N)'."""
    outside, matrices = _parts(writer, groups)
    first, second = (Call("vec", (_bare(matrix),)) for matrix in matrices)
    whole = _whole(outside, matrices, Link(first, turned(first)))
    return Written(whole.coefficient, whole.scalars, (*whole.chain, Link(turned(second), second)))


def _stack(writer: TermWriter, groups: Groups) -> Written:
    outside, matrices = _parts(writer, groups)
    node = Call("vec", (_bare(matrices[0]),))
    return _whole(outside, matrices[:1], Link(node, turned(node)))


def _stack_row(writer: TermWriter, groups: Groups) -> Written:
    return _stack(writer, groups).flip()


class Maker(Protocol):
    """How a product is made of two groups of factors."""

    def __call__(self, writer: TermWriter, groups: Groups) -> Written:
        """The product."""


def _same_entry(term: Term, row: Spot, column: Spot) -> bool:
    """Whether δ make row and column one."""
    if not isinstance(row, Pair) or not isinstance(column, Pair):
        return False
    deltas = [{base.left, base.right} for base, _ in term.factors if isinstance(base, Delta)]
    return {row.slow, column.slow} in deltas and {row.fast, column.fast} in deltas


def _diagonal(writer: TermWriter, term: Term, row: Spot, column: Spot) -> Written:
    """The diagonal matrix of a stacked one."""
    if not isinstance(row, Pair) or not isinstance(column, Pair):
        raise NoMatrixForm
    gone = ({row.slow, column.slow}, {row.fast, column.fast})
    rest = [part for part in term.factors if not _is_delta(part, gone)]
    if len(rest) == len(term.factors) - 2 and not rest:
        return Written(term.coefficient, (), (_identity(row),))
    one = {index: to for index, to in ((column.slow, row.slow), (column.fast, row.fast)) if isinstance(index, Index)}
    inner = writer.term(Term(term.coefficient, tuple(rest), term.dummies).rename(one), row.fast, row.slow)
    node = Call("diag", (Call("vec", (_bare(inner),)),))
    return Written(inner.coefficient, inner.scalars, (Link(node, node),))


def _is_delta(part: Powered, pairs: tuple[set[Position], ...]) -> bool:
    return isinstance(part[0], Delta) and {part[0].left, part[0].right} in pairs


def _identity(row: Pair) -> Link:
    node = Call("eye", (row.size.tree(),))
    return Link(node, node)
