"""What the answer to `critical` tells: points, families, corners, the evidence, what is proved, the extrema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from symcalc.decide.decimals import decimal
from symcalc.result import Content, Note, Phrase, Statement, Table
from symcalc.syntax.sentences import parts
from symcalc.syntax.tree import Array, Call, Logic, Name, Negative, Node, Number, Point, Quotient, names, walk
from symcalc.syntax.written import written

if TYPE_CHECKING:
    from symcalc.calculus.critical.result import Critical, CriticalPoint, Extrema, Extremum, Family, Nondifferentiable

#: Longer exact values give way to decimals in a table.
LONG = 24
#: How many digits decimals are made with, before a format rounds them.
DIGITS = 15


def heading(result: Critical) -> Note:
    """The function, its box and its constraints."""
    name = "f" if result.problem is None else result.problem.name
    words: list[Content] = ["Critical points of ", Call(name, tuple(map(Name, result.variables))), " = "]
    words.append(result.function)
    for place, (variable, ends) in enumerate((result.box or {}).items()):
        words += [", " if place else " for ", Name(variable), " in ", Array(ends)]
    for place, relation in enumerate(result.constraints):
        words += [", " if place else " subject to ", relation]
    return Note(tuple(words))


def statements(result: Critical) -> Iterator[Statement]:
    """The tables, each with its evidence, then what is proved, then the global extrema."""
    if result.points:
        yield _points(result)
    if result.families:
        yield _sets(result, result.families, "Families")
    if result.nondifferentiable:
        yield _sets(result, result.nondifferentiable, "Without a derivative")
    yield Note(parts(_verdict(result)), tone="good" if result.complete else "doubt")
    yield from (Note(parts(remark)) for remark in result.remarks)
    yield from _extrema(result)


# Points


def _points(result: Critical) -> Table:
    spectral = any(point.eigenvalues for point in result.points)
    bound = any(point.multipliers for point in result.points)
    conditional = any(_existence(point) is not None for point in result.points)
    rows = []
    for number, point in enumerate(result.points, 1):
        row: list[Content] = [number, located(point)]
        if conditional:
            row.append(_condition(_existence(point)))
        row.append(_short(point.value, point.value_approx))
        if spectral:
            row.append(_joined([_number(value) for value in point.eigenvalues]))
        elif bound:
            row.append(_joined(point.multipliers))
        rows.append((*row, _kind(point)))
    extra = ("eigenvalues",) if spectral else ("multipliers",) if bound else ()
    columns = ("#", _coordinates(result), *(("where",) if conditional else ()), "f", *extra, "kind")
    return Table(columns, tuple(rows), notes=tuple(_evidence(result)))


def _existence(point: CriticalPoint) -> Node | None:
    """Where a point exists, unless the cases of its kind say that already."""
    return None if point.cases else point.where


def _evidence(result: Critical) -> Iterator[Content]:
    """Why degenerate points are what they are, and what is open; the same reason said once."""
    told: dict[str, list[str]] = {}
    for number, point in enumerate(result.points, 1):
        if point.degenerate is not False or (point.kind == "undecided" and not point.cases):
            told.setdefault(point.evidence, []).append(str(number))
    for sentence, numbers in told.items():
        if sentence:
            yield Phrase((f"{', '.join(numbers)}: ", *parts(sentence)))


def _coordinates(result: Critical) -> Node:
    """What stands above the places: the variable, or the point of all of them."""
    variables = tuple(map(Name, result.variables))
    return variables[0] if len(variables) == 1 else Point(variables)


def located(point: CriticalPoint | Nondifferentiable) -> Content:
    """Where a point is: exactly where that is short, else in decimals."""
    assert point.point is not None  # noqa: S101 (for the type checker)
    exact = _place(point.point)
    if not point.approx or (isinstance(exact, Node) and len(written(exact)) <= LONG):
        return exact
    return _listed(list(point.approx.values()))


def _listed(coordinates: Sequence[Content]) -> Content:
    """A point by its coordinates, decimals among them."""
    return Phrase(tuple(coordinates) if len(coordinates) == 1 else ("(", *_commas(coordinates), ")"))


def _short(value: Node | str, approx: float | Decimal | None) -> Content:
    """A value, exactly where that is short."""
    if approx is None or (isinstance(value, Node) and len(written(value)) <= LONG):
        return value
    return Phrase((approx,))


def _place(point: Mapping[str, Node | str]) -> Content:
    """A point as mathematics: its only coordinate, or all in brackets."""
    values = tuple(point.values())
    nodes = tuple(value for value in values if isinstance(value, Node))
    if len(nodes) < len(values):
        return _listed([value if isinstance(value, Node) else Decimal(value) for value in values])
    return nodes[0] if len(nodes) == 1 else Point(nodes)


def _number(value: Node | float) -> Content:
    """A rational number as it is, any other in decimals."""
    if isinstance(value, float) or all(isinstance(part, Number | Negative | Quotient) for part in walk(value)):
        return value
    return decimal(value, DIGITS) or value


def _commas(contents: Iterable[Content]) -> tuple[Content, ...]:
    """Contents with commas between them."""
    found: list[Content] = []
    for content in contents:
        found += [", ", content] if found else [content]
    return tuple(found)


def _joined(contents: Sequence[Content]) -> Content:
    """Contents in one cell, which is empty where there are none."""
    if not contents:
        return None
    return contents[0] if len(contents) == 1 and isinstance(contents[0], Node) else Phrase(_commas(contents))


def _kind(point: CriticalPoint) -> Content:
    if not point.cases:
        return f"{point.kind} (degenerate)" if point.degenerate is True else point.kind
    words: list[Content] = []
    for case in point.cases:
        words += [f"{'; ' if words else ''}{case.kind} where ", case.condition]
    return Phrase(tuple(words))


# Families and sets without a derivative


def _sets(result: Critical, entries: Sequence[Family | Nondifferentiable], title: str) -> Table:
    """A table of sets of points; the column of conditions only where there are some."""
    conditional = any(entry.where is not None for entry in entries)
    rows = []
    for entry in entries:
        row: list[Content] = [_set(entry)]
        if conditional:
            row.append(_condition(entry.where))
        rows.append((*row, _value(entry.value), entry.kind))
    columns = (_coordinates(result), *(("where",) if conditional else ()), "f", "kind")
    return Table(columns, tuple(rows), title, tuple(_doubts(entries)))


def _set(entry: Family | Nondifferentiable) -> Content:
    if entry.point is None:
        return _joined(entry.equations)
    approx: Mapping[str, float | Decimal] | None = getattr(entry, "approx", None)
    exact = _place(entry.point)
    if approx and not entry.parameters and isinstance(exact, Node) and len(written(exact)) > LONG:
        return _listed(list(approx.values()))
    return exact


def _condition(condition: Node | None) -> Content:
    """A condition; what is an integer is said in words."""
    if condition is None:
        return ""
    clauses = condition.operands if isinstance(condition, Logic) and condition.operator == "and" else (condition,)
    whole = [clause.arguments[0] for clause in clauses if isinstance(clause, Call) and clause.function == "integer"]
    rest = [clause for clause in clauses if not (isinstance(clause, Call) and clause.function == "integer")]
    words: list[Content] = ["integers " if len(whole) > 1 else "integer ", *_commas(whole)] if whole else []
    if words and rest:
        words.append(", ")
    return Phrase((*words, *_commas(rest)))


def _doubts(entries: Sequence[Family | Nondifferentiable]) -> Iterator[Content]:
    """Why kinds are open."""
    for sentence in dict.fromkeys(entry.evidence for entry in entries if entry.kind == "undecided"):
        if sentence:
            yield Phrase(("undecided: ", *parts(sentence)))


# What is proved, and the extrema


def _verdict(result: Critical) -> str:
    words = _counted(result)
    if result.stopped:
        return f"{words} so far: stopped by the limit on {result.stopped}; not proved complete."
    if result.complete:
        found = result.points or result.families or result.nondifferentiable
        return f"{words}, all there are: {result.method}." if found else f"{words}: {result.method}."
    return f"{words} found, not proved complete: {result.method}."


def _counted(result: Critical) -> str:
    """How many points, families and sets without a derivative there are, in words."""
    points, families = len(result.points), len(result.families)
    words = []
    if points or not families:
        words.append("no critical points" if not points else _several(points, "critical point"))
    if families:
        words.append(_several(families, "family") + ("" if points else " of critical points"))
    if result.nondifferentiable:
        words.append(_several(len(result.nondifferentiable), "place") + " without a derivative")
    first, *others = words
    return (
        first.capitalize() + "".join(f", {other}" for other in others[:-1]) + "".join(f" and {o}" for o in others[-1:])
    )


def _several(count: int, thing: str) -> str:
    """So many things, in words.

    >>> _several(1, "family"), _several(3, "family"), _several(2, "place")
    ('1 family', '3 families', '2 places')
    """
    plural = thing[:-1] + "ies" if thing.endswith("y") else thing + "s"
    return f"{count} {thing if count == 1 else plural}"


def _extrema(result: Critical) -> Iterator[Statement]:
    extrema = result.global_
    yield from _extremum(result, "minimum", extrema.minimum, "infimum", extrema.infimum)
    yield from _extremum(result, "maximum", extrema.maximum, "supremum", extrema.supremum)
    for sentence in dict.fromkeys(part.strip() for part in extrema.reason.split(";")):
        if sentence:
            yield Note(parts(_capital(sentence) + "."))


def _capital(sentence: str) -> str:
    """A sentence with a capital letter in front, unless it begins with a formula."""
    return sentence if sentence[1:2] in {" ", "("} else sentence[0].upper() + sentence[1:]


def _extremum(
    result: Critical, word: str, found: Extremum | str | None, bound: str, value: Node | None
) -> Iterator[Statement]:
    if found is None:
        yield Note((f"No global {word}.",) if value is None else (f"No global {word}; the {bound} is ", value, "."))
    elif isinstance(found, str):
        yield Note((f"Whether there is a global {word} was not decided.",), tone="doubt")
    else:
        words: list[Content] = [f"Global {word} ", _value(found.value)]
        words += [] if found.approx is None or _is_plain(found.value) else [" ≈ ", found.approx]
        yield Note((*words, " at " if found.complete else ", at least at ", *_places(result, found), "."))


def _value(value: Node | str) -> Content:
    """A value as it is; one without a closed form as a number, with the sign and the digits that a format gives it."""
    return value if isinstance(value, Node) or value == "unknown" else Decimal(value)


def _is_plain(value: Node | str) -> bool:
    return isinstance(value, str) or isinstance(value.operand if isinstance(value, Negative) else value, Number)


def _places(result: Critical, extremum: Extremum) -> Iterator[Content]:
    """Where an extremum is taken: several points of the table by their numbers, other places as they are."""
    numbers = [number for number, point in enumerate(result.points, 1) if point.point in extremum.alone]
    others = [point for point in extremum.alone if all(point != listed.point for listed in result.points)]
    if len(numbers) > 1:
        yield f"points {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"
    elif numbers:
        yield located(result.points[numbers[0] - 1])
    for count, point in enumerate(others):
        if count or numbers:
            yield "; "
        yield from _taken(result, point, extremum.value)
    for count, condition in enumerate(extremum.sets):
        if count or extremum.alone:
            yield "; "
        yield from ("all points with ", _condition(condition))


def _taken(result: Critical, point: Mapping[str, Node | str], value: Node | str) -> Iterator[Content]:
    """A place without a derivative, on a family, or on the edge of the box."""
    for corner in result.nondifferentiable:
        if corner.point == point and not corner.parameters:
            yield located(corner)
            return
    sets: tuple[Family | Nondifferentiable, ...] = (*result.families, *result.nondifferentiable)
    same = [entry for entry in sets if entry.point == point and entry.parameters]
    same = [entry for entry in same if entry.value == value] or same
    if same and all(family.where is not None for family in same):
        for count, family in enumerate(same):
            yield from ("; " if count else "", _place(point), " with ", _condition(family.where))
        return
    exact = _place(point)
    far = isinstance(exact, Node) and len(written(exact)) > LONG and not names(exact)
    yield (
        _listed([_number(value) if isinstance(value, Node) else Decimal(value) for value in point.values()])
        if far
        else exact
    )
    if result.box and any(point.get(name) in ends for name, ends in result.box.items()):
        yield " on the edge of the box"


# For programs


def tables(result: Critical) -> Iterator[Table]:
    """The tables with exact places and values, decimals beside them."""
    name = _coordinates(result)
    if result.points:
        columns = ("#", name, "where", Phrase(("≈ ", name)), "f", "≈ f", "kind", "evidence")
        yield Table(columns, tuple(_exact(n, point) for n, point in enumerate(result.points, 1)))
    for entries, title in ((result.families, "Families"), (result.nondifferentiable, "Without a derivative")):
        if entries:
            rows = tuple((_set_exactly(e), e.where, e.value, e.kind, e.evidence) for e in entries)
            yield Table((name, "where", "f", "kind", "evidence"), rows, title)


def _exact(number: int, point: CriticalPoint) -> tuple[Content, ...]:
    decimals = [] if point.approx is None else list(point.approx.values())
    near = _listed(decimals) if decimals else None
    where = point.where
    return number, _place(point.point), where, near, point.value, point.value_approx, _kind(point), point.evidence


def _set_exactly(entry: Family | Nondifferentiable) -> Content:
    return _joined(entry.equations) if entry.point is None else _place(entry.point)


def summary(result: Critical) -> Table:
    """What is proved, and the extrema, a line each."""
    rows: list[tuple[Content, ...]] = [("complete", str(result.complete).lower()), ("method", result.method)]
    rows += _bounds(result.global_)
    return Table(("summary", ""), tuple(rows))


def _bounds(extrema: Extrema) -> Iterator[tuple[Content, ...]]:
    for word, found in (("minimum", extrema.minimum), ("maximum", extrema.maximum)):
        yield f"global {word}", "none" if found is None else found if isinstance(found, str) else found.value
    for word, bound in (("infimum", extrema.infimum), ("supremum", extrema.supremum)):
        if bound is not None:
            yield word, bound
