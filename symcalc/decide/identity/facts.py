"""What is known of signs while a tower is built: ranges of kernels, and what assumptions and domains say of factors."""

from __future__ import annotations

from collections.abc import Hashable
from fractions import Fraction
from math import prod
from typing import Final, NamedTuple

from flint import arb

from symcalc.decide.ball import enclose
from symcalc.decide.identity.factors import factored
from symcalc.decide.identity.kernel import Kernel, Polynomial, Ratio
from symcalc.decide.identity.knowledge import ANY_SIGN, Nowhere, Relation, Signs
from symcalc.decide.identity.positivity import Range, signs_on_ranges
from symcalc.decide.identity.tower import Tower, sign_of_number

#: The values of a product that a fact allows.
ALLOWED: Final[dict[str, Signs]] = {
    "> 0": frozenset({1}),
    ">= 0": frozenset({0, 1}),
    "!= 0": frozenset({-1, 1}),
    "== 0": frozenset({0}),
}
#: How many facts may be added up to show a sign.
MOST_ADDED = 4
NONZERO: Final[Signs] = frozenset({-1, 1})


class Product(NamedTuple):
    """That the product of some polynomials has one of some signs."""

    polynomials: tuple[Polynomial, ...]
    allowed: Signs


class Ends(NamedTuple):
    """A bounded range."""

    low: Fraction
    high: Fraction
    low_closed: bool
    high_closed: bool


