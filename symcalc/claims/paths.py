"""The paths of a network from an input to an output, and what each contributes to the derivative."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise

from symcalc.build.arrays import written_out
from symcalc.claims.context import Context
from symcalc.claims.meaning import Meaning
from symcalc.decide.identity.kernels.written import product_of
from symcalc.syntax.compose import dependencies
from symcalc.syntax.source import Source
from symcalc.syntax.tree import Derivative, Name, Node

#: More paths are not looked at.
MOST_PATHS = 24


def contributions(context: Context, source: Source, output: str, name: str) -> list[tuple[tuple[str, ...], Node]]:
    """Each path from the output down to a name, with the product of its single-step partials.

    Nothing where the output is no node of a network, or there are very many paths.
    """
    if output not in context.definitions:
        return []
    paths = list(islice(_paths(context, (output,), name), MOST_PATHS + 1))
    if not 2 <= len(paths) <= MOST_PATHS:
        return []
    meaning = Meaning(context, source)
    return [(path, _product(meaning, path)) for path in paths]


def _paths(context: Context, path: tuple[str, ...], name: str) -> Iterator[tuple[str, ...]]:
    definition = context.definitions.get(path[-1])
    if definition is None:
        return
    for below in dependencies(definition, context.definitions):
        if below == name:
            yield (*path, below)
        elif below in context.definitions:
            yield from _paths(context, (*path, below), name)


def _product(meaning: Meaning, path: tuple[str, ...]) -> Node:
    steps = (Derivative("partial", Name(upper), (Name(lower),)) for upper, lower in pairwise(path))
    return product_of([written_out(meaning.expanded(step)) for step in steps])
