"""Claims about critical points as sets, and about global minima and maxima."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Final, Literal

from symcalc.calculus.critical.result import Extremum, Family, Nondifferentiable
from symcalc.claims.context import Context
from symcalc.claims.finding import UNDEFINED, Evidence, Finding
from symcalc.claims.instances import families_of, outside, places_of, takes
from symcalc.claims.landscape import Landscape, Member, Place, Spot, exact, known
from symcalc.claims.meaning import Meaning
from symcalc.decide.identity import identical
from symcalc.decide.identity.domains import exists
from symcalc.decide.identity.values import exact_value
from symcalc.decide.sign import sign, truth
from symcalc.errors import Unsupported
from symcalc.syntax.source import Source
from symcalc.syntax.tree import Array, Call, Form, Name, Negative, Node, PointSet, Sum, integer, names, substitute, walk
from symcalc.syntax.written import written

#: Why a finite set is not all of a family with real parameters.
NOT_ISOLATED: Final = "the critical points are not isolated"


def equal(context: Context, source: Source, form: Node, other: Node) -> Finding:
    """Whether a set of critical points, or a global extremum, is what stands on the other side.

    Raises Unsupported where critical points are compared with what is no set.
    """
    assert isinstance(form, Form)  # noqa: S101 (it is what makes this claim one about points)
    meaning = Meaning(context, source)
    landscape = Landscape(form, meaning)
    if form.name != "critical":
        return extremum(landscape, meaning.expanded(other))
    if not isinstance(other, PointSet):
        raise Unsupported("critical points are compared with a set", hint="{-1, 0, 2}", span=other.span)
    return critical_set(landscape, landscape.members(other))


# -- sets of critical points -------------------------------------------------------------------------------------------


def critical_set(landscape: Landscape, claimed: Sequence[Member]) -> Finding:
    """Whether the critical points are exactly the claimed ones, with their kinds."""
    for judge in (_outside, _extra, _missing, _outside_family, _wrong_kind):
        finding = judge(landscape, claimed)
        if finding is not None:
            return finding
    found = landscape.found
    if not found.complete:
        return Finding("undecided", f"every point is right, but the list is not proved complete ({found.method})")
    if any(spot.conditional for spot in landscape.spots):
        return Finding("undecided", "the points depend on conditions on the parameters")
    return Finding("proved", f"the critical points are proved to be these ({found.method})")


def _matching(landscape: Landscape, member: Member) -> Spot | Literal["unknown"] | None:
    answers = [
        (spot, None if spot.place is None else landscape.same(member.place, spot.place)) for spot in landscape.spots
    ]
    for spot, same in answers:
        if same:
            return spot
    return "unknown" if any(same is None for _, same in answers) else None


def _outside(landscape: Landscape, claimed: Sequence[Member]) -> Finding | None:
    """A claimed point at which an assumption on the variables does not hold."""
    assumptions = [one for one in landscape.meaning.context.assumptions if names(one) & set(landscape.variables)]
    for member, assumption in product(claimed, assumptions):
        if truth(substitute(assumption, member.place)) is False:
            evidence = Evidence(member.place, "outside", written(assumption))
            return Finding("refuted", f"a claimed point is not where {written(assumption)}", evidence)
    return None


def _left(landscape: Landscape, place: Place) -> bool:
    """Whether a place is outside the domain that the assumptions leave."""
    return _outside(landscape, [Member(place)]) is not None


def _extra(landscape: Landscape, claimed: Sequence[Member]) -> Finding | None:
    """A claimed point at which the gradient is not zero, or does not exist."""
    for member in claimed:
        if _matching(landscape, member) is None:
            values = landscape.slopes(member.place)
            at = [None if value is None else landscape.equal(value, integer(0)) for value in values]
            if False in at:
                return _no_critical_point(member, [value for value in values if value is not None])
            if None in at:
                return Finding("undecided", "whether the gradient is zero at a claimed point was not decided")
    return None


def _no_critical_point(member: Member, slopes: Sequence[Node]) -> Finding:
    """The refutation by a point with another gradient, or without one."""
    if any(not names(slope) and exists(slope) is False for slope in slopes):
        evidence = Evidence(member.place, UNDEFINED, "0 at a critical point")
        return Finding("refuted", "there is no gradient at a claimed point", evidence)
    there = tuple(map(exact_value, slopes))
    shown = there[0] if len(there) == 1 else Array(there)
    return Finding(
        "refuted", "the gradient is not zero at a claimed point", Evidence(member.place, shown, "0 at a critical point")
    )


def _missing(landscape: Landscape, claimed: Sequence[Member]) -> Finding | None:
    """A critical point that is not in the set."""
    for spot in landscape.spots:
        if spot.place is None or spot.conditional:
            continue
        if all(landscape.same(member.place, spot.place) is False for member in claimed):
            return Finding("refuted", "a critical point is missing", Evidence(spot.place, spot.kind, "not in the set"))
    return None


def _outside_family(landscape: Landscape, claimed: Sequence[Member]) -> Finding | None:
    """A point of a family that is not in the set, which is finite."""
    for family in landscape.found.families:
        place = outside(landscape, places_of(family), [member.place for member in claimed], lambda _: True)
        if place is not None:
            evidence = Evidence(place, family.kind, "not in the set")
            reason = "a critical point is missing" if _repeats(family) else NOT_ISOLATED
            return Finding("refuted", reason, evidence)
    if landscape.found.families:
        repeating = all(map(_repeats, landscape.found.families))
        return Finding("undecided", "the critical points are families that repeat" if repeating else NOT_ISOLATED)
    return None


def _repeats(family: Family) -> bool:
    """Whether a family is one of isolated points, a point for each integer."""
    conditions = () if family.where is None else walk(family.where)
    calls = [node for node in conditions if isinstance(node, Call) and node.function == "integer"]
    return {Name(name) for name in family.parameters} <= {call.arguments[0] for call in calls}


def _wrong_kind(landscape: Landscape, claimed: Sequence[Member]) -> Finding | None:
    """A point that is of another kind than claimed."""
    open_kind = None
    for member in claimed:
        spot = _matching(landscape, member)
        if not isinstance(spot, Spot):
            return Finding("undecided", "whether the points are the same was not decided")
        if member.kind is None or spot.kind == member.kind:
            continue
        if spot.kind == "undecided" or spot.conditional:
            open_kind = Finding("undecided", f"the kind of a point was not decided ({spot.evidence})")
        else:
            evidence = Evidence(member.place, spot.kind, member.kind)
            article = "an" if spot.kind == "inflection" else "a"
            return Finding("refuted", f"it is {article} {spot.kind}: {spot.evidence}", evidence)
    return open_kind


# -- global extrema ----------------------------------------------------------------------------------------------------


def extremum(landscape: Landscape, value: Node) -> Finding:
    """Whether the global minimum (or maximum) is a value, taken where that is claimed."""
    form = landscape.form
    places = [] if form.at is None else landscape.members(form.at)
    wrong = _outside(landscape, places) or _wrong_place(landscape, value, places) or _beaten(landscape, value)
    if wrong is not None:
        return wrong
    best = landscape.found.global_.minimum if form.name == "minimum" else landscape.found.global_.maximum
    reason = landscape.found.global_.reason or landscape.found.method
    if best is None:
        return Finding("refuted", f"there is no {form.name}: {reason}")
    if not isinstance(best, Extremum):
        return Finding("undecided", f"the global {form.name} was not decided ({reason})")
    return _against(landscape, value, places, best, reason)


def _wrong_place(landscape: Landscape, value: Node, places: Sequence[Member]) -> Finding | None:
    """A claimed place at which the function does not have the claimed value."""
    for member in places:
        verdict = identical(landscape.value_at(member.place), value, landscape.meaning.context.assumptions)
        if verdict.verdict == "refuted":
            there = verdict.witness.left if verdict.witness is not None else None
            evidence = Evidence(member.place, there if there is not None else "undefined", value)
            return Finding("refuted", "the function has another value there", evidence)
    return None


def _beaten(landscape: Landscape, value: Node) -> Finding | None:
    """A critical point at which the function lies beyond the claimed extremum."""
    least = landscape.form.name == "minimum"
    for spot in landscape.spots:
        if spot.value is None or spot.place is None:
            continue
        gap = Sum((value, Negative(spot.value)) if least else (spot.value, Negative(value)))
        if not names(gap) and sign(gap) == 1:
            word = "below" if least else "above"
            return Finding("refuted", f"the function is {word} that", Evidence(spot.place, spot.value, value))
    return None


def _against(landscape: Landscape, value: Node, places: Sequence[Member], best: Extremum, reason: str) -> Finding:
    least = known(best.value)
    spots = [place for place in map(exact, best.at) if place is not None]
    same = None if least is None else landscape.equal(least, value)
    if same is False:
        evidence = Evidence(spots[0] if spots else {}, least, value)
        return Finding("refuted", f"the {landscape.form.name} is another", evidence)
    if same is None:
        return Finding("undecided", f"whether the {landscape.form.name} has that value was not decided")
    if isinstance(landscape.form.at, PointSet):
        whole = best.complete and len(spots) == len(best.at) and not _is_sampled(landscape, best)
        return _all_places(landscape, places, spots, value, whole=whole) or Finding("proved", reason)
    taken = [landscape.equal(landscape.value_at(member.place), value) for member in places]
    return Finding("proved" if all(taken) else "undecided", reason)


def _is_sampled(landscape: Landscape, best: Extremum) -> bool:
    """Whether a place of an extremum may be one of a set that is given by equations alone."""
    entries: tuple[Family | Nondifferentiable, ...] = (*landscape.found.families, *landscape.found.nondifferentiable)
    sets = [entry for entry in entries if entry.point is None]
    values = [known(entry.value) for entry in sets]
    least = known(best.value)
    return any(value is None or least is None or landscape.equal(value, least) is not False for value in values)


def _elsewhere(landscape: Landscape, spot: Place, places: Sequence[Member], value: Node) -> Finding:
    """What follows from a place of an extremum that is not claimed: a point of it that anyone can check refutes."""

    def accepted(place: Place) -> bool:
        return not _left(landscape, place) and (place is spot or takes(landscape, place, value))

    shown = outside(landscape, families_of(landscape, spot), [member.place for member in places], accepted)
    if shown is None:
        return Finding("undecided", "it may be taken elsewhere too, but no point was found at which it is")
    return Finding("refuted", "it is taken elsewhere too", Evidence(shown, value, "not in the set"))


def _all_places(
    landscape: Landscape, places: Sequence[Member], spots: Sequence[Place], value: Node, *, whole: bool
) -> Finding | None:
    """What is wrong with a set that should hold all places of an extremum."""
    for spot in spots:
        if all(landscape.same(member.place, spot) is False for member in places):
            return _elsewhere(landscape, spot, places, value)
    for member in places:
        if not any(landscape.same(member.place, spot) for spot in spots):
            return Finding("undecided", "whether it is taken at a claimed point was not decided")
    if whole and landscape.found.complete:
        return None
    return Finding("undecided", "the places are not proved to be all")
