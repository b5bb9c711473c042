"""How each function of the language becomes an element of a tower: which kernels it needs and what their slopes are."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from flint import fmpq, fmpz, fmpz_poly

from symcalc.calculus.critical.kernels.lattice import Form, coordinates
from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.kernels.tower import Kernel, NotClosed, Tower
from symcalc.calculus.critical.systems.ring import Monomial
from symcalc.decide.ball.roots import polynomial as rootof_polynomial
from symcalc.syntax.tree import Call, Constant, Node, Power, Product, integer, rational

#: Cosines and sines of larger multiples of an angle are kernels of their own.
MULTIPLE = 12


def application(tower: Tower, function: str, arguments: tuple[Ratio, ...], node: Node | None = None) -> Ratio:
    """A function of the language applied to elements; raises NotClosed for one that a tower does not hold."""
    if function == "rootof" and isinstance(node, Call):
        return _root_of(tower, node)
    if len(arguments) == 1 and function in ONE_ARGUMENT:
        return ONE_ARGUMENT[function](tower, arguments[0])
    if len(arguments) == 2 and function in TWO_ARGUMENTS:
        return TWO_ARGUMENTS[function](tower, *arguments)
    raise NotClosed(function)


def power(tower: Tower, base: Ratio, exponent: Ratio, *, exponential: bool = False) -> Ratio:
    """`base^exponent`, for a positive base where the exponent is no integer."""
    if exponential:
        return exponentiated(tower, exponent)
    value = exponent.value
    if value is None:
        return exponentiated(tower, tower.reduced(exponent * logarithm(tower, base)))
    if value.denominator == 1:
        return base**value.numerator
    return root(tower, base, value.denominator) ** value.numerator


def exponentiated(tower: Tower, argument: Ratio) -> Ratio:
    """`exp(argument)` as a product of powers of kernels, exponentials of a basis of the arguments."""
    form, rest = tower.flat_form(argument)
    steps = coordinates(form, tower.exponents)
    if steps is None:
        found = _exponential_of(tower, tower.of_form(form))
    else:
        found = tower.number(1)
        for step, vector in zip(steps, tower.exponents, strict=True):
            if step:
                found = found * _exponential_of(tower, tower.of_form(vector)) ** step
    if rest.is_zero:
        return found
    factor, left = _power_of_logarithm(tower, rest)
    return found * factor if left.is_zero else found * factor * _exponential_of(tower, left)


def _power_of_logarithm(tower: Tower, exponent: Ratio) -> tuple[Ratio, Ratio]:
    """exp(c·log(u) + …) = u^c·exp(…) for rational c: the powers, and what is left of the exponent."""
    power_part, left = tower.number(1), exponent
    if not exponent.bottom.is_constant():
        return power_part, left
    below = int(exponent.bottom.leading_coefficient())
    for kernel in tower.kernels:
        if kernel.kind != "log" or kernel.argument is None:
            continue
        monomial = tuple(int(i == kernel.position) for i in range(len(tower.ring.names)))
        coefficient = exponent.top.to_dict().get(monomial)
        if coefficient is not None:
            value = Fraction(int(coefficient), below)
            power_part = power_part * power(tower, kernel.argument, tower.number(value))
            left = left - tower.unknown(kernel.position) * tower.number(value)
    return power_part, left


def _exponential_of(tower: Tower, argument: Ratio) -> Ratio:
    content, direction = argument.split()
    if not content:
        return tower.number(1)

    def make() -> Kernel:
        position = len(tower.names) + len(tower.kernels)
        return tower.new(
            *("exp", Call("exp", (tower.tree(argument),)), argument),
            lambda i: tower.unknown(position) * tower.derivative(argument, i),
            unit=True,
            positive=True,
        )

    multiple, kernel = tower.registered(("exp", direction), content, make)
    return tower.unknown(kernel.position) ** multiple


def logarithm(tower: Tower, argument: Ratio) -> Ratio:
    """`log(argument)` for a positive argument; of numbers by their primes, of one exponential its exponent."""
    value = argument.value
    if value is not None and value > 0 and max(value.numerator, value.denominator) < 10**12:
        total = tower.zero
        for number, sign in ((value.numerator, 1), (value.denominator, -1)):
            for prime, exponent in fmpz(number).factor():
                total = total + _kernel_of(tower, "log", tower.number(int(prime))) * tower.number(sign * int(exponent))
        return total
    taken_apart = _logarithm_of_monomial(tower, argument)
    return _kernel_of(tower, "log", argument) if taken_apart is None else taken_apart


def _logarithm_of_monomial(tower: Tower, argument: Ratio) -> Ratio | None:
    """The logarithm of a positive number times powers of exponentials and roots, as a sum."""
    total = tower.zero
    scale = Fraction(1)
    for part, sign in ((argument.top, 1), (argument.bottom, -1)):
        if len(part) != 1 or part.leading_coefficient() < 0:
            return None
        scale *= Fraction(int(part.leading_coefficient())) ** sign
        for position, exponent in enumerate(part.degrees()):
            kernel = tower.kernel(position) if exponent else None
            if exponent and (kernel is None or kernel.kind not in {"exp", "root"} or kernel.argument is None):
                return None
            if kernel is not None and kernel.argument is not None:
                inner = kernel.argument
                if kernel.kind == "root":
                    inner = logarithm(tower, inner) / tower.number(kernel.order)
                total = total + inner * tower.number(sign * int(exponent))
    return total + logarithm(tower, tower.number(scale)) if scale != 1 else total


def _kernel_of(tower: Tower, function: str, argument: Ratio) -> Ratio:
    """A function with one argument as a kernel of its own."""

    def make() -> Kernel:
        position = len(tower.names) + len(tower.kernels)
        kind = "log" if function == "log" else "other"
        node = Call(function, (tower.tree(argument),))
        slope = SLOPES[function]
        return tower.new(
            *(kind, node, argument),
            lambda i: slope(tower, argument, tower.unknown(position)) * tower.derivative(argument, i),
            unit=function == "gamma" or (function == "log" and argument.value is not None),
        )

    kernel = tower.registered((function, argument), Fraction(1), make)[1]
    return tower.unknown(kernel.position)


def root(tower: Tower, radicand: Ratio, order: int) -> Ratio:
    """The positive root of a positive element."""
    value = radicand.value
    if value is not None and (exact := _exact_root(value, order)) is not None:
        return tower.number(exact)
    if value is not None and value.denominator != 1:  # one kernel for sqrt(2) and sqrt(1/2)
        below = tower.number(value.denominator)
        return root(tower, radicand * below**order, order) / below
    content, direction = radicand.split()
    outside, inside = _power_inside(abs(content), order)
    if outside != 1:
        rest = inside if content > 0 else -inside
        return tower.number(outside) * root(tower, tower.number(rest) * direction, order)
    for known, kernel in tower.registered_under(("root", radicand)):
        if known % order == 0:
            return tower.unknown(kernel.position) ** (int(known) // order)

    def make() -> Kernel:
        position = len(tower.names) + len(tower.kernels)
        unknown = tower.ring.unknowns[position]
        node = Power(tower.tree(radicand), rational(Fraction(1, order)))
        if order == 2:
            node = Call("sqrt", (tower.tree(radicand),))
        share = tower.number(Fraction(1, order))
        return tower.new(
            *("root", node, radicand),
            lambda i: tower.unknown(position) * share * tower.derivative(radicand, i) / radicand,
            relation=unknown**order * radicand.bottom - radicand.top,
            unit=True,
            positive=True,
            order=order,
        )

    kernel = tower.registered(("root", radicand), Fraction(order), make)[1]
    return tower.unknown(kernel.position)


def _exact_root(value: Fraction, order: int) -> Fraction | None:
    if value < 0:
        return None
    parts = []
    for number in (value.numerator, value.denominator):
        found = int(fmpz(number).root(order)) if number > 1 else number
        if found**order != number:
            return None
        parts.append(found)
    return Fraction(*parts)


def _power_inside(value: Fraction, order: int) -> tuple[Fraction, Fraction]:
    """The largest m with m^order in a small fraction, and the rest: sqrt(12) is 2·sqrt(3), sqrt(a/4) is sqrt(a)/2."""
    outside, inside = Fraction(1), Fraction(1)
    if not value > 0 or max(value.numerator, value.denominator) > 10**9:
        return outside, value
    for number, sign in ((value.numerator, 1), (value.denominator, -1)):
        for prime, exponent in fmpz(number).factor() if number > 1 else ():
            outside *= Fraction(int(prime)) ** (sign * (int(exponent) // order))
            inside *= Fraction(int(prime)) ** (sign * (int(exponent) % order))
    return outside, inside


Pair = tuple[Ratio, Ratio]


def circle(tower: Tower, argument: Ratio) -> Pair:
    """Cosine and sine of an angle, by multiples and sums of basic angles."""
    form, rest = tower.flat_form(argument)
    flat = {m: c for m, c in form.items() if any(m[:-1]) or not any(m)}
    offset = {m: c for m, c in form.items() if any(m) and not any(m[:-1])}
    steps = coordinates(flat, tower.angles)
    turned = (tower.number(1), tower.zero)
    if steps is None or max(map(abs, steps), default=0) > MULTIPLE:
        turned = _basic(tower, tower.of_form(flat))
    else:
        for step, vector in zip(steps, tower.angles, strict=True):
            if step:
                turned = _joined(tower, turned, _multiple(tower, _basic(tower, tower.of_form(vector)), step))
    if offset:
        turned = _joined(tower, turned, _fixed(tower, offset))
    if not rest.is_zero:
        turned = _joined(tower, turned, _basic(tower, rest))
    return turned


def _joined(tower: Tower, first: Pair, second: Pair) -> Pair:
    (c, s), (d, t) = first, second
    return tower.reduced(c * d - s * t), tower.reduced(s * d + c * t)


def _multiple(tower: Tower, pair: Pair, times: int) -> Pair:
    once = pair if times > 0 else (pair[0], -pair[1])
    turned = once
    for _ in range(abs(times) - 1):
        turned = _joined(tower, turned, once)
    return turned


def _basic(tower: Tower, angle: Ratio) -> Pair:
    """Cosine and sine of an angle as two kernels that know each other."""
    content, direction = angle.split()
    if not content:
        return tower.number(1), tower.zero

    def make() -> Kernel:
        position = len(tower.names) + len(tower.kernels)
        shown = tower.tree(direction * tower.number(abs(content)))
        positive = direction * tower.number(abs(content))
        c, s = (tower.ring.unknowns[position + k] for k in range(2))
        cosine = tower.new(
            *("cos", Call("cos", (shown,)), positive),
            lambda i: -tower.unknown(position + 1) * tower.derivative(positive, i),
            partner=position + 1,
        )
        tower.new(
            *("sin", Call("sin", (shown,)), positive),
            lambda i: tower.unknown(position) * tower.derivative(positive, i),
            relation=s**2 + c**2 - 1,
            partner=position,
        )
        return cosine

    multiple, kernel = tower.registered(("angle", direction), abs(content), make)
    pair = tower.unknown(kernel.position), tower.unknown(kernel.partner)
    return _multiple(tower, pair, multiple if content > 0 else -multiple)


def _fixed(tower: Tower, offset: Form[Monomial]) -> Pair:
    """Cosine and sine of a number q·pi + r."""
    turned = (tower.number(1), tower.zero)
    for monomial, value in offset.items():
        if monomial[-1] == 1:
            turned = _joined(tower, turned, _fraction_of_pi(tower, value))
        else:
            turned = _joined(tower, turned, _basic(tower, tower.of_form({monomial: value})))
    return turned


def _fraction_of_pi(tower: Tower, share: Fraction) -> Pair:
    """Cosine and sine of a fraction of pi, algebraic numbers."""
    return _cosine_of(tower, share), _cosine_of(tower, Fraction(1, 2) - share)


def _cosine_of(tower: Tower, share: Fraction) -> Ratio:
    share = abs(share) % 2
    share = min(share, 2 - share)
    if share > Fraction(1, 2):
        return -_cosine_of(tower, 1 - share)
    match share:
        case 0:
            return tower.number(1)
        case Fraction(numerator=1, denominator=2):
            return tower.zero
        case Fraction(numerator=1, denominator=3):
            return tower.number(Fraction(1, 2))
        case Fraction(numerator=1, denominator=4 | 6):
            return root(tower, tower.number(2 if share.denominator == 4 else 3), 2) / tower.number(2)
    return _algebraic(tower, Call("cos", (Product((rational(share), Constant("pi"))),)), _cosine_polynomial(share))


def _cosine_polynomial(share: Fraction) -> fmpz_poly:
    """A polynomial with the root cos(share·pi)."""
    half = share / 2
    doubled = fmpz_poly.cos_minpoly(half.denominator)  # of 2·cos(2·pi/n)
    return fmpz_poly([int(c) * 2**k for k, c in enumerate(doubled.coeffs())])


def _algebraic(tower: Tower, node: Node, polynomial: fmpz_poly) -> Ratio:
    """A real algebraic number as a kernel with its polynomial as the relation."""

    def make() -> Kernel:
        position = len(tower.names) + len(tower.kernels)
        unknown = tower.ring.unknowns[position]
        relation = tower.ring.constant(0)
        for exponent, coefficient in enumerate(polynomial.coeffs()):
            relation += unknown**exponent * coefficient
        return tower.new("number", node, None, lambda _: tower.zero, relation=relation, unit=polynomial[0] != 0)

    kernel = tower.registered(("number", node), Fraction(1), make)[1]
    return tower.unknown(kernel.position)


def _root_of(tower: Tower, node: Call) -> Ratio:
    polynomial = rootof_polynomial(node.arguments[0])
    if polynomial is None or polynomial.degree() < 1:
        raise NotClosed("rootof")
    if polynomial.degree() == 1:
        value = fmpq(-polynomial[0], polynomial[1])
        return tower.number(Fraction(int(value.numerator), int(value.denominator)))
    return _algebraic(tower, node, polynomial)


def _hyperbolic(combine: Callable[[Tower, Ratio, Ratio], Ratio]) -> Callable[[Tower, Ratio], Ratio]:
    def applied(tower: Tower, argument: Ratio) -> Ratio:
        grown = exponentiated(tower, argument)
        return combine(tower, grown, tower.number(1) / grown)

    return applied


def _circular(combine: Callable[[Tower, Ratio, Ratio], Ratio]) -> Callable[[Tower, Ratio], Ratio]:
    return lambda tower, argument: combine(tower, *circle(tower, argument))


def _own(function: str) -> Callable[[Tower, Ratio], Ratio]:
    return lambda tower, argument: _kernel_of(tower, function, argument)


def _one(tower: Tower) -> Ratio:
    return tower.number(1)


#: Derivatives of the functions that are kernels of their own, by the argument; the second element is the value.
SLOPES: dict[str, Callable[[Tower, Ratio, Ratio], Ratio]] = {
    "log": lambda t, u, _: _one(t) / u,
    "atan": lambda t, u, _: _one(t) / (_one(t) + u * u),
    "acot": lambda t, u, _: -_one(t) / (_one(t) + u * u),
    "asin": lambda t, u, _: _one(t) / root(t, _one(t) - u * u, 2),
    "acos": lambda t, u, _: -_one(t) / root(t, _one(t) - u * u, 2),
    "asinh": lambda t, u, _: _one(t) / root(t, _one(t) + u * u, 2),
    "acosh": lambda t, u, _: _one(t) / root(t, u * u - _one(t), 2),
    "atanh": lambda t, u, _: _one(t) / (_one(t) - u * u),
    "acoth": lambda t, u, _: _one(t) / (_one(t) - u * u),
    "erf": lambda t, u, _: t.number(2) / root(t, t.unknown(t.pi.position), 2) * exponentiated(t, -(u * u)),
    "gamma": lambda t, u, value: value * _kernel_of(t, "digamma", u),
    "digamma": lambda t, u, _: _polygamma(t, 1, u),
}


def _polygamma(tower: Tower, order: int, argument: Ratio) -> Ratio:
    def make() -> Kernel:
        node = Call("polygamma", (integer(order), tower.tree(argument)))
        return tower.new(
            *("other", node, argument),
            lambda i: _polygamma(tower, order + 1, argument) * tower.derivative(argument, i),
            unit=True,
        )

    kernel = tower.registered(("polygamma", order, argument), Fraction(1), make)[1]
    return tower.unknown(kernel.position)


def _angle(tower: Tower, y: Ratio, x: Ratio) -> Ratio:
    def make() -> Kernel:
        node = Call("atan2", (tower.tree(y), tower.tree(x)))
        return tower.new(
            *("other", node, y / x if not x.is_zero else y),
            lambda i: (x * tower.derivative(y, i) - y * tower.derivative(x, i)) / (x * x + y * y),
        )

    kernel = tower.registered(("atan2", y, x), Fraction(1), make)[1]
    return tower.unknown(kernel.position)


ONE_ARGUMENT: dict[str, Callable[[Tower, Ratio], Ratio]] = {
    "exp": exponentiated,
    "log": logarithm,
    "log2": lambda t, u: logarithm(t, u) / logarithm(t, t.number(2)),
    "log10": lambda t, u: logarithm(t, u) / logarithm(t, t.number(10)),
    "sqrt": lambda t, u: root(t, u, 2),
    "cbrt": lambda t, u: root(t, u, 3),
    "sin": _circular(lambda _, c, s: s),
    "cos": _circular(lambda _, c, s: c),
    "tan": _circular(lambda _, c, s: s / c),
    "cot": _circular(lambda _, c, s: c / s),
    "sec": _circular(lambda t, c, s: _one(t) / c),
    "csc": _circular(lambda t, c, s: _one(t) / s),
    "sinh": _hyperbolic(lambda t, a, b: (a - b) / t.number(2)),
    "cosh": _hyperbolic(lambda t, a, b: (a + b) / t.number(2)),
    "tanh": _hyperbolic(lambda _, a, b: (a - b) / (a + b)),
    "coth": _hyperbolic(lambda _, a, b: (a + b) / (a - b)),
    "sech": _hyperbolic(lambda t, a, b: t.number(2) / (a + b)),
    "csch": _hyperbolic(lambda t, a, b: t.number(2) / (a - b)),
    "sigmoid": lambda t, u: _one(t) / (_one(t) + exponentiated(t, -u)),
    "softplus": lambda t, u: logarithm(t, _one(t) + exponentiated(t, u)),
    "factorial": lambda t, u: _kernel_of(t, "gamma", u + _one(t)),
    "asec": lambda t, u: _kernel_of(t, "acos", _one(t) / u),
    "acsc": lambda t, u: _kernel_of(t, "asin", _one(t) / u),
    "asech": lambda t, u: _kernel_of(t, "acosh", _one(t) / u),
    "acsch": lambda t, u: _kernel_of(t, "asinh", _one(t) / u),
    **{name: _own(name) for name in SLOPES if name != "log"},
}
TWO_ARGUMENTS: dict[str, Callable[[Tower, Ratio, Ratio], Ratio]] = {
    "log": lambda t, u, b: logarithm(t, u) / logarithm(t, b),
    "atan2": _angle,
    "beta": lambda t, a, b: _kernel_of(t, "gamma", a) * _kernel_of(t, "gamma", b) / _kernel_of(t, "gamma", a + b),
}
