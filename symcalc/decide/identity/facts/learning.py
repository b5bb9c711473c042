"""What is known of signs while a tower is built: what assumptions and domains say of polynomials and their factors."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Final, NamedTuple

from symcalc.decide.identity.facts.cone import Positive, by_cone, impossible, positive
from symcalc.decide.identity.facts.inference import (
    Known,
    arguments_of_logarithms,
    by_norm,
    by_products,
    by_sums,
    exponent_of_quotient,
    of_integers,
)
from symcalc.decide.identity.facts.positivity import signs_on_ranges
from symcalc.decide.identity.facts.ranges import Ranges
from symcalc.decide.identity.kernels.factors import factored
from symcalc.decide.identity.kernels.kernel import Kernel, Polynomial, Ratio
from symcalc.decide.identity.kernels.knowledge import ANY_SIGN, Nowhere, Relation, Signs
from symcalc.decide.identity.kernels.tower import Tower, sign_of_number

#: The signs of what a fact is about.
ALLOWED: Final[dict[str, Signs]] = {
    "> 0": frozenset({1}),
    ">= 0": frozenset({0, 1}),
    "!= 0": frozenset({-1, 1}),
    "== 0": frozenset({0}),
}
#: Bounds are raised to the power of a root up to this one.
MOST_DEGREE: Final = 64
#: How often bounds are passed on from one kernel to others.
MOST_ROUNDS: Final = 3
NONZERO: Final[Signs] = frozenset({-1, 1})


class Product(NamedTuple):
    """That a product of powers of polynomials has one of some signs; exponents are 1 or 2, by parity."""

    factors: tuple[tuple[Polynomial, int], ...]
    allowed: Signs


class Facts:
    """Answers questions about signs: the tower's own from what it has learnt so far, or others from given facts."""

    def __init__(self, tower: Tower, given: Sequence[tuple[Ratio, Relation]] | None = None) -> None:
        self.tower = tower
        self.zeros: list[Polynomial] = []
        self.integers: list[Ratio] = []
        self.ranges = Ranges(tower, self.known_signs)
        self._facts = tower.facts if given is None else given
        self._known: dict[Hashable, Known] = {}
        self._products: list[Product] = []
        self._read = 0
        self._answers: dict[Hashable, Signs] = {}
        if given is None:
            tower.judge = self.signs

    # -- answers ---------------------------------------------------------------------------------------------------

    def signs(self, polynomial: Polynomial) -> Signs:
        """The signs that a polynomial may have; raises `Nowhere` where the facts leave none."""
        if polynomial.is_constant():
            return sign_of_number(polynomial)
        self._read_facts()
        key = self.tower.key(polynomial)
        if key not in self._answers:
            self._answers[key] = self._signs(polynomial)
        if not self._answers[key]:
            raise Nowhere
        return self._answers[key]

    def known_signs(self, polynomial: Polynomial) -> Signs:
        """What is known of a polynomial itself, and what follows from the ranges of its kernels."""
        if polynomial.is_constant():
            return sign_of_number(polynomial)
        known = self._known.get(self.tower.key(polynomial))
        by_ranges = signs_on_ranges(self.tower, polynomial, self.ranges.of(polynomial))
        kernel = self.tower.single(Ratio(polynomial, self.tower.one))
        if kernel is not None and kernel.kind == "side":
            by_ranges &= NONZERO
        return by_ranges if known is None else known.signs & by_ranges

    def _signs(self, polynomial: Polynomial) -> Signs:
        signs = self.known_signs(polynomial)
        known = list(self._known.values())
        exponent = exponent_of_quotient(self.tower, polynomial)
        if exponent is not None and len(signs) > 1:
            signs &= self.tower_signs(exponent)
        quotient = arguments_of_logarithms(self.tower, polynomial)
        if quotient is not None and len(signs) > 1:
            signs &= self.signs(quotient)
        if len(signs) > 1:
            signs &= self.ranges.phase(polynomial)
        if len(signs) > 1:
            signs &= by_norm(self.tower, polynomial, self.signs) & by_products(self.tower, polynomial, known)
        if -1 in signs and len(signs) > 1:
            signs &= by_sums(self.tower, polynomial, known, self.known_signs)
        if 1 in signs and len(signs) > 1:
            signs &= frozenset(-sign for sign in by_sums(self.tower, -polynomial, known, self.known_signs))
        if len(signs) > 1 and len(known) > 1:
            signs &= self._by_cone(polynomial)
        return signs

    def _by_cone(self, polynomial: Polynomial) -> Signs:
        facts = self._positive()
        below = frozenset(-sign for sign in by_cone(self.tower, -polynomial, facts))
        return below & by_cone(self.tower, polynomial, facts)

    def _positive(self) -> list[Positive]:
        """What is known to be >= 0, turned round where it is known to be <= 0."""
        found = (positive(q, signs) for q, signs in self._known.values())
        return [fact for fact in found if fact is not None]

    def impossible(self) -> bool:
        """Whether facts that add up to nothing show that the expressions are defined together nowhere."""
        self._read_facts()
        return impossible(self.tower, self._positive())

    def tower_signs(self, ratio: Ratio) -> Signs:
        """The signs of a ratio by those of its numerator and denominator."""
        below = self.signs(ratio.denominator) - {0}
        return frozenset(a * b for a in self.signs(ratio.numerator) for b in below)

    def forced(self) -> list[Polynomial]:
        """Polynomials that the facts force to be zero: `x >= 0` and `-x >= 0`."""
        self._read_facts()
        return [q for q, _ in list(self._known.values()) if self.signs(q) == {0}]

    def contradictory(self) -> bool:
        """Whether the facts contradict one another, as far as that is seen."""
        try:
            self._read_facts()
            for key, (q, signs) in list(self._known.items()):
                others = [known for other, known in self._known.items() if other != key]
                if not signs & self._following(q, others):
                    return True
        except Nowhere:
            return True
        return any(not self._product_signs(fact) & fact.allowed for fact in self._products)

    def _following(self, polynomial: Polynomial, others: Sequence[Known]) -> Signs:
        """What follows of a sign from all else."""
        signs = signs_on_ranges(self.tower, polynomial, self.ranges.of(polynomial))
        signs &= by_norm(self.tower, polynomial, self.signs)
        signs &= by_sums(self.tower, polynomial, others, self.known_signs)
        return signs & frozenset(-sign for sign in by_sums(self.tower, -polynomial, others, self.known_signs))

    def _product_signs(self, fact: Product) -> Signs:
        signs: Signs = frozenset({1})
        for q, exponent in fact.factors:
            signs = frozenset(a * b**exponent for a in signs for b in self.signs(q))
        return signs

    # -- reading facts ---------------------------------------------------------------------------------------------

    def _read_facts(self) -> None:
        if self._read == len(self._facts):
            return
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
        if relation == "> 0" and (rounded := of_integers(self.tower, ratio)) is not None:
            self._know(*rounded)
        allowed = ALLOWED[relation]
        parity = tuple((q, 1 if exponent % 2 else 2) for q, exponent in factors)
        self._products.append(Product(parity, allowed if constant > 0 else frozenset(-sign for sign in allowed)))
        self._know_whole(self._products[-1])

    def _know_whole(self, fact: Product) -> None:
        """Note the sign of the product of the odd factors too, where no even one can make it vanish."""
        odd = [q for q, exponent in fact.factors if exponent == 1]
        even = [q for q, exponent in fact.factors if exponent == 2]
        if len(odd) > 1 and all(0 not in self.known_signs(q) for q in even):
            self._know(product(self.tower, odd), fact.allowed)

    def _know(self, polynomial: Polynomial, allowed: Signs) -> bool:
        """Note the signs that a polynomial may have; whether that is news."""
        key = self.tower.key(polynomial)
        before = self._known[key].signs if key in self._known else ANY_SIGN
        self._known[key] = Known(polynomial, before & allowed)
        if before & allowed == before:
            return False
        if not before & allowed:
            raise Nowhere
        self._answers.clear()
        self.ranges.narrow(polynomial, before & allowed)
        self._look_into(polynomial, before & allowed)
        return True

    def _look_into(self, polynomial: Polynomial, signs: Signs) -> None:
        """What a sign says of exponents (e^a - e^b and a - b have the same), of logarithms, of what is under a root."""
        exponent = exponent_of_quotient(self.tower, polynomial)
        if exponent is not None:
            self._add_product(exponent, signs)
        kernels = self.tower.used(polynomial)
        if polynomial.total_degree() == 1 and len(kernels) == 1:
            self._look_into_kernel(polynomial, kernels[0], signs)

    def _add_product(self, ratio: Ratio, signs: Signs) -> None:
        """Note that a ratio has one of some signs."""
        if ratio.numerator:
            constant, factors = factored(self.tower, ratio, halve=False)
            parity = tuple((q, 1 if exponent % 2 else 2) for q, exponent in factors)
            self._products.append(Product(parity, signs if constant > 0 else frozenset(-sign for sign in signs)))

    def _look_into_kernel(self, polynomial: Polynomial, kernel: Kernel, signs: Signs) -> None:
        """What the sign of `c k + d` says of the argument of a logarithm or root k."""
        if kernel.kind == "log" and polynomial == self.tower.generator(kernel) and self.signs_known(kernel, 1):
            self._add_product(Ratio(kernel.arguments[0].numerator - 1, self.tower.one), signs)
        if kernel.kind == "root" and len(polynomial) == 1 and 0 not in signs:
            self._know(kernel.arguments[0].numerator, NONZERO)
        elif kernel.kind == "root" and kernel.slot in self.ranges.learnt and kernel.degree <= MOST_DEGREE:
            of = self.ranges.learnt[kernel.slot]
            size = self.tower.raised(self.tower.generator(kernel), kernel.degree)
            for end, closed, sign in ((of.low, of.low_closed, 1), (of.high, of.high_closed, -1)):
                if end is not None and end > 0:
                    gap = (size - self.tower.constant(end**kernel.degree)) * sign
                    self._add(Ratio(gap, self.tower.one), ">= 0" if closed else "> 0")

    def signs_known(self, kernel: Kernel, sign: int) -> bool:
        """Whether the argument of a kernel has one sign for certain."""
        return self.known_signs(kernel.arguments[0].numerator) == {sign}

    # -- deduction -------------------------------------------------------------------------------------------------

    def _deduce(self) -> None:
        """What the signs of some factors say of the one that is left, until nothing new follows."""
        news = bool(self._products)
        while news:
            news = False
            for fact in list(self._products):
                news |= self._between_roots(fact)
                for index in range(len(fact.factors)):
                    news |= self._last_factor(fact, index)
        self._narrow()

    def _narrow(self) -> None:
        """Bounds that follow from those of other kernels: x > y and y > 1."""
        linear = [known for known in self._known.values() if len(known.polynomial) > 2]
        linear += [known for known in self._known.values() if len(known.polynomial) == 2]
        for _ in range(MOST_ROUNDS):
            if not sum(self.ranges.narrow(q, signs) for q, signs in linear):
                return
            self._answers.clear()

    def _last_factor(self, fact: Product, index: int) -> bool:
        """Whether the signs of the other factors say something new of one."""
        outer = 1
        for i, (q, exponent) in enumerate(fact.factors):
            signs = frozenset(sign**exponent for sign in self.known_signs(q)) if i != index else frozenset({1})
            if len(signs) != 1 or 0 in signs:
                return False
            outer *= next(iter(signs))
        q, exponent = fact.factors[index]
        return self._know(q, frozenset(sign for sign in ANY_SIGN if outer * sign**exponent in fact.allowed))

    def _between_roots(self, fact: Product) -> bool:
        """Of `(x - a)(x - b) <= 0` with a < b: x lies between."""
        pair = [q for q, _ in fact.factors]
        linear = len(pair) == 2 and all(q.total_degree() == 1 and exponent == 1 for q, exponent in fact.factors)
        if not linear or 1 in fact.allowed or len({q.degrees() for q in pair}) != 1:
            return False
        apart = pair[0] / pair[0].leading_coefficient() - pair[1] / pair[1].leading_coefficient()
        if not apart.is_constant() or not apart:
            return False
        lower, upper = (pair[1], pair[0]) if apart.leading_coefficient() < 0 else (pair[0], pair[1])
        edge = fact.allowed & {0}
        return self._know(lower, frozenset({1}) | edge) | self._know(upper, frozenset({-1}) | edge)


def product(tower: Tower, polynomials: Sequence[Polynomial]) -> Polynomial:
    """The product of polynomials, in normal form."""
    result = tower.one
    for polynomial in polynomials:
        result = tower.times(result, polynomial)
    return result
