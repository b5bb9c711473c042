"""All zeros of a smooth square system in a box: branch and bound with Krawczyk's test, in ball arithmetic.

Every box is discarded with a proof, or lies in one that is proved to hold exactly one zero, or is reported.
(Krawczyk 1969; Moore, Kearfott and Cloud, Introduction to Interval Analysis, ch. 8.)
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence

import flint
from flint import arb, arb_mat

from symcalc.decide.ball import UNDEFINED, Verdict, compile_balls
from symcalc.progress import progress
from symcalc.record import field, record
from symcalc.syntax.tree import Node

#: Boxes looked at before the search is given up, and the smallest side of a box, relative to the whole.
BOXES, SMALLEST = 30_000, 2.0**-34
#: More zeros than this are not looked for.
ZEROS = 1000
#: Working precision of the search.
BITS = 64

Box = list[arb]


@record
class System:
    """As many functions as variables, and their derivatives."""

    functions: tuple[Node, ...]
    jacobian: tuple[tuple[Node, ...], ...]
    names: tuple[str, ...]
    _compiled: list[Callable[[Sequence[arb]], list[arb | Verdict]]] = field(
        default_factory=list, repr=False, compare=False
    )

    @property
    def width(self) -> int:
        """The number of variables."""
        return len(self.names)

    def _programs(self) -> list[Callable[[Sequence[arb]], list[arb | Verdict]]]:
        if not self._compiled:
            entries = [entry for row in self.jacobian for entry in row]
            self._compiled.append(compile_balls(self.functions, list(self.names)))
            self._compiled.append(compile_balls([*self.functions, *entries], list(self.names)))
        return self._compiled

    def values(self, box: Box) -> list[arb | Verdict]:
        """The functions on a box."""
        return self._programs()[0](box)

    def all(self, box: Box) -> tuple[list[arb | Verdict], list[arb | Verdict]]:
        """The functions and their derivatives, row by row."""
        found = self._programs()[1](box)
        return found[: self.width], found[self.width :]


@record
class Zero:
    """Exactly one zero of a system lies in `box`, and it lies in `inner`."""

    system: System
    box: tuple[arb, ...]
    inner: tuple[arb, ...]
    _refined: dict[int, tuple[arb, ...]] = field(default_factory=dict, repr=False, compare=False)

    def balls(self, bits: int) -> tuple[arb, ...]:
        """The zero to more bits, by the same test again and again."""
        if bits not in self._refined:
            self._refined[bits] = tuple(self._contracted(bits))
        return self._refined[bits]

    def _contracted(self, bits: int) -> Box:
        box = list(self.inner)
        with flint.ctx.workprec(bits + 40):
            for _ in range(12):
                if all(side.rad() * arb(2) ** bits <= 1 + abs(side.mid()) for side in box):
                    break
                image = krawczyk(self.system, box)
                if image is None:
                    break
                box = [side.intersection(new) for side, new in zip(box, image, strict=True)]
        return box


@record(frozen=False)
class Search:
    """What has been found in a box."""

    zeros: list[Zero] = field(default_factory=list)
    clusters: list[Box] = field(default_factory=list)  #: boxes that were neither emptied nor proved to hold one zero
    finished: bool = True


def zeros(
    system: System,
    box: Box,
    limit: int = BOXES,
    most: int = ZEROS,
    show: Callable[[Sequence[Zero]], None] | None = None,
) -> Search:
    """All zeros in a closed box; those just outside may be found too.

    The search ends unfinished after so many boxes or zeros; now and then it shows what it has found.

    >>> from symcalc.syntax import parse_expression as p
    >>> square = System((p("x^2 - 2"),), ((p("2x"),),), ("x",))
    >>> [float(zero.inner[0].mid()) for zero in zeros(square, [arb(0, 3)]).zeros]
    [-1.4142135623730951, 1.4142135623730951]
    """
    found = Search()
    scale = [side.rad() for side in box]
    queue, looked = deque([box]), 0
    with flint.ctx.workprec(BITS):
        while queue:
            looked += 1
            if looked > limit or len(found.zeros) > most:
                found.finished = False
                found.clusters += queue
                break
            if looked % 500 == 0:
                progress(f"box {looked}, {len(queue)} to go, {len(found.zeros)} points")
            if looked % 2000 == 0 and show is not None:
                show(found.zeros)
            queue.extend(_looked_at(system, queue.popleft(), scale, found))
    found.zeros.sort(key=lambda zero: tuple(float(side.mid()) for side in zero.inner))
    found.clusters = _joined(found.clusters)
    return found


def _looked_at(system: System, box: Box, scale: Sequence[arb], found: Search) -> list[Box]:
    """The parts of a box that are still to be looked at."""
    if any(_inside(box, zero.box) for zero in found.zeros):
        return []
    values = system.values(box)
    if any(v is UNDEFINED or (isinstance(v, arb) and not v.contains(0)) for v in values):
        return []
    image = None if any(isinstance(v, Verdict) for v in values) else krawczyk(system, box)
    if image is not None:
        if any(not side.overlaps(new) for side, new in zip(box, image, strict=True)):
            return []
        zero = _proved(system, box, image) if _steady(image, box) else None
        if zero is not None:
            if not any(same(zero, other) for other in found.zeros):
                found.zeros.append(zero)
            if _inside(box, zero.box):
                return []
        else:
            smaller = [side.intersection(new) for side, new in zip(box, image, strict=True)]
            if _shrunk(smaller, box, scale):
                return [smaller]
            box = smaller
    if all(side.rad() <= whole * SMALLEST for side, whole in zip(box, scale, strict=True)):
        found.clusters.append(box)
        return []
    return _halved(box, scale)


def known(values: Sequence[arb | Verdict]) -> list[arb] | None:
    """The values if all are numbers."""
    numbers = [value for value in values if isinstance(value, arb)]
    return numbers if len(numbers) == len(values) else None


def _size(values: Sequence[arb]) -> float:
    return sum(float(abs(value).mid()) for value in values)


def krawczyk(system: System, box: Box) -> Box | None:
    """Krawczyk's image of a box, which holds all zeros in the box; None where derivatives are unknown or singular."""
    middle = [arb(side.mid()) for side in box]
    at_middle, slopes = known(system.values(middle)), known(system.all(box)[1])
    if at_middle is None or slopes is None:
        return None
    size = system.width
    jacobian = arb_mat(size, size, slopes)
    try:
        inverse = jacobian.mid().inv().mid()
    except ZeroDivisionError:
        return None
    if not all(entry.is_finite() for entry in inverse.entries()):
        return None
    identity = arb_mat(size, size, [int(i == j) for i in range(size) for j in range(size)])
    spread = arb_mat(size, 1, [side - m for side, m in zip(box, middle, strict=True)])
    image = arb_mat(size, 1, middle) - inverse * arb_mat(size, 1, at_middle) + (identity - inverse * jacobian) * spread
    entries = list(image.entries())
    return entries if all(entry.is_finite() for entry in entries) else None


