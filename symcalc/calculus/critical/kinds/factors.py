"""The kind of a point from a factorisation of f - f(point): even powers keep their sign, odd ones change it."""

from __future__ import annotations

from fractions import Fraction

from flint import fmpz_mpoly

from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.kinds.reasons import Reason
from symcalc.calculus.critical.points.spots import Spot
from symcalc.calculus.critical.search.stationary import Stationary
from symcalc.calculus.critical.systems.ring import support
from symcalc.syntax.written import written


def by_factors(system: Stationary, spot: Spot, value: Fraction) -> Reason | None:
    """The kind of a point with a rational value, None where the factors that vanish there do not tell.

    An irreducible factor of odd multiplicity that vanishes with a gradient that is not zero changes its sign at
    points nearby where no other factor vanishes, so f takes greater and smaller values there.
    """
    tower = system.tower
    rest = tower.reduced(system.function - tower.number(value))
    if rest.is_zero or system.surfaces:
        return None
    constant, factors = rest.top.factor()
    sign = spot.sign(tower, rest.bottom)
    if not sign:
        return None
    sign *= 1 if constant > 0 else -1
    odd: list[fmpz_mpoly] = []
    for factor, multiplicity in factors:
        here = spot.sign(tower, factor)
        if here is None:
            return None
        if here == 0:
            odd += [factor] if int(multiplicity) % 2 else []
        elif int(multiplicity) % 2:
            sign *= here
    name = "f" if value == 0 else f"f - ({value})" if value < 0 else f"f - {value}"
    shown = f"{name} = {factored(system, rest)}"
    if not odd:
        kind, word = ("minimum", "negative") if sign > 0 else ("maximum", "positive")
        return Reason(kind, f"{shown}, nowhere {word} nearby")
    return _changing(system, spot, odd, shown)


def _changing(system: Stationary, spot: Spot, odd: list[fmpz_mpoly], shown: str) -> Reason | None:
    tower = system.tower
    for factor in odd:
        if any(tower.kernel(i) is not None for i in support(factor)):
            return None
        slopes = [spot.sign(tower, factor.derivative(i)) for i in system.free]
        if any(slopes):
            text = written(tower.tree(Ratio.polynomial(factor)))
            kind = "inflection" if len(system.free) == 1 else "saddle"
            return Reason(kind, f"{shown}, where {text} changes sign")
    return None


def factored(system: Stationary, ratio: Ratio) -> str:
    """An element as a product of powers of irreducible polynomials."""
    constant, factors = ratio.top.factor()
    _, below = ratio.bottom.factor()
    top = [_power(system, factor, int(m)) for factor, m in factors]
    scale = Fraction(int(constant), int(ratio.bottom.factor()[0]))
    if abs(scale) != 1 or not top:
        top.insert(0, str(abs(scale)) if scale.denominator == 1 else f"({abs(scale)})")
    text = ("-" if scale < 0 else "") + "*".join(top)
    if below:
        bottom = "*".join(_power(system, factor, int(m)) for factor, m in below)
        text += f"/({bottom})" if len(below) > 1 else f"/{bottom}"
    return text


def _power(system: Stationary, factor: fmpz_mpoly, exponent: int) -> str:
    text = written(system.tower.tree(Ratio.polynomial(factor)))
    if len(factor) > 1:
        text = f"({text})"
    return text if exponent == 1 else f"{text}**{exponent}"
