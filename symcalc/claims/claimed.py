"""A claim where it stands, with what is in force there; reading documents needs no more, and no SymPy."""

from __future__ import annotations

from symcalc.claims.context import Context
from symcalc.record import record
from symcalc.syntax.program import Claim, Unreadable
from symcalc.syntax.source import Source


@record
class Claimed:
    """A claim (or one of which an error is expected) where it stands, and what is in force there."""

    item: Claim | Unreadable
    context: Context
    source: Source

    @property
    def location(self) -> str:
        """File and line."""
        return f"{self.source.name}:{self.source.position(self.item.span.start).line}"
