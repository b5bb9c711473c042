"""No miss, no spurious point, no wrong kind: what `critical` says of the corpus, settled by other methods than its own.

Newton's method from many starts finds what is missing; differences in sixty digits find what is no critical point;
values on small circles judge the kinds; the degree of the gradient on a large circle counts the points; samples of f
judge its extrema.
"""

from __future__ import annotations

from fractions import Fraction

import mpmath as mp
import numpy as np
import pytest

from symcalc.result import Result
from symcalc.syntax import parse_expression
from symcalc.syntax.tree import Call, Constant, Name, Negative, Node, Number, Power, Product, Quotient, Sum, names, walk
from tests.calculus.critical.corpus import around, entries, newton, places
from tests.calculus.critical.corpus.cases import CASES, DIGITS, answer, counted, expected
from tests.calculus.critical.corpus.jets import jet, values
from tests.decide import oracle

STEP = Fraction(1, 10**20)
#: What is left of a gradient of zero at coordinates of so many digits.
SMALL = mp.mpf(10) ** (10 - DIGITS)


def over(applies=lambda _: True):
    """A test for each function to which a promise applies; those of one function go to one worker, by its answer."""
    chosen = [
        pytest.param(case, id=case.name, marks=pytest.mark.xdist_group(case.name)) for case in CASES if applies(case)
    ]
    return pytest.mark.parametrize("case", chosen)


@pytest.fixture(autouse=True)
def _digits():
    with mp.workdps(oracle.DIGITS):
        yield


def gradient(case, point):
    """The gradient by central differences in sixty digits, its entries over the size of f near by."""
    slopes, size = [], mp.mpf(1)
    for name in case.variables:
        ends = [oracle.value(case.function, {**point, name: point[name] + h}) for h in (STEP, -STEP)]
        assert None not in ends, f"undefined next to {point}"
        slopes.append((ends[0] - ends[1]) / (2 * (mp.mpf(STEP.numerator) / STEP.denominator)))
        size = max(size, abs(ends[0]))
    bend = jet(case.function, case.variables, entries.array(point, case.variables)[None]).bend
    return slopes, size + (float(np.linalg.norm(bend)) if np.isfinite(bend).all() else 1)


def special(case):
    """All isolated points of an answer as rows."""
    listed = [entries.place(entry) for entry in (*entries.points(case), *entries.corners(case))]
    return [entries.array(point, case.variables) for point in listed if point is not None]


def radius_at(case, point):
    """A radius that leaves the other points of the answer outside."""
    gaps = [float(np.linalg.norm(other - point)) for other in special(case)]
    return min([0.02, *(0.3 * gap for gap in gaps if gap > 1e-12)])


@over()
def test_the_answer_is_the_one_of_the_table(case):
    """As many points of each kind, complete, the least and the greatest value as the literature has them."""
    found = answer(case)

    assert isinstance(found, Result)
    assert found.complete or not case.complete
    for text, listed in (
        (case.points, found.points),
        (case.families, found.families),
        (case.corners, found.nondifferentiable),
    ):
        assert text is None or not found.complete or counted(listed) == expected(text)
    for text, extremum in ((case.minimum, found.global_.minimum), (case.maximum, found.global_.maximum)):
        if text is not None:
            assert is_extremum(extremum, text)


def is_extremum(extremum, text):
    """Whether an extremum is the one of the table, which may say `none`, or a value `or unknown`."""
    value, _, rest = text.partition(" or ")
    if extremum == "unknown":
        return rest == "unknown"
    if extremum is None:
        return value == "none"
    return float(extremum.approx) == pytest.approx(number(value), rel=1e-6, abs=1e-9)


def number(text):
    """The value of a constant expression."""
    return float(oracle.value(parse_expression(text), {}))


@over(lambda case: case.complete and case.variables)
def test_no_critical_point_is_missed(case):
    """Where Newton's method comes to rest, whatever the start, there is an entry of the answer."""
    listed = [*entries.points(case), *entries.families(case), *entries.corners(case)]

    far = [point for point in newton.stationary(case) if not any(is_near(case, entry, point) for entry in listed)]

    assert not [point for point in far if around.is_at_rest(case, point)]


def is_near(case, entry, point):
    """Whether a point is the one of an entry; Newton's method is slow, and so inexact, at degenerate ones."""
    there = entries.place(entry)
    if there is None:
        return places.belongs(entry, case.variables, point, 1e-3)
    slack = 2e-2 if entry.degenerate else 1e-6 * (1 + np.linalg.norm(point))
    return np.linalg.norm(entries.array(there, case.variables) - point) < slack


@over()
def test_every_point_is_critical(case):
    """The function is defined there and has the value given; its gradient is zero, or one of the constraints' span."""
    for entry in entries.points(case):
        point = entries.place(entry)
        value = oracle.value(case.function, point)

        assert value is not None
        if entry.value == "unknown":
            assert not answer(case).complete
        else:
            assert value == pytest.approx(read(entry.value), rel=1e-9, abs=1e-9)
        for name, coordinate in entry.point.items():
            assert read(coordinate) == pytest.approx(float(point[name]), rel=1e-11, abs=1e-12)
        if case.constraints:
            assert is_conditional(case, entries.array(point, case.variables))
        else:
            slopes, size = gradient(case, point)
            assert max(map(abs, slopes)) < SMALL * size


