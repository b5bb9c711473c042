"""What a computation returns: a frozen `Result`, which states itself in four kinds of statement.

A format writes those kinds and knows no command; a command returns a `Result` and knows no format.
Values are SymPy expressions or trees; whatever is written is written from the tree, so this module and
the formats work without SymPy too.

The fields of a `Result` are its JSON, in their order, after the command's name:

- an expression is written in the input language, a symbol as its name, a float or `Decimal` as a JSON number,
  a tuple as an array, a mapping as an object, a record as an object of its fields;
- a field with a default is left out while it has that default: what was not asked for is not there.
  A field without a default is always written, `None` as `null`;
- an underscore at the end of a name is dropped (`global_` is `"global"`);
- a field made by `internal()` is not written: what the statements need besides the answer;
- a field `later` may be given as what works it out: what few formats write is worked out where it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeAlias

from symcalc.record import field, record
from symcalc.syntax.program import Shape
from symcalc.syntax.tree import Node

if TYPE_CHECKING:
    from sympy import Basic

#: A mathematical value: a tree, or a SymPy expression that a format turns into one; a tuple of them is an array.
Value: TypeAlias = "Node | Basic | tuple[Value, ...]"
#: Decimals beside an exact value, entry by entry; `Decimal` where a float has too few digits or too small a range.
Approximation: TypeAlias = "float | Decimal | Sequence[Approximation] | None"
#: What stands in a cell or a sentence: mathematics, words, a decimal, or several of them in a row.
Content: TypeAlias = "Value | str | int | float | Decimal | Phrase | None"
Tone: TypeAlias = Literal["plain", "good", "doubt", "bad"]


def internal(default: Any = None) -> Any:
    """A field that a result keeps for its statements and that is no part of its JSON."""
    return field(default=default, kw_only=True, repr=False, compare=False, internal=True)


@record
class Phrase:
    """Words, mathematics and decimals in a row, joined as they are, so words bring their spaces."""

    parts: tuple[Content, ...]


@record
class Equation:
    """`left = right`, with decimals beside it where asked for, and where it holds if that is not everywhere."""

    left: Value
    right: Value
    approx: Approximation = None
    where: tuple[Value, ...] = ()


@record
class Table:
    """Rows under a heading; the name says what the table is, where a result has several; sentences stand below."""

    columns: tuple[Content, ...]
    rows: tuple[tuple[Content, ...], ...]
    title: str = ""
    notes: tuple[Content, ...] = ()


@record
class Note:
    """A sentence, mathematics among its words; the parts are joined as they are, so words bring their spaces.

    One that declares functions is what the answer needs to be read again.
    """

    parts: tuple[Content, ...]
    tone: Tone = "plain"
    declares: bool = False


@record
class Figure:
    """A picture as plain numbers, still to be drawn: curves, fields, marks, nodes and arrows, by kind."""

    kind: str
    title: str
    content: Mapping[str, object] = field(default_factory=dict)


Statement: TypeAlias = "Equation | Table | Note | Figure"


@record
class Formula:
    """An answer as one function of its variables: what plain writes on a line, and Python as a `def`.

    Plain begins the line with what it needs to be read back to the same thing: the order of the `variables`
    where the names in `value` do not show it, the `formal` functions (those without a formula, with their
    parameters), the `shapes` and the `assumptions`, all that are given. `definitions` are named parts, each before
    its use. `like` names for each value the variable in whose shape Python code gives it, or None: an array may
    hold a vector with one axis or two.
    """

    value: Value
    variables: tuple[str, ...] = ()
    name: str = "g"
    parameters: tuple[str, ...] = ()
    definitions: tuple[tuple[str, Value], ...] = ()
    formal: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shapes: Mapping[str, Shape] = field(default_factory=dict)
    assumptions: tuple[Node, ...] = ()
    like: tuple[str | None, ...] = ()


@record
class Listing:
    """An answer as a straight-line program: assignments in order, in parts, each under words that say what it does.

    `inputs` have their values, or None where the program is to take them as arguments; `results` are the names whose
    values it gives, with what each is.
    """

    name: str
    inputs: Mapping[str, Value | None]
    parts: tuple[tuple[str, tuple[tuple[str, Value], ...]], ...]
    results: tuple[tuple[str, Value], ...]


@record
class Step:
    """One line of a derivation and the rule that gives it."""

    rule: str
    line: Value | str


#: Writes a result in a format, for a notebook; the public API sets it, which knows the formats.
_writers: list[Callable[[Result, str], str]] = []


def show_with(write: Callable[[Result, str], str]) -> None:
    """Say how results are written where they show themselves."""
    _writers[:] = [write]


class Result:
    """The answer to a command: a frozen record.

    `holds` is False where a claim is refuted and None where something was not decided: the exit code.
    """

    command: ClassVar[str]

    @property
    def holds(self) -> bool | None:
        """Whether all that was asked is answered and true."""
        return True

    def __str__(self) -> str:
        return _writers[0](self, "plain") if _writers else repr(self)

    def _repr_latex_(self) -> str | None:
        """What a notebook shows."""
        return _writers[0](self, "latex") if _writers else None

    def heading(self) -> Note | None:
        """What this is the answer to, with the function as it was read: the first line a person sees."""
        return None

    def statements(self) -> Iterator[Statement]:
        """What a person is shown, in order; the first statements are the answer itself."""
        raise NotImplementedError

    def plain(self) -> Formula | Node | tuple[Statement, ...]:
        """What plain text holds: one line in the input language, or statements that are written as tables."""
        return tuple(self.statements())

    def figure(self) -> Figure | None:
        """The picture that goes with the answer, where there is one."""
        return None

    def code(self) -> Formula | Listing | None:
        """The function or the program that Python code computes, where the answer is one."""
        formula = self.plain()
        return formula if isinstance(formula, Formula) else None
