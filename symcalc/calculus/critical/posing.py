"""From a posed problem to the question that the search works on: the domain as conditions, constraints as surfaces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from symcalc.build.assumed import Assumed, assumed_of
from symcalc.calculus.critical.search.bounds import Range, bounds
from symcalc.calculus.critical.search.cuts import difference, opposite
from symcalc.calculus.critical.search.survey import Question
from symcalc.calculus.posed import posed as posed_as_read
from symcalc.decide.sign import sign
from symcalc.errors import DomainFault, Unsupported, UsageFault
from symcalc.syntax.names import natural_order
from symcalc.syntax.problem import Problem
from symcalc.syntax.tree import Call, Constant, Logic, Name, Negative, Node, Relation, Sum, names, substitute

OO = Constant("oo")
Condition = tuple[Node, bool]


def posed(problem: Problem, box: Mapping[str, tuple[Node, Node]], subject_to: Sequence[Relation]) -> Question:
    """The question of a problem with the values that were given to its parameters.

    Raises Unsupported for a function without a formula, a discrete domain or an inequality constraint, UsageFault
    for a value given to a variable, DomainFault for an empty box.
    """
    if problem.formal:
        raise Unsupported("the critical points of a function without a formula are not known")
    values = dict(problem.point or {})
    if any(name in problem.variables for name in values):
        raise UsageFault("critical looks at all points: only parameters are given values")
    tree = substitute(posed_as_read(problem).tree, values)
    parameters = tuple(name for name in problem.parameters if name not in values and name in names(tree))
    ranges = {name: _range(known) for name, known in assumed_of(problem.assumptions).items()}
    conditions = [c for a in problem.assumptions for c in _conditions(substitute(a, values), problem.variables)]
    for name, low, high in _ends(conditions, problem.variables):
        ranges[name] = _narrowed(ranges.get(name, Range()), low, high)
    for name, (low, high) in box.items():
        ranges[name] = _narrowed(ranges.get(name, Range()), low, high)
        conditions += _sides(name, low, high)
    surfaces = tuple(_surface(relation) for relation in subject_to)
    return Question(tree, variables_of(problem, subject_to), parameters, tuple(conditions), ranges, surfaces)


def variables_of(problem: Problem, subject_to: Sequence[Relation]) -> tuple[str, ...]:
    """The variables of the function, and those that only the constraints have."""
    known = {*problem.variables, *problem.parameters}
    more = {name for relation in subject_to for name in names(relation)} - known
    if not more:
        return problem.variables
    ordered = list(problem.variables) == sorted(problem.variables, key=natural_order)
    return (
        tuple(sorted({*problem.variables, *more}, key=natural_order))
        if ordered
        else (
            *problem.variables,
            *sorted(more, key=natural_order),
        )
    )


def _range(known: Assumed) -> Range:
    low_open = known.low_open or (known.nonzero and known.low == 0)
    high_open = known.high_open or (known.nonzero and known.high == 0)
    return Range(known.low, known.high, low_open, high_open)


def _narrowed(known: Range, low: Node, high: Node) -> Range:
    """A range within rational bounds of the ends of a box."""
    below, above = bounds(low), bounds(high)
    least = below.low if low != Negative(OO) else None
    most = above.high if high != OO else None
    if known.low is not None and (least is None or known.low > least):
        least = known.low
    if known.high is not None and (most is None or known.high < most):
        most = known.high
    return Range(least, most, known.low_open and least == known.low, known.high_open and most == known.high)


def _sides(name: str, low: Node, high: Node) -> Iterator[Condition]:
    """The sides of a box as conditions; raises DomainFault where there is nothing between them."""
    if Negative(OO) == high or low == OO:
        raise DomainFault(f"there is no {name} between these ends", span=low.span)
    bounded = low != Negative(OO) and high != OO
    if bounded and sign(difference(high, low)) in {-1, 0}:
        raise DomainFault(f"there is no room for {name} between these ends", span=low.span)
    if low != Negative(OO):
        yield difference(Name(name), low), True
    if high != OO:
        yield difference(high, Name(name)), True


def _conditions(assumption: Node, variables: Sequence[str]) -> Iterator[Condition]:
    """What an assumption demands of the variables."""
    if not names(assumption) & set(variables):
        return
    match assumption:
        case Logic("and", operands):
            for operand in operands:
                yield from _conditions(operand, variables)
        case Relation(operators, operands):
            for operator, left, right in zip(operators, operands, operands[1:], strict=False):
                yield from _comparison(operator, left, right)
        case Call("integer", _):
            raise Unsupported("critical points are looked for among real numbers, not among integers")
        case _:
            raise Unsupported("the domain must be given by comparisons that hold together")


def _ends(conditions: Sequence[Condition], variables: Sequence[str]) -> Iterator[tuple[str, Node, Node]]:
    """The variables that a condition bounds by a constant, and both ends of the interval."""
    for condition, _ in conditions:
        match condition:
            case Sum((Name(name), end)) if name in variables and not names(end):
                yield name, opposite(end), OO
            case Sum((end, Negative(Name(name)))) if name in variables and not names(end):
                yield name, Negative(OO), end


def _comparison(operator: str, left: Node, right: Node) -> Iterator[Condition]:
    match operator:
        case ">" | ">=":
            yield difference(left, right), operator == ">="
        case "<" | "<=":
            yield difference(right, left), operator == "<="
        case _:
            raise Unsupported(
                f"a domain with '{operator}' has no interior, or a hole: use --subject-to for an equation"
            )


def _surface(relation: Relation) -> Node:
    if relation.operators != ("==",):
        raise Unsupported("only equations are supported as constraints", hint="an interval can be given by --domain")
    return difference(*relation.operands)
