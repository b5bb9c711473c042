"""Asymptotic series of a function as t decreases to 0: sums of c t^r L^-s, with L = log(1/t), and a remainder.

The exponents are pairs (r, s) of fractions in lexicographic order: (0, 0) is a constant, (1, 0) is t, (0, -1) is
log(1/t). Coefficients are exact numbers over kernels; they may hold letters whose value does not settle (sin(1/t)),
so a term is known to be bounded by its power, and to have a limit only where no such letter is left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Final, TypeAlias

from symcalc.decide.sign.polynomials import Polynomial, Ratio, number
from symcalc.decide.sign.settle import Undecided
from symcalc.decide.sign.writer import Writer
from symcalc.record import record

#: (r, s) of t^r L^-s.
Exponent: TypeAlias = tuple[Fraction, Fraction]
CONSTANT: Final[Exponent] = (Fraction(0), Fraction(0))
#: As a sign: not 0, but without a sign that lasts for all small t.
WAVERING: Final = 2
#: Powers of a series go on for so many terms where the exponents do not reach the bound.
_LOGARITHMIC_TERMS: Final = 8
#: More terms than this are not multiplied.
_TERMS: Final = 600


class NotDefined(Exception):
    """The expression is certainly undefined for all small t > 0."""


class Unbounded(Exception):
    """The expression grows beyond all powers of 1/t."""


@record
class Series:
    """Terms by increasing exponent, none known to be 0, and a remainder O(t^r L^k) for some k, (r, s) its `order`.

    An `order` of None means that there is no remainder. `oscillates` where a sine or cosine of a growing angle took
    part, perhaps in the remainder only: such a series must not be differentiated term by term.
    """

    terms: tuple[tuple[Exponent, Ratio], ...]
    order: Exponent | None = None
    oscillates: bool = False

    @property
    def exactly_zero(self) -> bool:
        """Whether the function is 0 for all small t."""
        return not self.terms and self.order is None

    def coefficient(self, exponent: Exponent) -> Ratio:
        """The coefficient of a power; 0 where there is no such term."""
        return dict(self.terms).get(exponent, number(0))

    def known_to(self, exponent: Exponent) -> bool:
        """Whether all terms up to this exponent, itself included, are known."""
        return self.order is None or self.order > exponent


def plus(a: Exponent, b: Exponent) -> Exponent:
    """The exponent of a product."""
    return a[0] + b[0], a[1] + b[1]


def times(a: Exponent, factor: Fraction | int) -> Exponent:
    """The exponent of a power."""
    return a[0] * factor, a[1] * factor


def earlier(a: Exponent | None, b: Exponent | None) -> Exponent | None:
    """The smaller of two remainders; None is none."""
    if a is None or b is None:
        return b if a is None else a
    return min(a, b)


class Ring:
    """The arithmetic of series: `sign` decides coefficients, terms from `cut` on are left to the remainder."""

    def __init__(self, sign: Callable[[Ratio], int], writer: Writer, cut: int) -> None:
        self.sign = sign
        self.writer = writer
        self.cut: Exponent = (Fraction(cut), Fraction(0))
        self.oscillates = False

    def series(self, terms: Iterable[tuple[Exponent, Ratio]], order: Exponent | None = None) -> Series:
        """Terms collected, zeros and what the remainder swallows left out."""
        collected: dict[Exponent, Ratio] = {}
        for exponent, value in terms:
            collected[exponent] = collected[exponent] + value if exponent in collected else value
        if any(exponent >= self.cut for exponent in collected):
            order = earlier(order, self.cut)
        kept = {exponent: value for exponent, value in collected.items() if order is None or exponent < order}
        return Series(tuple(sorted(self._nonzero(kept).items(), key=lambda term: term[0])), order)

    def _nonzero(self, terms: Mapping[Exponent, Ratio]) -> dict[Exponent, Ratio]:
        return {exponent: value for exponent, value in terms.items() if not self._surely_zero(value)}

    def _surely_zero(self, value: Ratio) -> bool:
        """Whether a coefficient is known to be 0; one that may be is kept, and is decided where it matters."""
        try:
            return self.is_zero(value)
        except Undecided:
            return False

    def is_zero(self, value: Ratio) -> bool:
        """Whether a coefficient is 0; raises `Undecided`."""
        if not value.top:
            return True
        if value.rational() is not None:
            return False
        groups = phases(value.top)
        if set(groups) == {frozenset()}:
            return self.sign(value) == 0
        return all(self.sign(Ratio(poly, number(1).top)) == 0 for poly in groups.values())

    def constant(self, value: Ratio) -> Series:
        """A number as a series."""
        return self.series([(CONSTANT, value)])

    def power_of_t(self, exponent: Fraction | int) -> Series:
        """t^r."""
        return self.series([((Fraction(exponent), Fraction(0)), number(1))])

    def remainder(self, order: Exponent) -> Series:
        """Nothing but a remainder."""
        return Series((), min(order, self.cut))

    def add(self, a: Series, b: Series) -> Series:
        """The sum."""
        return self.series((*a.terms, *b.terms), earlier(a.order, b.order))

    def negative(self, a: Series) -> Series:
        """Minus the series."""
        return Series(tuple((exponent, -value) for exponent, value in a.terms), a.order)

    def scaled(self, a: Series, factor: Ratio) -> Series:
        """A multiple by a number."""
        return self.series(((exponent, value * factor) for exponent, value in a.terms), a.order)

    def multiply(self, a: Series, b: Series) -> Series:
        """The product."""
        if a.exactly_zero or b.exactly_zero:
            return Series(())
        if len(a.terms) * len(b.terms) > _TERMS:
            raise Undecided
        order = earlier(_beyond(a, b), _beyond(b, a))
        low = order if order is not None and order < self.cut else self.cut
        terms = [(plus(i, j), u, v) for i, u in a.terms for j, v in b.terms]
        late = any(exponent >= low for exponent, _, _ in terms)
        kept = ((exponent, u * v) for exponent, u, v in terms if exponent < low)
        return self.series(kept, low if late else order)

    def leading(self, a: Series) -> tuple[Exponent, Ratio]:
        """The first term; raises `Undecided` where only a remainder is known, `ZeroDivisionError` of 0."""
        if a.exactly_zero:
            raise ZeroDivisionError
        if not a.terms:
            raise Undecided
        return a.terms[0]

    def lead_sign(self, a: Series) -> int:
        """The sign of the function for all small t; raises `Undecided`."""
        if a.exactly_zero:
            return 0
        _, value = self.leading(a)
        if set(phases(value.top)) != {frozenset()}:
            raise Undecided
        return self._lasting(value)

    def _lasting(self, value: Ratio) -> int:
        found = self.sign(value)
        if found == WAVERING:
            raise Undecided
        return found

    def without_lead(self, a: Series) -> tuple[Exponent, Ratio, Series]:
        """The first term c t^r L^-s, and the d for which the series is c t^r L^-s (1 + d)."""
        exponent, value = self.leading(a)
        if set(phases(value.top)) != {frozenset()}:
            raise Undecided  # a letter that does not settle may pass 0
        self._lasting(value)
        back = times(exponent, -1)
        inverse = number(1) / value
        terms = [(plus(other, back), factor * inverse) for other, factor in a.terms[1:]]
        order = None if a.order is None else plus(a.order, back)
        return exponent, value, self.series(terms, order)

    def compose(self, coefficients: Callable[[int], Ratio], small: Series) -> Series:
        """The sum of coefficients(k) small^k for a series that tends to 0, as far as the bound."""
        total, power, k = self.constant(coefficients(0)), self.constant(number(1)), 0
        if small.exactly_zero:
            return total
        first = small.terms[0][0] if small.terms else small.order
        if first is None or first <= CONSTANT:
            raise Undecided
        while True:
            k += 1
            if times(first, k) >= self.cut or (first[0] == 0 and k > _LOGARITHMIC_TERMS):
                return Series(total.terms, earlier(total.order, min(times(first, k), self.cut)))
            power = self.multiply(power, small)
            total = self.add(total, self.scaled(power, coefficients(k)))

    def inverse(self, a: Series) -> Series:
        """1 over the series; raises `NotDefined` for 0."""
        try:
            exponent, value, rest = self.without_lead(a)
        except ZeroDivisionError:
            raise NotDefined from None
        ones = self.compose(lambda k: number((-1) ** k), rest)
        return self.shifted(ones, times(exponent, -1), number(1) / value)

    def shifted(self, a: Series, exponent: Exponent, factor: Ratio) -> Series:
        """The series times c t^r L^-s."""
        order = None if a.order is None else plus(a.order, exponent)
        return self.series([(plus(other, exponent), value * factor) for other, value in a.terms], order)

    def divide(self, a: Series, b: Series) -> Series:
        """The quotient."""
        inverse = self.inverse(b)
        return Series(()) if a.exactly_zero else self.multiply(a, inverse)


def _beyond(a: Series, b: Series) -> Exponent | None:
    """Where the remainder of `a` begins after multiplication by `b`."""
    if a.order is None:
        return None
    first = b.terms[0][0] if b.terms else b.order
    return a.order if first is None else plus(a.order, first)


def phases(poly: Polynomial) -> dict[frozenset[object], Polynomial]:
    """A polynomial's terms by the letters in them that do not settle."""
    groups: dict[frozenset[object], dict[object, Fraction]] = {}
    for monomial, value in poly.terms.items():
        wild = frozenset(power for power in monomial if is_phase(power[0].meaning))
        groups.setdefault(wild, {})[monomial - wild] = value
    return {wild: Polynomial(terms) for wild, terms in groups.items()} or {frozenset(): poly}  # type: ignore[arg-type]


def is_phase(meaning: object) -> bool:
    """Whether a kernel's meaning is an angle that grows without bound."""
    return isinstance(meaning, tuple) and len(meaning) == 2 and meaning[0] == "phase"
