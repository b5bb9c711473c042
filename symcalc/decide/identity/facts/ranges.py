"""Where kernels lie: by their nature (an exponential is positive), and by what is learnt of them (x > 1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Final

from flint import arb

from symcalc.decide.ball import enclose
from symcalc.decide.identity.facts.positivity import Range
from symcalc.decide.identity.facts.quadrants import ABOVE, BELOW, Quadrants, quadrants
from symcalc.decide.identity.kernels.kernel import Kernel, Polynomial, Ratio
from symcalc.decide.identity.kernels.knowledge import ANY_SIGN, Nowhere, Signs
from symcalc.decide.identity.kernels.tower import Tower
from symcalc.decide.identity.kernels.written import polynomial_tree
from symcalc.syntax.tree import Node, Number

#: Where an exponential lies, by the signs of its exponent.
EXPONENTIAL: Final[dict[Signs, Range]] = {
    ANY_SIGN: Range(Fraction(0)),
    frozenset({1}): Range(Fraction(1)),
    frozenset({0, 1}): Range(Fraction(1), low_closed=True),
    frozenset({-1}): Range(Fraction(0), Fraction(1)),
    frozenset({-1, 0}): Range(Fraction(0), Fraction(1), high_closed=True),
}
#: A little more than a quarter of a turn.
QUARTER_TURN: Final = Fraction(1571, 1000)
CIRCULAR: Final = Range(Fraction(-1), Fraction(1), low_closed=True, high_closed=True)
#: The ranges of functions that are bounded.
BOUNDED: Final[dict[str, Range]] = {
    "asin": Range(-QUARTER_TURN, QUARTER_TURN),
    "atan": Range(-QUARTER_TURN, QUARTER_TURN),
    "atan2": Range(-2 * QUARTER_TURN, 2 * QUARTER_TURN),
    "erf": Range(Fraction(-1), Fraction(1)),
}


#: Bounds are not learnt from polynomials in more kernels.
MOST_KERNELS: Final = 6
#: Bounded functions that have the sign of their argument.
ODD: Final = frozenset({"asin", "atan", "erf"})


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
            return _enclosed(kernel.tree)
        match kernel.kind:
            case "exp":
                return EXPONENTIAL.get(self._exponent_signs(kernel.arguments[0]), EXPONENTIAL[ANY_SIGN])
            case "root":
                return Range(low=Fraction(0), low_closed=0 in self.signs(kernel.arguments[0].numerator))
            case "cos" | "sin":
                return self._circular(kernel)
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

    def _circular(self, kernel: Kernel) -> Range:
        """The range of a sine or cosine, by the quadrants of its angle where these are known."""
        angle = kernel.arguments[0]
        of = self._multiple(angle)
        found = None if of is None else quadrants(self.tower, angle, of, self.signs)
        return Range(Fraction(-1), Fraction(1), True, True) if found is None else found.circular(kernel.kind)

    def phase(self, polynomial: Polynomial) -> Signs:
        """The signs of `cos u + sin u` and `cos u - sin u`, which are sqrt(2) times the sine and cosine of u + pi/4."""
        pair = {kernel.kind: kernel for kernel in self.tower.used(polynomial)}
        if len(polynomial) != 2 or set(pair) != {"sin", "cos"} or pair["sin"].key != pair["cos"].key:
            return ANY_SIGN
        cosine, sine = (polynomial.derivative(pair[kind].slot) for kind in ("cos", "sin"))
        found = self._past_quarter(pair["sin"].arguments[0])
        if found is None or not sine.is_constant() or cosine not in (sine, -sine):
            return ANY_SIGN
        signs = found.signs("sin" if cosine == sine else "cos")
        return signs if cosine.leading_coefficient() > 0 else frozenset(-sign for sign in signs)

    def _past_quarter(self, angle: Ratio) -> Quadrants | None:
        """The quadrants of an angle and a quarter of pi; by its bounds alone where pi does not occur."""
        pi, of = self.tower.find("pi", "pi"), self._multiple(angle)
        if of is None or of.low is None or of.high is None:
            return None
        if pi is not None:
            angle = self.tower.add(angle, Ratio(self.tower.generator(pi) / 4, self.tower.one))
        return quadrants(self.tower, angle, Range(of.low + BELOW / 2, of.high + ABOVE / 2), self.signs)

    def _multiple(self, ratio: Ratio) -> Range | None:
        """The range of a rational multiple of a bounded kernel."""
        polynomial = ratio.numerator
        if len(polynomial) != 1 or polynomial.total_degree() != 1 or not ratio.denominator.is_constant():
            return None
        slope = _fraction(polynomial.leading_coefficient())
        of = self.of_kernel(self.tower.used(polynomial)[0])
        if of.low is None or of.high is None:
            return None
        return _scaled(of, slope)

    def narrow(self, polynomial: Polynomial, signs: Signs) -> bool:
        """Learn bounds of the kernels k of `c k + d` from its sign and what bounds d; whether there is news.

        Raises `Nowhere` where nothing is left of a range.
        """
        used = self.tower.used(polynomial)
        if {-1, 1} <= signs or len(used) > MOST_KERNELS:
            return False
        news = False
        for kernel in [kernel for kernel in used if not kernel.constant] or used:
            rising = polynomial.derivative(kernel.slot)
            if rising.is_constant() and rising:
                slope = rising.leading_coefficient()
                bound = self._interval((self.tower.generator(kernel) * slope - polynomial) / slope)
                news |= self._learn(kernel, bound, signs, rising=slope > 0)
        return news

    def _interval(self, polynomial: Polynomial) -> Range:
        """What a polynomial lies between, as far as that is known."""
        whole = Range(Fraction(0), Fraction(0), low_closed=True, high_closed=True)
        for powers, coefficient in polynomial.to_dict().items():
            of = _scaled(self._term(powers), _fraction(coefficient))
            whole = Range(
                None if whole.low is None or of.low is None else whole.low + of.low,
                None if whole.high is None or of.high is None else whole.high + of.high,
                whole.low_closed and of.low_closed,
                whole.high_closed and of.high_closed,
            )
        return whole

    def _term(self, powers: Sequence[int]) -> Range:
        """The range of a monomial: of a constant, or of one name or other kernel of which bounds were learnt."""
        kernels = [self.tower.at_slot(slot) for slot, power in enumerate(powers) if power]
        if all(kernel.constant for kernel in kernels):
            return _enclosed(polynomial_tree(self.tower, self.tower.context.from_dict({tuple(powers): 1})))
        if len(kernels) == 1 and sum(map(int, powers)) == 1:
            return self.learnt.get(kernels[0].slot, Range())
        return Range()

    def _learn(self, kernel: Kernel, beyond: Range, signs: Signs, *, rising: bool) -> bool:
        """Learn that a kernel is above or below something in a range; whether that is news."""
        at_least, at_most = (-1 not in signs, 1 not in signs) if rising else (1 not in signs, -1 not in signs)
        before = of = self.of_kernel(kernel)
        met = 0 in signs
        if at_least and beyond.low is not None:
            low = self._from(kernel, beyond.low, closed=met and beyond.low_closed)
            of = of._replace(low=low[0], low_closed=low[1]) if _is_tighter(low, of.low, of.low_closed) else of
        if at_most and beyond.high is not None:
            bound, closed = self._from(kernel, -beyond.high, closed=met and beyond.high_closed)
            high = None if of.high is None else -of.high
            if _is_tighter((bound, closed), high, of.high_closed):
                of = of._replace(high=-bound, high_closed=closed)
        if _is_empty(of):
            raise Nowhere
        if of != before:
            self.learnt[kernel.slot] = of
        return of != before

    def _from(self, kernel: Kernel, low: Fraction, *, closed: bool) -> tuple[Fraction, bool]:
        """A lower bound of a kernel, or of minus one; of an integer the least whole number."""
        if not self.tower.is_integer(kernel):
            return low, closed
        return Fraction(ceil(low) if closed else floor(low) + 1), True


def _is_tighter(bound: tuple[Fraction, bool], low: Fraction | None, low_closed: bool) -> bool:
    """Whether a lower bound says more than the one that is known."""
    return low is None or bound[0] > low or (bound[0] == low and low_closed and not bound[1])


def _scaled(of: Range, factor: Fraction) -> Range:
    """The range of a multiple."""
    low, high = (None if end is None else end * factor for end in (of.low, of.high))
    return (
        Range(low, high, of.low_closed, of.high_closed)
        if factor > 0
        else Range(high, low, of.high_closed, of.low_closed)
    )


def _is_empty(of: Range) -> bool:
    if of.low is None or of.high is None or of.low < of.high:
        return False
    return of.low > of.high or not (of.low_closed and of.high_closed)


def _fraction(value: object) -> Fraction:
    return Fraction(int(value.p), int(value.q))  # type: ignore[attr-defined]


def _enclosed(tree: Node) -> Range:
    """The range of a constant: a ball around its value, or the number itself."""
    if isinstance(tree, Number):
        return Range(tree.value, tree.value, low_closed=True, high_closed=True)
    ball = enclose(tree)
    if not isinstance(ball, arb) or not ball.is_finite():
        return Range()
    low, high = _fraction(ball.lower().fmpq()), _fraction(ball.upper().fmpq())
    return Range(low, high, low_closed=True, high_closed=True)
