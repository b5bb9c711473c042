"""Where kernels lie: by their nature (an exponential is positive), and by what is learnt of them (x > 1)."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor
from typing import Final, NamedTuple

from flint import arb

from symcalc.decide.ball import enclose
from symcalc.decide.identity.facts.positivity import Range
from symcalc.decide.identity.kernels.kernel import Kernel, Polynomial, Ratio
from symcalc.decide.identity.kernels.knowledge import ANY_SIGN, Nowhere, Signs
from symcalc.decide.identity.kernels.tower import Tower

#: Where an exponential lies, by the signs of its exponent.
EXPONENTIAL: Final[dict[Signs, Range]] = {
    ANY_SIGN: Range(Fraction(0)),
    frozenset({1}): Range(Fraction(1)),
    frozenset({0, 1}): Range(Fraction(1), low_closed=True),
    frozenset({-1}): Range(Fraction(0), Fraction(1)),
    frozenset({-1, 0}): Range(Fraction(0), Fraction(1), high_closed=True),
}
#: A little less than pi, and a little more than half of it.
HALF_TURN: Final = Fraction(314159, 100000)
QUARTER_TURN: Final = Fraction(1571, 1000)
CIRCULAR: Final = Range(Fraction(-1), Fraction(1), low_closed=True, high_closed=True)
#: The ranges of functions that are bounded.
BOUNDED: Final[dict[str, Range]] = {
    "asin": Range(-QUARTER_TURN, QUARTER_TURN),
    "atan": Range(-QUARTER_TURN, QUARTER_TURN),
    "atan2": Range(-2 * QUARTER_TURN, 2 * QUARTER_TURN),
    "erf": Range(Fraction(-1), Fraction(1)),
}


#: Bounded functions that have the sign of their argument.
ODD: Final = frozenset({"asin", "atan", "erf"})


class Ends(NamedTuple):
    """A bounded range."""

    low: Fraction
    high: Fraction
    low_closed: bool
    high_closed: bool

    def within(self, low: Fraction, high: Fraction) -> bool:
        """Whether the range lies strictly between two numbers; an end that is left out may touch."""
        above = self.low > low or (self.low == low and not self.low_closed)
        return above and (self.high < high or (self.high == high and not self.high_closed))

    def touching(self, low: Fraction, high: Fraction) -> bool | None:
        """Whether the range touches an end of those between which it lies; None where it does not lie between them."""
        if self.within(low, high):
            return False
        inside = self._replace(low_closed=False, high_closed=False)
        return True if inside.within(low, high) else None

    def opposite(self) -> Ends:
        """The range of minus the value."""
        return Ends(-self.high, -self.low, self.high_closed, self.low_closed)


class Ranges:
    """The ranges of the kernels of a tower; `signs` answers what is known of a polynomial's sign."""

    def __init__(self, tower: Tower, signs: Callable[[Polynomial], Signs]) -> None:
        self.tower = tower
        self.signs = signs
        self.learnt: dict[int, Range] = {}

    def of(self, polynomial: Polynomial) -> dict[int, Range]:
        """The ranges of the kernels of a polynomial, by slot."""
        return {kernel.slot: self.of_kernel(kernel) for kernel in self.tower.used(polynomial)}

    def of_kernel(self, kernel: Kernel) -> Range:
        """The range of a kernel."""
        return self.learnt.get(kernel.slot) or self._natural(kernel)

    def _natural(self, kernel: Kernel) -> Range:
        if kernel.constant:
            return _enclosed(kernel)
        match kernel.kind:
            case "exp":
                return EXPONENTIAL.get(self._exponent_signs(kernel.arguments[0]), EXPONENTIAL[ANY_SIGN])
            case "root":
                return Range(low=Fraction(0), low_closed=0 in self.signs(kernel.arguments[0].numerator))
            case "cos":
                return self._circular(kernel, (Fraction(0), HALF_TURN), (-HALF_TURN / 2, HALF_TURN / 2))
            case "sin":
                return self._circular(kernel, (-HALF_TURN / 2, HALF_TURN / 2), (Fraction(0), HALF_TURN))
            case "side":
                return CIRCULAR
        if kernel.function == "reciprocal gamma" and self._exponent_signs(kernel.arguments[0]) == {1}:
            return Range(Fraction(0))
        return self._bounded(kernel)

    def _bounded(self, kernel: Kernel) -> Range:
        """The range of a bounded function; an odd one has the sign of its argument."""
        of = BOUNDED.get(kernel.function, Range())
        if kernel.function == "atan2" and self._exponent_signs(kernel.arguments[1]) == {1}:
            return BOUNDED["atan"]
        if kernel.function in ODD:
            signs = self._exponent_signs(kernel.arguments[0])
            if -1 not in signs:
                return of._replace(low=Fraction(0), low_closed=0 in signs)
            if 1 not in signs:
                return of._replace(high=Fraction(0), high_closed=0 in signs)
        return of

    def _exponent_signs(self, exponent: Ratio) -> Signs:
        """The signs of a ratio, where they are known at once."""
        below = self.signs(exponent.denominator) - {0}
        return frozenset(a * b for a in self.signs(exponent.numerator) for b in below)

    def _circular(
        self, kernel: Kernel, inside: tuple[Fraction, Fraction], positive: tuple[Fraction, Fraction]
    ) -> Range:
        """-1 to 1, without the ends for angles `inside`, above 0 for angles where it is `positive`."""
        angle = self._interval(kernel.arguments[0])
        if angle is None:
            return CIRCULAR
        of = Range(Fraction(-1), Fraction(1)) if angle.within(*inside) else CIRCULAR
        zero = Fraction(0)
        touching = angle.touching(*positive)
        if touching is not None:
            return of._replace(low=zero, low_closed=touching)
        opposite = angle.opposite().touching(*positive) if kernel.kind == "sin" else None
        return of if opposite is None else of._replace(high=zero, high_closed=opposite)

    def _interval(self, ratio: Ratio) -> Ends | None:
        """The bounds of a rational multiple of a bounded kernel."""
        polynomial = ratio.numerator
        if len(polynomial) != 1 or polynomial.total_degree() != 1 or not ratio.denominator.is_constant():
            return None
        slope = _fraction(polynomial.leading_coefficient())
        of = self.of_kernel(self.tower.used(polynomial)[0])
        if of.low is None or of.high is None:
            return None
        if slope < 0:
            return Ends(of.high * slope, of.low * slope, of.high_closed, of.low_closed)
        return Ends(of.low * slope, of.high * slope, of.low_closed, of.high_closed)

    def narrow(self, polynomial: Polynomial, signs: Signs) -> Range | None:
        """Learn a bound from the sign of `c k + d` for one kernel k; raises `Nowhere` where nothing is left of it."""
        kernels = self.tower.used(polynomial)
        if polynomial.total_degree() != 1 or len(kernels) != 1 or {-1, 1} <= signs:
            return None
        slope = _fraction(polynomial.derivative(kernels[0].slot).leading_coefficient())
        rest = polynomial - self.tower.generator(kernels[0]) * polynomial.derivative(kernels[0].slot)
        bound = -(_fraction(rest.leading_coefficient()) if rest else Fraction(0)) / slope
        rising = slope > 0
        at_least, at_most = (-1 not in signs, 1 not in signs) if rising else (1 not in signs, -1 not in signs)
        of = self.of_kernel(kernels[0])
        if 0 not in signs and self.tower.is_integer(kernels[0]) and at_least != at_most:
            bound, signs = Fraction(floor(bound) + 1 if at_least else ceil(bound) - 1), signs | {0}
        if at_least and (of.low is None or bound >= of.low):
            of = of._replace(low=bound, low_closed=0 in signs and (of.low != bound or of.low_closed))
        if at_most and (of.high is None or bound <= of.high):
            of = of._replace(high=bound, high_closed=0 in signs and (of.high != bound or of.high_closed))
        if _is_empty(of):
            raise Nowhere
        self.learnt[kernels[0].slot] = of
        return of


def _is_empty(of: Range) -> bool:
    if of.low is None or of.high is None or of.low < of.high:
        return False
    return of.low > of.high or not (of.low_closed and of.high_closed)


def _fraction(value: object) -> Fraction:
    return Fraction(int(value.p), int(value.q))  # type: ignore[attr-defined]


def _enclosed(kernel: Kernel) -> Range:
    """The range of a constant: a ball around its value."""
    ball = enclose(kernel.tree)
    if not isinstance(ball, arb) or not ball.is_finite():
        return Range()
    low, high = _fraction(ball.lower().fmpq()), _fraction(ball.upper().fmpq())
    return Range(low, high, low_closed=True, high_closed=True)
