"""The answer to `critical`: points, families, sets without a derivative, global extrema, and what is proved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, ClassVar, Literal

import symcalc.calculus.critical.statements as told
from symcalc.record import field, record
from symcalc.result import Note, Result, Statement, Step, internal
from symcalc.syntax.problem import Problem
from symcalc.syntax.tree import Node, Relation

Kind = str
#: A number: exactly as a tree, or, where there is no closed form, certified decimals as text.
Known = Node | str


@record
class Case:
    """A kind and the condition on the parameters under which a point has it."""

    condition: Node
    kind: Kind


@record
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
    eigenvalues: tuple[Node | float, ...] = internal(())
    value_approx: float | Decimal | None = internal()


@record
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


@record
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


@record
class Extremum:
    """The least or greatest value, and where it is taken.

    `sets` are the conditions of sets that have no parametrisation; the last places of `at` are a point of each.
    `complete` says that these are proved to be all places; otherwise there may be others.
    """

    value: Known
    at: tuple[Mapping[str, Known], ...]
    approx: float | Decimal | None = None
    sets: tuple[Node, ...] = ()
    complete: bool = True

    @property
    def alone(self) -> tuple[Mapping[str, Known], ...]:
        """The places that stand for themselves."""
        return self.at[: len(self.at) - len(self.sets)]

    @property
    def samples(self) -> tuple[Mapping[str, Known], ...]:
        """A point of each set."""
        return self.at[len(self.at) - len(self.sets) :]


@record
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


@record
class Critical(Result):
    """All critical points of `function` that were found, and whether they are proved to be all."""

    command: ClassVar[str] = "critical"

    function: Node
    variables: tuple[str, ...]
    gradient: tuple[Any, ...] = field(later=True)
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
    box: Mapping[str, tuple[Node, Node]] | None = internal()
    constraints: tuple[Relation, ...] = internal(())
    steps: tuple[Step, ...] = ()
    remarks: tuple[str, ...] = internal(())

    @property
    def holds(self) -> bool | None:
        """None where a proof of completeness was demanded and is missing."""
        return None if self.strict and not self.complete else True

    def heading(self) -> Note:
        """The function, and where it is looked at."""
        return told.heading(self)

    def statements(self) -> Iterator[Statement]:
        """The tables, each with its evidence, then what is proved, then the global extrema."""
        return told.statements(self)

    def plain(self) -> tuple[Statement, ...]:
        """The tables alone, exact and with decimals, and one with what is proved."""
        return (*told.tables(self), told.summary(self))
