"""The functions of functions.toml, and what the program answers to each."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import symcalc
from symcalc.calculus.critical import Critical
from symcalc.syntax import parse_expression, parse_point
from symcalc.syntax.points import parse_box, parse_equations
from symcalc.syntax.tree import Negative, Node, Sum, names, substitute

#: With how many digits the points are asked for.
DIGITS = 30
QUESTION = ("wrt", "domain", "subject_to", "assume")


@dataclass(frozen=True)
class Case:
    """A row of the table, read; what the table leaves out is None."""

    name: str
    topic: str
    f: str
    wrt: str | None = None
    domain: str | None = None
    subject_to: str | None = None
    assume: str | None = None
    points: str | None = None
    families: str | None = None
    corners: str | None = None
    minimum: str | None = None
    maximum: str | None = None
    complete: bool = True
    reach: float = 5
    indices: bool = True
    at: tuple[str, ...] = ()
    values: Mapping[str, Node] = field(default_factory=dict)

    @property
    def function(self) -> Node:
        """The function as a tree, its parameters given their values."""
        return substitute(parse_expression(self.f), self.values)

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables in their order."""
        if self.wrt is not None:
            return tuple(name.strip() for name in self.wrt.split(","))
        found = names(self.function).union(*map(names, self.constraints))
        return tuple(sorted(found))

    @property
    def box(self) -> dict[str, tuple[Node, Node]]:
        """The ends of the ranges of the variables."""
        return {} if self.domain is None else dict(parse_box(self.domain, self.variables))

    @property
    def constraints(self) -> list[Node]:
        """What has to be zero."""
        relations = [] if self.subject_to is None else parse_equations(self.subject_to)
        return [Sum((relation.operands[0], Negative(relation.operands[1]))) for relation in relations]


def _cases() -> list[Case]:
    table = tomllib.loads(Path(__file__).with_name("functions.toml").read_text(encoding="utf-8"))
    rows = []
    for topic, entries in table.items():
        for name, entry in entries.items():
            case = Case(name, topic, **{**entry, "at": tuple(entry.get("at", ()))})
            rows += [_at(case, text) for text in case.at] or [case]
    return rows


def _at(case: Case, text: str) -> Case:
    """The same function at values of its parameters."""
    values = parse_point(text, tuple(part.split("=")[0].strip() for part in text.split(",")))
    fields = {**vars(case), "values": dict(values), "name": f"{case.name}, {text}"}
    return Case(**fields)


CASES = _cases()


@cache
def _answer(f: str, options: tuple[tuple[str, str], ...]) -> Critical:
    return symcalc.critical(f, digits=DIGITS, **dict(options))


def answer(case: Case) -> Critical:
    """What the program says."""
    return _answer(case.f, tuple((name, getattr(case, name)) for name in QUESTION if getattr(case, name) is not None))


def counted(entries) -> Counter[str]:
    """How many of each kind."""
    return Counter(entry.kind for entry in entries)


def expected(text: str) -> Counter[str]:
    """The same, read from the table."""
    pairs = [part.split() for part in text.split(",") if part.strip()]
    return Counter({kind: int(count) for count, kind in pairs})
