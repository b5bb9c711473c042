"""The first homogeneous part of a function at a point, also through roots, absolute values and maxima.

Along p + t·d the function is c + t^k·L(d) + o(t^k), uniformly in d: where L is definite the point is an extremum.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import product

from flint import arb

from symcalc.calculus.critical.kinds.forms import Evaluate, Signs, signs_of
from symcalc.calculus.critical.kinds.reasons import Reason
from symcalc.decide.ball import UNDEFINED, Verdict, compile_ball
from symcalc.record import record
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
    names,
    rational,
)
from symcalc.syntax.written import written

HALF = Fraction(1, 2)
#: Weights of the variables that are tried: equal ones first.
WEIGHTS = (1, 2, 3)


class NoForm(Exception):
    """The first homogeneous part cancels, or the rules do not find it."""


@record
class Growth:
    """A constant, and the order and the form of what comes next; a constant function has no form."""

    constant: Fraction
    order: Fraction = Fraction(0)
    form: Node | None = None


def growth(node: Node, point: Mapping[str, Fraction], weights: Mapping[str, int] | None = None) -> Growth:
    """The constant and the first (quasi-)homogeneous part at a rational point; raises NoForm.

    >>> from symcalc.syntax import parse_expression
    >>> found = growth(parse_expression("2 + sqrt(x^2 + y^2) + x y"), {"x": Fraction(0), "y": Fraction(0)})
    >>> found.constant, found.order, written(found.form)
    (Fraction(2, 1), Fraction(1, 1), 'sqrt(x**2 + y**2)')
    """
    match node:
        case Number(value):
            return Growth(value)
        case Name(name):
            return Growth(point[name], Fraction((weights or {}).get(name, 1)), node)
        case Negative(operand):
            return _scaled(growth(operand, point, weights), Fraction(-1))
        case Sum(terms):
            return _sum([growth(term, point, weights) for term in terms])
        case Product(factors):
            found = Growth(Fraction(1))
            for factor in factors:
                found = _product(found, growth(factor, point, weights))
            return found
        case Quotient(top, bottom):
            return _product(growth(top, point, weights), _reciprocal(growth(bottom, point, weights)))
        case Power(Constant("e"), exponent):
            return _smooth(growth(exponent, point, weights), *_SMOOTH["exp"])
        case Power(base, exponent):
            return _power(growth(base, point, weights), growth(exponent, point, weights))
        case Call(function, arguments):
            return _call(function, [growth(argument, point, weights) for argument in arguments])
    raise NoForm


def _scaled(a: Growth, factor: Fraction) -> Growth:
    if a.form is None or not factor:
        return Growth(a.constant * factor)
    form = a.form if factor == 1 else Negative(a.form) if factor == -1 else Product((rational(factor), a.form))
    return Growth(a.constant * factor, a.order, form)


def _sum(parts: list[Growth]) -> Growth:
    constant = sum((part.constant for part in parts), Fraction(0))
    moving = [part for part in parts if part.form is not None]
    if not moving:
        return Growth(constant)
    order = min(part.order for part in moving)
    lowest = [part.form for part in moving if part.order == order and part.form is not None]
    if len(lowest) == 1:
        return Growth(constant, order, lowest[0])
    form = Sum(tuple(lowest))
    if _vanishes(form):
        raise NoForm
    return Growth(constant, order, form)


def _vanishes(form: Node) -> bool:
    """Whether a form is zero at a few points, so that it may be zero everywhere."""
    variables = sorted(names(form))
    evaluate = compile_ball(form, variables)
    for start in (1, 2, 3):
        value = evaluate([arb(start + 3 * i) / (2 + i) for i in range(len(variables))])
        if isinstance(value, Verdict) or not value.contains(0):
            return False
    return True


def _product(a: Growth, b: Growth) -> Growth:
    constant = a.constant * b.constant
    parts = []
    if a.constant and b.form is not None:
        parts.append(_scaled(Growth(Fraction(0), b.order, b.form), a.constant))
    if b.constant and a.form is not None:
        parts.append(_scaled(Growth(Fraction(0), a.order, a.form), b.constant))
    if not parts and a.form is not None and b.form is not None:
        parts.append(Growth(Fraction(0), a.order + b.order, Product((a.form, b.form))))
    found = _sum(parts) if parts else Growth(Fraction(0))
    return Growth(constant, found.order, found.form)


def _reciprocal(a: Growth) -> Growth:
    if not a.constant:
        raise NoForm
    inverse = 1 / a.constant
    return Growth(inverse, a.order, _scaled(Growth(Fraction(0), a.order, a.form), -(inverse**2)).form)


def _power(base: Growth, exponent: Growth) -> Growth:
    if exponent.form is not None or exponent.constant == 0:
        raise NoForm
    power = exponent.constant
    if base.constant:
        value = _rational_power(base.constant, power)
        return Growth(
            value, base.order, _scaled(Growth(Fraction(0), base.order, base.form), power * value / base.constant).form
        )
    if base.form is None or power < 0:
        raise NoForm
    form = base.form if power == 1 else _root_form(base.form) if power == HALF else Power(base.form, rational(power))
    return Growth(Fraction(0), base.order * power, form)


def _root_form(form: Node) -> Node:
    return Call("sqrt", (form,))


def _rational_power(value: Fraction, power: Fraction) -> Fraction:
    if power.denominator == 1:
        return value**power.numerator
    if value < 0:
        raise NoForm
    found = Fraction(round(float(value) ** float(power) * 720720), 720720)
    if found**power.denominator != value**power.numerator:
        raise NoForm
    return found


#: Of smooth functions: where they are looked at, and there the value, the slope and the second derivative.
_SMOOTH: dict[str, tuple[int, int, int, int]] = {
    "exp": (0, 1, 1, 1),
    "log": (1, 0, 1, -1),
    "sin": (0, 0, 1, 0),
    "cos": (0, 1, 0, -1),
    "tan": (0, 0, 1, 0),
    "sinh": (0, 0, 1, 0),
    "cosh": (0, 1, 0, 1),
    "tanh": (0, 0, 1, 0),
    "atan": (0, 0, 1, 0),
    "asin": (0, 0, 1, 0),
    "asinh": (0, 0, 1, 0),
}


def _smooth(a: Growth, where: int, value: int, slope: int, bend: int) -> Growth:
    if a.form is None and a.constant == where:
        return Growth(Fraction(value))
    if a.constant != where or a.form is None:
        raise NoForm
    if slope:
        return Growth(Fraction(value), a.order, _scaled(Growth(Fraction(0), a.order, a.form), Fraction(slope)).form)
    square = Product((rational(Fraction(bend, 2)), Power(a.form, rational(Fraction(2)))))
    return Growth(Fraction(value), 2 * a.order, square)


def _call(function: str, arguments: list[Growth]) -> Growth:
    if function in _SMOOTH and len(arguments) == 1:
        return _smooth(arguments[0], *_SMOOTH[function])
    if function in {"max", "min"}:
        found = arguments[0]
        for other in arguments[1:]:
            found = _extreme(function, found, other)
        return found
    rule = _CORNERS.get(function)
    if rule is None:
        raise NoForm
    return rule(arguments[0])


def _extreme(function: str, a: Growth, b: Growth) -> Growth:
    if a.constant != b.constant:
        return a if (a.constant > b.constant) == (function == "max") else b
    if a.form is None and b.form is None:
        return a
    orders = [part.order for part in (a, b) if part.form is not None]
    order = min(orders)
    zero = rational(Fraction(0))
    forms = tuple(part.form if part.form is not None and part.order == order else zero for part in (a, b))
    return Growth(a.constant, order, Call(function, forms))


def _absolute(a: Growth) -> Growth:
    if a.constant:
        return a if a.constant > 0 else _scaled(a, Fraction(-1))
    return Growth(Fraction(0), a.order, None if a.form is None else Call("abs", (a.form,)))


def _square_root(a: Growth) -> Growth:
    return _power(a, Growth(Fraction(1, 2)))


def _cube_root(a: Growth) -> Growth:
    if a.constant or a.form is None:
        raise NoForm
    return Growth(Fraction(0), a.order / 3, Call("cbrt", (a.form,)))


def _relu(a: Growth) -> Growth:
    return _extreme("max", a, Growth(Fraction(0)))


_CORNERS: dict[str, Callable[[Growth], Growth]] = {
    "abs": _absolute,
    "sqrt": _square_root,
    "cbrt": _cube_root,
    "relu": _relu,
}


def by_form(node: Node, variables: tuple[str, ...], point: Mapping[str, Fraction]) -> Reason | None:
    """The kind of a rational point by the first quasi-homogeneous part, None where none that was tried tells."""
    tried = sorted(product(WEIGHTS, repeat=len(variables)), key=lambda w: (len(set(w)), sum(w)))
    for weights in [w for w in tried if min(w) == 1]:
        try:
            found = growth(node, point, dict(zip(variables, weights, strict=True)))
        except (NoForm, ZeroDivisionError, OverflowError):
            continue
        if found.form is not None:
            reason = _reason(found, signs_of(_evaluation(found.form, variables), len(variables)))
            if reason is not None:
                return reason
    return None


def _evaluation(form: Node, variables: tuple[str, ...]) -> Evaluate:
    program = compile_ball(form, list(variables))

    def evaluate(box: Sequence[arb]) -> arb | None:
        value = program(box)
        if value is UNDEFINED:
            return None
        return arb.nan() if isinstance(value, Verdict) else value

    return evaluate


def _reason(found: Growth, seen: Signs) -> Reason | None:
    assert found.form is not None  # noqa: S101 (the caller has seen it)
    shown = (
        f"f - ({found.constant}) begins with {written(found.form)}"
        if found.constant
        else f"f begins with {written(found.form)}"
    )
    if seen.indefinite:
        kind = "inflection" if seen.positive is not None and len(seen.positive) == 1 else "saddle"
        return Reason(kind, f"in displacements from the point {shown}, which takes both signs")
    if seen.definite:
        kind, word = ("minimum", "positive") if seen.positive is not None else ("maximum", "negative")
        return Reason(kind, f"in displacements from the point {shown}, {word} everywhere but at 0", strict=True)
    return None
