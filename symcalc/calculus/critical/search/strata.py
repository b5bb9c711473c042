"""Zero sets of expressions taken apart: products by factors, sums of squares by terms."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product

from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.kernels.tower import NotClosed, Tower
from symcalc.calculus.critical.search.bounds import bounds
from symcalc.calculus.critical.search.cuts import Piece, difference
from symcalc.calculus.critical.systems.branches import irreducible
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.record import record, replace
from symcalc.syntax.tree import Call, Negative, Node, Power, Product, Quotient, Sum, integer, names


@record
class Locus:
    """Where some expressions are zero and others are not."""

    zero: tuple[Node, ...] = ()
    nonzero: tuple[Node, ...] = ()

    def joined(self, other: Locus) -> Locus:
        """Where both hold."""
        zero = tuple(dict.fromkeys((*self.zero, *other.zero)))
        return Locus(zero, tuple(dict.fromkeys((*self.nonzero, *other.nonzero))))


def zeros(node: Node) -> list[Locus]:
    """Disjoint sets whose union is where an expression vanishes.

    >>> from symcalc.syntax import parse_expression, written
    >>> [[written(z) for z in locus.zero] for locus in zeros(parse_expression("x^2 + y^2"))]
    [['x', 'y']]
    >>> [[written(z) for z in locus.zero] for locus in zeros(parse_expression("x (y - 1)"))]
    [['x'], ['y - 1'], ['x', 'y - 1']]
    """
    match node:
        case Negative(operand):
            return zeros(operand)
        case Power(base, exponent) if bounds(exponent).sign == 1:
            return zeros(base)
        case Quotient(top, _) | Call("sqrt" | "abs" | "cbrt" | "asinh" | "atan" | "sinh" | "tanh", (top,)):
            return zeros(top)
        case Call("log", (operand,)):
            return zeros(difference(operand, integer(1)))
        case Product(factors):
            return _any_of(factors)
        case Sum(terms) if _same_sign(terms):
            return _all_of(terms)
    if bounds(node).sign in {1, -1}:
        return []
    return _by_factors(node)


def _same_sign(terms: Sequence[Node]) -> bool:
    ranges = [bounds(term) for term in terms]
    return all(r.nonnegative for r in ranges) or all((-r).nonnegative for r in ranges)


def _all_of(nodes: Sequence[Node]) -> list[Locus]:
    found = [Locus()]
    for node in nodes:
        found = [locus.joined(other) for locus, other in product(found, zeros(node))]
    return found


def _any_of(factors: Sequence[Node]) -> list[Locus]:
    """Some of the factors vanish, the others do not: every way to choose them."""
    possible = [factor for factor in dict.fromkeys(factors) if bounds(factor).sign not in {1, -1}]
    found: list[Locus] = []
    for count in range(1, len(possible) + 1):
        for chosen in combinations(possible, count):
            away = Locus((), tuple(factor for factor in possible if factor not in chosen))
            found += [locus.joined(away) for locus in _all_of(chosen)]
    return found


def _by_factors(node: Node) -> list[Locus]:
    variables = sorted(names(node))
    try:
        tower = Tower(variables, [node])
        factors = irreducible(tower.ratio(node).top)
    except (NotClosed, TooHard, ZeroDivisionError):
        return [Locus((node,))]
    if len(factors) <= 1:
        return [Locus((node,))]
    return _any_of([tower.tree(Ratio.polynomial(factor)) for factor in factors])


def refined(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with their zero sets taken apart."""
    found: list[Piece] = []
    for piece in pieces:
        if piece.open:
            found.append(piece)
            continue
        loci = _all_of(piece.zero)
        found += [replace(piece, zero=locus.zero, nonzero=(*piece.nonzero, *locus.nonzero)) for locus in loci]
    return found
