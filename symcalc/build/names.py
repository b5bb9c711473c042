"""The only maker of symbols, and what is assumed of the names of one input."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from sympy import Symbol

from symcalc.build.assumed import Assumed, assumed_of
from symcalc.record import field, record
from symcalc.syntax.tree import Node

#: What may become a symbol: letters (of any alphabet), digits and underscores, beginning with a letter.
NAME = re.compile(r"[^\W\d_]\w*")


def symbol(name: str, assumed: Assumed | None = None) -> Symbol:
    """The real variable of that name; the same name under the same assumptions is the same symbol.

    Raises ValueError for what is not a name, so no text but a name can reach SymPy.

    >>> symbol("beta").is_real
    True
    """
    if not NAME.fullmatch(name):
        raise ValueError(f"{name!r} is not a name")
    return Symbol(name, real=True, **(assumed.keywords() if assumed else {}))


@record
class Scope:
    """What one input says of its names: what is assumed of variables, and which functions have no formula.

    `formal` maps a function without a formula to the names of its parameters.
    """

    formal: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    assumed: Mapping[str, Assumed] = field(default_factory=dict)

    @classmethod
    def of(cls, formal: Mapping[str, tuple[str, ...]], assumptions: Iterable[Node] = ()) -> Scope:
        """The scope of an input with these functions and conditions.

        Raises UsageFault where two conditions on one name contradict each other.
        """
        return cls(formal, assumed_of(assumptions))

    def inside(self, variables: Iterable[str]) -> Scope:
        """The names for what is differentiated by some: these vary in the interior of what is assumed of them.

        >>> from symcalc.syntax import parse_conditions
        >>> Scope.of({}, parse_conditions("n integer")).inside(["n"]).symbol("n").is_integer is None
        True
        """
        inner = {name: self.assumed[name].inside() for name in variables if name in self.assumed}
        return Scope(self.formal, {**self.assumed, **inner})

    def around(self) -> Scope:
        """The names for what is differentiated, by whichever: as it is around each point where the assumptions hold."""
        return Scope(self.formal, {name: known.around() for name, known in self.assumed.items()})

    def symbol(self, name: str) -> Symbol:
        """The variable of that name in this input."""
        return symbol(name, self.assumed.get(name))

    def symbols(self, names: Iterable[str]) -> tuple[Symbol, ...]:
        """The variables of these names, in their order."""
        return tuple(map(self.symbol, names))
