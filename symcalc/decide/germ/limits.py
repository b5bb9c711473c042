"""One-sided limits, and the sign an expression has in the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Final, Literal, TypeAlias

from symcalc.decide.domain.signs import POSITIVE, sign_of
from symcalc.decide.germ.expand import expand, lead_sign
from symcalc.decide.germ.series import CONSTANT, WAVERING, Exponent, NotDefined, Series, Unbounded, is_phase
from symcalc.decide.sign.polynomials import Ratio
from symcalc.decide.sign.settle import Undecided
from symcalc.decide.sign.writing import kernels
from symcalc.record import record
from symcalc.syntax.tree import Node

#: Decides the sign of a constant: -1, 0, 1, WAVERING for what is not 0 and has no lasting sign, None where it cannot.
Decide: TypeAlias = Callable[[Node], "int | None"]
#: By how many powers of t an expansion goes beyond those asked for, in turn.
_MARGINS: Final = (2, 6, 14)


@record
class Limit:
    """What an expression tends to as t decreases to 0; `value` where that is finite, else `sign` of the infinity."""

    kind: Literal["finite", "infinite", "none", "undefined", "undecided"]
    value: Ratio | None = None
    sign: int = 0


def expanded(node: Node, name: str, sign: Decide, needed: Exponent = CONSTANT) -> Series:
    """The series with all terms up to `needed`, itself included; raises as `expand` does."""
    for found in _longer(node, name, sign, max(int(needed[0]), 0)):
        if found.known_to(needed):
            return found
    raise Undecided


def _longer(node: Node, name: str, sign: Decide, cut: int) -> Iterator[Series]:
    """Expansions of more and more terms, those that can be had."""
    for margin in _MARGINS:
        try:
            yield expand(node, name, sign, cut + margin)
        except Undecided:
            continue


def eventual_sign(node: Node, name: str, sign: Decide) -> int | None:
    """The sign of an expression for all small t > 0; None where it is not decided or the expression not defined.

    WAVERING where it is not 0 throughout but may pass through 0 for ever.

    >>> from symcalc.decide.sign import sign
    >>> from symcalc.syntax import parse_expression
    >>> eventual_sign(parse_expression("t - sin(t)"), "t", sign)
    1
    """
    try:
        for found in _longer(node, name, sign, 0):
            if found.terms or found.exactly_zero:
                return _lasting_sign(found, name, sign)
    except (NotDefined, Unbounded, Undecided):
        return None
    return sign_of(node, {name: POSITIVE})


def _lasting_sign(series: Series, name: str, sign: Decide) -> int | None:
    try:
        return lead_sign(series, name, sign)
    except Undecided:
        return WAVERING if wild(series.terms[0][1]) else None


def wild(value: Ratio) -> bool:
    """Whether a coefficient holds the sine or cosine of an angle that grows."""
    return any(is_phase(kernel.meaning) for kernel in kernels(value.top))


def limit(node: Node, name: str, sign: Decide) -> Limit:
    """The limit of an expression as a name decreases to 0.

    >>> from symcalc.decide.sign import sign
    >>> from symcalc.syntax import parse_expression
    >>> limit(parse_expression("(1 - cos(t))/t^2"), "t", sign).value.rational()
    Fraction(1, 2)
    """
    try:
        return limit_of(expanded(node, name, sign), CONSTANT, lambda lead: lead_sign(lead, name, sign))
    except NotDefined:
        return Limit("undefined")
    except (Undecided, Unbounded):
        return Limit("undecided")


def limit_of(series: Series, power: Exponent, lead: Callable[[Series], int]) -> Limit:
    """The limit of a series over t^r, whose terms up to that power are known; `lead` gives the sign of a series."""
    if series.terms and series.terms[0][0] < power:
        try:
            return Limit("infinite", sign=lead(series))
        except Undecided:
            return Limit("none") if unsettled(series.terms[0][1]) else Limit("undecided")
    value = series.coefficient(power)
    phases = {kernel.meaning for kernel in kernels(value.top) if is_phase(kernel.meaning)}
    if not phases:
        return Limit("finite", value)
    return Limit("none") if len(phases) == 1 and unsettled(value) else Limit("undecided")


def unsettled(value: Ratio) -> bool:
    """Whether a coefficient holds sines or cosines of one growing angle only: it then takes several values for ever."""
    phases = {kernel.meaning for kernel in kernels(value.top) if is_phase(kernel.meaning)}
    return len(phases) == 1 and not any(is_phase(kernel.meaning) for kernel in kernels(value.bottom))


def shifted(exponent: int) -> Exponent:
    """The exponent of a whole power of t."""
    return Fraction(exponent), Fraction(0)
