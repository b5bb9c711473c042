"""The answer to a claim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Literal

from symcalc.record import record
from symcalc.result import Note, Result, Statement, internal
from symcalc.syntax.source import Source
from symcalc.syntax.tree import NOWHERE, Node, Span

Coordinates = Mapping[str, Node]


@record
class WitnessAt:
    """Where the sides differ: a point, each side there, the entry of a vector or matrix, and functions chosen."""

    point: Coordinates
    left: Node | str
    right: Node | str
    entry: tuple[int, ...] = ()
    functions: Mapping[str, Node] | None = None


@record
class Domains:
    """Points at which only one side is defined; None where there is none, "unknown" where that is not decided."""

    left_only: Coordinates | Literal["unknown"] | None
    right_only: Coordinates | Literal["unknown"] | None


@record
class Check(Result):
    """A claim and its verdict; `expected` says what a document expects where that is not a proof."""

    command: ClassVar[str] = "check"

    location: str
    claim: str
    verdict: Literal["proved", "refuted", "undecided"]
    method: str
    witness: WitnessAt | None
    domain: Domains | None
    assumptions: tuple[Node, ...]
    slip: str | None
    expected: str = "proved"
    headline: str = internal("")
    notes: tuple[str, ...] = internal(())
    source: Source | None = internal()
    span: Span = internal(NOWHERE)

    @property
    def met(self) -> bool | None:
        """Whether the claim is what is expected of it; None where that is undecided."""
        if self.verdict == "undecided":
            return None
        return self.verdict == ("proved" if self.expected.startswith("error") else self.expected)

    @property
    def holds(self) -> bool | None:
        """What the exit code says: an expectation that is met counts as proved."""
        return self.met

    def statements(self) -> Iterator[Statement]:
        """The verdict and what speaks for it."""
        tones: dict[bool | None, Any] = {True: "good", False: "bad", None: "doubt"}
        yield Note((f"{self.headline or self.verdict}: ", self.claim), tone=tones[self.met])
        yield from (Note((note,)) for note in self.notes)
