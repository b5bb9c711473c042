"""A derivative at a place, as the commands answer it; coordinates that the place leaves open are any."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count

from symcalc.build import as_tree
from symcalc.calculus.pointwise.local import Local, local
from symcalc.calculus.posed import posed
from symcalc.claims.context import Context
from symcalc.claims.exceptional.places import Place, Slope
from symcalc.errors import DomainFault, Nondifferentiable, Unsupported
from symcalc.record import record, replace
from symcalc.syntax.source import Source
from symcalc.syntax.tree import Name, Node, names, substitute


@record
class Slopes:
    """Answers for the derivative of a function by one of the variables it is differentiated by.

    By several variables together (a gradient) there is a derivative only where the function is differentiable.
    """

    context: Context
    source: Source
    function: Node
    name: str
    variables: tuple[str, ...]

    def __call__(self, place: Place, more: tuple[Node, ...] = ()) -> Slope:
        """The derivative at a place, under the assumptions in force and more."""
        alone = self._at(place, (self.name,), more)
        if alone.value is None or len(self.variables) == 1:
            return alone
        return self._at(place, self.variables, more)

    def _at(self, place: Place, variables: Sequence[str], more: tuple[Node, ...]) -> Slope:
        moving = self._moving(place, variables)
        still = {name: Name(fresh) for name, fresh in moving.items()}
        at = {name: substitute(value, still) for name, value in place.items()} | still
        function = substitute(self.function, {name: value for name, value in at.items() if name not in variables})
        context = replace(
            self.context, assumptions=tuple(substitute(one, still) for one in (*self.context.assumptions, *more))
        )
        problem = context.problem(function, tuple(variables), {name: at[name] for name in variables}, self.source, "f")
        try:
            found = local(posed(problem), 1)
        except (DomainFault, Nondifferentiable):
            return Slope(None)
        except Unsupported:
            return Slope("unknown")
        back = {fresh: Name(name) for name, fresh in moving.items()}
        return _slope(found, list(variables).index(self.name), back)

    def _moving(self, place: Place, variables: Sequence[str]) -> dict[str, str]:
        """Names for the coordinates that a place leaves open: the point moves, and the variables are something else."""
        taken = names(self.function).union(place, *(names(one) for one in (*place.values(), *self.context.assumptions)))
        found = {}
        for name in variables:
            if name not in place:
                found[name] = next(f"{name}_{k}" for k in count() if f"{name}_{k}" not in taken)
        return found


def _slope(found: Local, index: int, back: Mapping[str, Node]) -> Slope:
    """The answer in the names of the place."""
    if not found.decided:
        return Slope("unknown")
    where = tuple(substitute(one, back) for one in found.where if names(one))
    return Slope(substitute(as_tree(found.gradient[index]), back), where)
