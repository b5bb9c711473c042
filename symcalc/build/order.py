"""The order in which a person writes the terms of a sum and the factors of a product.

Terms by falling degree, then by their variables in natural order (x2 before x10), numbers last; a sum begins with its
only positive term rather than with a minus. Factors: number, constants, variables, exponentials, functions, sums.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cmp_to_key
from typing import Any, NamedTuple

from sympy import Basic, Expr, Rational, Symbol, exp
from sympy.polys.rootoftools import ComplexRootOf

#: How much of an expression's text takes part in the order; beyond it SymPy's own comparison decides.
LONGEST = 60


class Rank(NamedTuple):
    """What the order needs to know of an expression: its degree as a polynomial, and the beginning of its text."""

    degree: Any
    text: str


def natural(name: str) -> str:
    """A name whose digits count as a number.

    >>> natural("x2") < natural("x10")
    True
    """
    return re.sub(r"\d+", lambda digits: digits[0].zfill(8), name)


def parts_of(expression: Basic) -> Sequence[Basic]:
    """The parts whose ranks a rank needs; the polynomial of a root is no part of it."""
    return () if isinstance(expression, ComplexRootOf) else expression.args


def rank(expression: Basic, ranks: Mapping[Basic, Rank]) -> Rank:
    """The rank of an expression from those of its arguments.

    >>> from symcalc.build.names import symbol
    >>> x = symbol("x")
    >>> rank(x**3, {x: Rank(1, "x"), Rational(3): Rank(0, "3")}).degree
    3
    """
    if isinstance(expression, Symbol):
        return Rank(1, natural(expression.name))
    if isinstance(expression, Rational):
        return Rank(0, _digits(expression))
    below = [ranks[argument] for argument in parts_of(expression)]
    text = _join(type(expression).__name__, [part.text for part in below])
    if expression.is_Pow and expression.exp.is_Rational:
        return Rank(below[0].degree * expression.exp, text)
    if expression.is_Mul:
        return Rank(sum(part.degree for part in below), text)
    return Rank(max((part.degree for part in below), default=0) if expression.is_Add else 0, text)


def _digits(number: Rational) -> str:
    long = number.p.bit_length() + number.q.bit_length() > 4 * LONGEST
    return f"~{number.p.bit_length()}" if long else f"{number.p}/{number.q}"


def _join(name: str, texts: list[str]) -> str:
    joined = name if name not in ("Add", "Mul", "Pow") else ""
    for text in texts:
        if len(joined) > LONGEST:
            break
        joined += "(" + text
    return joined[:LONGEST]


def _compare(left: Expr, right: Expr) -> int:
    return int(left.compare(right))


by_structure = cmp_to_key(_compare)


def ordered_terms(terms: Iterable[Expr], ranks: Mapping[Basic, Rank]) -> list[Expr]:
    """The terms of a sum, in order."""
    inorder = sorted(terms, key=lambda term: (*_term_key(term, ranks), by_structure(term)))
    positive = [index for index, term in enumerate(inorder) if not leads_with_minus(term)]
    if len(positive) == 1:
        inorder.insert(0, inorder.pop(positive[0]))
    return inorder


def _term_key(term: Expr, ranks: Mapping[Basic, Rank]) -> tuple[Any, ...]:
    """Degree first; of equal degree, powers of the first variables first, then of functions; numbers after all else."""
    if term.is_number:
        return -ranks[term].degree, 1, (), 0, "" if term.is_Rational else ranks[term].text
    factors = term.args if term.is_Mul else (term,)
    powers = sorted((natural(f.as_base_exp()[0].name), -f.as_base_exp()[1]) for f in factors if _is_monomial(f))
    rest = [factor.as_base_exp() for factor in factors if not (factor.is_number or _is_monomial(factor))]
    order = sum(exponent for _, exponent in rest if exponent.is_Rational)
    text = " ".join(ranks[factor].text for factor in factors if not factor.is_Rational)
    return -ranks[term].degree, 0, tuple(powers), -order, text


def _is_monomial(factor: Expr) -> bool:
    base, exponent = factor.as_base_exp()
    return bool(base.is_Symbol and exponent.is_Rational)


def ordered_factors(factors: Iterable[Expr], ranks: Mapping[Basic, Rank]) -> list[Expr]:
    """The factors of a product, in order; numbers that are not rational come before what has variables."""
    return sorted(factors, key=lambda factor: (*_factor_key(factor, ranks), by_structure(factor)))


def _factor_key(factor: Expr, ranks: Mapping[Basic, Rank]) -> tuple[Any, ...]:
    base = factor.base if factor.is_Pow else factor
    if factor.is_number:
        kind = 0
    elif _is_monomial(factor):
        kind = 1
    elif isinstance(factor, exp) or base.is_Symbol:
        kind = 2
    else:
        kind = 5 if factor.is_Piecewise else 4 if base.is_Add else 3
    return kind, len(base.args) if kind == 4 else 0, ranks[base].text


def leads_with_minus(term: Expr) -> bool:
    """Whether a term is written with a minus in front.

    >>> leads_with_minus(Rational(-2)), leads_with_minus(exp(1))
    (True, False)
    """
    coefficient = term.args[0] if term.is_Mul else term
    return bool(coefficient.is_Rational and coefficient.is_negative)
