"""The tests of the corpus see what they are there to see: a point left out, one too many, one moved, a wrong kind."""

import pytest

from symcalc.record import replace
from symcalc.syntax.tree import integer
from tests.calculus.critical.corpus import entries, test_corpus
from tests.calculus.critical.corpus.cases import CASES, answer
from tests.calculus.critical.corpus.newton import stationary

NAMED = {case.name: case for case in CASES}


@pytest.fixture(name="tell")
def _tell(monkeypatch):
    """Make the program say something else."""

    def told(case, **changes):
        changed = replace(answer(case), **changes)
        monkeypatch.setattr(test_corpus, "answer", lambda _: changed)
        monkeypatch.setattr(entries, "answer", lambda _: changed)

    return told


@pytest.mark.parametrize(
    "name", ["himmelblau", "six-hump-camel", "triple", "mccormick", "line-on-circle", "unsolvable"]
)
def test_a_point_that_is_left_out_is_missed(name, tell):
    """Newton's method arrives at it, whichever it is."""
    case = NAMED[name]
    points = answer(case).points
    for left_out in range(len(points)):
        tell(case, points=points[:left_out] + points[left_out + 1 :])

        with pytest.raises(AssertionError):
            test_corpus.test_no_critical_point_is_missed(case)


@pytest.mark.parametrize("name", ["himmelblau", "goldstein-price", "quintic", "rastrigin-2"])
def test_a_point_that_is_left_out_changes_the_sum_of_indices(name, tell):
    """By the theorem of Poincaré and Hopf, without a search."""
    case = NAMED[name]
    tell(case, points=answer(case).points[1:])

    with pytest.raises(AssertionError):
        test_corpus.test_indices_add_up_to_the_degree(case)


@pytest.mark.parametrize(
    "name", ["himmelblau", "peano", "cubic", "book-cubic", "trough", "line-on-circle", "absolute-parabola"]
)
def test_a_wrong_kind_is_seen(name, tell):
    """A circle about the point shows another one."""
    case = NAMED[name]
    wrong = {"minimum": "maximum", "maximum": "saddle", "saddle": "minimum", "inflection": "minimum"}
    points = tuple(replace(point, kind=wrong[point.kind]) for point in answer(case).points)
    tell(case, points=points)

    with pytest.raises(AssertionError):
        test_corpus.test_every_kind_is_what_circles_show(case)


@pytest.mark.parametrize("name", ["himmelblau", "plane-on-sphere", "monkey-saddle"])
def test_a_point_that_is_none_is_seen(name, tell):
    """Its gradient is not zero, or it is not on the constraint."""
    case = NAMED[name]
    first = answer(case).points[0]
    elsewhere = {variable: integer(place + 1) for place, variable in enumerate(case.variables)}
    moved = replace(
        first, point=elsewhere, approx={variable: float(p + 1) for p, variable in enumerate(case.variables)}
    )
    tell(case, points=(moved,))

    with pytest.raises(AssertionError):
        test_corpus.test_every_point_is_critical(case)


def test_a_family_of_the_wrong_kind_is_seen(tell):
    """On x^2 y the half lines differ."""
    case = NAMED["changing-line"]
    families = answer(case).families
    tell(case, families=(replace(families[0], kind="minimum"), *families[1:]))

    with pytest.raises(AssertionError):
        test_corpus.test_families_are_critical(case)


@pytest.mark.parametrize("name", ["himmelblau", "branin", "wave-on-parabola"])
def test_a_minimum_that_is_none_is_seen(name, tell):
    """Some sample is below it."""
    case = NAMED[name]
    extrema = answer(case).global_
    least = replace(extrema.minimum, approx=float(extrema.minimum.approx) + 5)
    tell(case, global_=replace(extrema, minimum=least))

    with pytest.raises(AssertionError):
        test_corpus.test_no_value_beats_the_extrema(case)


def test_the_search_is_always_the_same():
    """Fixed starts: two searches find the same points."""
    case = NAMED["himmelblau"]

    assert stationary(case).tolist() == stationary(case).tolist()
