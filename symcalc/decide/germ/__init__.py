"""Germs: how an expression behaves as a variable decreases to a point, exactly."""

from symcalc.decide.germ.expand import expand, lead_sign
from symcalc.decide.germ.limits import Limit, eventual_sign, expanded, limit, limit_of, shifted, wild
from symcalc.decide.germ.series import CONSTANT, Exponent, NotDefined, Series, Unbounded
from symcalc.decide.sign.settle import Undecided

__all__ = [
    "CONSTANT",
    "Exponent",
    "Limit",
    "NotDefined",
    "Series",
    "Unbounded",
    "Undecided",
    "eventual_sign",
    "expand",
    "expanded",
    "lead_sign",
    "limit",
    "limit_of",
    "shifted",
    "wild",
]
