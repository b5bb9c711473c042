"""Places in the domain of a function, what a derivative is there, and what is not known of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, Literal, TypeAlias

from symcalc.decide.domain import switches
from symcalc.decide.identity.conditions import conditions
from symcalc.decide.identity.domains import confined
from symcalc.decide.identity.work import OutOfWork, Work
from symcalc.decide.sign import is_zero
from symcalc.record import field, record
from symcalc.syntax.tree import Name, Node, Relation, integer, names, substitute

#: Coordinates by name; they may hang on the names that are not given.
Place: TypeAlias = dict[str, Node]
ZERO: Final = integer(0)
#: The work that proving a set empty may cost.
EMPTY_WORK: Final = 5_000


@record
class Slope:
    """A derivative at a place: its value, None where there is none, "unknown"; conditions on the names of the place."""

    value: Node | Literal["unknown"] | None
    where: tuple[Node, ...] = ()


#: What answers for the derivative at a place, under more assumptions.
Ask: TypeAlias = Callable[[Place, tuple[Node, ...]], Slope]
Answered: TypeAlias = tuple[Place, Slope]


@record
class Doubt:
    """Conditions that hold together where it was not decided what a derivative of a function is."""

    function: Node
    conditions: tuple[Node, ...]


@record
class Derived:
    """A function, its derivative by a variable with a value only where it is right, and the slopes of expressions."""

    function: Node
    formula: Node
    variable: str
    slope: Callable[[Node], Node]
    ask: Ask
    assumptions: Sequence[Node] = ()


@record
class Completed:
    """A derivative with its values at exceptional places, these, and where it may have values that are not known."""

    tree: Node
    places: tuple[Answered, ...]
    doubts: tuple[Doubt, ...]


@record(frozen=False)
class Closely:
    """Asks for derivatives to be seen to where their formulas have no value, and at `places`.

    What was answered for such places is kept, and where doubts are left.
    """

    places: tuple[Mapping[str, Node], ...] = ()
    answers: list[Answered] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def equations(place: Place) -> tuple[Node, ...]:
    """A place as equations."""
    return tuple(Relation(("==",), (Name(name), value)) for name, value in place.items())


def never(function: Node, found: Sequence[Node]) -> bool:
    """Whether conditions are proved never to hold where a function is defined."""
    try:
        return confined(function, ZERO, conditions(found), Work(EMPTY_WORK)) is None
    except OutOfWork:
        return False


def zero_at(expression: Node, place: Place) -> bool:
    """Whether an expression is certainly zero at a place."""
    there = substitute(expression, place)
    return not names(there) and is_zero(there) is True


def on_switch(function: Node, variables: Iterable[str], place: Place) -> bool:
    """Whether something that a function switches by is certainly zero at a place."""
    here = set(variables)
    return any(zero_at(one.expression, place) for one in switches(function) if names(one.expression) & here)
