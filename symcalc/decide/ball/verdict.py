"""What ball arithmetic may answer instead of a ball, and the values that travel through it."""

from __future__ import annotations

from enum import Enum
from typing import Literal, TypeAlias

from flint import arb, fmpq


class Verdict(Enum):
    """The two answers that are no number."""

    UNDEFINED = "undefined"  #: certified: at no point of the ball is there a value
    UNKNOWN = "unknown"  #: there may be a value or not; more bits, or an exact method, may tell

    def __repr__(self) -> str:
        return self.name


UNDEFINED: Literal[Verdict.UNDEFINED] = Verdict.UNDEFINED
UNKNOWN: Literal[Verdict.UNKNOWN] = Verdict.UNKNOWN

#: A real number that is known exactly, or a ball that holds it. A ball of NaN says "perhaps undefined".
Real: TypeAlias = arb | fmpq
#: A condition: true, false, defined but sometimes true and sometimes false (None), or a verdict.
Truth: TypeAlias = bool | Verdict | None
#: Whatever a part of an expression can be.
Value: TypeAlias = Real | Truth


class Undefined(Exception):
    """Raised inside an evaluation as soon as a part is certified to have no value."""


def ball(x: Real) -> arb:
    """The number as a ball at the working precision.

    >>> ball(fmpq(1, 2))
    0.500000000000000
    """
    return x if isinstance(x, arb) else arb(x)


def is_nan(x: Real) -> bool:
    """Whether nothing is known of a number, not even that it exists."""
    return isinstance(x, arb) and x.is_nan()


#: Exact numbers of more bits than this become balls: exactness is worth much, but not everything.
EXACT_BITS = 4096


def bounded(x: Real) -> Real:
    """The number itself, as a ball where its fraction has grown too long."""
    return arb(x) if isinstance(x, fmpq) and x.height_bits() > EXACT_BITS else x
