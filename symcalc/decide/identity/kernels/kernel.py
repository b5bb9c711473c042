"""Kernels: the functions over which an expression is a rational function, one generator of a polynomial ring each.

name     a variable
pi       the number
exp      e^(scale * m) for a monomial m of an exponent
sin, cos of scale * m, in pairs, sin^2 = 1 - cos^2
unity    2 cos(2 pi / N): the real numbers among the sines and cosines of fractions of pi
log      log|q| for an irreducible polynomial q, or a prime
root     |q|^(1/d)
side     +1 where q >= 0 and -1 where q < 0, so that |q| = side * q
alias    another name of q, so that a huge power of q need not be expanded
rest     any other function of given arguments
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Literal, NamedTuple

from symcalc.record import record
from symcalc.syntax.tree import Node

Kind = Literal["name", "pi", "exp", "sin", "cos", "unity", "log", "root", "side", "alias", "rest"]

#: A polynomial of flint (`fmpq_mpoly`); flint is untyped.
Polynomial = Any


class Ratio(NamedTuple):
    """A numerator over a denominator that is not the zero polynomial and whose leading coefficient is 1."""

    numerator: Polynomial
    denominator: Polynomial


@record
class Kernel:
    """One generator: its kind and key make it unique, `tree` is what it stands for.

    `arguments` are what the function is applied to (for `log`, `root`, `side` and `alias` the polynomial q, for
    `exp`, `sin` and `cos` the exponent or angle); `constant` says that no variable occurs.
    """

    kind: Kind
    key: Hashable
    identity: int
    slot: int
    tree: Node
    arguments: tuple[Ratio, ...]
    constant: bool
    degree: int = 1
    function: str = ""
