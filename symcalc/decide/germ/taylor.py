"""Taylor coefficients of the functions of the language where they are analytic, as exact numbers."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import factorial
from typing import Any, Final

from symcalc.decide.sign.constants import call, over_kernels
from symcalc.decide.sign.polynomials import Ratio, number
from symcalc.decide.sign.settle import Undecided
from symcalc.decide.sign.writer import Writer
from symcalc.syntax.tree import Call, Name, Node

#: Functions whose derivatives are not expanded further than this.
_HIGHEST: Final = 24


def coefficients(name: str, parameters: tuple[Ratio, ...], value: Ratio, k: int, writer: Writer) -> Ratio:
    """The coefficient of z^k in the function at `value` + z; `parameters` are its first arguments.

    >>> from symcalc.decide.sign.polynomials import number
    >>> coefficients("atan", (), number(0), 3, Writer()).rational()
    Fraction(-1, 3)
    """
    if k == 0:
        return call(writer, name, *parameters, value)
    if k > _HIGHEST:
        raise Undecided
    values = {f"p{index}": parameter for index, parameter in enumerate(parameters)} | {"z": value}
    return over_kernels(_derivative_tree(name, len(parameters), k), values, writer) * number(Fraction(1, factorial(k)))


@lru_cache(maxsize=256)
def _derivative_tree(name: str, parameters: int, k: int) -> Node:
    from symcalc.build import as_tree  # noqa: PLC0415 (SymPy is loaded only where it is needed)

    return as_tree(_derivative(name, parameters, k))


@lru_cache(maxsize=256)
def _derivative(name: str, parameters: int, k: int) -> Any:
    """The k-th derivative by the last argument, by SymPy, for functions that are analytic."""
    from symcalc.build import build, symbol  # noqa: PLC0415 (the same)

    if k == 0:
        return build(Call(name, (*(Name(f"p{index}") for index in range(parameters)), Name("z"))))
    return _derivative(name, parameters, k - 1).diff(symbol("z"))
