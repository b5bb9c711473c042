"""Points as they are written in claims: positions in the order of the variables, or bindings."""

from __future__ import annotations

from collections.abc import Sequence

from symcalc.errors import NameFault, UsageFault
from symcalc.syntax.tree import Binding, Node, Point


def place_of(place: Node, variables: Sequence[str]) -> dict[str, Node]:
    """The coordinates of a point by name.

    Raises UsageFault for too many or too few positions, NameFault for a name that is given twice.

    >>> from symcalc.syntax.tree import integer
    >>> list(place_of(Point((integer(1), integer(2))), ("x", "y")))
    ['x', 'y']
    """
    parts = place.coordinates if isinstance(place, Point) else (place,)
    bindings = [part for part in parts if isinstance(part, Binding)]
    if bindings:
        return _bound(bindings, parts)
    if len(parts) != len(variables):
        wanted = ", ".join(variables) or "no variables"
        raise UsageFault(f"{len(parts)} positions for {wanted}", hint="at (x=0, y=1) names them", span=place.span)
    return dict(zip(variables, parts, strict=True))


def _bound(bindings: Sequence[Binding], parts: Sequence[Node]) -> dict[str, Node]:
    if len(bindings) != len(parts):
        raise UsageFault("a point has positions or names, not both", span=parts[0].span)
    found: dict[str, Node] = {}
    for binding in bindings:
        if binding.name in found:
            raise NameFault(f"{binding.name} is given twice", span=binding.span)
        found[binding.name] = binding.value
    return found
