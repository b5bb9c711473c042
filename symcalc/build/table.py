"""How each function of the language is made in SymPy: canonical name to maker, over the real numbers only.

A maker is given built arguments; what it returns is checked by `build` for values that are not real or not finite.
"""

from __future__ import annotations

from collections.abc import Callable

from sympy import (
    Abs,
    Add,
    Expr,
    Integer,
    Max,
    Min,
    Mul,
    Poly,
    PolynomialError,
    Rational,
    S,
    acos,
    acosh,
    acot,
    acoth,
    acsc,
    acsch,
    asec,
    asech,
    asin,
    asinh,
    atan,
    atanh,
    binomial,
    ceiling,
    cos,
    cosh,
    cot,
    coth,
    csc,
    csch,
    erf,
    floor,
    gamma,
    log,
    rootof,
    sec,
    sech,
    sign,
    sin,
    sinh,
    tan,
    tanh,
)

from symcalc.build.functions import (
    Atan2,
    BesselJ,
    Beta,
    Cbrt,
    Digamma,
    Polygamma,
    Relu,
    Sigmoid,
    Softplus,
    UnitStep,
    short,
    small,
)
from symcalc.build.power import Undefined, exponential, power
from symcalc.errors import Unsupported

Maker = Callable[..., Expr]

#: The largest k for which `binomial(x, k)` is written as a polynomial in x.
LARGEST_CHOICE = 12


def _written_if(allowed: Callable[[Expr], bool], function: Maker) -> Maker:
    """The function, left as it stands where its value would be too long."""

    def make(*arguments: Expr) -> Expr:
        return function(*arguments) if all(map(allowed, arguments)) else function(*arguments, evaluate=False)

    return make


def _logarithm(argument: Expr, base: Expr | None = None) -> Expr:
    if argument.is_nonpositive:
        raise Undefined("the logarithm of a number that is not positive")
    if base is None:
        return log(argument)
    if base.is_nonpositive or base is S.One:
        raise Undefined("a logarithm needs a base that is positive and not 1")
    return log(argument, base) if argument.is_Rational and base.is_Rational else log(argument) / log(base)


def _choose(n: Expr, k: Expr) -> Expr:
    """`binomial(n, k)`; a polynomial in n for a small k, so that it is smooth where gamma has poles."""
    if k.is_Integer and 0 <= k <= LARGEST_CHOICE and not n.is_Integer:
        factors = (n - i for i in range(int(k)))
        return Mul(Rational(1, gamma(k + 1)), *factors)
    return binomial(n, k) if small(n) and small(k) else binomial(n, k, evaluate=False)


def _real_root(polynomial: Expr, index: Expr) -> Expr:
    """The root of that index among the real roots in ascending order, from 0."""
    poly = _rational_polynomial(polynomial)
    if not index.is_Integer or index < 0:
        raise Undefined("the index of a root is a whole number from 0")
    if index >= poly.count_roots():
        raise Undefined(f"the polynomial has only {poly.count_roots()} real roots")
    return rootof(poly, int(index), radicals=True)


def _rational_polynomial(expression: Expr) -> Poly:
    """The expression as a polynomial of its one variable with rational coefficients."""
    try:
        poly = Poly(expression, *expression.free_symbols)
    except PolynomialError as error:
        raise Unsupported("rootof needs a polynomial") from error
    if len(poly.gens) != 1 or not poly.get_domain().is_QQ | poly.get_domain().is_ZZ:
        raise Unsupported("rootof needs a polynomial in one variable with rational coefficients")
    return poly


MAKERS: dict[str, Maker] = {
    "log": _logarithm,
    "log2": lambda x: _logarithm(x, Integer(2)),
    "log10": lambda x: _logarithm(x, Integer(10)),
    "exp": exponential,
    "sqrt": lambda x: power(x, S.Half),
    "cbrt": Cbrt,
    "sin": sin,
    "cos": cos,
    "tan": tan,
    "cot": cot,
    "sec": sec,
    "csc": csc,
    "asin": asin,
    "acos": acos,
    "atan": atan,
    "acot": acot,
    "asec": asec,
    "acsc": acsc,
    "sinh": sinh,
    "cosh": cosh,
    "tanh": tanh,
    "coth": coth,
    "sech": sech,
    "csch": csch,
    "asinh": asinh,
    "acosh": acosh,
    "atanh": atanh,
    "acoth": acoth,
    "asech": asech,
    "acsch": acsch,
    "abs": Abs,
    "sign": sign,
    "floor": _written_if(short, floor),
    "ceil": _written_if(short, ceiling),
    "gamma": _written_if(small, gamma),
    "factorial": lambda x: _written_if(small, gamma)(Add(x, S.One)),
    "digamma": Digamma,
    "polygamma": Polygamma,
    "erf": erf,
    "sigmoid": Sigmoid,
    "softplus": Softplus,
    "relu": Relu,
    "heaviside": UnitStep,
    "atan2": Atan2,
    "binomial": _choose,
    "beta": Beta,
    "besselj": BesselJ,
    "rootof": _real_root,
    "min": Min,
    "max": Max,
}
