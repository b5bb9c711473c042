"""The places at which an extremum is taken, each said once: no point that a family or a set of them holds already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symcalc.calculus.critical.result import Known
from symcalc.calculus.critical.search.cuts import difference
from symcalc.decide.sign import is_zero, truth
from symcalc.record import record
from symcalc.syntax.tree import Name, Node, names, substitute


@record
class Places:
    """A place with the parameters that stand in its coordinates, and the condition on them."""

    point: Mapping[str, Known]
    where: Node | None = None

    def hold(self, single: Mapping[str, Known]) -> bool:
        """Whether a single point is certainly one of these places.

        >>> from symcalc.syntax import parse_expression, parse_conditions
        >>> curve = Places({"x": Name("t"), "y": parse_expression("t^2")}, parse_conditions("t > 0")[0])
        >>> [curve.hold({"x": parse_expression(x), "y": parse_expression("4")}) for x in ("2", "-2", "3")]
        [True, False, False]
        """
        values = _parameters(self.point, single)
        if values is None:
            return False
        if self.where is not None and truth(substitute(self.where, values)) is not True:
            return False
        pairs = [(value, single[name]) for name, value in self.point.items()]
        return all(
            isinstance(value, Node) and isinstance(at, Node) and is_zero(difference(substitute(value, values), at))
            for value, at in pairs
        )


def _parameters(point: Mapping[str, Known], single: Mapping[str, Known]) -> dict[str, Node] | None:
    """What the parameters are at a point, where each of them is a coordinate."""
    found: dict[str, Node] = {}
    for name, value in point.items():
        at = single.get(name)
        if isinstance(value, Name) and isinstance(at, Node):
            found[value.name] = at
    needed = {letter for value in point.values() if isinstance(value, Node) for letter in names(value)}
    return found if needed and needed <= set(found) else None


def without_repeats(
    singles: Sequence[Mapping[str, Known]], families: Sequence[Places], sets: Sequence[Node]
) -> list[Mapping[str, Known]]:
    """The points that are in none of the families and satisfy none of the conditions of sets, as far as is seen."""
    return [p for p in singles if not any(family.hold(p) for family in families) and not _in_a_set(p, sets)]


def _in_a_set(point: Mapping[str, Known], sets: Sequence[Node]) -> bool:
    exact = {name: value for name, value in point.items() if isinstance(value, Node)}
    return len(exact) == len(point) and any(truth(substitute(condition, exact)) is True for condition in sets)