def _proved(system: System, box: Box, image: Box) -> Zero | None:
    """A box around a zero near this one in which it is proved to be the only one."""
    if _strictly_inside(image, box):
        return Zero(system, tuple(box), tuple(image))
    center = _newton(system, box)
    if center is None:
        return None
    for stretch in (2.5, 1.25, 0.5, 0.05):
        wide = [arb(c.mid(), side.rad() * stretch) for c, side in zip(center, box, strict=True)]
        inner = krawczyk(system, wide)
        if inner is not None and _strictly_inside(inner, wide):
            return Zero(system, tuple(wide), tuple(inner))
    return None


def _newton(system: System, box: Box) -> Box | None:
    """Where Newton's method leads from the middle of a box, if it stays near."""
    point = [arb(side.mid()) for side in box]
    for _ in range(6):
        values, slopes = map(known, system.all(point))
        if values is None or slopes is None:
            return None
        try:
            step = arb_mat(system.width, system.width, slopes).solve(arb_mat(system.width, 1, values))
        except ZeroDivisionError:
            return None
        point = [arb((p - s).mid()) for p, s in zip(point, step.entries(), strict=True)]
        if not all(p.is_finite() for p in point):
            return None
    near = all(abs(p - side.mid()) < 4 * side.rad() for p, side in zip(point, box, strict=True))
    return point if near else None


