"""Single points of families of places, as witnesses: real, defined, and where the family's own conditions hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice, product
from typing import Final

from symcalc.calculus.critical.result import Family, Nondifferentiable
from symcalc.claims.landscape import Landscape, Place, exact
from symcalc.decide.identity.domains import exists
from symcalc.decide.identity.values import exact_value
from symcalc.decide.sign import truth
from symcalc.record import record
from symcalc.syntax.tree import Node, Quotient, integer, names, substitute

#: The values of parameters that are tried.
TRIED: Final = (*map(integer, (0, 1, 2, -1, 3, -2)), Quotient(integer(1), integer(2)), *map(integer, (10, -10)))
#: So many points of a family are tried.
MOST_TRIED: Final = 200


@record
class Places:
    """A place with parameters, and the condition on them; without parameters a single place."""

    point: Place
    parameters: tuple[str, ...] = ()
    where: Node | None = None

    def instances(self) -> Iterator[Place]:
        """Points of the family whose coordinates exist and whose parameters satisfy the condition."""
        if not self.parameters:
            yield self.point
            return
        for values in islice(product(TRIED, repeat=len(self.parameters)), MOST_TRIED):
            at = dict(zip(self.parameters, values, strict=True))
            place = {name: substitute(value, at) for name, value in self.point.items()}
            allowed = self.where is None or truth(substitute(self.where, at)) is True
            if allowed and all(_exists(value) for value in place.values()):
                yield {name: exact_value(value) for name, value in place.items()}


def families_of(landscape: Landscape, spot: Place) -> list[Places]:
    """A place of an extremum with the parameters and the condition of each family that it may stand for."""
    found = landscape.found
    entries: tuple[Family | Nondifferentiable, ...] = (*found.families, *found.nondifferentiable)
    own = {name for value in spot.values() for name in names(value)}.difference(landscape.parameters)
    known = [Places(spot, entry.parameters, entry.where) for entry in entries if entry.point == spot]
    return known or [Places(spot, tuple(sorted(own)))]


def places_of(family: Family) -> list[Places]:
    """A family by its parametrised point, if it has one that is known exactly."""
    curve = None if family.point is None else exact(family.point)
    return [] if curve is None else [Places(curve, family.parameters, family.where)]


def outside(
    landscape: Landscape, families: Sequence[Places], claimed: Sequence[Place], accepted: Callable[[Place], bool]
) -> Place | None:
    """A point of a family that is none of the claimed ones; None where none of those tried is."""
    for place in chain.from_iterable(family.instances() for family in families):
        if accepted(place) and all(landscape.same(member, place) is False for member in claimed):
            return place
    return None


def takes(landscape: Landscape, place: Place, value: Node) -> bool:
    """Whether the function is defined at a place and has a value there."""
    there = landscape.value_at(place)
    return _exists(there) and landscape.equal(there, value) is True


def _exists(value: Node) -> bool:
    """Whether a value is a real number; one with parameters of the problem is taken as it stands."""
    return bool(names(value)) or exists(value) is True
