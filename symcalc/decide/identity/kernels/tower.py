"""The tower of kernels: rational functions over the ring of kernels, and what is known of their signs."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from fractions import Fraction

from flint import fmpq

from symcalc.decide.identity.kernels.kernel import Kernel, Polynomial, Ratio
from symcalc.decide.identity.kernels.knowledge import ANY_SIGN, HOLDS, Knowledge, Nowhere, Relation, Signs
from symcalc.decide.identity.kernels.ring import Ring
from symcalc.decide.identity.work import Work


class Tower(Ring):
    """Arithmetic of rational functions over kernels.

    `facts` is what has to hold wherever the expressions are defined, `asked` are polynomials whose sign was asked for
    in vain, `judge` answers such questions. `turns` are the cosine and sine of kernels that are angles, `powers`
    polynomials that are powers of others, `units` the slots of kernels that are learnt to be 1 or -1, `floors` floors
    with their arguments, `common_denominator` is that of all exponents.
    """

    def __init__(self, knowledge: Knowledge, work: Work) -> None:
        super().__init__(knowledge, work)
        self.common_denominator = self.one
        self.powers: dict[Hashable, tuple[Polynomial, int]] = {}
        self.turns: dict[int, tuple[Ratio, Ratio]] = {}
        self.facts: list[tuple[Ratio, Relation]] = []
        self.asked: dict[Hashable, Polynomial] = {}
        self.integers: set[str] = set()
        self.units: set[int] = set()
        self.floors: list[tuple[Ratio, Ratio]] = []
        self.judge: Callable[[Polynomial], Signs] | None = None

    # -- what is known of signs ------------------------------------------------------------------------------------

    def learn(self, ratio: Ratio, relation: Relation) -> None:
        """Note what holds of a ratio wherever the expressions are defined; raises `Nowhere` if it holds nowhere."""
        value = self.rational(ratio)
        if value is None:
            self.facts.append((ratio, relation))
        elif not HOLDS[relation](value):
            raise Nowhere

    def signs(self, polynomial: Polynomial) -> Signs:
        """The signs that a polynomial may have where the expressions are defined."""
        if polynomial.is_constant():
            return sign_of_number(polynomial)
        return ANY_SIGN if self.judge is None else self.judge(polynomial)

    def possible(self, ratio: Ratio) -> Signs:
        """The signs that a ratio may have where the expressions are defined."""
        bottom = self.signs(ratio.denominator) - {0}
        return frozenset(a * b for a in self.signs(ratio.numerator) for b in bottom)

    def sign(self, polynomial: Polynomial) -> int | None:
        """+1 where a polynomial is >= 0 all over, -1 for <= 0, else None, and the question is noted."""
        signs = self.signs(polynomial)
        if -1 not in signs:
            return 1
        if 1 not in signs:
            return -1
        self.asked[self.key(polynomial)] = polynomial
        return None

    def is_sign(self, kernel: Kernel) -> bool:
        """Whether the values are 1 and -1 only: those of a side, of `cos(pi n)` for an integer n."""
        return kernel.kind == "side" or is_parity(kernel) or kernel.slot in self.units

    def is_integer(self, kernel: Kernel) -> bool:
        """Whether a kernel has whole values only."""
        return kernel.function == "floor" or (kernel.kind == "name" and kernel.key in self.integers)

    def is_whole(self, ratio: Ratio) -> bool:
        """Whether a ratio is a polynomial in integers with whole coefficients."""
        coefficients = ratio.numerator.coeffs() if ratio.denominator.is_one() else [fmpq(1, 2)]
        return all(c.q == 1 for c in coefficients) and all(map(self.is_integer, self.used(ratio.numerator)))

    # -- ratios ----------------------------------------------------------------------------------------------------

    def number(self, value: Fraction | int | fmpq) -> Ratio:
        """A number as a ratio."""
        return Ratio(self.constant(value), self.one)

    def rational(self, ratio: Ratio) -> Fraction | None:
        """The number that a ratio is, if it is one."""
        if not (ratio.numerator.is_constant() and ratio.denominator.is_constant()):
            return None
        value = ratio.numerator.leading_coefficient() if ratio.numerator else fmpq(0)
        return Fraction(int(value.p), int(value.q))

    def ratio(self, numerator: Polynomial, denominator: Polynomial) -> Ratio:
        """Two polynomials in normal form as a ratio in lowest terms."""
        if not numerator:
            return Ratio(numerator, self.one)
        if not denominator.is_constant():
            common = self.common_divisor(numerator, denominator)
            if not common.is_constant():
                numerator, denominator = numerator / common, denominator / common
        leading = denominator.leading_coefficient()
        if leading == 1:
            return Ratio(numerator, denominator)
        return Ratio(numerator / leading, denominator / leading)

    def add(self, a: Ratio, b: Ratio) -> Ratio:
        """The sum."""
        if a.denominator == b.denominator:
            if a.denominator.is_constant():
                return Ratio(a.numerator + b.numerator, a.denominator)
            return self.ratio(a.numerator + b.numerator, a.denominator)
        common = self.common_divisor(a.denominator, b.denominator)
        left, right = b.denominator / common, a.denominator / common
        numerator = self.times(a.numerator, left) + self.times(b.numerator, right)
        return self.ratio(numerator, self.times(a.denominator, left))

    def sum(self, terms: Iterable[Ratio]) -> Ratio:
        """The sum of any number of ratios, halves first, so that long sums stay cheap."""
        row = list(terms) or [self.number(0)]
        while len(row) > 1:
            pairs = [self.add(a, b) for a, b in zip(row[::2], row[1::2], strict=False)]
            row = pairs + row[len(pairs) * 2 :]
        return row[0]

    def negative(self, a: Ratio) -> Ratio:
        """Minus the ratio."""
        return Ratio(-a.numerator, a.denominator)

    def subtract(self, a: Ratio, b: Ratio) -> Ratio:
        """The difference."""
        return self.add(a, self.negative(b))

    def multiply(self, a: Ratio, b: Ratio) -> Ratio:
        """The product."""
        return self.ratio(self.times(a.numerator, b.numerator), self.times(a.denominator, b.denominator))

    def product(self, factors: Iterable[Ratio]) -> Ratio:
        """The product of any number of ratios."""
        result = self.number(1)
        for factor in factors:
            result = self.multiply(result, factor)
        return result

    def invert(self, a: Ratio) -> Ratio:
        """One over the ratio, whose numerator is not the zero polynomial."""
        return self.ratio(a.denominator, a.numerator)

    def divide(self, a: Ratio, b: Ratio) -> Ratio:
        """The quotient; the numerator of `b` is not the zero polynomial."""
        return self.multiply(a, self.invert(b))


def is_parity(kernel: Kernel) -> bool:
    """Whether a kernel is `(-1)^n` for a whole n."""
    return isinstance(kernel.key, tuple) and kernel.key[:1] == ("parity",)


def sign_of_number(polynomial: Polynomial) -> Signs:
    """The sign of a polynomial that is a number."""
    value = polynomial.leading_coefficient() if polynomial else 0
    return frozenset({(value > 0) - (value < 0)})
