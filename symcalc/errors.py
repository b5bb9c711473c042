"""The one family of errors that a user can cause.

    SymcalcError
    ├── SyntaxFault         syntax              the text is not of the language
    ├── Ambiguous           ambiguous           two readings are likely, so neither is taken
    ├── NameFault           name                an unknown function, an undeclared name
    ├── ArityFault          arity               a function with too few or too many arguments
    ├── ShapeFault          shape               operands whose shapes do not fit
    ├── RankFault           rank                a result that is no scalar, vector or matrix
    ├── NetworkFault        network             definitions that form no network (`reason` says why)
    ├── DomainFault         domain              the function is not defined there
    ├── Nondifferentiable   nondifferentiable   defined there, but without the derivative asked for
    ├── LimitReached        limit               time, memory or size
    ├── Unsupported         unsupported         understood, but beyond what symcalc can do
    └── UsageFault          usage               an option or a value that makes no sense

An error is a value: it knows its kind, what is wrong, what may help and where; `shell` alone draws it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from symcalc.syntax.source import Source
    from symcalc.syntax.tree import Span


class SymcalcError(Exception):
    """Something is wrong with what was asked; never raised for a mistake of symcalc's own."""

    kind: ClassVar[str]
    exit_code: ClassVar[int] = 2

    def __init__(
        self,
        message: str,
        *,
        hint: str | None = None,
        span: Span | None = None,
        source: Source | None = None,
        reason: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.span = span
        self.source = source
        self.reason = reason

    def within(self, source: Source) -> SymcalcError:
        """The same error, with the text it is about where it did not know it yet."""
        if self.source is None:
            self.source = source
        return self


class SyntaxFault(SymcalcError):
    """The text is not of the language."""

    kind = "syntax"


class Ambiguous(SymcalcError):
    """Two readings are likely; the hint shows both."""

    kind = "ambiguous"


class NameFault(SymcalcError):
    """An unknown function, an undeclared name, a variable that is not there."""

    kind = "name"


class ArityFault(SymcalcError):
    """A function called with too few or too many arguments."""

    kind = "arity"


class ShapeFault(SymcalcError):
    """Operands whose shapes do not fit together."""

    kind = "shape"


class RankFault(SymcalcError):
    """A result that is no scalar, vector or matrix."""

    kind = "rank"


class NetworkFault(SymcalcError):
    """Definitions that form no network; `reason` is the contract's word for why."""

    kind = "network"


class DomainFault(SymcalcError):
    """The function is not defined at the point."""

    kind = "domain"


class Nondifferentiable(SymcalcError):
    """The function is defined at the point, but has not the derivative asked for."""

    kind = "nondifferentiable"


class LimitReached(SymcalcError):
    """A limit on time, memory or size."""

    kind = "limit"
    exit_code = 4


class Unsupported(SymcalcError):
    """A question that is understood but that symcalc cannot answer."""

    kind = "unsupported"


class UsageFault(SymcalcError):
    """An option, or a value of one, that makes no sense."""

    kind = "usage"
