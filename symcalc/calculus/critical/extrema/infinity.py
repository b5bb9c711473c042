"""How a function behaves far away: growing without bound in every direction, or tending to one value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice, product

from flint import arb, fmpz_mpoly

from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.kernels.tower import NotClosed, Tower
from symcalc.calculus.critical.kinds.forms import Form, directions, signs
from symcalc.calculus.critical.search.bounds import bounds
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.calculus.critical.systems.ring import Monomial, support
from symcalc.syntax.tree import Call, Negative, Node, Sum, rewrite, walk

#: Weights of the variables that are tried.
WEIGHTS = (1, 2, 3, 4)
#: Functions that are one of several formulas at each point, and how many choices of formulas are looked at.
SWITCHES = frozenset({"abs", "min", "max"})
MOST_CHOICES = 16


def coercive(polynomial: fmpz_mpoly, width: int) -> tuple[int, ...] | None:
    """Weights for which the part of highest weighted degree is positive off 0: then the polynomial tends to infinity.

    >>> from symcalc.calculus.critical.systems.ring import Ring
    >>> x, y = Ring(("x", "y")).unknowns
    >>> coercive(x**4 - 3 * x * y + y**2, 2), coercive(x**2 * y**2, 2)
    ((1, 2), None)
    """
    terms = {tuple(map(int, m))[:width]: int(c) for m, c in polynomial.to_dict().items()}
    tried = [w for w in product(WEIGHTS, repeat=width) if min(w) == 1] if width <= 3 else [(1,) * width]
    for weights in sorted(tried, key=lambda w: (len(set(w)), sum(w))):
        top = _top(terms, weights)
        if any(len([e for e in m if e]) == 0 for m in top):
            continue
        seen = signs(top, width)
        if seen.definite and seen.positive is not None:
            return weights
    return None


def _top(terms: Mapping[Monomial, int], weights: Sequence[int]) -> Form:
    """The part of highest weighted degree."""
    degrees = {m: sum(w * e for w, e in zip(weights, m, strict=True)) for m in terms}
    highest = max(degrees.values(), default=0)
    return {m: arb(c) for m, c in terms.items() if degrees[m] == highest}


def descent(polynomial: fmpz_mpoly, width: int) -> tuple[int, ...] | None:
    """A direction d along which the polynomial tends to minus infinity as t·d, if one is found."""
    terms = {tuple(map(int, m))[:width]: int(c) for m, c in polynomial.to_dict().items()}
    for direction in directions(width):
        line: dict[int, int] = {}
        for monomial, coefficient in terms.items():
            value = coefficient
            for d, e in zip(direction, monomial, strict=True):
                value *= d**e
            line[sum(monomial)] = line.get(sum(monomial), 0) + value
        degrees = [k for k, value in line.items() if value and k]
        if degrees and line[max(degrees)] < 0:
            return direction
    return None


def grows(tree: Node, names: Sequence[str]) -> bool:
    """Whether a function tends to infinity in every direction, as a coercive polynomial plus what is bounded below.

    >>> from symcalc.syntax import parse_expression
    >>> grows(parse_expression("x^2 + y^2 + 3 cos(x y)"), ("x", "y"))
    True
    >>> grows(parse_expression("x^2 + y^2 + min(x, y)"), ("x", "y"))
    True
    """
    return _grows(tree, names) or _all_grow(tree, names)


def _all_grow(tree: Node, names: Sequence[str]) -> bool:
    """Whether every choice of formulas for absolute values, maxima and minima grows: f is one of them everywhere."""
    options = list(islice(_choices(tree), MOST_CHOICES + 1))
    return 1 < len(options) <= MOST_CHOICES and all(_grows(option, names) for option in options)


def _choices(tree: Node) -> Iterator[Node]:
    """The formulas of which a function is one at each point."""
    switch = next((node for node in walk(tree) if isinstance(node, Call) and node.function in SWITCHES), None)
    if switch is None:
        yield tree
        return
    first, *others = switch.arguments
    options = (first, Negative(first)) if switch.function == "abs" else (first, *others)
    for option in options:
        yield from _choices(_replaced(tree, switch, option))


def _replaced(tree: Node, part: Node, other: Node) -> Node:
    return rewrite(tree, lambda node: other if node == part else node)


def _grows(tree: Node, names: Sequence[str]) -> bool:
    terms = tree.terms if isinstance(tree, Sum) else (tree,)
    tower = Tower(names, [])
    total = tower.zero
    for term in terms:
        part = _polynomial(tower, term)
        if part is not None:
            total = total + part
        elif bounds(term).low is None:
            return False
    if not total.bottom.is_constant():
        return False
    return coercive(total.top, len(names)) is not None


def _polynomial(tower: Tower, term: Node) -> Ratio | None:
    """A term as a polynomial in the variables, None where it is none."""
    try:
        ratio = tower.ratio(term)
    except (NotClosed, TooHard, ZeroDivisionError):
        return None
    inside = all(i < len(tower.names) for i in support(ratio.top))
    return ratio if inside and ratio.bottom.is_constant() else None


def falls(tree: Node, names: Sequence[str]) -> bool:
    """Whether a function tends to minus infinity in every direction."""
    terms = tree.terms if isinstance(tree, Sum) else (tree,)
    return grows(Sum(tuple(Negative(term) for term in terms)) if len(terms) > 1 else Negative(tree), names)


def limit(tower: Tower, function: Ratio) -> Fraction | None:
    """The value that a function tends to in every direction, where its form shows one.

    Rational functions with a denominator that outgrows the numerator tend to 0, and so do polynomials times
    exponentials of what tends to minus infinity.
    """
    width = len(tower.names)
    exponentials = {k.position: k for k in tower.kernels if k.kind == "exp" and k.argument is not None}
    used = {*support(function.top), *support(function.bottom)}
    if any(i >= width and i not in exponentials for i in used):
        return None
    below = _split(function.bottom, width)
    if len(below) != 1:
        return None
    (low, divisor), total = next(iter(below.items())), Fraction(0)
    for high, part in _split(function.top, width).items():
        share = tuple(a - b for a, b in zip(high, low, strict=True))
        value = _share(tower, part, divisor, share, width)
        if value is None:
            return None
        total += value
    return total


def _split(polynomial: fmpz_mpoly, width: int) -> dict[tuple[int, ...], fmpz_mpoly]:
    """The coefficients, polynomials in the variables, by powers of the kernels."""
    parts: dict[tuple[int, ...], dict[Monomial, int]] = {}
    for monomial, coefficient in polynomial.to_dict().items():
        exponents = tuple(map(int, monomial))
        key = exponents[width:]
        parts.setdefault(key, {})[(*exponents[:width], *(0 for _ in key))] = int(coefficient)
    context = polynomial.context()
    return {key: context.from_dict(terms) for key, terms in parts.items()}


def _share(tower: Tower, top: fmpz_mpoly, bottom: fmpz_mpoly, powers: Sequence[int], width: int) -> Fraction | None:
    """The limit of top/bottom times a product of powers of exponentials, None where it is not seen."""
    exponent = tower.zero
    for position, power in enumerate(powers, width):
        kernel = tower.kernel(position) if power else None
        if kernel is not None and kernel.argument is not None:
            exponent = exponent + kernel.argument * tower.number(power)
    if exponent.is_zero:
        return _rational_limit(top, bottom, width)
    if not exponent.bottom.is_constant() or any(i >= width for i in support(exponent.top)):
        return None
    if coercive(-exponent.top, width) is None or (not bottom.is_constant() and coercive(bottom, width) is None):
        return None
    return Fraction(0)


def _rational_limit(top: fmpz_mpoly, bottom: fmpz_mpoly, width: int) -> Fraction | None:
    if top.is_constant() and bottom.is_constant():
        return Fraction(int(top.leading_coefficient()) if not top.is_zero() else 0, int(bottom.leading_coefficient()))
    sign = 1 if bottom.leading_coefficient() > 0 else -1
    terms = {tuple(map(int, m))[:width]: sign * int(c) for m, c in bottom.to_dict().items()}
    weights = (1,) * width
    seen = signs(_top(terms, weights), width)
    if int(top.total_degree()) < int(bottom.total_degree()) and seen.definite:
        return Fraction(0)
    return None
