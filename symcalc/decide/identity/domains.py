"""Where only one of two expressions is defined, and whether their common domain has an inside.

What has to hold for a tree to be defined is what the construction of its normal form learns; one domain lies in
another where every such fact of the other follows from its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice, product
from typing import Final

from symcalc.decide.ball import UNDEFINED, UNKNOWN, enclose
from symcalc.decide.domain import conjuncts, defined_at, domain
from symcalc.decide.domain.conditions import ALWAYS
from symcalc.decide.identity.conditions import difference
from symcalc.decide.identity.facts.learning import ALLOWED, Facts
from symcalc.decide.identity.folding import worked_out
from symcalc.decide.identity.kernels.construction import built, over_tower
from symcalc.decide.identity.kernels.factors import factored
from symcalc.decide.identity.kernels.kernel import Kernel, Ratio
from symcalc.decide.identity.kernels.knowledge import Condition, Knowledge, Nowhere, Refined, Relation
from symcalc.decide.identity.kernels.normal import normal
from symcalc.decide.identity.kernels.settling import Unsettled, possible_signs
from symcalc.decide.identity.kernels.tower import Tower
from symcalc.decide.identity.kernels.written import polynomial_tree, tree_of
from symcalc.decide.identity.points import ROWS
from symcalc.decide.identity.proofs.constancy import zero_set
from symcalc.decide.identity.proofs.prove import solution
from symcalc.decide.identity.proofs.roots import exact_roots, univariate, zero_of_affine
from symcalc.decide.identity.verdict import Point
from symcalc.decide.identity.work import OutOfWork, Work
from symcalc.decide.sign import sign, truth
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
    free_parts,
    integer,
    names,
    rational,
    substitute,
)
from symcalc.syntax.tree import Relation as Comparison

#: Functions that are defined everywhere.
TOTAL: Final = frozenset(
    {
        *("exp", "sin", "cos", "sinh", "cosh", "tanh", "atan", "asinh", "cbrt", "erf", "erfc"),
        *("abs", "sign", "heaviside", "relu", "max", "min", "floor", "ceil", "sigmoid", "softplus"),
    }
)
#: Points at the edge of a domain that are looked at.
MOST_EDGES: Final = 20
#: Cases within cases.
MOST_DEPTH: Final = 3
#: Multiples of pi that are tried where an angle is at the edge.
TURNS: Final = (Fraction(1, 2), Fraction(0), Fraction(1), Fraction(-1, 2), Fraction(1, 4), Fraction(2))


def contained(
    inner: Node, outer: Node, conditions: Sequence[Condition], work: Work, depth: int = MOST_DEPTH
) -> list[Node] | None:
    """None where `outer` is proved to be defined wherever `inner` is; else trees at whose zeros it may not be.

    That the conditions of one are among those of the other, as written, is for the caller to see first.

    >>> from symcalc.syntax import parse_expression
    >>> contained(parse_expression("log(x)"), parse_expression("1/x"), (), Work(1000)) is None
    True
    """

    def ask(tower: Tower, _: Facts) -> list[Node] | None:
        try:
            normal(tower, inner)
        except Nowhere:
            return None
        given = len(tower.facts)
        tower.judge = Facts(tower, tower.facts[:given]).signs
        try:
            _normal_unassumed(tower, outer)
            said = {(tower.ratio_key(ratio), relation) for ratio, relation in tower.facts[:given]}
            new = [fact for fact in tower.facts[given:] if (tower.ratio_key(fact[0]), fact[1]) not in said]
            doubtful = [ratio for ratio, relation in new if not _follows(tower, ratio, relation)]
        except Nowhere:
            return []
        return [edge for ratio in doubtful for edge in _edges(tower, ratio)] if doubtful else None

    try:
        try:
            return over_tower(Knowledge(assumed=tuple(conditions)), work, ask)
        except Unsettled as question:
            return _contained_by_cases(inner, outer, conditions, work, depth=depth, tree=question.tree)
    except OutOfWork:
        return []
    except Nowhere:
        return None


def _normal_unassumed(tower: Tower, outer: Node) -> None:
    """Learn where a tree is defined; raises `OutOfWork` where it wants that assumed, which is what is asked."""
    assumed = tower.knowledge.assumed
    try:
        normal(tower, outer)
    except Refined:
        if tower.knowledge.assumed != assumed:
            raise OutOfWork from None
        raise


def _contained_by_cases(
    inner: Node, outer: Node, conditions: Sequence[Condition], work: Work, *, depth: int, tree: Node
) -> list[Node] | None:
    """The same where a tree is positive, where it is negative, and where it is zero."""
    if depth == 0:
        return []
    edges: list[Node] = []
    doubtful = False
    for case in (Condition(tree, "> 0"), Condition(Negative(tree), "> 0"), Condition(tree, "== 0")):
        values = solution(tree, work) if case.relation == "== 0" else None
        if values is None:
            found = contained(inner, outer, (*conditions, case), work, depth - 1)
        else:
            at = tuple(Condition(substitute(c.tree, values), c.relation) for c in conditions)
            found = contained(substitute(inner, values), substitute(outer, values), at, work, depth - 1)
        doubtful |= found is not None
        edges += found or []
    return edges if doubtful else None


def conditions_of(node: Node) -> frozenset[Node]:
    """The conditions under which a tree is defined, as written; none for a tree of functions that always are."""
    if all(_is_total(part) for part in free_parts(node)):
        return frozenset()
    return frozenset(conjuncts(domain(node))) - {ALWAYS}


def _is_total(part: Node) -> bool:
    """Whether an operation is defined for all operands."""
    match part:
        case Number() | Name() | Constant("e" | "pi") | Negative() | Sum() | Product():
            return True
        case Power(_, Number(exponent)):
            return bool(exponent.denominator == 1 and exponent > 0)
        case Call(function):
            return function in TOTAL
    return False


def _follows(tower: Tower, ratio: Ratio, relation: Relation) -> bool:
    """Whether a fact follows from what the tower's judge knows."""
    if relation == "integer":
        return tower.is_whole(ratio)
    known = ALLOWED[relation]
    return tower.possible(ratio) <= known or possible_signs(tower, ratio) <= known


