"""A kind of point with what proves it."""

from __future__ import annotations

from symcalc.record import record


@record
class Reason:
    """A kind and the sentence that proves it."""

    kind: str
    evidence: str
    strict: bool = False  #: whether no other point nearby has the same value
