"""The field that kernels extend: quotients of polynomials in variables and kernels, closed under differentiation."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from fractions import Fraction
from typing import Any, Literal

from flint import fmpz_mpoly

from symcalc.calculus.critical.kernels.lattice import Form
from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.calculus.critical.systems.ring import Monomial, Ring, support
from symcalc.record import field, record
from symcalc.syntax.tree import Constant, Name, Node

Kind = Literal["exp", "log", "cos", "sin", "root", "number", "other"]


class NotClosed(Exception):
    """The function is not of the kind that a tower holds."""


@record
class Kernel:
    """An unknown that stands for a function of the variables, or for a number.

    `relation` is a polynomial that vanishes at its value, where there is one; `unit` says that it is never zero,
    `positive` that it is always positive. `slope` gives its derivative by a variable.
    """

    position: int
    kind: Kind
    node: Node
    argument: Ratio | None
    slope: Callable[[int], Ratio] = field(compare=False, repr=False)
    relation: Any = field(default=None, compare=False, repr=False)  #: a polynomial of the field's ring, or None
    unit: bool = False
    positive: bool = False
    partner: int = -1  #: of a cosine its sine, of a sine its cosine
    order: int = 1  #: of a root, which one


class Extension:
    """The field of quotients of polynomials in `names` and at most `capacity` kernels, which are added as needed.

    `exponents` and `angles` are linear forms in monomials of which the polynomial arguments of exponentials and of
    cosines are integer combinations.
    """

    def __init__(self, names: Sequence[str], capacity: int) -> None:
        self.names = tuple(names)
        self.ring = Ring((*self.names, *(f"_{i}" for i in range(capacity))))
        self.kernels: list[Kernel] = []
        self.meaning: list[Node] = [Name(name) for name in self.names]
        self._registered: dict[Hashable, list[tuple[Fraction, Kernel]]] = {}
        self._slopes: dict[tuple[int, int], Ratio] = {}
        self.pi = self.new("number", Constant("pi"), None, lambda _: self.zero, unit=True, positive=True)
        self.exponents: list[Form[Monomial]] = []
        self.angles: list[Form[Monomial]] = []

    @property
    def zero(self) -> Ratio:
        """The number 0."""
        return self.number(0)

    def number(self, value: Fraction | int) -> Ratio:
        """A rational number."""
        return Ratio.number(self.ring, value)

    def unknown(self, position: int) -> Ratio:
        """A variable or a kernel."""
        return Ratio.polynomial(self.ring.unknowns[position])

    def kernel(self, position: int) -> Kernel | None:
        """The kernel at a position, None for a variable and for a place that is still free."""
        index = position - len(self.names)
        return self.kernels[index] if 0 <= index < len(self.kernels) else None

    def tree(self, ratio: Ratio) -> Node:
        """A quotient as a tree in the variables."""
        padded = (*self.meaning, *(Name("_") for _ in range(len(self.ring.names) - len(self.meaning))))
        return ratio.tree(self.ring, padded)

    def constant(self, polynomial: fmpz_mpoly) -> bool:
        """Whether a polynomial has the same value everywhere: only numbers occur in it."""
        return all(self.is_number(i) for i in support(polynomial))

    def is_number(self, position: int) -> bool:
        """Whether an unknown stands for a number."""
        kernel = self.kernel(position)
        return kernel is not None and (kernel.kind == "number" or self._constant_argument(kernel))

    def _constant_argument(self, kernel: Kernel) -> bool:
        if kernel.argument is None:
            return False
        return self.constant(kernel.argument.top) and self.constant(kernel.argument.bottom)

    def place(self) -> int:
        """The position of the next kernel; raises TooHard where there is none left."""
        position = len(self.names) + len(self.kernels)
        if position >= len(self.ring.names):
            raise TooHard("too many different functions in one expression")
        return position

    def new(
        self, kind: Kind, node: Node, argument: Ratio | None, slope: Callable[[int], Ratio], **facts: object
    ) -> Kernel:
        """A further kernel; raises TooHard where there is no place for more."""
        kernel = Kernel(self.place(), kind, node, argument, slope, **facts)  # type: ignore[arg-type]
        self.kernels.append(kernel)
        self.meaning.append(node)
        return kernel

    def registered(self, key: Hashable, content: Fraction, make: Callable[[], Kernel]) -> tuple[int, Kernel]:
        """A kernel under a key of which the wanted one is an integer multiple (or power), and the integer."""
        entries = self._registered.setdefault(key, [])
        for known, kernel in entries:
            multiple = content / known
            if multiple.denominator == 1:
                return multiple.numerator, kernel
        kernel = make()
        entries.append((content, kernel))
        return 1, kernel

    def registered_under(self, key: Hashable) -> list[tuple[Fraction, Kernel]]:
        """The kernels under a key, each with its content."""
        return self._registered.get(key, [])

    def total(self, terms: Sequence[Ratio]) -> Ratio:
        """The sum, terms over the same denominator first."""
        groups: dict[str, Ratio] = {}
        for term in terms:
            key = str(term.bottom)
            groups[key] = groups[key] + term if key in groups else term
        total = self.zero
        for group in groups.values():
            total = total + group
        return total

    def reduced(self, ratio: Ratio) -> Ratio:
        """The same with powers of roots and sines lowered by their relations."""
        top, bottom = ratio.top, ratio.bottom
        for kernel in self.kernels:
            if kernel.relation is not None:
                top, bottom = _lowered(top, kernel), _lowered(bottom, kernel)
        return ratio if top is ratio.top and bottom is ratio.bottom else Ratio.of(top, bottom)

    def derivative(self, ratio: Ratio, variable: int) -> Ratio:
        """The partial derivative by a variable."""
        if ratio.bottom.is_constant():
            return self._derivative(ratio.top, variable) / Ratio.polynomial(ratio.bottom)
        top, bottom = Ratio.polynomial(ratio.top), Ratio.polynomial(ratio.bottom)
        slope = self._derivative(ratio.top, variable) * bottom - top * self._derivative(ratio.bottom, variable)
        return self.reduced(slope / (bottom * bottom))

    def _derivative(self, polynomial: fmpz_mpoly, variable: int) -> Ratio:
        terms = []
        for position in support(polynomial):
            slope = self.slope(position, variable)
            if not slope.is_zero:
                terms.append(Ratio.polynomial(polynomial.derivative(position)) * slope)
        return self.reduced(self.total(terms))

    def slope(self, position: int, variable: int) -> Ratio:
        """The derivative of an unknown by a variable."""
        kernel = self.kernel(position)
        if kernel is None:
            return self.number(int(position == variable))
        key = position, variable
        if key not in self._slopes:
            self._slopes[key] = kernel.slope(variable)
        return self._slopes[key]

    def flat_form(self, ratio: Ratio) -> tuple[Form[Monomial], Ratio]:
        """A polynomial part in variables and pi alone, by monomials, and what is left."""
        if not ratio.bottom.is_constant():
            return {}, ratio
        edge, below = len(self.names) + 1, int(ratio.bottom.leading_coefficient())
        form: Form[Monomial] = {}
        rest = {}
        for monomial, coefficient in ratio.top.to_dict().items():
            exponents = tuple(map(int, monomial))
            if any(exponents[edge:]):
                rest[exponents] = coefficient
            else:
                form[exponents[:edge]] = Fraction(int(coefficient), below)
        left = Ratio.of(self.ring.context.from_dict(rest), self.ring.constant(below)) if rest else self.zero
        return form, left

    def of_form(self, form: Form[Monomial]) -> Ratio:
        """The polynomial that a form by monomials stands for."""
        width = len(self.ring.names)
        padded = {(*m, *(0,) * (width - len(m))): c for m, c in form.items()}
        polynomial, content = self.ring.primitive(padded)
        return Ratio.polynomial(polynomial) * self.number(content)


def _lowered(polynomial: fmpz_mpoly, kernel: Kernel) -> fmpz_mpoly:
    """Powers of a kernel from its relation's degree on replaced, where the relation is monic in it."""
    relation, position = kernel.relation, kernel.position
    degree = int(relation.degrees()[position])
    if int(polynomial.degrees()[position]) < degree:
        return polynomial
    ring = polynomial.context()
    unknown = ring.gens()[position]
    lead = ring.from_dict({m: c for m, c in relation.to_dict().items() if int(m[position]) == degree})
    scale = lead // unknown**degree
    if not scale.is_constant():
        return polynomial
    tail, factor = unknown**degree * scale - relation, int(scale.leading_coefficient())
    if abs(factor) != 1:
        return polynomial
    parts: dict[int, dict[Monomial, int]] = {}
    for monomial, coefficient in polynomial.to_dict().items():
        high, low = divmod(int(monomial[position]), degree)
        lowered = (*map(int, monomial[:position]), low, *map(int, monomial[position + 1 :]))
        parts.setdefault(high, {})[lowered] = int(coefficient)
    total = ring.constant(0)
    for high, terms in parts.items():
        total += ring.from_dict(terms) * (tail * factor) ** high
    return total if int(total.degrees()[position]) < degree or total.is_zero() else _lowered(total, kernel)
