"""The answer to `critical`: points, families, sets without a derivative, global extrema, and what is proved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Literal

from symcalc.result import Content, Note, Result, Statement, Table, internal
from symcalc.syntax.problem import Problem
from symcalc.syntax.tree import Call, Name, Negative, Node, Number, Point
from symcalc.syntax.written import written

Kind = str
#: A number: exactly as a tree, or, where there is no closed form, certified decimals as text.
Known = Node | str
SYMBOLS = {"minimum": "▼", "maximum": "▲", "saddle": "◆"}
PLURALS = {"minimum": "minima", "maximum": "maxima", "inflection": "inflections"}


@dataclass(frozen=True)
class Case:
    """A kind and the condition on the parameters under which a point has it."""

    condition: Node
    kind: Kind


@dataclass(frozen=True)
class CriticalPoint:
    """A point at which the gradient is zero."""

    point: Mapping[str, Known]
    approx: Mapping[str, float | Decimal] | None
    value: Known
    kind: Kind
    degenerate: bool | Literal["unknown"]
    evidence: str
    cases: tuple[Case, ...] = ()
    multipliers: tuple[Node, ...] = ()
    where: Node | None = None
    eigenvalues: tuple[str, ...] = internal(())
    value_approx: float | Decimal | None = internal()


@dataclass(frozen=True)
class Family:
    """Critical points that are not isolated: equations, and a parametrised point where there is one."""

    point: Mapping[str, Known] | None
    equations: tuple[Node, ...]
    parameters: tuple[str, ...]
    value: Known
    kind: Kind
    where: Node | None = None
    evidence: str = ""
    multipliers: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Nondifferentiable:
    """Points at which the function has a value but no derivative."""

    point: Mapping[str, Known] | None
    equations: tuple[Node, ...]
    value: Known
    kind: Kind
    approx: Mapping[str, float | Decimal] | None = None
    evidence: str = ""
    where: Node | None = None
    parameters: tuple[str, ...] = ()


@dataclass(frozen=True)
class Extremum:
    """The least or greatest value, and where it is taken."""

    value: Known
    at: tuple[Mapping[str, Known], ...]
    approx: float | Decimal | None = None


@dataclass(frozen=True)
class Extrema:
    """The extrema over the whole domain; None is proved to be none, "unknown" is not decided.

    Where there is none, the bound that is approached is given, if it is known; `reason` says why all this is so.
    """

    minimum: Extremum | Literal["unknown"] | None
    maximum: Extremum | Literal["unknown"] | None
    infimum: Node | None = None
    supremum: Node | None = None
    reason: str = ""


UNKNOWN = Extrema("unknown", "unknown")


@dataclass(frozen=True)
class Critical(Result):
    """All critical points of `function` that were found, and whether they are proved to be all."""

    command: ClassVar[str] = "critical"

    function: Node
    variables: tuple[str, ...]
    gradient: tuple[Any, ...]
    points: tuple[CriticalPoint, ...]
    families: tuple[Family, ...]
    nondifferentiable: tuple[Nondifferentiable, ...]
    complete: bool
    method: str
    global_: Extrema
    stopped: str = ""
    where: tuple[Node, ...] = ()
    strict: bool = internal(False)
    problem: Problem | None = internal()
    remarks: tuple[str, ...] = internal(())

    @property
    def holds(self) -> bool | None:
        """None where a proof of completeness was demanded and is missing."""
        return None if self.strict and not self.complete else True

    def heading(self) -> Note:
        """The function."""
        name = "f" if self.problem is None else self.problem.name
        return Note(("Critical points of ", Call(name, tuple(map(Name, self.variables))), " = ", self.function))

    def statements(self) -> Iterator[Statement]:
        """The tables, then what is proved, then the global extrema."""
        if self.points:
            yield self._points()
        if self.families:
            yield self._families()
        if self.nondifferentiable:
            yield self._sets()
        yield Note((self._verdict(),), tone="good" if self.complete else "doubt")
        for remark in self.remarks:
            yield Note((remark,))
        yield from self._extrema()

    def plain(self) -> tuple[Statement, ...]:
        """The tables alone, and one with what is proved."""
        tables: list[Statement] = [s for s in self.statements() if isinstance(s, Table)]
        summary = (("complete", str(self.complete).lower()), ("method", self.method), *self._plain_extrema())
        return (*tables, Table(("summary", ""), summary))

    def _plain_extrema(self) -> Iterator[tuple[Content, ...]]:
        for word, found in (("global minimum", self.global_.minimum), ("global maximum", self.global_.maximum)):
            yield word, found.value if isinstance(found, Extremum) else found or "none"

    def _points(self) -> Table:
        spectral = any(point.eigenvalues for point in self.points)
        bound = any(point.multipliers for point in self.points)
        columns = ["#", self._coordinates(), "f"]
        columns += ["eigenvalues"] if spectral else ["multipliers"] if bound else []
        rows = []
        for number, point in enumerate(self.points, 1):
            row: list[Content] = [str(number), _located(point), _valued(point.value, point.value_approx)]
            if spectral:
                row.append(", ".join(point.eigenvalues))
            elif bound:
                row.append(_listed(point.multipliers))
            rows.append((*row, _kind(point.kind, degenerate=point.degenerate is True, cases=point.cases)))
        return Table((*columns, "kind"), tuple(rows))

    def _coordinates(self) -> str:
        return self.variables[0] if len(self.variables) == 1 else f"({', '.join(self.variables)})"

    def _families(self) -> Table:
        rows = []
        for family in self.families:
            place: Content = _place(family.point) if family.point is not None else _listed(family.equations)
            where: Content = family.where if family.where is not None else ""
            rows.append((place, where, family.value, _kind(family.kind)))
        return Table((self._coordinates(), "where", "f", "kind"), tuple(rows), "Families")

    def _sets(self) -> Table:
        rows = []
        for entry in self.nondifferentiable:
            place: Content = _place(entry.point) if entry.point is not None else _listed(entry.equations)
            where: Content = entry.where if entry.where is not None else ""
            rows.append((place, where, entry.value, _kind(entry.kind)))
        return Table((self._coordinates(), "where", "f", "kind"), tuple(rows), "Without a derivative")

    def _verdict(self) -> str:
        count = len(self.points)
        words = "no critical points" if not count else "1 critical point" if count == 1 else f"{count} critical points"
        if self.families:
            words = f"{words if count else 'no isolated critical points'} and {_counted(len(self.families))}"
        if self.stopped:
            return f"{words} so far: stopped by the limit on {self.stopped}; not proved complete."
        if self.complete:
            return f"{words}, all there are: {self.method}." if count or self.families else f"{words}: {self.method}."
        return f"{words} found, not proved complete: {self.method}."

    def _extrema(self) -> Iterator[Statement]:
        pairs = (
            ("minimum", self.global_.minimum, "infimum", self.global_.infimum),
            ("maximum", self.global_.maximum, "supremum", self.global_.supremum),
        )
        for word, found, bound, value in pairs:
            if isinstance(found, Extremum):
                parts: list[Content] = [f"Global {word} ", found.value]
                parts += [] if found.approx is None or _plain_number(found.value) else [" ≈ ", found.approx]
                parts.append(" at ")
                for count, point in enumerate(found.at):
                    parts += ["; ", _place(point)] if count else [_place(point)]
                yield Note((*parts, "."))
            elif found is None:
                rest: tuple[Content, ...] = (".",) if value is None else (f"; {bound} ", value, ".")
                yield Note((f"No global {word}", *rest))
            else:
                yield Note((f"Whether there is a global {word} was not decided.",), tone="doubt")
        if self.global_.reason:
            yield Note((f"{self.global_.reason[0].upper()}{self.global_.reason[1:]}.",))


def _plain_number(node: Known) -> bool:
    return isinstance(node, str) or isinstance(node.operand if isinstance(node, Negative) else node, Number)


def _counted(count: int) -> str:
    return "1 family" if count == 1 else f"{count} families"


def _kind(kind: Kind, *, degenerate: bool = False, cases: tuple[Case, ...] = ()) -> str:
    if cases:
        return "; ".join(f"{_kind(case.kind)} where {written(case.condition)}" for case in cases)
    symbol = SYMBOLS.get(kind)
    words = f"{kind} (degenerate)" if degenerate else kind
    return f"{symbol} {words}" if symbol else words


def _located(point: CriticalPoint) -> Content:
    if point.approx is None or len(_point_text(point.point)) <= 24:
        return _place(point.point)
    decimals = [f"{float(value):.6g}" for value in point.approx.values()]
    return decimals[0] if len(decimals) == 1 else f"({', '.join(decimals)})"


def _valued(value: Known, approx: float | Decimal | None) -> Content:
    return (
        value if approx is None or (isinstance(value, Node) and len(written(value)) <= 24) else f"{float(approx):.6g}"
    )


def _place(point: Mapping[str, Known]) -> Content:
    """A point as mathematics: its only coordinate, or all in brackets."""
    nodes = [value for value in point.values() if isinstance(value, Node)]
    if len(nodes) < len(point):
        return _point_text(point)
    return nodes[0] if len(nodes) == 1 else Point(tuple(nodes))


def _point_text(point: Mapping[str, Known]) -> str:
    parts = [value if isinstance(value, str) else written(value) for value in point.values()]
    return parts[0] if len(parts) == 1 else f"({', '.join(parts)})"


def _listed(nodes: tuple[Node, ...]) -> str:
    return ", ".join(map(written, nodes))
