"""Decimals for people: so many significant digits, no noise behind them."""

from __future__ import annotations

from decimal import Context, Decimal

_DIGITS = 6


def decimal(value: float | Decimal, digits: int | None = None) -> str:
    """A number with six significant digits, or as many as are asked for.

    >>> decimal(1 / 3), decimal(-32.0), decimal(1e-12), decimal(2.5, 3), decimal(1234567.0)
    ('0.333333', '-32', '1e-12', '2.5', '1.23457e+6')
    """
    if isinstance(value, int):
        return str(value)
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    rounded = Context(prec=digits or _DIGITS).create_decimal(exact)
    if not rounded.is_finite():
        return str(rounded)
    rounded = rounded.normalize(Context(prec=digits or _DIGITS))
    exponent = rounded.adjusted()
    return f"{rounded:f}" if -6 <= exponent < (digits or _DIGITS) else f"{rounded:e}"
