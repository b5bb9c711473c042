"""Polynomials in powers of x − x₀, written as a person does: by rising degree, a common factor in front."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sympy import Expr, S

from symcalc.build import as_tree
from symcalc.build.product import times
from symcalc.calculus.expansion.series import Exponents, Series
from symcalc.syntax.tree import Name, Negative, Node, Power, Product, Quotient, Sum, integer


def displacement(name: str, centre: Node) -> Node:
    """`x - x0`; `x + 1` about -1, `x` about 0.

    >>> from symcalc.syntax import written
    >>> written(displacement("x", Negative(integer(1)))), written(displacement("x", integer(0)))
    ('x + 1', 'x')
    """
    if centre == integer(0):
        return Name(name)
    if isinstance(centre, Negative):
        return Sum((Name(name), centre.operand))
    return Sum((Name(name), Negative(centre)))


def monomial(exponents: Exponents, displacements: Sequence[Node]) -> tuple[Node, ...]:
    """The factors of a monomial."""
    pairs = zip(displacements, exponents, strict=True)
    return tuple(base if k == 1 else Power(base, integer(k)) for base, k in pairs if k)


def terms(series: Series, displacements: Sequence[Node]) -> tuple[Node, ...]:
    """The terms, by rising degree; in a degree by the variables in their order."""
    return tuple(_term(series[exponents], monomial(exponents, displacements)) for exponents in _ordered(series))


def polynomial(series: Series, displacements: Sequence[Node]) -> Node:
    """The sum of the terms, with what all coefficients share in front: `exp(-1)*(-1 - (x + 1) + …)`.

    >>> from sympy import E
    >>> from symcalc.syntax import written
    >>> written(polynomial({(0,): -1 / E, (1,): 2 / E}, [Name("x")]))
    'exp(-1)*(-1 + 2*x)'
    """
    shared = _shared(list(series.values()))
    if shared is None:
        return _sum(terms(series, displacements))
    rest = {exponents: coefficient.as_coeff_Mul()[0] for exponents, coefficient in series.items()}
    return Product((as_tree(shared), _sum(terms(rest, displacements))))


def _ordered(series: Mapping[Exponents, Expr]) -> list[Exponents]:
    return sorted(series, key=lambda exponents: (sum(exponents), tuple(-k for k in exponents)))


def _shared(coefficients: Sequence[Expr]) -> Expr | None:
    """What two or more coefficients all have besides their numbers."""
    rests = {coefficient.as_coeff_Mul()[1] for coefficient in coefficients}
    return rests.pop() if len(coefficients) > 1 and len(rests) == 1 and rests != {S.One} else None


def _term(coefficient: Expr, factors: tuple[Node, ...]) -> Node:
    """A coefficient times a monomial: a sign in front, whole numbers before, the divisor below."""
    number, rest = coefficient.as_coeff_Mul()
    if number < 0:
        return Negative(_term(times(-number, rest), factors))
    above = [*_whole(number.p, rest, factors), *_factors(rest), *factors]
    top = above[0] if len(above) == 1 else Product(tuple(above))
    return top if number.q == 1 else Quotient(top, integer(number.q))


def _whole(value: int, rest: Expr, factors: tuple[Node, ...]) -> tuple[Node, ...]:
    """The whole number before a product; 1 only where nothing else is there."""
    return () if value == 1 and (rest is not S.One or factors) else (integer(value),)


def _factors(rest: Expr) -> tuple[Node, ...]:
    if rest is S.One:
        return ()
    tree = as_tree(rest)
    return tree.factors if isinstance(tree, Product) else (tree,)


def _sum(parts: Sequence[Node]) -> Node:
    if not parts:
        return integer(0)
    return parts[0] if len(parts) == 1 else Sum(tuple(parts))
