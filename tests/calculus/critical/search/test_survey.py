"""The search says what it has on the way, looks twice, and ends in bounded time."""

import pytest
from flint import arb

import symcalc
from symcalc import progress
from symcalc.calculus.critical.search import newton, survey
from symcalc.calculus.critical.search.exact import Found
from symcalc.syntax.written import written


class Heard:
    """A listener that keeps what it is told."""

    def __init__(self):
        self.results, self.room = [], []

    def progress(self, message):
        """Words are not kept."""

    def checkpoint(self, results):
        """Results are, by the limit that would end the computation."""
        self.results.append(results["time"])
        self.room.append(results["memory"])


@pytest.fixture
def heard(monkeypatch):
    """Somebody who listens to the computation."""
    listener = Heard()
    monkeypatch.setattr(progress, "_listeners", [listener])
    return listener


def test_what_is_known_on_the_way_is_said(heard):
    """After the first of two open pieces its minimum is known, and the answer says that it is not all."""
    answer = symcalc.critical("(x-2)^2 + abs(x)")
    first = heard.results[0]

    assert (first.complete, first.stopped) == (False, "time")
    assert heard.room[0].stopped == "memory"
    assert first.global_.minimum == "unknown"
    assert answer.complete is True
    assert answer.method.startswith("proved")


def test_a_point_that_the_equations_do_not_give_is_a_doubt(monkeypatch):
    """Were the exact search to lose all its solutions, Newton's method would still find them, and say so."""
    monkeypatch.setattr(survey, "find", lambda *_: Found())
    answer = symcalc.critical("x^2 - cos(x)")

    assert answer.complete is False
    assert [p.kind for p in answer.points] == ["minimum"]
    assert "Newton" in answer.method


@pytest.mark.parametrize("text", ["sin(1/x)", "x^2 sin(1/x)", "(x+10)^2 + (y+10)^2 + e^(-x^2-y^2)"])
def test_a_search_without_end_is_given_up(text):
    """Infinitely many points near 0, or a minimum far out: some are listed, and the list is not called complete."""
    answer = symcalc.critical(text)

    assert answer.complete is False
    assert 0 < len(answer.points) <= 100


def test_the_starts_are_spread_over_the_box():
    """Every quarter of a square sees a start."""
    seen = {tuple(float(x.mid()) > 0 for x in start) for start in newton._starts([arb(0, 1), arb(0, 1)], 8)}

    assert len(seen) == 4


@pytest.mark.parametrize(
    ("text", "constraint"),
    [
        ("x^2+y^2", "y^2=x^3"),
        ("x^2+y^2", "(x^2+y^2)^2=x^2-y^2"),
        ("x^2+y^2", "y^2=x^2*(x+1)"),
        ("x*y", "x^3+y^3=3*x*y"),
        ("x^2+y^2", "x^4+y^4=x^2+y^2"),
    ],
)
def test_a_singular_point_is_listed_once(text, constraint):
    """Where the gradient of f and that of the constraint vanish, any multiplier does: it is one point."""
    answer = symcalc.critical(text, subject_to=constraint)
    places = [tuple(written(value) for value in point.point.values()) for point in answer.points]

    assert answer.complete is True
    assert places.count(("0", "0")) == 1
    assert len(set(places)) == len(places)


@pytest.mark.parametrize(("text", "constraint"), [("x^2+y", "y^2=0"), ("x+y", "y^3=0"), ("x^2+z", "y^2=z^2")])
def test_a_whole_line_of_singular_points_is_no_family(text, constraint):
    """Where the constraint's gradient vanishes along a line, Lagrange's condition says nothing about f there."""
    answer = symcalc.critical(text, subject_to=constraint)

    assert (answer.families, answer.complete) == ((), False)


@pytest.mark.parametrize("text", ["x/y", "x-log(y)", "log(x y)", "x+1/y", "1/(x y)", "exp(x)/y", "x/log(y)"])
def test_a_function_without_a_value_at_zero_may_have_no_critical_points(text):
    """What is not defined at 0, or along an axis, is searched all the same: here one partial derivative has no zero."""
    answer = symcalc.critical(text)

    assert (answer.points, answer.families, answer.complete) == ((), (), True)


@pytest.mark.parametrize(("assumption", "window"), [("x > 0", "x = 0..20"), ("x > 1/3", "x = 0.333333..20")])
def test_what_was_searched_is_not_said_to_reach_beyond_the_domain(assumption, window):
    """The intervals of the search are a little wider than the numbers that they stand for."""
    answer = symcalc.critical("x^2 exp(-x) cos(x)", assume=assumption)

    assert f"searched in {window}" in answer.method
