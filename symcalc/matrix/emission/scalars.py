"""Sums over all entries: dot products, norms, sums, traces, in their shortest form."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from symcalc.matrix.emission.links import (
    Chain,
    Part,
    chain_tree,
    cheaper,
    cost,
    flipped,
    hadamard,
    hadamard_link,
    parts_of,
    turned,
)
from symcalc.matrix.emission.written import Scalar
from symcalc.matrix.indices import PLAIN
from symcalc.syntax.tree import Call, Transpose

TWO = Fraction(2)


def sum_of(labels: Sequence[Part | Chain]) -> Scalar:
    """The sum over the entries of the elementwise product of vectors."""
    if len(labels) == 1:
        label = labels[0]
        return total(label if not isinstance(label, Part) else (hadamard_link([label]),))
    if len(labels) == 2 and not any(isinstance(label, Part) for label in labels):
        first, second = labels
        if not isinstance(first, Part) and not isinstance(second, Part):
            return _dot(first, second)
    parts = [part for label in labels for part in ((label,) if isinstance(label, Part) else parts_of(label))]
    return Call("sum", (hadamard(parts),)), PLAIN


def total(chain: Chain) -> Scalar:
    """The sum of the entries of a vector or a matrix: a trace, a norm where they are squares or absolute values."""
    while len(chain) > 1 and chain[-1].ones:
        chain = chain[:-1]
    while len(chain) > 1 and chain[0].ones:
        chain = chain[1:]
    node = chain_tree(chain)
    if len(chain) == 1:
        parts = chain[0].parts or (Part(node, turned(node)),)
        if len(parts) == 1 and not chain[0].diagonal:
            return _of_one(parts[0])
    return Call("sum", (cheaper(node, chain_tree(flipped(chain))),)), PLAIN


def _of_one(part: Part) -> Scalar:
    """The sum of a power of the entries of one vector or matrix."""
    node = cheaper(part.node, part.turned)
    if part.exponent == TWO:
        return Call("norm", (node,)), TWO
    if part.exponent != PLAIN:
        return Call("sum", (hadamard([Part(node, node, part.exponent)]),)), PLAIN
    inside = node.operand if isinstance(node, Transpose) else node
    if isinstance(inside, Call) and inside.function == "abs":
        return Call("norm1", inside.arguments), PLAIN
    if isinstance(inside, Call) and inside.function == "diag":
        return Call("tr", inside.arguments), PLAIN
    return Call("sum", (inside,)), PLAIN


def _dot(first: Chain, second: Chain) -> Scalar:
    """u'v, in the order with fewer transposes; a norm where it is a square."""
    for here, there in ((first, second), (second, first)):
        if here[-1].ones:
            return total((*flipped(here[:-1]), *there)) if len(here) > 1 else total(there)
    if chain_tree(first) == chain_tree(second):
        return Call("norm", (chain_tree(first),)), TWO
    if min(link.order for link in second) < min(link.order for link in first):
        first, second = second, first
    orders = [(*flipped(first), *second), (*flipped(second), *first)]
    chain = min(orders, key=lambda each: cost(chain_tree(each)))
    return squared(chain) or (chain_tree(chain), PLAIN)


def squared(chain: Chain) -> Scalar | None:
    """X'A'A x as the square of the norm of A x."""
    half = len(chain) // 2
    if len(chain) % 2 or flipped(chain[:half]) != chain[half:]:
        return None
    return Call("norm", (chain_tree(chain[half:]),)), TWO


def trace(chain: Chain) -> Scalar:
    """The trace of a product, begun where fewest transposes are needed."""
    turns = [(*each[start:], *each[:start]) for each in (chain, flipped(chain)) for start in range(len(chain))]
    for each in turns:
        norm = squared(each)
        if norm:
            return norm
    best = min(turns, key=lambda each: (cost(chain_tree(each)), each[0].order))
    inside = chain_tree(best)
    return Call("tr", (inside.operand if isinstance(inside, Transpose) else inside,)), PLAIN


def trace_is_shorter(first: Chain, second: Chain) -> bool:
    """Whether tr(M N') is no longer than sum(M .* N)."""
    return cost(trace((*first, *flipped(second)))[0]) <= cost(
        total((hadamard_link([*parts_of(first), *parts_of(second)]),))[0]
    )
