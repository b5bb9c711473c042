"""The zeros of an expression as places: exact coordinates for some names, in terms of the others."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final, TypeAlias

from flint import fmpq, fmpq_mat

from symcalc.decide.identity.kernels.construction import built
from symcalc.decide.identity.kernels.kernel import Kernel, Polynomial
from symcalc.decide.identity.kernels.knowledge import Knowledge, Nowhere
from symcalc.decide.identity.kernels.settling import Unsettled
from symcalc.decide.identity.kernels.tower import Tower
from symcalc.decide.identity.kernels.written import polynomial_tree
from symcalc.decide.identity.proofs.constancy import zero_set
from symcalc.decide.identity.proofs.roots import exact_roots, univariate
from symcalc.decide.identity.work import OutOfWork, Work
from symcalc.decide.sign import is_zero
from symcalc.record import record
from symcalc.syntax.tree import Constant, Node, Product, names, rational, substitute

Place: TypeAlias = dict[str, Node]
WORK: Final = 10_000
#: Where the zeros of a function that is no polynomial are looked for: small numbers, and multiples of pi.
TRIED: Final = tuple(Fraction(*pair) for pair in ((0, 1), (1, 1), (-1, 1), (2, 1), (-2, 1), (3, 1), (1, 2), (-1, 2)))
TURNS: Final = tuple(Fraction(*pair) for pair in ((1, 2), (1, 1), (-1, 2), (-1, 1), (2, 1), (-2, 1), (1, 4)))


@record
class Zeros:
    """Places at which an expression is zero, and whether these are proved to be all."""

    places: tuple[Place, ...]
    complete: bool


def zeros_of(expression: Node, first: str) -> Zeros:
    """The zeros of an expression, solved for the name `first` where there is a choice.

    Roots of polynomials in one name, zeros of what is linear in a name, and the centres of definite squares are known;
    of other functions of one name a few simple zeros are.

    >>> from symcalc.syntax import parse_expression, written
    >>> for text in ("x^2 - y", "9x^2 - 1", "x^2 + (y - 1)^2"):
    ...     print([{n: written(v) for n, v in place.items()} for place in zeros_of(parse_expression(text), "x").places])
    [{'y': 'x**2'}]
    [{'x': '1/3'}, {'x': '-1/3'}]
    [{'x': '0', 'y': '1'}]
    """
    try:
        made = built(Knowledge(), Work(WORK), (expression,))
        numerator = made.ratios[0].numerator
        factors = zero_set(made.tower, [numerator])
    except (OutOfWork, Unsettled, Nowhere):
        return Zeros(_simple(expression), complete=False)
    places: list[Place] = []
    complete = bool(numerator)
    for factor in factors:
        found = _of_factor(made.tower, factor, first)
        complete = complete and found is not None
        places += _simple(polynomial_tree(made.tower, factor)) if found is None else found
    return Zeros(tuple(places), complete)


def _of_factor(tower: Tower, factor: Polynomial, first: str) -> list[Place] | None:
    """All zeros of an irreducible polynomial; None where they have no such form."""
    used = tower.used(factor)
    if any(kernel.kind != "name" for kernel in used):
        return None
    if len(used) == 1:
        return [{str(used[0].key): root} for _, root in exact_roots([univariate(tower, factor)])]
    for kernel in sorted(used, key=lambda kernel: kernel.key != first):
        slope = factor.derivative(kernel.slot)
        if slope.is_constant():
            rest = factor - tower.generator(kernel) * slope
            return [{str(kernel.key): polynomial_tree(tower, rest / -slope.leading_coefficient())}]
    return _centre(tower, factor, used)


def _centre(tower: Tower, factor: Polynomial, used: Sequence[Kernel]) -> list[Place] | None:
    """The only possible zero of a definite polynomial of degree 2: where its gradient is zero."""
    if int(factor.total_degree()) != 2:
        return None
    size = len(used)
    slopes = [factor.derivative(kernel.slot) for kernel in used]
    matrix = fmpq_mat([[_constant(slope.derivative(kernel.slot)) for kernel in used] for slope in slopes])
    minors = [fmpq_mat([[matrix[i, j] for j in range(k)] for i in range(k)]).det() for k in range(1, size + 1)]
    if not (all(m > 0 for m in minors) or all((m > 0) == (k % 2 == 0) and m != 0 for k, m in enumerate(minors, 1))):
        return None
    inverse = matrix.solve(fmpq_mat([[-_constant(slope)] for slope in slopes]))
    values = [inverse[i, 0] for i in range(size)]
    place = {str(k.key): rational(Fraction(int(v.p), int(v.q))) for k, v in zip(used, values, strict=True)}
    place = dict(sorted(place.items()))
    return [place] if is_zero(substitute(polynomial_tree(tower, factor), place)) else []


def _constant(polynomial: Polynomial) -> fmpq:
    """The constant term of a polynomial."""
    return next((c for powers, c in polynomial.to_dict().items() if not any(powers)), fmpq(0))


def _simple(expression: Node) -> tuple[Place, ...]:
    """Zeros of a function of one name among simple numbers."""
    found = sorted(names(expression))
    if len(found) != 1:
        return ()
    turns = (Product((rational(turn), Constant("pi"))) for turn in TURNS)
    values = (*map(rational, TRIED), *turns)
    return tuple({found[0]: value} for value in values if is_zero(substitute(expression, {found[0]: value})) is True)
