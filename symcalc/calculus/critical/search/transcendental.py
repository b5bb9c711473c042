"""Equations that kernels tie to their variables: taken apart into equations in one variable each, or not solved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod

from flint import fmpz_mpoly

from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.kernels.tower import Tower
from symcalc.calculus.critical.points.angles import tidy
from symcalc.calculus.critical.points.spots import Closed, Coordinate, rational_spot
from symcalc.calculus.critical.points.zeros import Derived, candidates
from symcalc.calculus.critical.search import bounded, rolle
from symcalc.calculus.critical.search.bounds import bounds
from symcalc.calculus.critical.search.exact import Choice, find
from symcalc.calculus.critical.search.formal import closure
from symcalc.calculus.critical.search.intervals import Line, Unproved, distinct
from symcalc.calculus.critical.systems.branches import branches
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.calculus.critical.systems.ring import Ring, support
from symcalc.decide.sign import is_zero
from symcalc.record import record
from symcalc.syntax.tree import Node, Product, Sum, integer, names, substitute

#: How often variables are eliminated one after the other.
DEPTH = 6
#: More solutions than this are not listed.
MOST = 400
#: Bases in more unknowns, or of a larger sum of degrees, are not tried.
WIDEST, STEEPEST = 10, 14


@record
class Solution:
    """The coordinates of a solution by name, and the steps in which it repeats."""

    coordinates: Mapping[str, Coordinate]
    steps: tuple[Mapping[str, Node], ...] = ()


@record
class Task:
    """Equations to be solved for `variables`, where `nonzero` do not vanish and `conditions` are positive."""

    equations: Sequence[Node]
    variables: tuple[str, ...]
    nonzero: Sequence[Node] = ()
    conditions: Sequence[Node] = ()
    depth: int = 0

    def without(self, name: str, value: Node, equations: Sequence[Node]) -> Task:
        """The task with a value put in for a variable, and other equations."""
        change = {name: value}
        rest, nonzero, conditions = (
            [substitute(node, change) for node in nodes] for nodes in (equations, self.nonzero, self.conditions)
        )
        left = tuple(other for other in self.variables if other != name)
        return Task(rest, left, nonzero, conditions, self.depth + 1)


def solutions(task: Task) -> list[Solution]:
    """All solutions (points at which the conditions fail may come along); raises Unproved, NotClosed, TooHard.

    >>> from symcalc.syntax import parse_expression
    >>> pair = [parse_expression("2x + exp(x + y)"), parse_expression("2y + exp(x + y)")]
    >>> [found] = solutions(Task(pair, ("x", "y")))
    >>> round(float(found.coordinates["x"].ball(64).mid()), 6)
    -0.283572
    """
    if task.depth > DEPTH:
        raise Unproved
    tower = Tower(task.variables, [*task.equations, *task.nonzero])
    ratios = [ratio for ratio in map(tower.ratio, task.equations) if not ratio.is_zero]
    away = [tower.ratio(node).top for node in task.nonzero] + [ratio.bottom for ratio in ratios]
    away = [p for p in away if not p.is_constant()]
    found = find(tower, [ratio.top for ratio in ratios], away, range(len(task.variables)))
    if found.families or any(point.free for point in found.points):
        raise Unproved
    result = []
    for point in found.points:
        coordinates = dict(zip(point.spot.names, point.spot.coordinates, strict=True))
        steps = tuple(dict(zip(point.spot.names, step, strict=True)) for step in point.steps)
        result.append(Solution(coordinates, steps))
    for choice in found.open:
        result += _open(task, tower, choice)
    return result


def _open(task: Task, tower: Tower, choice: Choice) -> list[Solution]:
    """One choice of factors: in one variable each, else split with its kernels as unknowns of their own."""
    apart = _apart(task, tower, choice)
    if apart is not None:
        return apart
    found: list[Solution] = []
    for basis in _formal(tower, choice):
        found += _branch(task, tower, basis)
    return found


def _branch(task: Task, tower: Tower, basis: Sequence[fmpz_mpoly]) -> list[Solution]:
    """One branch: with a variable that can be eliminated, or with equations that can be solved one after the other."""
    for element in basis:
        solved = _linear(tower, element, task.variables)
        if solved is not None:
            name, value = solved
            rest = [tower.tree(Ratio.polynomial(p)) for p in basis if p is not element]
            return [_with(found, name, value) for found in solutions(task.without(name, value, rest))]
    apart = _apart(task, tower, tuple(basis))
    return _one_by_one(task, tower, basis) if apart is None else apart


def _one_by_one(task: Task, tower: Tower, basis: Sequence[fmpz_mpoly]) -> list[Solution]:
    """An equation in one variable solved first, each of its zeros put into the others."""
    first = next((p for p in basis if len(variables_of(tower, p)) == 1), None)
    if first is None or len(task.variables) == 1:
        raise Unproved
    (variable,) = variables_of(tower, first)
    name = task.variables[variable]
    rest = [tower.tree(Ratio.polynomial(p)) for p in basis if p is not first]
    found: list[Solution] = []
    for zero in _in_one_variable(tower, [first], variable, task.conditions):
        if zero.node is None:
            raise Unproved
        for solution in solutions(task.without(name, zero.node, rest)):
            steps = tuple({**step, name: integer(0)} for step in solution.steps)
            found.append(Solution({**solution.coordinates, name: zero}, steps))
    return found


def _formal(tower: Tower, choice: Choice) -> list[list[fmpz_mpoly]]:
    """The branches with kernels as unknowns of their own, by bases that eliminate kernels first where they can."""
    needed = closure(tower, choice)
    if len(needed) > WIDEST or sum(int(p.total_degree()) for p in choice) > STEEPEST:
        raise TooHard("too many kernels, or powers too high, for a basis")
    positions = sorted(needed, key=lambda i: (i < len(tower.names), i))
    ring = Ring(tuple(tower.ring.names[i] for i in positions))
    place = {position: i for i, position in enumerate(positions)}
    targets = [place.get(i, -1) for i in range(len(tower.ring.names))]
    relations = [k.relation for k in tower.kernels if k.position in needed and k.relation is not None]
    units = [ring.unknowns[place[k.position]] for k in tower.kernels if k.position in needed and k.unit]
    systems = branches(ring, [ring.embed(p, targets) for p in (*choice, *relations)], units)
    return [_binding(tower, [tower.ring.embed(p, positions) for p in system.basis]) for system in systems]


def _binding(tower: Tower, basis: Sequence[fmpz_mpoly]) -> list[fmpz_mpoly]:
    """The elements that say something about the variables: not the relations that kernels and numbers always obey."""
    return [p for p in basis if variables_of(tower, p) and not tower.reduced(Ratio.polynomial(p)).is_zero]


def variables_of(tower: Tower, polynomial: fmpz_mpoly) -> set[int]:
    """The variables in a polynomial, also those inside its kernels."""
    found: set[int] = set()
    for i in support(polynomial):
        if i < len(tower.names):
            found.add(i)
        else:
            found |= {tower.names.index(name) for name in names(tower.meaning[i])}
    return found


def _linear(tower: Tower, polynomial: fmpz_mpoly, variables: Sequence[str]) -> tuple[str, Node] | None:
    """A variable and its value, where a polynomial is linear in it with a rational number before it."""
    for i in range(len(variables)):
        slope = polynomial.derivative(i)
        if slope.is_zero() or not slope.is_constant():
            continue
        rest = polynomial - slope * tower.ring.unknowns[i]
        if i in variables_of(tower, rest):
            continue
        return variables[i], tower.tree(-(Ratio.polynomial(rest) / Ratio.polynomial(slope)))
    return None


def _with(found: Solution, name: str, value: Node) -> Solution:
    """A solution with one more coordinate, a function of the others."""
    used = {other: found.coordinates[other] for other in names(value)}
    steps = tuple({**step, name: _moved(value, step)} for step in found.steps)
    return Solution({**found.coordinates, name: Derived(value, used)}, steps)


def _moved(value: Node, step: Mapping[str, Node]) -> Node:
    """How far a linear function moves with a step; raises Unproved for a function that is not linear."""
    tower = Tower(sorted(names(value)), [value])
    function = tower.ratio(value)
    total: list[Node] = []
    for i, name in enumerate(tower.names):
        slope = tower.derivative(function, i)
        if not (tower.constant(slope.top) and tower.constant(slope.bottom)):
            raise Unproved
        total.append(Product((tower.tree(slope), step.get(name, integer(0)))))
    return tidy(Sum(tuple(total)) if len(total) > 1 else total[0]) if total else integer(0)


def _apart(task: Task, tower: Tower, choice: Sequence[fmpz_mpoly]) -> list[Solution] | None:
    """The solutions where every variable has an equation of its own, and every equation one variable; else None."""
    groups: dict[int, list[fmpz_mpoly]] = {}
    for polynomial in choice:
        used = variables_of(tower, polynomial)
        if len(used) != 1:
            return None
        groups.setdefault(used.pop(), []).append(polynomial)
    if len(groups) != len(task.variables):
        return None
    columns = [_in_one_variable(tower, groups[i], i, task.conditions) for i in sorted(groups)]
    if prod(map(len, columns)) > MOST:
        raise Unproved
    found = [dict(zip(task.variables, chosen, strict=True)) for chosen in product(*columns)]
    return [Solution(coordinates) for coordinates in found]


def _in_one_variable(
    tower: Tower, polynomials: Sequence[fmpz_mpoly], variable: int, conditions: Sequence[Node]
) -> list[Coordinate]:
    """The common zeros of polynomials in one variable and its kernels."""
    name = tower.names[variable]
    own = [node for node in conditions if names(node) == {name}]
    kept: list[Coordinate] = []
    for line in _lines(tower, variable, own):
        for zero in _zeros(line, polynomials[0]):
            signs = [line.spot(zero).sign(tower, other) for other in polynomials[1:]]
            if None in signs:
                raise Unproved
            if not any(signs):
                kept.append(_closed(line, polynomials[0], zero))
    return kept


def _zeros(line: Line, polynomial: fmpz_mpoly) -> list[Coordinate]:
    try:
        return rolle.zeros(line, polynomial)
    except Unproved:
        pass
    try:
        return bounded.zeros(line, polynomial)
    except Unproved:
        return _of_monotone(line, polynomial)


def _of_monotone(line: Line, polynomial: fmpz_mpoly) -> list[Coordinate]:
    """The only zero of a function that never falls, or never rises, where that zero is seen to be 0.

    It is analytic on the whole line, so it has a second zero only if it is 0 everywhere.
    """
    tower, origin = line.tower, Closed(integer(0))
    slope = bounds(tower.tree(tower.derivative(Ratio.polynomial(polynomial), line.variable)))
    if not _is_entire(line, polynomial) or not (slope.nonnegative or (-slope).nonnegative):
        raise Unproved
    here, elsewhere = (line.spot(Closed(integer(k))).sign(tower, polynomial) for k in (0, 1))
    if here != 0 or not elsewhere:
        raise Unproved
    return [origin] if line.holds(origin) else []


def _is_entire(line: Line, polynomial: fmpz_mpoly) -> bool:
    """Whether all kernels are sines, cosines and exponentials of polynomials, or numbers."""
    plain = {line.variable, *(k.position for k in line.tower.kernels if k.kind == "number")}
    for i in set(support(polynomial)) - plain:
        kernel = line.tower.kernel(i)
        if kernel is None or kernel.kind not in {"sin", "cos", "exp"} or kernel.argument is None:
            return False
        if not plain.issuperset((*support(kernel.argument.top), *support(kernel.argument.bottom))):
            return False
        if line.variable in support(kernel.argument.bottom):
            return False
    return True


def _closed(line: Line, polynomial: fmpz_mpoly, zero: Coordinate) -> Coordinate:
    """The zero in closed form, where a guess that agrees to many digits is proved to be a zero."""
    if zero.node is not None:
        return zero
    guess = next(candidates(zero.ball(240)), None)
    if guess is None:
        return zero
    value = substitute(line.tower.tree(Ratio.polynomial(polynomial)), {line.name: guess})
    return Closed(guess) if is_zero(value) else zero


def _lines(tower: Tower, variable: int, conditions: Sequence[Node]) -> Iterator[Line]:
    """The intervals on which conditions in one variable hold."""
    whole = Line(tower, variable)
    stops: list[Coordinate] = []
    ratios: list[tuple[Tower, Ratio]] = []
    for node in conditions:
        own = Tower((whole.name,), [node])
        ratio = own.ratio(node)
        ratios.append((own, ratio))
        for part in (ratio.top, ratio.bottom):
            if not part.is_constant():
                stops += _zeros(Line(own, 0), part)
    for line in whole.within(distinct(stops)):
        sample = rational_spot((whole.name,), [line.middle()])
        signs = [sample.sign_of(own, ratio) for own, ratio in ratios]
        if None in signs:
            raise Unproved
        if all(sign is not None and sign > 0 for sign in signs):
            yield line
