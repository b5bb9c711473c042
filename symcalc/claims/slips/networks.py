"""Slips in derivatives through definitions: a partial for a total derivative, a path left out."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Final

from symcalc.build.arrays import written_out
from symcalc.claims.context import Context
from symcalc.claims.meaning import Meaning
from symcalc.claims.paths import contributions
from symcalc.claims.slips.parts import parts, replaced
from symcalc.decide.identity.kernels.written import sum_of
from symcalc.syntax.source import Source
from symcalc.syntax.tree import Derivative, Name, Node
from symcalc.syntax.written import written as explicit

#: Whether two trees are proved equal.
Same = Callable[[Node, Node], bool]
#: Of more derivatives on one side, the first ones are looked at.
MOST_DERIVATIVES: Final = 8


class Network:
    """Claimed derivatives of the defined names in force."""

    def __init__(self, context: Context, source: Source, same: Same) -> None:
        self.context = context
        self.source = source
        self.same = same

    def slip(self, asked: Node, written: Node, claimed: Node) -> str | None:
        """What is wrong with a claimed derivative, as written and as expanded; None for what is no such derivative."""
        if not isinstance(asked, Derivative) or not isinstance(asked.function, Name) or len(asked.variables) != 1:
            return None
        if asked.function.name not in self.context.definitions:
            return None
        if asked.point is not None:
            return self._not_put_in(asked, claimed)
        return self._other_kind(asked, claimed) or self._dropped_path(asked, claimed) or self._exchanged(asked, written)

    def _expanded(self, node: Node) -> Node:
        return written_out(Meaning(self.context, self.source).expanded(node))

    def _not_put_in(self, asked: Derivative, claimed: Node) -> str | None:
        """The derivative as a function, where its value at arguments is asked for."""
        everywhere = self._expanded(Derivative(asked.kind, asked.function, asked.variables))
        return "the arguments are not put in" if self.same(everywhere, claimed) else None

    def _other_kind(self, asked: Derivative, claimed: Node) -> str | None:
        partial = asked.kind != "diff"
        other = Derivative("diff" if partial else "partial", asked.function, asked.variables)
        if not self.same(self._expanded(other), claimed):
            return None
        return "total for partial" if partial else "partial for total: only the direct dependence is there"

    def _dropped_path(self, asked: Derivative, claimed: Node) -> str | None:
        output, variable = asked.function, asked.variables[0]
        if asked.kind != "diff" or not isinstance(output, Name) or not isinstance(variable, Name):
            return None
        paths = contributions(self.context, self.source, output.name, variable.name)
        for index, (path, _) in enumerate(paths):
            rest = [tree for i, (_, tree) in enumerate(paths) if i != index]
            if rest and self.same(sum_of(rest), claimed):
                return f"dropped path: {' -> '.join(path)}"
        return None

    def _exchanged(self, asked: Derivative, written: Node) -> str | None:
        """Two derivatives of the written side that stand in each other's place."""
        found = [(way, part) for way, part in parts(written) if isinstance(part, Derivative)][:MOST_DERIVATIVES]
        left = self._expanded(asked) if len(found) > 1 else asked
        for (way, part), (other_way, other) in combinations(found, 2):
            exchanged = replaced(replaced(written, way, other), other_way, part)
            if part != other and self.same(left, self._expanded(exchanged)):
                return f"swapped factors: {explicit(part)} and {explicit(other)}"
        return None