class Facts:
    """Answers questions about signs: the tower's own from what it has learnt so far, or others from given facts."""

    def __init__(self, tower: Tower, given: list[tuple[Ratio, Relation]] | None = None) -> None:
        self.tower = tower
        self._facts = tower.facts if given is None else given
        self.zeros: list[Polynomial] = []
        self.integers: list[Ratio] = []
        self._known: dict[Hashable, tuple[Polynomial, Signs]] = {}
        self._products: list[Product] = []
        self._ranges: dict[int, Range] = {}
        self._read = 0
        self._answers: dict[Hashable, Signs] = {}
        if given is None:
            tower.judge = self.signs

    def signs(self, polynomial: Polynomial) -> Signs:
        """The signs that a polynomial may have; raises `Nowhere` where the facts leave none."""
        if polynomial.is_constant():
            return sign_of_number(polynomial)
        self._read_facts()
        key = self.tower.key(polynomial)
        if key not in self._answers:
            self._answers[key] = self._signs(polynomial, MOST_ADDED)
        if not self._answers[key]:
            raise Nowhere
        return self._answers[key]

    def contradictory(self) -> bool:
        """Whether the facts contradict one another, as far as that is seen."""
        try:
            self._read_facts()
            for polynomial, allowed in list(self._known.values()):
                if not self._signs(polynomial, MOST_ADDED) & allowed:
                    return True
        except Nowhere:
            return True
        return any(not self._product_signs(fact) & fact.allowed for fact in self._products)

    # -- reading facts ---------------------------------------------------------------------------------------------

    def _read_facts(self) -> None:
        while self._read < len(self._facts):
            self._read += 1
            self._answers.clear()
            self._add(*self._facts[self._read - 1])
        self._deduce()

    def _add(self, ratio: Ratio, relation: Relation) -> None:
        if relation == "integer":
            self.integers.append(ratio)
            return
        if relation == "== 0":
            self.zeros.append(ratio.numerator)
        constant, factors = factored(self.tower, ratio, halve=False)
        for q, exponent in factors:
            if exponent < 0 or relation in ("> 0", "!= 0"):
                self._know(q, NONZERO)
        odd = tuple(q for q, exponent in factors if exponent % 2)
        allowed = ALLOWED[relation]
        if relation == "== 0":
            odd = tuple(q for q, exponent in factors if exponent > 0)
        self._products.append(Product(odd, allowed if constant > 0 else frozenset(-sign for sign in allowed)))

    def _know(self, polynomial: Polynomial, allowed: Signs) -> bool:
        """Note the signs that a polynomial may have; whether that is news."""
        key = self.tower.key(polynomial)
        before = self._known.get(key, (polynomial, ANY_SIGN))[1]
        now = before & allowed
        self._known[key] = (polynomial, now)
        if now != before:
            self._answers.clear()
            self._narrow(polynomial, now)
        return now != before

    def _deduce(self) -> None:
        """What the signs of some factors say of the one that is left, until nothing new follows."""
        news = bool(self._products)
        while news:
            news = False
            for fact in self._products:
                for index, polynomial in enumerate(fact.polynomials):
                    others = [self._known_signs(q) for i, q in enumerate(fact.polynomials) if i != index]
                    if all(len(signs) == 1 and 0 not in signs for signs in others):
                        factor = prod(next(iter(signs)) for signs in others)
                        news |= self._know(polynomial, frozenset(factor * sign for sign in fact.allowed))

    def _known_signs(self, polynomial: Polynomial) -> Signs:
        known = self._known.get(self.tower.key(polynomial), (None, ANY_SIGN))[1]
        return known & signs_on_ranges(self.tower, polynomial, self._ranges_of(polynomial))

    def _product_signs(self, fact: Product) -> Signs:
        signs: Signs = frozenset({1})
        for polynomial in fact.polynomials:
            signs = frozenset(a * b for a in signs for b in self._known_signs(polynomial))
        return signs

    # -- ranges ----------------------------------------------------------------------------------------------------

    def _narrow(self, polynomial: Polynomial, signs: Signs) -> None:
        """Take a bound of a kernel from the sign of a polynomial of degree 1 in it alone."""
        if polynomial.total_degree() != 1 or len(self.tower.used(polynomial)) != 1 or {-1, 1} <= signs:
            return
        kernel = self.tower.used(polynomial)[0]
        if kernel.kind == "exp" and polynomial == self.tower.generator(kernel) - 1:
            constant, factors = factored(self.tower, kernel.arguments[0], halve=False)
            odd = tuple(q for q, exponent in factors if exponent % 2)
            self._products.append(Product(odd, signs if constant > 0 else frozenset(-sign for sign in signs)))
        slot = self.tower.used(polynomial)[0].slot
        terms = {int(powers[slot]): Fraction(int(c.p), int(c.q)) for powers, c in polynomial.to_dict().items()}
        bound = -terms.get(0, Fraction(0)) / terms[1]
        of = self._ranges.get(slot) or self._natural_range(self.tower.at_slot(slot))
        above, below = (terms[1] > 0) == (-1 not in signs), (terms[1] > 0) != (-1 not in signs)
        if (above or signs == {0}) and (of.low is None or bound >= of.low):
            of = of._replace(low=bound, low_closed=0 in signs and (of.low != bound or of.low_closed))
        if (below or signs == {0}) and (of.high is None or bound <= of.high):
            of = of._replace(high=bound, high_closed=0 in signs and (of.high != bound or of.high_closed))
        if of.low is not None and of.high is not None and of.low > of.high:
            raise Nowhere
        self._ranges[slot] = of

    def _ranges_of(self, polynomial: Polynomial) -> dict[int, Range]:
        return {
            kernel.slot: self._ranges.get(kernel.slot) or self._natural_range(kernel)
            for kernel in self.tower.used(polynomial)
        }

    def _natural_range(self, kernel: Kernel) -> Range:
        """Where a kernel lies by its nature."""
        if kernel.constant:
            return _enclosed(kernel)
        match kernel.kind:
            case "exp":
                return _EXPONENTIAL[self._ratio_signs(kernel.arguments[0])]
            case "root":
                zero = 0 in self._known.get(self.tower.key(kernel.arguments[0].numerator), (None, ANY_SIGN))[1]
                return Range(low=Fraction(0), low_closed=zero)
            case "cos" | "sin":
                return self._circular_range(kernel)
            case "side":
                return Range(Fraction(-1), Fraction(1), low_closed=True, high_closed=True)
        return BOUNDED.get(kernel.function, Range())

    def _circular_range(self, kernel: Kernel) -> Range:
        """-1 to 1, or half of that where the angle lies in one half of the circle."""
        angle = self._interval(kernel.arguments[0])
        whole = Range(Fraction(-1), Fraction(1), low_closed=True, high_closed=True)
        if angle is None:
            return whole
        if _strictly(angle, *((Fraction(0), HALF_TURN) if kernel.kind == "cos" else (-HALF_TURN / 2, HALF_TURN / 2))):
            whole = Range(Fraction(-1), Fraction(1))
        if _strictly(angle, *((-HALF_TURN / 2, HALF_TURN / 2) if kernel.kind == "cos" else (Fraction(0), HALF_TURN))):
            whole = whole._replace(low=Fraction(0), low_closed=False)
        return whole

    def _interval(self, ratio: Ratio) -> Ends | None:
        """The bounds of a rational multiple of a bounded kernel."""
        polynomial = ratio.numerator
        if len(polynomial) != 1 or polynomial.total_degree() != 1 or not ratio.denominator.is_constant():
            return None
        kernel, slope = self.tower.used(polynomial)[0], polynomial.leading_coefficient()
        of = self._ranges.get(kernel.slot) or self._natural_range(kernel)
        if of.low is None or of.high is None:
            return None
        ends = sorted(end * Fraction(int(slope.p), int(slope.q)) for end in (of.low, of.high))
        return Ends(ends[0], ends[1], of.low_closed, of.high_closed)

    def _ratio_signs(self, ratio: Ratio) -> Signs:
        """The signs of the exponent of an exponential, where they are known at once."""
        if not ratio.denominator.is_constant():
            return ANY_SIGN
        signs = self._known_signs(ratio.numerator)
        return signs if signs in _EXPONENTIAL else ANY_SIGN

    # -- signs -----------------------------------------------------------------------------------------------------

    def _signs(self, polynomial: Polynomial, depth: int) -> Signs:
        """By what is known of the polynomial itself, by ranges, or by adding up facts."""
        signs = self._known_signs(polynomial)
        if len(signs) <= 1 or depth == 0:
            return signs
        signs &= self._by_norm(polynomial)
        if -1 in signs:
            signs &= self._by_sums(polynomial, depth)
        if 1 in signs and len(signs) > 1:
            signs &= frozenset(-sign for sign in self._by_sums(-polynomial, depth))
        return signs

    def _by_norm(self, polynomial: Polynomial) -> Signs:
        """Of `a + b r` with a root r: the sign of b where `b^2 r^2 >= a^2`, of a where it is not."""
        tower = self.tower
        for root in [kernel for kernel in tower.used(polynomial) if kernel.kind == "root"]:
            if root.degree != 2 or polynomial.degrees()[root.slot] != 1:
                continue
            b = polynomial.derivative(root.slot)
            a = polynomial - b * tower.generator(root)
            square = tower.times(tower.times(b, b), tower.reduce(tower.generator(root) ** 2))
            gap = self.signs(square - tower.times(a, a))
            if gap <= {0, 1} or gap <= {-1, 0}:
                signs = self.signs(b if 1 in gap else a)
                return signs | {0} if 0 in gap else signs
        return ANY_SIGN

    def _by_sums(self, polynomial: Polynomial, depth: int) -> Signs:
        """{1} or {0, 1} where the polynomial is a sum of facts: `x - z = (x - y) + (y - z)`."""
        for fact, strict in self._positive_facts():
            rest = _without_leading(polynomial, fact)
            if rest is None or len(rest) > len(polynomial) + 2:
                continue
            self.tower.work.spend(len(polynomial))
            below = self._rest_signs(rest, depth - 1)
            if -1 not in below:
                return frozenset({1}) if strict or 0 not in below else frozenset({0, 1})
        return ANY_SIGN

    def _rest_signs(self, rest: Polynomial, depth: int) -> Signs:
        if rest.is_constant():
            return sign_of_number(rest)
        known = self._known_signs(rest)
        return known if -1 not in known or depth <= 0 else self._by_sums(rest, depth)

    def _positive_facts(self) -> list[tuple[Polynomial, bool]]:
        """Polynomials known to be >= 0, and whether they are > 0."""
        found = []
        for polynomial, signs in self._known.values():
            if -1 not in signs:
                found.append((polynomial, 0 not in signs))
            elif 1 not in signs:
                found.append((-polynomial, 0 not in signs))
        return found


