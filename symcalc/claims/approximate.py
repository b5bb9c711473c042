"""`≈`: each written decimal stands for the half unit of its last digit around it.

The claim holds where the decimals can be chosen in their ranges so that both sides are equal. A choice exists by the
intermediate value theorem where a coefficient changes sign over the box of its decimals; none exists where, at some
point, a ball over the box excludes equality.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice, product
from typing import Final

from flint import arb, ctx, fmpq

from symcalc.claims.comparison import of_verdict
from symcalc.claims.finding import Evidence, Finding
from symcalc.decide.ball import compile_balls
from symcalc.decide.identity import identical
from symcalc.decide.identity.conditions import conditions, difference
from symcalc.decide.identity.kernels.construction import built
from symcalc.decide.identity.kernels.kernel import Polynomial
from symcalc.decide.identity.kernels.knowledge import Knowledge, Nowhere
from symcalc.decide.identity.kernels.settling import Unsettled
from symcalc.decide.identity.kernels.tower import Tower
from symcalc.decide.identity.kernels.written import polynomial_tree
from symcalc.decide.identity.proofs.constancy import jumps
from symcalc.decide.identity.search import Search
from symcalc.decide.identity.values import exact_value
from symcalc.decide.identity.work import OutOfWork, Work
from symcalc.decide.sign import is_zero, sign
from symcalc.record import record
from symcalc.syntax.tree import Name, Node, Number, names, rational, rewrite, substitute

#: How many points are looked at for a refutation, and the bits they are looked at with.
POINTS: Final = 40
BITS: Final = 192
WORK: Final = 100_000
#: More decimals in one coefficient are not varied corner by corner.
MOST_CORNERS: Final = 6
METHOD: Final = "ball arithmetic over the ranges of the decimals"


@record
class Rounded:
    """Both sides with their decimals as names, and the range of each; a decimal used twice is one number."""

    left: Node
    right: Node
    ranges: Mapping[str, tuple[Fraction, Fraction]]

    def box(self) -> list[arb]:
        """The ranges as balls."""
        return [arb(_fmpq((low + high) / 2), _fmpq((high - low) / 2)) for low, high in self.ranges.values()]


def close(left: Node, right: Node, assumptions: Sequence[Node]) -> Finding:
    """Whether two scalar trees are equal for some choice of their decimals within half a unit.

    >>> from symcalc.syntax import parse_expression
    >>> [close(parse_expression("pi"), parse_expression(text), ()).verdict for text in ("3.14", "3.15")]
    ['proved', 'refuted']
    """
    rounded = _rounded(left, right)
    if not rounded.ranges:
        return of_verdict(identical(left, right, assumptions), (), None)
    evidence = _apart(rounded, left, right, assumptions)
    if evidence is not None:
        return Finding("refuted", METHOD, evidence)
    try:
        if _meet(rounded, assumptions):
            return Finding("proved", METHOD)
    except (OutOfWork, Nowhere, Unsettled):
        pass
    return Finding("undecided", "no choice of the decimals was found, nor shown not to be")


def _rounded(left: Node, right: Node) -> Rounded:
    ranges: dict[str, tuple[Fraction, Fraction]] = {}

    def change(part: Node) -> Node:
        if isinstance(part, Number) and part.unit is not None:
            name = f"{len(ranges)}\N{MIDDLE DOT}"
            ranges[name] = (part.value - part.unit / 2, part.value + part.unit / 2)
            return Name(name)
        return part

    return Rounded(rewrite(left, change), rewrite(right, change), ranges)


def _apart(rounded: Rounded, left: Node, right: Node, assumptions: Sequence[Node]) -> Evidence | None:
    """A point at which the sides differ whatever the decimals are."""
    variables = sorted({n for tree in (left, right, *assumptions) for n in names(tree)})
    sides = compile_balls((rounded.left, rounded.right), [*variables, *rounded.ranges])
    with ctx.workprec(BITS):
        box = rounded.box()
        for point in islice(Search(left, right, variables, assumptions).points(), POINTS):
            a, b = sides([*map(_fmpq, point), *box])
            if isinstance(a, arb) and isinstance(b, arb) and not a.overlaps(b):
                place = dict(zip(variables, map(rational, point), strict=True))
                return Evidence(place, exact_value(substitute(left, place)), exact_value(substitute(right, place)))
    return None


def _fmpq(value: Fraction) -> fmpq:
    return fmpq(value.numerator, value.denominator)


# -- proof -------------------------------------------------------------------------------------------------------------


def _meet(rounded: Rounded, assumptions: Sequence[Node]) -> bool:
    """Whether every coefficient of the difference vanishes for some choice of its own decimals."""
    if names(rounded.left) | names(rounded.right) <= set(rounded.ranges):
        return _crosses(difference(rounded.left, rounded.right), rounded)
    made = built(Knowledge(assumed=conditions(assumptions)), Work(WORK), (rounded.left, rounded.right))
    tower = made.tower
    numerator = tower.subtract(*made.ratios).numerator
    if _hidden(tower, numerator, rounded):
        return False
    used: set[str] = set()
    for coefficient in _coefficients(tower, numerator, rounded):
        own = names(coefficient)
        if own & used:
            return False
        used |= own
        if not (_crosses(coefficient, rounded) if own else is_zero(coefficient)):
            return False
    return True


def _hidden(tower: Tower, polynomial: Polynomial, rounded: Rounded) -> bool:
    """Whether a decimal stands inside a function."""
    return any(names(k.tree) & set(rounded.ranges) for k in tower.used(polynomial) if k.kind != "name")


def _coefficients(tower: Tower, polynomial: Polynomial, rounded: Rounded) -> Iterator[Node]:
    """The coefficients by the kernels that are neither constant nor decimals."""
    inner = {k.slot for k in tower.used(polynomial) if k.constant or k.key in rounded.ranges}
    groups: dict[tuple[int, ...], dict[tuple[int, ...], fmpq]] = {}
    for powers, coefficient in polynomial.to_dict().items():
        outer = tuple(0 if slot in inner else int(e) for slot, e in enumerate(powers))
        rest = tuple(int(e) if slot in inner else 0 for slot, e in enumerate(powers))
        groups.setdefault(outer, {})[rest] = coefficient
    for terms in groups.values():
        yield polynomial_tree(tower, tower.context.from_dict(terms))


def _crosses(tree: Node, rounded: Rounded) -> bool:
    """Whether a continuous function of decimals is certainly <= 0 at one corner of their box and >= 0 at another."""
    own = sorted(names(tree))
    if len(own) > MOST_CORNERS or not _continuous(tree, own, rounded):
        return False
    signs = set()
    for corner in product(*(rounded.ranges[name] for name in own)):
        signs.add(sign(substitute(tree, dict(zip(own, map(rational, corner), strict=True)))))
    return 0 in signs or {-1, 1} <= signs


def _continuous(tree: Node, own: Sequence[str], rounded: Rounded) -> bool:
    """Whether a tree is defined on the whole box, and made of functions that do not jump."""
    box = [arb(_fmpq((a + b) / 2), _fmpq((b - a) / 2)) for a, b in (rounded.ranges[name] for name in own)]
    with ctx.workprec(BITS):
        return isinstance(compile_balls((tree,), own)(box)[0], arb) and not jumps(tree)
