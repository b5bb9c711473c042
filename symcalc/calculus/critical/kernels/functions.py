"""How each function of the language becomes an element of a tower: which kernels it needs and what their slopes are."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from math import factorial

from symcalc.calculus.critical.kernels.circular import circle
from symcalc.calculus.critical.kernels.exponentials import exponentiated, logarithm
from symcalc.calculus.critical.kernels.extension import Extension, NotClosed
from symcalc.calculus.critical.kernels.own import Slope, angle_of, own_kernel, polygamma
from symcalc.calculus.critical.kernels.radicals import power_by_root, root, root_of
from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.syntax.tree import Call, Node

#: Functions with f(-u) = -f(u), zero at 0.
ODD = frozenset({"atan", "asin", "asinh", "atanh", "erf"})
#: Factorials of larger numbers stay as they are.
LARGEST = 20


def application(tower: Extension, function: str, arguments: tuple[Ratio, ...], node: Node | None = None) -> Ratio:
    """A function of the language applied to elements; raises NotClosed for one that a tower does not hold."""
    if function == "rootof" and isinstance(node, Call):
        return root_of(tower, node)
    if len(arguments) == 1 and function in ONE_ARGUMENT:
        return ONE_ARGUMENT[function](tower, arguments[0])
    if len(arguments) == 2 and function in TWO_ARGUMENTS:
        return TWO_ARGUMENTS[function](tower, *arguments)
    raise NotClosed(function)


def power(tower: Extension, base: Ratio, exponent: Ratio, *, exponential: bool = False) -> Ratio:
    """`base^exponent`, for a positive base where the exponent is no integer."""
    if exponential:
        return exponentiated(tower, exponent)
    value = exponent.value
    if value is None:
        return exponentiated(tower, tower.reduced(exponent * logarithm(tower, base)))
    return power_by_root(tower, base, value)


def _hyperbolic(combine: Callable[[Extension, Ratio, Ratio], Ratio]) -> Callable[[Extension, Ratio], Ratio]:
    def applied(tower: Extension, argument: Ratio) -> Ratio:
        grown = exponentiated(tower, argument)
        return combine(tower, grown, tower.number(1) / grown)

    return applied


def _circular(combine: Callable[[Extension, Ratio, Ratio], Ratio]) -> Callable[[Extension, Ratio], Ratio]:
    return lambda tower, argument: combine(tower, *circle(tower, argument))


def _own(tower: Extension, function: str, argument: Ratio) -> Ratio:
    known = _known(tower, function, argument.value)
    if known is not None:
        return known
    if function in ODD and argument.split()[0] < 0:
        return -_own(tower, function, -argument)
    return own_kernel(tower, function, argument, SLOPES[function], unit=function == "gamma")


def _known(tower: Extension, function: str, value: Fraction | None) -> Ratio | None:
    """The value of a function at 0, 1 or another number at which it is short."""
    quarter = tower.unknown(tower.pi.position) / tower.number(4)
    if value == 0:
        return tower.zero if function in ODD else quarter * tower.number(2) if function in {"acos", "acot"} else None
    if value in {1, -1}:
        known = {"atan": 1, "acot": 1, "asin": 2, "acos": 0 if value > 0 else 4}
        if function in known:
            size = quarter * tower.number(known[function])
            return -size if value < 0 and function != "acos" else size
        if function == "acosh" and value == 1:
            return tower.zero
    if function == "gamma" and value is not None and value.denominator == 1 and 0 < value <= LARGEST:
        return tower.number(factorial(int(value) - 1))
    return None


def _flipped(function: str, tower: Extension, argument: Ratio) -> Ratio:
    return _own(tower, function, argument)


def _one(tower: Extension) -> Ratio:
    return tower.number(1)


#: Derivatives of the functions that are kernels of their own, by the argument; the second element is the value.
SLOPES: dict[str, Slope] = {
    "atan": lambda t, u, _: _one(t) / (_one(t) + u * u),
    "acot": lambda t, u, _: -_one(t) / (_one(t) + u * u),
    "asin": lambda t, u, _: _one(t) / root(t, _one(t) - u * u, 2),
    "acos": lambda t, u, _: -_one(t) / root(t, _one(t) - u * u, 2),
    "asinh": lambda t, u, _: _one(t) / root(t, _one(t) + u * u, 2),
    "acosh": lambda t, u, _: _one(t) / root(t, u * u - _one(t), 2),
    "atanh": lambda t, u, _: _one(t) / (_one(t) - u * u),
    "acoth": lambda t, u, _: _one(t) / (_one(t) - u * u),
    "erf": lambda t, u, _: t.number(2) / root(t, t.unknown(t.pi.position), 2) * exponentiated(t, -(u * u)),
    "gamma": lambda t, u, value: value * _own(t, "digamma", u),
    "digamma": lambda t, u, _: polygamma(t, 1, u),
}


ONE_ARGUMENT: dict[str, Callable[[Extension, Ratio], Ratio]] = {
    "exp": exponentiated,
    "log": logarithm,
    "log2": lambda t, u: logarithm(t, u) / logarithm(t, t.number(2)),
    "log10": lambda t, u: logarithm(t, u) / logarithm(t, t.number(10)),
    "sqrt": lambda t, u: root(t, u, 2),
    "cbrt": lambda t, u: root(t, u, 3),
    "sin": _circular(lambda _, _c, s: s),
    "cos": _circular(lambda _, c, _s: c),
    "tan": _circular(lambda _, c, s: s / c),
    "cot": _circular(lambda _, c, s: c / s),
    "sec": _circular(lambda t, c, _s: _one(t) / c),
    "csc": _circular(lambda t, _c, s: _one(t) / s),
    "sinh": _hyperbolic(lambda t, a, b: (a - b) / t.number(2)),
    "cosh": _hyperbolic(lambda t, a, b: (a + b) / t.number(2)),
    "tanh": _hyperbolic(lambda _, a, b: (a - b) / (a + b)),
    "coth": _hyperbolic(lambda _, a, b: (a + b) / (a - b)),
    "sech": _hyperbolic(lambda t, a, b: t.number(2) / (a + b)),
    "csch": _hyperbolic(lambda t, a, b: t.number(2) / (a - b)),
    "sigmoid": lambda t, u: _one(t) / (_one(t) + exponentiated(t, -u)),
    "softplus": lambda t, u: logarithm(t, _one(t) + exponentiated(t, u)),
    "factorial": lambda t, u: _own(t, "gamma", u + _one(t)),
    "asec": lambda t, u: _own(t, "acos", _one(t) / u),
    "acsc": lambda t, u: _own(t, "asin", _one(t) / u),
    "asech": lambda t, u: _own(t, "acosh", _one(t) / u),
    "acsch": lambda t, u: _own(t, "asinh", _one(t) / u),
    **{name: partial(_flipped, name) for name in SLOPES},
}
TWO_ARGUMENTS: dict[str, Callable[[Extension, Ratio, Ratio], Ratio]] = {
    "log": lambda t, u, b: logarithm(t, u) / logarithm(t, b),
    "atan2": angle_of,
    "beta": lambda t, a, b: _own(t, "gamma", a) * _own(t, "gamma", b) / _own(t, "gamma", a + b),
}
