"""What a text says: definitions, shapes and assumptions, and the expression or claim they are for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from symcalc.errors import SymcalcError
from symcalc.record import field, record
from symcalc.syntax.source import Source
from symcalc.syntax.tree import NOWHERE, Node, Relation, Span


@record
class Definition:
    """`f(u, v) = (u+v)^2`; without a head (`u = …`) `parameters` is None, without a formula (`a(u)`) `body` is."""

    name: str
    parameters: tuple[str, ...] | None
    body: Node | None
    span: Span = field(default=NOWHERE, compare=False)


@record
class Shape:
    """Rows and columns, each a number or the name of a dimension; a vector is a column, a scalar is 1 by 1.

    `symmetric` says that the matrix equals its transpose, `positive` that it is positive definite besides.
    """

    rows: int | str
    columns: int | str
    symmetric: bool = False
    positive: bool = False


@record
class Declaration:
    """`A: n x n symmetric`."""

    name: str
    shape: Shape
    span: Span = field(default=NOWHERE, compare=False)


@record
class Assumption:
    """`assume a > 0`; the conditions hold all together."""

    conditions: tuple[Node, ...]
    span: Span = field(default=NOWHERE, compare=False)


@record
class Claim:
    """`A == B for x > 0`, and what is expected of it: "proved", "refuted" or "error KIND"."""

    relation: Relation
    conditions: tuple[Node, ...] = ()
    expected: str = "proved"
    text: str = ""
    span: Span = field(default=NOWHERE, compare=False)


@record
class Unreadable:
    """A claim of which an error is expected (`error syntax: …`) and that met one when it was read."""

    error: SymcalcError
    expected: str
    text: str = ""
    span: Span = field(default=NOWHERE, compare=False)


@record
class Reset:
    """`reset`: what was defined, declared and assumed before is forgotten."""

    span: Span = field(default=NOWHERE, compare=False)


Item: TypeAlias = Definition | Declaration | Assumption | Claim | Unreadable | Reset


@record
class Program:
    """One input as read: what it defines, declares and assumes, and the expression that ends it, if one does."""

    source: Source
    definitions: tuple[Definition, ...] = ()
    shapes: Mapping[str, Shape] = field(default_factory=dict)
    assumptions: tuple[Node, ...] = ()
    expression: Node | None = None