def _strictly(inner: Ends, low: Fraction, high: Fraction) -> bool:
    """Whether a range lies between two numbers; its ends may touch them where they do not belong to it."""
    above = inner.low > low or (inner.low == low and not inner.low_closed)
    return above and (inner.high < high or (inner.high == high and not inner.high_closed))


def _without_leading(polynomial: Polynomial, fact: Polynomial) -> Polynomial | None:
    """The polynomial less the positive multiple of a fact that takes its leading term away."""
    powers = polynomial.monoms()[0]
    coefficient = fact.to_dict().get(powers)
    if coefficient is None:
        return None
    factor = polynomial.leading_coefficient() / coefficient
    return polynomial - fact * factor if factor > 0 else None


def _enclosed(kernel: Kernel) -> Range:
    """The range of a constant: a ball around its value."""
    ball = enclose(kernel.tree)
    if not isinstance(ball, arb) or not ball.is_finite():
        return Range()
    low, high = ball.lower().fmpq(), ball.upper().fmpq()
    return Range(
        Fraction(int(low.p), int(low.q)), Fraction(int(high.p), int(high.q)), low_closed=True, high_closed=True
    )


#: Where an exponential lies, by the signs of its exponent.
_EXPONENTIAL: Final[dict[Signs, Range]] = {
    ANY_SIGN: Range(Fraction(0)),
    frozenset({1}): Range(Fraction(1)),
    frozenset({0, 1}): Range(Fraction(1), low_closed=True),
    frozenset({-1}): Range(Fraction(0), Fraction(1)),
    frozenset({-1, 0}): Range(Fraction(0), Fraction(1), high_closed=True),
}
#: A little less than pi.
HALF_TURN: Final = Fraction(314159, 100000)
_QUARTER: Final = Fraction(1571, 1000)
#: The ranges of functions that are bounded.
BOUNDED: Final[dict[str, Range]] = {
    "asin": Range(-_QUARTER, _QUARTER),
    "atan": Range(-_QUARTER, _QUARTER),
    "atan2": Range(-2 * _QUARTER, 2 * _QUARTER),
    "erf": Range(Fraction(-1), Fraction(1)),
}