def _edges(tower: Tower, ratio: Ratio) -> Iterator[Node]:
    """Trees that are zero wherever a ratio or its inverse is; the poles of gamma by their places."""
    for polynomial in ratio:
        for q in zero_set(tower, [polynomial]):
            kernel = tower.single(Ratio(q, tower.one))
            if kernel is not None and kernel.function == "reciprocal gamma":
                argument = polynomial_tree(tower, kernel.arguments[0].numerator)
                yield from (argument, Sum((argument, integer(1))), Sum((argument, integer(2))))
            else:
                yield polynomial_tree(tower, q)


def edge_points(edge: Node, variables: Sequence[str], work: Work) -> Iterator[Point]:
    """Exact points at which a tree is zero or may be: its roots in each variable, multiples of pi."""
    bases = [{name: rational(row[i % len(row)]) for i, name in enumerate(variables)} for row in ROWS[:6]]
    here = [name for name in variables if name in names(edge)]
    for base, name in product(bases, here):
        others = {other: value for other, value in base.items() if other != name}
        for root in _roots(substitute(edge, others), work):
            yield {**base, name: root}
    for base, name, turn in product(bases[:2], here, TURNS):
        yield {**base, name: _turned(turn)}


def _turned(turn: Fraction) -> Node:
    """A multiple of pi."""
    top = Constant("pi") if abs(turn.numerator) == 1 else Product((integer(abs(turn.numerator)), Constant("pi")))
    if not turn:
        return integer(0)
    size = top if turn.denominator == 1 else Quotient(top, integer(turn.denominator))
    return Negative(size) if turn < 0 else size


def _roots(edge: Node, work: Work) -> list[Node]:
    """The exact roots of a tree that is a polynomial in one variable."""
    try:
        made = built(Knowledge(), work, (edge,))
    except (OutOfWork, Unsettled, Nowhere):
        return []
    factors = factored(made.tower, made.ratios[0], halve=False).parts
    found: list[Node] = []
    for q, _ in factors:
        used = made.tower.used(q)
        if len(used) == 1 and used[0].kind in ("name", "exp", "log"):
            for _, value in exact_roots([univariate(made.tower, q)]):
                found += _preimages(made.tower, used[0], value)
        else:
            zero = zero_of_affine(made.tower, q)
            found += [] if zero is None else [zero]
    return found


def _preimages(tower: Tower, kernel: Kernel, value: Node) -> Iterator[Node]:
    """Where a name, exp(u) or log|q| takes a value, for u and q linear in the one variable."""
    if kernel.kind == "name":
        yield value
        return
    argument = tree_of(tower, kernel.arguments[0])
    if kernel.kind == "log":
        places = [Call("exp", (value,)), Negative(Call("exp", (value,)))]
    else:
        places = [Call("log", (value,))] if sign(value) == 1 else []
    for place in places:
        yield from (solution(difference(argument, place), tower.work) or {}).values()


def only_first(
    first: Node, second: Node, variables: Sequence[str], assumptions: Sequence[Node], edges: list[Node]
) -> Point | None:
    """A point at which the first tree is defined for certain and the second for certain is not, looked for at edges."""
    work = Work(20_000)
    try:
        points = (point for edge in edges for point in edge_points(edge, variables, work))
        for point in islice(points, MOST_EDGES):
            allowed = all(truth(substitute(assumption, point)) is True for assumption in assumptions)
            at = [worked_out(substitute(side, point)) for side in (first, second)]
            if allowed and exists(at[1]) is False and exists(at[0]) is True:
                return point
    except OutOfWork:
        return None
    return None


def exists(constant: Node) -> bool | None:
    """Whether a constant has a value; None where that is not decided."""
    value = enclose(constant)
    return value is not UNDEFINED if value is not UNKNOWN else defined_at(constant)


def confined(left: Node, right: Node, conditions: Sequence[Condition], work: Work) -> tuple[Node, ...] | None:
    """Equations that hold on all of the common domain, which then has no interior; None where it is proved empty."""
    try:
        made = built(Knowledge(assumed=tuple(conditions)), work, (left, right))
    except (OutOfWork, Unsettled):
        return ()
    except Nowhere:
        return None
    if made.facts.contradictory():
        return None
    tower = made.tower
    equations = (Comparison(("==",), (polynomial_tree(tower, q), integer(0))) for q in made.facts.forced())
    wholes = (Call("integer", (tree_of(tower, u),)) for u in made.facts.integers if not tower.is_whole(u))
    return (*equations, *wholes)
