"""A function as a quotient of polynomials in its variables and in kernels: exp(x), log(x), sin(x), sqrt(x), pi.

The kernels are closed under differentiation, so gradients are quotients of polynomials too: a differential field,
in which factors that never vanish, such as exp(-x^2 - y^2), are seen and divided out. The kernels need not be
independent: a solution of the polynomial equations may be none, but no solution is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from flint import fmpz_mpoly

from symcalc.calculus.critical.kernels.lattice import Form, basis
from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.calculus.critical.systems.ring import Monomial, Ring, support
from symcalc.syntax.tree import (
    Call,
    Constant,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    walk,
)

Kind = Literal["exp", "log", "cos", "sin", "root", "number", "other"]


class NotClosed(Exception):
    """The function is not of the kind that a tower holds."""


@dataclass(frozen=True)
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
    relation: fmpz_mpoly | None = field(default=None, compare=False, repr=False)
    unit: bool = False
    positive: bool = False
    partner: int = -1  #: of a cosine its sine, of a sine its cosine
    order: int = 1  #: of a root, which one


class Tower:
    """The field of quotients of polynomials in `names` and the kernels that trees need."""

    def __init__(self, names: Sequence[str], trees: Iterable[Node]) -> None:
        trees = tuple(trees)
        self.names = tuple(names)
        calls = sum(1 for tree in trees for node in walk(tree) if isinstance(node, (Call, Power, Constant)))
        capacity = 6 + 3 * min(calls, 40)
        self.ring = Ring((*self.names, *(f"_{i}" for i in range(capacity))))
        self.kernels: list[Kernel] = []
        self.meaning: list[Node] = [Name(name) for name in self.names]
        self._registered: dict[Hashable, list[tuple[Fraction, Kernel]]] = {}
        self._ratios: dict[int, tuple[Node, Ratio]] = {}
        self._slopes: dict[tuple[int, int], Ratio] = {}
        self.pi = self.new("number", Constant("pi"), None, lambda _: self.zero, unit=True, positive=True)
        self.exponents, self.angles = _bases(self, trees)

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

    def new(
        self, kind: Kind, node: Node, argument: Ratio | None, slope: Callable[[int], Ratio], **facts: object
    ) -> Kernel:
        """A further kernel; raises TooHard where there is no place for more."""
        position = len(self.names) + len(self.kernels)
        if position >= len(self.ring.names):
            raise TooHard("too many different functions in one expression")
        kernel = Kernel(position, kind, node, argument, slope, **facts)  # type: ignore[arg-type]
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

    def ratio(self, node: Node) -> Ratio:
        """A tree as an element; raises NotClosed, TooHard, and ZeroDivisionError where a denominator is 0.

        >>> from symcalc.syntax import parse_expression
        >>> tree = parse_expression("exp(2x) / exp(x) + x - x")
        >>> tower = Tower(("x",), [tree])
        >>> tower.tree(tower.ratio(tree))
        Call(function='exp', arguments=(Name(name='x'),))
        """
        from symcalc.calculus.critical.kernels.functions import application, power

        for part in _children_first(node, self._ratios):
            match part:
                case Number(value):
                    found = self.number(value)
                case Name(name):
                    found = self._name(name)
                case Constant("pi"):
                    found = self.unknown(self.pi.position)
                case Constant("e"):
                    found = application(self, "exp", (self.number(1),))
                case Negative(operand):
                    found = -self._of(operand)
                case Sum(terms):
                    found = self._sum([self._of(term) for term in terms])
                case Product(factors):
                    found = self.number(1)
                    for factor in factors:
                        found = self.reduced(found * self._of(factor))
                case Quotient(top, bottom):
                    found = self._of(top) / self._of(bottom)
                case Power(base, exponent):
                    found = power(self, self._of(base), self._of(exponent), exponential=base == Constant("e"))
                case Call("rootof"):
                    found = application(self, "rootof", (), part)
                case Call(function, arguments):
                    found = application(self, function, tuple(map(self._of, arguments)))
                case _:
                    raise NotClosed(type(part).__name__)
            self._ratios[id(part)] = part, self.reduced(found)
        return self._of(node)

    def _of(self, node: Node) -> Ratio:
        return self._ratios[id(node)][1]

    def _name(self, name: str) -> Ratio:
        if name not in self.names:
            raise NotClosed(name)
        return self.unknown(self.names.index(name))

    def _sum(self, terms: Sequence[Ratio]) -> Ratio:
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
        return self.reduced(self._sum(terms))

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
        parts.setdefault(high, {})[lowered] = coefficient
    total = ring.constant(0)
    for high, terms in parts.items():
        total += ring.from_dict(terms) * (tail * factor) ** high
    return total if int(total.degrees()[position]) < degree or total.is_zero() else _lowered(total, kernel)


def _children_first(node: Node, known: dict[int, tuple[Node, Ratio]]) -> list[Node]:
    """The parts of a tree that are not known yet, children before parents."""
    order: list[Node] = []
    seen: set[int] = set()
    stack = [(node, False)]
    while stack:
        part, opened = stack.pop()
        if opened:
            order.append(part)
        elif id(part) not in seen and id(part) not in known:
            seen.add(id(part))
            stack.append((part, True))
            if not (isinstance(part, Call) and part.function == "rootof"):
                stack.extend((child, False) for child in part.children())
    return order


_EXPONENTIAL = frozenset({"exp", "sinh", "cosh", "tanh", "coth", "sech", "csch", "sigmoid", "softplus"})
_CIRCULAR = frozenset({"sin", "cos", "tan", "cot", "sec", "csc"})


def _bases(tower: Tower, trees: Sequence[Node]) -> tuple[list[Form[Monomial]], list[Form[Monomial]]]:
    """Bases for the polynomial arguments of exponentials and of angles."""
    exponents, angles = [], []
    for tree in trees:
        for node in walk(tree):
            argument = _argument(node)
            form = None if argument is None else _polynomial_form(tower, argument)
            if form and isinstance(node, Call) and node.function in _CIRCULAR:
                angles.append({m: c for m, c in form.items() if any(m[:-1]) or not any(m)})
            elif form:
                exponents.append(form)
    return basis([form for form in exponents if form]), basis([form for form in angles if form])


def _argument(node: Node) -> Node | None:
    match node:
        case Call(function, (argument,)) if function in _EXPONENTIAL | _CIRCULAR:
            return argument
        case Power(Constant("e"), exponent):
            return exponent
    return None


def _polynomial_form(tower: Tower, node: Node) -> Form[Monomial] | None:
    if any(isinstance(part, Call) or part == Constant("e") for part in walk(node)):
        return None
    try:
        form, rest = tower.flat_form(tower.ratio(node))
    except (NotClosed, TooHard, ZeroDivisionError):
        return None
    return form if rest.is_zero else None
