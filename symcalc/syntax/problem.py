"""What is asked: a function, its variables in order, perhaps a point, and what may be assumed.

`pose` reads an input together with the options that every command shares, and refuses what makes no sense;
it needs no SymPy, so a mistake is answered before SymPy is imported.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from symcalc.record import field, record
from symcalc.syntax.program import Definition, Program, Shape
from symcalc.syntax.source import Source
from symcalc.syntax.tree import Node

if TYPE_CHECKING:
    from symcalc.syntax.network import Network


@record
class Problem:
    """A function to work on; `function` is the tree as read, definitions composed, nothing simplified.

    `name` is what the function is called ("f" where the text gives it none). `variables` are what it is
    differentiated by, in order; `parameters` the other names in it. `formal` holds the functions without a formula
    with their parameters. `point` gives values to variables (and perhaps parameters). `function` is None only
    where the definitions form a network that is not to be composed.
    """

    program: Program
    function: Node
    name: str
    variables: tuple[str, ...]
    parameters: tuple[str, ...] = ()
    formal: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    point: Mapping[str, Node] | None = None
    assumptions: tuple[Node, ...] = ()
    shapes: Mapping[str, Shape] = field(default_factory=dict)

    @property
    def source(self) -> Source:
        """The text that was read."""
        return self.program.source

    @property
    def definitions(self) -> tuple[Definition, ...]:
        """The definitions as written, for what works on the network rather than on the composed function."""
        return self.program.definitions


@record
class PosedNetwork:
    """A network to work on, not composed: `variables` is what it is differentiated by, in order."""

    program: Program
    network: Network
    variables: tuple[str, ...]
    point: Mapping[str, Node] | None = None
    assumptions: tuple[Node, ...] = ()
