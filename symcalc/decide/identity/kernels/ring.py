"""The ring of kernels: polynomials over kernels, and the relations among them.

A relation rewrites a power of one kernel by kernels made before it (`sin^2 = 1 - cos^2`, `root^d = |q|`), so later
kernels stand first in the lexicographic order, and the remainder by each relation in turn is a normal form.
Every rewriting holds at every point at which the expressions are defined, so a numerator that becomes the zero
polynomial proves equality at every such point, whether or not the kernels are independent.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from fractions import Fraction
from math import comb

from flint import Ordering, fmpq, fmpq_mpoly_ctx

from symcalc.decide.identity.kernels.kernel import Kernel, Kind, Polynomial, Ratio
from symcalc.decide.identity.kernels.knowledge import MOST_SLOTS, Knowledge, Refined
from symcalc.decide.identity.work import OutOfWork, Work
from symcalc.syntax.tree import Node

#: The largest polynomial that is worked with, in terms, and the longest coefficient, in bits.
MOST_TERMS = 20_000
MOST_BITS = 1 << 15
#: Higher exponents than this are not given to the polynomial library.
MOST_EXPONENT = 1 << 48
#: Common divisors of sums of a higher degree are not sought: the library works them out densely.
MOST_DIVIDED = 4000


class Ring:
    """Kernels in the order of their making, and the polynomials over them."""

    def __init__(self, knowledge: Knowledge, work: Work) -> None:
        self.knowledge = knowledge
        self.work = work
        self.context = fmpq_mpoly_ctx.get([f"k{slot}" for slot in range(knowledge.slots)], Ordering.lex)
        self.generators = self.context.gens()
        self.kernels: list[Kernel] = []
        self.relations: dict[int, tuple[int, Polynomial]] = {}
        self.one = self.context.constant(1)
        self._by_key: dict[Hashable, Kernel] = {}

    # -- kernels ---------------------------------------------------------------------------------------------------

    def kernel(
        self,
        kind: Kind,
        key: Hashable,
        tree: Node,
        arguments: tuple[Ratio, ...] = (),
        *,
        function: str = "",
        degree: int = 1,
        constant: bool | None = None,
    ) -> Kernel:
        """The kernel of a kind and key, made where it is new; raises `Refined` where there is no room."""
        known = self._by_key.get((kind, key))
        if known is not None:
            return known
        slot = self.knowledge.slots - 1 - len(self.kernels)
        if slot < 0:
            if self.knowledge.slots >= MOST_SLOTS:
                raise OutOfWork
            self.knowledge.more_slots()
            raise Refined
        if constant is None:
            constant = all(self.is_constant(ratio) for ratio in arguments)
        identity = self.knowledge.identity((kind, key))
        made = Kernel(kind, key, identity, slot, tree, arguments, constant, degree, function)
        self.kernels.append(made)
        self._by_key[kind, key] = made
        return made

    def find(self, kind: Kind, key: Hashable) -> Kernel | None:
        """The kernel of a kind and key, if it is there."""
        return self._by_key.get((kind, key))

    def at_slot(self, slot: int) -> Kernel:
        """The kernel whose generator has an index."""
        return self.kernels[self.knowledge.slots - 1 - slot]

    def generator(self, kernel: Kernel) -> Polynomial:
        """The kernel as a polynomial."""
        return self.generators[kernel.slot]

    def value(self, kernel: Kernel) -> Ratio:
        """The kernel as a ratio."""
        return Ratio(self.generators[kernel.slot], self.one)

    def relate(self, kernel: Kernel, degree: int, polynomial: Polynomial) -> None:
        """Lay down that `kernel^degree` is a polynomial in kernels made before it."""
        self.relations[kernel.slot] = (degree, self.generators[kernel.slot] ** degree - polynomial)

    def used(self, polynomial: Polynomial) -> list[Kernel]:
        """The kernels that occur in a polynomial, the latest first."""
        return [self.at_slot(slot) for slot, degree in enumerate(polynomial.degrees()) if degree > 0]

    def single(self, ratio: Ratio) -> Kernel | None:
        """The kernel that a ratio is, if it is nothing else."""
        polynomial = ratio.numerator
        if len(polynomial) != 1 or not ratio.denominator.is_one() or polynomial.total_degree() != 1:
            return None
        return self.used(polynomial)[0] if polynomial.leading_coefficient() == 1 else None

    def is_affine(self, polynomial: Polynomial) -> bool:
        """Whether a polynomial has degree 1 in variables, with numbers before them, and else holds constants only."""
        moving = [kernel for kernel in self.used(polynomial) if not kernel.constant]
        return all(kernel.kind == "name" and polynomial.derivative(kernel.slot).is_constant() for kernel in moving)

    def is_constant(self, ratio: Ratio) -> bool:
        """Whether no variable occurs."""
        return all(kernel.constant for part in ratio for kernel in self.used(part))

    def common_divisor(self, a: Polynomial, b: Polynomial) -> Polynomial:
        """The greatest common divisor of two polynomials."""
        self.work.spend(len(a) + len(b))
        if min(len(a), len(b)) > 1 and max(map(int, (*a.degrees(), *b.degrees()))) > MOST_DIVIDED:
            raise OutOfWork
        return a.gcd(b)

    # -- keys ------------------------------------------------------------------------------------------------------

    def key(self, polynomial: Polynomial) -> Hashable:
        """What tells polynomials apart, the same in every tower of one proof."""
        return self.knowledge.identity(tuple(sorted(self._terms(polynomial))))

    def _terms(self, polynomial: Polynomial) -> Iterable[tuple[object, ...]]:
        for exponents, coefficient in polynomial.to_dict().items():
            powers = sorted((self.at_slot(slot).identity, int(e)) for slot, e in enumerate(exponents) if e)
            yield (*powers, (int(coefficient.p), int(coefficient.q)))

    def ratio_key(self, ratio: Ratio) -> Hashable:
        """The same for a ratio."""
        return self.key(ratio.numerator), self.key(ratio.denominator)

    # -- polynomials -----------------------------------------------------------------------------------------------

    def constant(self, value: Fraction | int | fmpq) -> Polynomial:
        """A number as a polynomial."""
        return self.context.constant(fmpq(value.numerator, value.denominator) if type(value) is not fmpq else value)

    def reduce(self, polynomial: Polynomial) -> Polynomial:
        """The normal form by all relations, from the latest kernel to the first."""
        if not self.relations:
            return polynomial
        for slot in sorted(self.relations):
            degree, relation = self.relations[slot]
            if polynomial.degrees()[slot] >= degree:
                self.work.spend(len(polynomial) * (int(polynomial.degrees()[slot]) // degree + 1))
                polynomial = polynomial % relation
                if len(polynomial) > MOST_TERMS:
                    raise OutOfWork
        return polynomial

    def times(self, a: Polynomial, b: Polynomial) -> Polynomial:
        """The product in normal form."""
        self.work.spend(len(a) * len(b))
        if len(a) * len(b) > 50 * MOST_TERMS:
            raise OutOfWork
        return self.reduce(a * b)

    def affordable(self, polynomial: Polynomial, exponent: int) -> bool:
        """Whether a power can be expanded: not too many terms, no huge coefficients or exponents."""
        terms = len(polynomial)
        if exponent * max(map(int, polynomial.degrees()), default=0) > MOST_EXPONENT:
            return False
        bits = max((c.height_bits() for c in polynomial.coeffs()), default=0)
        if bits > 1 and exponent * bits > MOST_BITS:
            return False
        if terms <= 1:
            return exponent <= 64 or not any(kernel.slot in self.relations for kernel in self.used(polynomial))
        return exponent <= 512 and comb(exponent + min(terms, 12) - 1, exponent) <= 3000

    def raised(self, polynomial: Polynomial, exponent: int) -> Polynomial:
        """A power by repeated squaring in normal form; the caller has asked `affordable`."""
        if len(polynomial) == 1 and not self.relations:
            return polynomial**exponent
        result = self.one
        for bit in f"{exponent:b}":
            result = self.times(result, result)
            if bit == "1":
                result = self.times(result, polynomial)
        return result

    def substitute(self, polynomial: Polynomial, kernel: Kernel, value: Polynomial) -> Polynomial:
        """The polynomial with a kernel replaced, in normal form."""
        if not polynomial.degrees()[kernel.slot]:
            return polynomial
        values = list(self.generators)
        values[kernel.slot] = value
        self.work.spend(len(polynomial) * max(1, len(value)))
        return self.reduce(polynomial.compose(*values))