def read(value):
    """A value of an answer as a float."""
    return float(oracle.value(value, {}) if isinstance(value, Node) else mp.mpf(value))


def is_conditional(case, point):
    """Whether a point is on the constraints, and moving on them does not change f to first order."""
    there = [jet(g, case.variables, point[None]) for g in case.constraints]
    normals = np.array([each.slope[0] for each in there])
    slope = jet(case.function, case.variables, point[None]).slope[0]
    independent = np.linalg.matrix_rank(normals, tol=1e-8) == len(normals)
    rest = slope - normals.T @ np.linalg.lstsq(normals.T, slope, rcond=None)[0]
    on = max(abs(each.value[0]) for each in there) < 1e-9 * (1 + np.linalg.norm(point) ** 2)
    return on and (not independent or np.linalg.norm(rest) < 1e-9 * (1 + np.linalg.norm(slope)))


@over()
def test_every_kind_is_what_circles_show(case):
    """Near a minimum f is nowhere less, near a saddle it is less and greater, on small and on smaller circles."""
    for entry in entries.points(case):
        point = entries.place(entry)
        row = entries.array(point, case.variables)
        radius = radius_at(case, row)

        for share in (1, 0.1):
            if entry.degenerate or case.constraints:
                seen = around.signs(case, point, radius * share)
            else:
                seen = around.quick_signs(case, row, radius * share)
            assert around.agrees(entry.kind, seen), (entry, share)


