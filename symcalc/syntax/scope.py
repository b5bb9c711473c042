"""What names mean while a text is read: functions, variables, constants, and the call-or-product decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from symcalc.errors import NameFault
from symcalc.syntax.functions import Function, known, spellings
from symcalc.syntax.names import natural_order
from symcalc.syntax.program import Shape
from symcalc.syntax.ranks import WrittenOut
from symcalc.syntax.statements import Statement
from symcalc.syntax.tokens import Token
from symcalc.syntax.tree import Span

_CONSTANTS = frozenset({"pi", "e", "oo"})
_NO_FUNCTIONS: dict[str, tuple[str, ...] | None] = {}
_NO_SHAPES: dict[str, Shape] = {}
_NO_ARRAYS: dict[str, WrittenOut] = {}


class Scope(NamedTuple):
    """The names of a text.

    `functions` are the defined ones with their parameters (None: defined without a head, `u = …`); `declared` are the
    variables that were declared (`--wrt`, heads, shapes), `variables` those and the names that occur uncalled.
    `shaped` says whether shapes are declared, so that `x'` means something (None: not known, so it is let pass);
    `free` that a call of a name that is not known is taken as one of a function without a formula; `latex` that spaces
    say nothing; `infinite` that `oo` may stand here, in a bound or a limit; `shapes` are the declared ones; `arrays`
    what is known of defined names and functions whose formulas are vectors or matrices.
    """

    functions: Mapping[str, tuple[str, ...] | None] = _NO_FUNCTIONS
    declared: frozenset[str] = frozenset()
    variables: frozenset[str] = frozenset()
    shaped: bool | None = None
    free: bool = False
    latex: bool = False
    infinite: bool = False
    shapes: Mapping[str, Shape] = _NO_SHAPES
    arrays: Mapping[str, WrittenOut] = _NO_ARRAYS

    def is_constant(self, name: str) -> bool:
        """Whether a name is `pi`, `e` or `oo`; a declaration makes `e` a variable."""
        return name in _CONSTANTS and not (name == "e" and ("e" in self.declared or "e" in self.functions))

    def bracketless(self, name: str) -> Function | None:
        """The function of that name where its brackets may be left out: `sin x`, with shapes `tr A` too."""
        function = known(name)
        if function is None or not function.bracketless or name in self.functions or name in self.declared:
            return None
        return function if self.shaped or not function.shaped else None

    def nearest(self, name: str) -> list[str]:
        """Names of functions that look like the one that is not known."""
        from difflib import get_close_matches  # noqa: PLC0415 (imported where a name is wrong, not at every start)

        candidates = [*self.functions, *(other for other in spellings() if len(other) > 1)]
        return get_close_matches(name, candidates, 3, 0.6) or [near for near in candidates if near == name.lower()]


def uncalled(statement: Statement, start: int = 0) -> Iterator[str]:
    """Names from a token on that occur without a bracket directly behind; the first in `diff` does not count."""
    tokens = statement.tokens
    for index in range(start, len(tokens)):
        token = tokens[index]
        if token.kind == "name":
            after = tokens[index + 1]
            called = after.kind == "(" and after.start == token.end and after.text != "{"
            if not called and not _is_function_position(tokens, index):
                yield token.text


def _is_function_position(tokens: list[Token], index: int) -> bool:
    """Whether a name stands where a function is named: after a word of claims, first in `diff` and `partial`."""
    before = tokens[index - 1] if index else None
    if before is not None and before.kind == "(" and index > 1:
        before = tokens[index - 2]
        return before.kind in {"diff", "partial", "form"}
    return before is not None and before.kind == "form"


def unknown_name(name: str, candidates: Iterable[str], span: Span | None = None) -> NameFault:
    """The refusal of a name that is not there, with the nearest of those that are.

    >>> unknown_name("wieght", ["weight", "bias"]).hint
    'did you mean weight?'
    """
    from difflib import get_close_matches  # noqa: PLC0415 (as above)

    candidates = sorted(candidates, key=natural_order)
    near = get_close_matches(name, candidates, 2, 0.6)
    listed = f"the names are {', '.join(candidates[:10])}" if candidates else None
    hint = f"did you mean {' or '.join(near)}?" if near else listed
    return NameFault(f"there is no '{name}' here", hint=hint, span=span)
