"""The asymptotic series of an expression for small t > 0; first terms decide its switches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from typing import Final, TypeAlias

from flint import arb

from symcalc.decide.ball import enclose
from symcalc.decide.ball.compile import parts
from symcalc.decide.germ.functions import ONE_ARGUMENT, Functions
from symcalc.decide.germ.series import CONSTANT, NotDefined, Ring, Series, Unbounded, earlier
from symcalc.decide.sign.circular import multiple_of_pi
from symcalc.decide.sign.constants import call, over_kernels
from symcalc.decide.sign.polynomials import Kernel, Ratio, TooLarge, number, of_kernel
from symcalc.decide.sign.settle import Undecided, compares
from symcalc.decide.sign.writer import HALF, NotWritten, Writer
from symcalc.decide.sign.writing import ratio_tree
from symcalc.record import replace
from symcalc.syntax.tree import (
    Call,
    Constant,
    Logic,
    Name,
    Negative,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    Truth,
    names,
    open_children,
)

#: Step functions of values up to infinity, and all of them.
_ROUNDING: Final = frozenset({"floor", "ceil"})
_STEPS: Final = _ROUNDING | {"sign", "heaviside"}
#: What a part comes to: a series, a truth, or why there is none.
Outcome: TypeAlias = Series | bool | Exception


def expand(node: Node, name: str, sign: Callable[[Node], int | None], cut: int) -> Series:
    """The series of an expression in one name as it decreases to 0, with all terms before t^cut that can be had.

    `sign` decides the signs of coefficients (other names in them are letters). Raises `NotDefined` where there is no
    value for all small t > 0, `Unbounded` where it outgrows every power, and `Undecided`.

    >>> from symcalc.decide.sign import sign
    >>> from symcalc.syntax import parse_expression
    >>> series = expand(parse_expression("abs(sin(t))/t"), "t", sign, 4)
    >>> [(str(r), str(c.rational())) for (r, s), c in series.terms]
    [('0', '1'), ('2', '-1/6')]
    """
    expansion = Expansion(name, sign, cut)
    found = expansion.outcome(node)
    if isinstance(found, Series):
        return replace(found, oscillates=expansion.ring.oscillates)
    raise found if isinstance(found, Exception) else TypeError("a condition has no series")


class Expansion:
    """Expands the parts of one expression, each once."""

    def __init__(self, name: str, sign: Callable[[Node], int | None], cut: int) -> None:
        self.name = name
        self._signs: dict[Ratio, int] = {}
        self._decide = sign
        self.ring = Ring(self.sign, Writer(sign), cut)
        self.functions = Functions(self.ring)

    def sign(self, value: Ratio) -> int:
        """The sign of a coefficient; raises `Undecided`."""
        if value not in self._signs:
            r = value.rational()
            found = (r > 0) - (r < 0) if r is not None else self._decide(ratio_tree(value))
            if found is None:
                raise Undecided
            self._signs[value] = found
        return self._signs[value]

    def outcome(self, node: Node) -> Outcome:
        """What an expression or a condition comes to."""
        done: dict[int, Outcome] = {}
        for part in parts((node,)):
            below = [done[id(child)] for child in open_children(part)]
            try:
                done[id(part)] = self._part(part, below)
            except (NotDefined, Unbounded, Undecided) as reason:
                done[id(part)] = reason
            except (TooLarge, NotWritten):
                done[id(part)] = Undecided()
        return done[id(node)]

    def _part(self, node: Node, below: Sequence[Outcome]) -> Outcome:
        if isinstance(node, Piecewise):
            return self._piecewise(below)
        if isinstance(node, Logic):
            return self._logic(node, below)
        series: list[Series] = []
        for outcome in sorted((one for one in below if isinstance(one, Exception)), key=_weight):
            raise outcome
        for one in below:
            if not isinstance(one, Series):
                raise TypeError(node)
            series.append(one)
        return self._defined_part(node, series)

    def _defined_part(self, node: Node, below: list[Series]) -> Outcome:
        ring = self.ring
        match node:
            case Name(name) if name == self.name:
                return ring.power_of_t(1)
            case Number() | Constant() | Name() | Call("rootof"):
                return ring.constant(over_kernels(node, None, ring.writer))
            case Negative():
                return ring.negative(below[0])
            case Sum():
                return reduce(ring.add, below)
            case Product():
                return reduce(ring.multiply, below)
            case Quotient():
                return ring.divide(below[0], below[1])
            case Power(_, exponent):
                return self._or_as_it_stands(node, below, lambda: self._power(exponent, below))
            case Call(function):
                return self._or_as_it_stands(node, below, lambda: self._call(function, below))
            case Relation(operators):
                links = zip(operators, pairwise(below), strict=True)
                return all(compares(self._compare(*pair), operator) for operator, pair in links)
            case Truth(value):
                return value
        raise Undecided

    def _or_as_it_stands(self, node: Node, below: list[Series], expanded: Callable[[], Series]) -> Series:
        """The expansion; of constants in names whose sign is not known, a letter of its own: |b|."""
        try:
            return expanded()
        except (Undecided, NotWritten):
            values = [one.coefficient(CONSTANT) for one in below]
            if not all(_is_constant(one) for one in below) or not any(names(ratio_tree(value)) for value in values):
                if isinstance(node, Call) and node.function in _STEPS:
                    return self._stepping(node.function, below[0])
                raise
            replaced = iter(values)
            tree = node.map(lambda _: ratio_tree(next(replaced)))
            kind = node.function if isinstance(node, Call) else "power"
            return self.ring.constant(of_kernel(Kernel(kind, tuple(values), tree)))

    def _compare(self, a: Series, b: Series) -> int:
        return self.ring.lead_sign(self.ring.add(a, self.ring.negative(b)))

    def _power(self, exponent: Node, below: list[Series]) -> Series:
        if self.name not in names(exponent):
            r = over_kernels(exponent, None, self.ring.writer).rational()
            if r is not None:
                return self.functions.power(below[0], r)
        return self.functions.general_power(below[0], below[1])

    def _call(self, function: str, below: list[Series]) -> Series:
        if len(below) == 1 and function in ONE_ARGUMENT:
            return ONE_ARGUMENT[function](self.functions, below[0])
        if function in {"min", "max"}:
            return reduce(lambda a, b: self._extreme(a, b, 1 if function == "max" else -1), below)
        rule = RULES.get((function, len(below)))
        if rule is not None:
            return rule(self, *below)
        return self._opaque(function, below)

    def _opaque(self, function: str, below: list[Series]) -> Series:
        """A function without a formula of constants: a constant."""
        values = [self.functions.finite(one) for one in below]
        if not all(small.exactly_zero for _, small in values):
            raise Undecided
        return self.ring.constant(call(self.ring.writer, function, *(value for value, _ in values)))

    def _extreme(self, a: Series, b: Series, direction: int) -> Series:
        return a if self._compare(a, b) * direction >= 0 else b

    def absolute(self, a: Series) -> Series:
        """The series or minus it."""
        return self.ring.negative(a) if self.ring.lead_sign(a) < 0 else a

    def step(self, a: Series, values: Sequence[Ratio]) -> Series:
        """One of three values, by the sign."""
        return self.ring.constant(values[self.ring.lead_sign(a) + 1])

    def rectified(self, a: Series) -> Series:
        """max(0, a)."""
        return a if self.ring.lead_sign(a) > 0 else Series(())

    def floor(self, a: Series) -> Series:
        """The integer below, which is constant for small t."""
        value, small = self.functions.finite(a)
        whole = self._nearest(value)
        if whole is not None and self.ring.is_zero(value + number(-whole)):
            drop = 1 if self.ring.lead_sign(small) < 0 else 0
            return self.ring.constant(number(whole - drop))
        enclosure = enclose(ratio_tree(value), {}, 256)
        if not isinstance(enclosure, arb) or enclosure.contains_integer():
            raise Undecided
        return self.ring.constant(number(int(enclosure.floor().fmpz())))

    def _nearest(self, value: Ratio) -> int | None:
        r = value.rational()
        if r is not None:
            return int(r) if r.denominator == 1 else None
        tree = ratio_tree(value)
        if names(tree):
            raise Undecided
        enclosure = enclose(tree, {}, 256)
        found = enclosure.unique_fmpz() if isinstance(enclosure, arb) else None
        return None if found is None else int(found)

    def _stepping(self, function: str, a: Series) -> Series:
        """A step function that steps for ever: floor(a) and ceil(a) are a + O(1), sign(a) and heaviside(a) are O(1)."""
        self.ring.oscillates = True
        growing = [term for term in a.terms if term[0] < CONSTANT] if function in _ROUNDING else []
        order = earlier(a.order, CONSTANT) if function in _ROUNDING else CONSTANT
        return self.ring.series(growing, order)

    def ceiling(self, a: Series) -> Series:
        """The integer above."""
        return self.ring.negative(self.floor(self.ring.negative(a)))

    def direction(self, y: Series, x: Series) -> Series:
        """atan2: by the arc tangent of the smaller quotient."""
        f, ring = self.functions, self.ring
        across, along = ring.lead_sign(y), ring.lead_sign(x)
        if across == along == 0:
            raise NotDefined
        if along > 0:
            return f.arctangent(ring.divide(y, x))
        if along < 0:
            turn = ring.constant(multiple_of_pi(Fraction(-1 if across < 0 else 1)))
            return ring.add(f.arctangent(ring.divide(y, x)), turn)
        return ring.constant(multiple_of_pi(Fraction(across, 2)))

    def _piecewise(self, below: Sequence[Outcome]) -> Outcome:
        for value, condition in zip(below[::2], below[1::2], strict=True):
            if isinstance(condition, Exception):
                return condition
            if condition:
                return value
        return NotDefined()

    def _logic(self, node: Logic, below: Sequence[Outcome]) -> Outcome:
        if node.operator == "not":
            return below[0] if isinstance(below[0], Exception) else not below[0]
        decisive = node.operator == "or"
        if any(one is decisive for one in below):
            return decisive
        failed = [one for one in below if isinstance(one, Exception)]
        return min(failed, key=lambda one: -_weight(one)) if failed else not decisive


def _is_constant(series: Series) -> bool:
    """Whether a series is one number, known exactly."""
    return series.order is None and all(exponent == CONSTANT for exponent, _ in series.terms)


def _weight(reason: Exception) -> int:
    """A part that is certainly undefined decides more than one that is not decided."""
    return 0 if isinstance(reason, NotDefined) else 1


def _beta(e: Expansion, a: Series, b: Series) -> Series:
    f = e.functions
    return f.over(e.ring.multiply(f.gamma(a), f.gamma(b)), f.gamma(e.ring.add(a, b)))


def _binomial(e: Expansion, n: Series, k: Series) -> Series:
    value, small = e.functions.finite(k)
    chosen = value.rational()
    if small.exactly_zero and chosen is not None and chosen.denominator == 1 and 0 <= chosen <= 64:
        product = e.functions.one()
        for step in range(int(chosen)):
            factor = e.ring.add(n, e.ring.constant(number(-step)))
            product = e.ring.divide(e.ring.multiply(product, factor), e.ring.constant(number(step + 1)))
        return product
    one, gamma = e.functions.one(), e.functions.gamma
    rest = e.ring.add(e.ring.add(n, e.ring.negative(k)), one)
    return e.functions.over(gamma(e.ring.add(n, one)), e.ring.multiply(gamma(e.ring.add(k, one)), gamma(rest)))


def _bessel(e: Expansion, order: Series, x: Series) -> Series:
    value, _ = e.functions.finite(order)
    n, (at, _) = value.rational(), e.functions.finite(x)
    if n is None or (n.denominator != 1 and e.ring.is_zero(at)):
        raise Undecided
    if n.denominator != 1 and e.ring.lead_sign(x) < 0:
        raise NotDefined
    return e.functions.regular("besselj", order, x)


def _steps(*values: int) -> Callable[[Expansion, Series], Series]:
    return lambda e, a: e.step(a, [number(value) for value in values])


RULES: Final[dict[tuple[str, int], Callable[..., Series]]] = {
    ("abs", 1): Expansion.absolute,
    ("relu", 1): Expansion.rectified,
    ("sign", 1): _steps(-1, 0, 1),
    ("heaviside", 1): lambda e, a: e.ring.scaled(e.step(a, [number(0), number(1), number(2)]), number(1) / number(2)),
    ("floor", 1): Expansion.floor,
    ("ceil", 1): Expansion.ceiling,
    ("atan2", 2): Expansion.direction,
    ("beta", 2): _beta,
    ("binomial", 2): _binomial,
    ("besselj", 2): _bessel,
    ("polygamma", 2): lambda e, n, x: e.functions.regular("polygamma", n, x),
    ("log", 2): lambda e, x, b: e.functions.over(e.functions.logarithm(x), e.functions.logarithm(b)),
    ("acot", 1): lambda e, a: e.functions.arctangent(e.ring.inverse(a)) if not a.exactly_zero else _quarter(e),
}


def _quarter(e: Expansion) -> Series:
    return e.ring.constant(multiple_of_pi(HALF))


def lead_sign(series: Series, name: str, sign: Callable[[Node], int | None]) -> int:
    """The sign of a series for all small t > 0; raises `Undecided`."""
    return Expansion(name, sign, 1).ring.lead_sign(series)