@over()
def test_families_are_critical(case):
    """At points of a family the gradient is zero, f has the value given, and circles show the kind."""
    low, high = newton.bounds(case)
    for entry in entries.families(case):
        found = places.samples(entry, case.variables, low, high)

        assert len(found), entry
        for row in found:
            slope = jet(case.function, case.variables, row[None])
            assert np.linalg.norm(slope.slope) <= 1e-7 * (1 + np.linalg.norm(slope.bend)), (entry, row)
            assert slope.value[0] == pytest.approx(value_at(entry, case, row), rel=1e-7, abs=1e-7)
        for row in found[:: max(1, len(found) // 4)]:
            seen = around.quick_signs(case, row, 3e-3, 1e-12)
            if {*seen} == {0} and entry.kind != "constant":
                point = {name: Fraction(float(x)) for name, x in zip(case.variables, row, strict=True)}
                seen = around.signs(case, point, 3e-3)
            assert around.agrees(entry.kind, seen), (entry, row)


def value_at(entry, case, row):
    """The value of an entry at one of its points, where it does not depend on parameters."""
    if isinstance(entry.value, Node) and names(entry.value):
        return values(case.function, case.variables, row[None])[0]
    return read(entry.value)


@over()
def test_corners_have_no_derivative(case):
    """There are a value and the kind that is given, but slopes to both sides that do not cancel, or none."""
    low, high = newton.bounds(case)
    for entry in entries.corners(case):
        point = entries.place(entry)
        for spot in [point] if point is not None else places.exact_samples(entry, case.variables, low, high)[:3]:
            if oracle.value(case.function, spot) is None:
                assert is_edge(case, spot), (entry, spot)
                continue
            assert is_corner(case, spot), (entry, spot)
            radius = radius_at(case, entries.array(spot, case.variables)) if point is not None else 1e-4
            assert around.agrees(entry.kind, around.signs(case, spot, radius)), (entry, spot)


def is_edge(case, point):
    """Whether the function is defined on one side of a point and not on the other."""
    seen = around.signs(case, point, 1e-6, mp.mpf(0))
    return None in seen and any(sign is not None for sign in seen)


def is_corner(case, point):
    """Whether some direction shows slopes to both sides whose sum is not zero."""
    middle = oracle.value(case.function, point)
    for step in around.directions(case, entries.array(point, case.variables), 1.0)[:40]:
        ends = []
        for sign in (1, -1):
            moved = {
                name: point[name] + sign * STEP * Fraction(float(d))
                for name, d in zip(case.variables, step, strict=True)
            }
            ends.append(oracle.value(case.function, moved))
        if None in ends or abs(ends[0] + ends[1] - 2 * middle) > mp.mpf(10) ** -26:
            return True
    return False


def is_entire(node):
    """Whether a tree is made of polynomials, exponentials, sines and cosines."""
    for part in walk(node):
        match part:
            case Call("exp" | "sin" | "cos" | "sinh" | "cosh", _) | Number() | Name() | Sum() | Product() | Negative():
                continue
            case Power(_, Number(exponent)) if exponent.denominator == 1 and exponent > 0:
                continue
            case Power(_, exponent) if not names(exponent):
                return False
            case Quotient(_, bottom) if not names(bottom):
                continue
            case _ if not part.children():
                continue
            case _:
                return False
    return True


def degree_on(case, radius):
    """The degree of the gradient on a circle about the origin; from three variables on, where it points outwards."""
    n = len(case.variables)
    if n <= 2:
        return around.index(case, np.zeros(n), radius)
    sphere = np.array([row / np.linalg.norm(row) for row in newton.spread(2000, [-1] * n, [1] * n)])
    outward = np.einsum("ki,ki->k", jet(case.function, case.variables, radius * sphere).slope, sphere)
    return 1 if (outward > 0).all() else (-1) ** n if (outward < 0).all() else None


def degree_around_box(case):
    """The same along the edge of a box."""
    low, high = newton.bounds(case)
    if len(low) == 1:
        return around.index(case, np.array([(low[0] + high[0]) / 2]), (high[0] - low[0]) / 2)
    if len(low) > 2:
        return None
    posts = np.array([(low[0], low[1]), (high[0], low[1]), (high[0], high[1]), (low[0], high[1]), (low[0], low[1])])

    def edge(share):
        side = np.minimum(share * 4, 3.999999999999).astype(int)
        rim = posts[side] + (share * 4 - side)[:, None] * (posts[side + 1] - posts[side])
        return jet(case.function, case.variables, rim).slope

    return around.turns(edge)


def index_of(case, entry, rows):
    """The index of a point: the sign of the determinant of its Hessian, or what a small circle shows."""
    row = entries.array(entries.place(entry), case.variables)
    bend = jet(case.function, case.variables, row[None]).bend[0]
    if abs(np.linalg.det(bend)) > 1e-9 * (1 + np.linalg.norm(bend)) ** len(row):
        return int(np.sign(np.linalg.det(bend)))
    if len(row) <= 2:
        gaps = [np.linalg.norm(other - row) for other in rows]
        return around.index(case, row, min([0.05, *(gap / 3 for gap in gaps if gap > 1e-9)]))
    return {"minimum": 1, "maximum": (-1) ** len(row)}.get(entry.kind)


def is_counted(case):
    """Whether the gradient has no poles, its zeros are isolated, and its degree can be counted."""
    if not (case.complete and case.indices and case.variables and is_entire(case.function)):
        return False
    if case.families or case.constraints or case.at:
        return False
    return len(case.variables) <= 2 or (not case.box and degree_on(case, 4 * case.reach) is not None)


@over(is_counted)
def test_indices_add_up_to_the_degree(case):
    """The indices of all points inside a large circle are the degree of the gradient on it (Poincaré and Hopf)."""
    rows = [entries.array(entries.place(entry), case.variables) for entry in entries.points(case)]
    reach = case.reach if len(case.variables) <= 2 else 4 * case.reach
    radius = max([reach, *(np.linalg.norm(row) + 1 for row in rows)])
    degree = degree_around_box(case) if case.box else degree_on(case, radius)

    assert sum(index_of(case, entry, rows) for entry in entries.points(case)) == degree


@over()
def test_no_value_beats_the_extrema(case):
    """No sampled value is below the least value or above the greatest; where there is none, some sample beats all."""
    found = answer(case).global_
    sampled = values(case.function, case.variables, newton.sampled(case))
    sampled = sampled[np.isfinite(sampled)]
    for sign, extremum, bound in (
        (1, found.minimum, found.infimum),
        (-1, found.maximum, found.supremum),
    ):
        if extremum is None:
            assert bound is None or is_beyond(bound, sampled, sign)
            assert beats_all(case, sign)
        elif extremum != "unknown":
            least = sign * float(extremum.approx)
            assert (sign * sampled).min() >= least - 1e-9 * (1 + abs(least))


def is_beyond(bound, sampled, sign):
    """Whether a bound is not passed by samples; infinite ones cannot be."""
    infinite = bound in {Constant("oo"), Negative(Constant("oo"))}
    value = None if infinite or names(bound) else oracle.value(bound, {})
    return value is None or (sign * sampled).min() >= sign * float(value) - 1e-9


def beats_all(case, sign):
    """Whether somewhere f is below (above) all its values at the points listed."""
    listed = [read(e.value) for e in (*entries.points(case), *entries.corners(case)) if is_constant(e.value)]
    if not listed:
        return True
    far = np.vstack([newton.sampled(case) if case.constraints or case.box else newton.starts(case) * s for s in SCALES])
    reached = values(case.function, case.variables, far)
    return (sign * reached[~np.isnan(reached)]).min() < min(sign * value for value in listed)


def is_constant(value):
    """Whether a value is known and does not depend on a parameter."""
    return value != "unknown" and not (isinstance(value, Node) and names(value))


SCALES = (1, 0.01, 30, 1000)


def test_most_lists_are_proved_complete():
    """At least 85 % of a corpus of at least 120 functions, by what the table says and the tests above find."""
    assert len(CASES) >= 120
    assert sum(case.complete for case in CASES) >= 0.85 * len(CASES)