def proved_near(system: System, point: Box) -> Zero | None:
    """A zero near a point, proved to be the only one in a small box."""
    with flint.ctx.workprec(2 * BITS):
        for radius in (1e-2, 1e-4, 1e-8):
            wide = [arb(p.mid(), radius * (1 + abs(float(p.mid())))) for p in point]
            inner = krawczyk(system, wide)
            if inner is not None and _strictly_inside(inner, wide):
                return Zero(system, tuple(wide), tuple(inner))
    return None


def damped_step(system: System, point: Box) -> Box | None:
    """One step of Newton's method, halved until the equations are nearer to zero; None where none helps."""
    values, slopes = map(known, system.all(point))
    if values is None or slopes is None:
        return None
    try:
        step = arb_mat(system.width, system.width, slopes).solve(arb_mat(system.width, 1, values))
    except ZeroDivisionError:
        return None
    size = _size(values)
    share = 1.0
    for _ in range(40):
        moved = [arb((p - s * share).mid()) for p, s in zip(point, step.entries(), strict=True)]
        there = known(system.values(moved))
        if there is not None and _size(there) < size:
            return moved
        share /= 2
    return None


def _strictly_inside(inner: Sequence[arb], outer: Sequence[arb]) -> bool:
    return all(o.contains_interior(i) for i, o in zip(inner, outer, strict=True))


def _inside(inner: Sequence[arb], outer: Sequence[arb]) -> bool:
    return all(o.contains(i) for i, o in zip(inner, outer, strict=True))


def _steady(image: Box, box: Box) -> bool:
    """Whether the derivatives vary so little that a zero may be proved near by."""
    return all(new.rad() < 2 * side.rad() for new, side in zip(image, box, strict=True))


def _shrunk(smaller: Box, box: Box, scale: Sequence[arb]) -> bool:
    """Whether a side that is not small yet has become much shorter."""
    sides = zip(smaller, box, scale, strict=True)
    return any(new.rad() < old.rad() * 0.7 and old.rad() > whole * SMALLEST for new, old, whole in sides)


def same(a: Zero, b: Zero) -> bool:
    """Whether two proved boxes hold the same zero: one's zero lies where the other's is the only one."""
    if any(not x.overlaps(y) for x, y in zip(a.inner, b.inner, strict=True)):
        return False
    return _inside(a.balls(100), b.box) or _inside(b.balls(100), a.box)


def _halved(box: Box, scale: Sequence[arb]) -> list[Box]:
    """A box cut in two across its relatively longest side."""
    widest = max(range(len(box)), key=lambda i: float(box[i].rad()) / (float(scale[i]) or 1.0))
    side = box[widest]
    half = side.rad() / 2
    return [[*box[:widest], arb(side.mid() + shift, half), *box[widest + 1 :]] for shift in (-half, half)]


def _joined(boxes: Sequence[Box]) -> list[Box]:
    """Boxes that touch, put together."""
    groups: list[Box] = []
    for box in boxes:
        for k, group in enumerate(groups):
            if all(a.overlaps(b) for a, b in zip(box, group, strict=True)):
                groups[k] = [a.union(b) for a, b in zip(box, group, strict=True)]
                break
        else:
            groups.append(box)
    return groups
