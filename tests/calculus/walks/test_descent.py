"""Walks down functions: convergence, every reason to stop, what is predicted, and the shape of the answer."""

import itertools
import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import symcalc
from symcalc.calculus.walks.landscape import newton_step
from symcalc.errors import DomainFault, SymcalcError, UsageFault
from symcalc.formats import write
from symcalc.formats.page import Page, text_of

QUARTIC = "3x^4 - 4x^3 - 12x^2"


def last(walk):
    """The last iterate."""
    return walk.iterates[-1]


def test_gradient_descent_finds_the_book_s_minimum():
    """From x = 1 at rate 0.01 the walk ends at x = 2 with value -32 (22.4.12, 22.4.13)."""
    walk = symcalc.descend(QUARTIC, "x=1", rate=0.01, iterations=200)
    assert walk.converged
    assert last(walk).point["x"] == pytest.approx(2, abs=1e-9)
    assert last(walk).value == pytest.approx(-32)
    assert last(walk).gradient_norm < 1e-8


def test_newton_needs_few_steps():
    """From x = 3 the quadratics lead to x = 2 in six steps, the error squared at each."""
    walk = symcalc.descend(QUARTIC, "x=3", method="newton", iterations=12)
    errors = [abs(iterate.point["x"] - 2) for iterate in walk.iterates]
    assert walk.converged
    assert len(walk.iterates) <= 8
    assert all(after <= 3 * before**2 + 1e-15 for before, after in itertools.pairwise(errors))


def test_each_step_is_that_of_the_formula():
    """Iterates are x - rate * f'(x), step by step, as numbers computed by hand say."""
    walk = symcalc.descend("x^2 + 3y^2", "x=4, y=1", rate=0.125, iterations=3)
    x, y = 4.0, 1.0
    for iterate in walk.iterates:
        assert (iterate.point["x"], iterate.point["y"]) == pytest.approx((x, y))
        assert iterate.value == pytest.approx(x**2 + 3 * y**2)
        assert iterate.gradient_norm == pytest.approx(math.hypot(2 * x, 6 * y))
        x, y = x - 0.125 * 2 * x, y - 0.125 * 6 * y


def test_predicted_decrease():
    """Of gradient descent it is rate times the square of the gradient's norm (22.4.10); Newton's quadratic is exact."""
    walk = symcalc.descend("x^4 + y^2", "x=1, y=1", rate=0.001, iterations=2)
    for before, after in itertools.pairwise(walk.iterates):
        assert after.predicted == pytest.approx(0.001 * before.gradient_norm**2)
        assert after.actual == pytest.approx(before.value - after.value)
        assert after.actual / after.predicted == pytest.approx(1, abs=0.01)
    exact = last(symcalc.descend("3(x - 1)^2 + x y + y^2", "x=5, y=-3", method="newton"))
    assert exact.predicted == pytest.approx(exact.actual)


def test_the_ratio_tends_to_one_with_the_rate():
    """The smaller the rate, the better the line predicts."""
    off = []
    for rate in (0.1, 0.01, 0.001):
        step = symcalc.descend("exp(x)", "x=0", rate=rate, iterations=1).iterates[1]
        off.append(abs(step.actual / step.predicted - 1))
    assert off[0] > 5 * off[1] > 25 * off[2]


@pytest.mark.parametrize(
    ("text", "start", "options", "reason"),
    [
        (QUARTIC, "x=1", {"rate": 0.0001, "iterations": 5}, "all 5 iterations are used up"),
        ("-x^2", "x=1", {"rate": 0.5, "iterations": 500}, "diverged"),
        ("x^2", "x=1", {"rate": 2.0, "iterations": 500}, "diverged"),
        ("log(x)", "x=1", {"rate": 0.5, "iterations": 50}, "left the domain: the function is not defined at x = -0.5"),
        ("x^2 - y^2", "x=1, y=1", {"method": "newton"}, "the Hessian is not positive definite at x = 1, y = 1"),
        ("abs(x)", "x=1", {"rate": 0.5}, "the derivative by x does not exist at x = 0"),
        ("x", "x=1e14", {"rate": 1e-4, "iterations": 5}, "stalled"),
    ],
)
def test_why_a_walk_ends(text, start, options, reason):
    """Budget, divergence, the edge of the domain, no quadratic, a corner, the grain of floats: each is said."""
    walk = symcalc.descend(text, start, **options)
    assert not walk.converged
    assert reason in walk.reason


def test_a_smooth_switch_is_no_corner():
    """Of x|x| + (x - 1)^2 the switch at 0 has a derivative, which is taken by branches."""
    walk = symcalc.descend("x abs(x) + x^2", "x=0")
    assert walk.converged
    assert "converged" in walk.reason


def test_a_removable_hole_in_the_gradient_is_no_gradient():
    """At the kink of sqrt(x^2) no derivative is made up."""
    walk = symcalc.descend("sqrt(x^2)", "x=2", rate=1, iterations=10)
    assert not walk.converged
    assert last(walk).point["x"] == 0
    assert last(walk).gradient_norm is None
    assert "does not exist" in walk.reason


def test_a_jump_of_floor_is_seen_at_its_float():
    """The derivative of floor is 0 beside 1, and there is none at 1."""
    assert "does not exist" in symcalc.descend("floor(x)", "x=1").reason
    assert symcalc.descend("floor(x)", "x=1.5").converged


def test_line_search_never_goes_up():
    """Rosenbrock's valley from its usual start, where a fixed rate of 1 diverges at once."""
    text = "(1 - x)^2 + 100 (y - x^2)^2"
    walk = symcalc.descend(text, "x=-1.2, y=1", rate=1, iterations=300, line_search=True)
    values = [iterate.value for iterate in walk.iterates]
    assert all(after < before for before, after in itertools.pairwise(values))
    assert "diverged" in symcalc.descend(text, "x=-1.2, y=1", rate=1).reason
    assert symcalc.descend(text, "x=-1.2, y=1", method="newton").converged


def test_parameters_have_values_in_the_start():
    """A parameter is put in, and asked for where it is missing."""
    assert last(symcalc.descend("a x^2", "x=1, a=2", wrt="x", rate=0.25)).point == {"x": 0}
    with pytest.raises(UsageFault, match="parameter a has no value"):
        symcalc.descend("a x^2", "x=1", wrt="x")


def test_symbolic_starts_are_rounded():
    """A start is any constant."""
    assert symcalc.descend("x^2", "x=sqrt(2)", iterations=0).iterates[0].point["x"] == math.sqrt(2)


@pytest.mark.parametrize(
    ("text", "start", "options", "fault"),
    [
        ("log(x)", "x=-1", {}, DomainFault),
        ("x^2", "x=1", {"rate": 0}, UsageFault),
        ("x^2", "x=1", {"rate": math.nan}, UsageFault),
        ("x^2", "x=1", {"iterations": -1}, UsageFault),
        ("x^2", "x=1", {"at": "x=1"}, UsageFault),
        ("x^2 + y", "x=1", {}, UsageFault),
        ("3", "", {}, SymcalcError),
        ("L(x) + x", "x=1", {}, SymcalcError),
        ("[x, x^2]", "x=1", {}, SymcalcError),
    ],
)
def test_what_makes_no_sense_is_refused(text, start, options, fault):
    """Starts outside the domain, bad rates, missing values, functions without numbers."""
    with pytest.raises(fault):
        symcalc.descend(text, start, **options)


def test_long_walks_are_cut_for_people_only():
    """Pretty shows the first and last steps and says so; plain and JSON have all."""
    walk = symcalc.descend("x^2", "x=1", rate=0.01, iterations=100)
    pretty, plain = (text_of(write(walk, form, Page())) for form in ("pretty", "plain"))
    assert "83 steps are not shown" in pretty
    assert len(plain.splitlines()) == 1 + 101 + 1
    assert plain.splitlines()[0].split("\t")[:4] == ["step", "x", "value", "gradient norm"]
    assert len(json.loads(text_of(write(walk, "json", Page())))["iterates"]) == 101


def test_the_answer_matches_the_schema(schema):
    """JSON is that of the schema."""
    for options in ({}, {"method": "newton"}):
        walk = symcalc.descend(QUARTIC, "x=3", iterations=5, rate=0.001, **options)
        schema.validate(json.loads(text_of(write(walk, "json", Page()))))


@given(
    st.integers(1, 4).flatmap(
        lambda n: st.lists(st.lists(st.floats(-3, 3), min_size=n, max_size=n), min_size=n, max_size=n)
    )
)
def test_newton_steps_solve_the_equations(rows):
    """For a positive definite matrix the step is that of NumPy's solver; for any other there is none."""
    root = np.array(rows)
    matrix = root @ root.T + 0.1 * np.identity(len(rows))
    gradient = tuple(map(float, range(1, len(rows) + 1)))
    step = newton_step([tuple(row) for row in matrix.tolist()], gradient)
    np.testing.assert_allclose(step, -np.linalg.solve(matrix, gradient), rtol=1e-6, atol=1e-8)
    matrix[0][0] = -1
    assert newton_step([tuple(row) for row in matrix.tolist()], gradient) is None


def rosenbrock(place):
    """Value, gradient and Hessian of (1 - x)² + 100 (y - x²)², by hand."""
    x, y = place
    value = (1 - x) ** 2 + 100 * (y - x * x) ** 2
    gradient = np.array([-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)])
    return value, gradient, np.array([[2 - 400 * (y - 3 * x * x), -400 * x], [-400 * x, 200.0]])


def himmelblau(place):
    """The same of (x² + y - 11)² + (x + y² - 7)²."""
    x, y = place
    a, b = x * x + y - 11, x + y * y - 7
    gradient = np.array([4 * x * a + 2 * b, 2 * a + 4 * y * b])
    hessian = np.array([[12 * x * x + 4 * y - 42, 4 * (x + y)], [4 * (x + y), 12 * y * y + 4 * x - 26]])
    return a * a + b * b, gradient, hessian


WALKED = {
    "rosenbrock": ("(1 - x)^2 + 100 (y - x^2)^2", rosenbrock),
    "himmelblau": ("(x^2 + y - 11)^2 + (x + y^2 - 7)^2", himmelblau),
}


@pytest.mark.parametrize("name", WALKED)
@pytest.mark.parametrize("start", [(-1.2, 1.0), (0.5, 0.3), (3.0, 3.0)])
@pytest.mark.parametrize("rate", [1e-3, 1e-4])
def test_gradient_descent_against_numpy(name, start, rate):
    """Fifty steps, each with its value, norm and predicted decrease, as NumPy takes them from derivatives by hand."""
    text, function = WALKED[name]
    walk = symcalc.descend(text, f"x={start[0]}, y={start[1]}", rate=rate, iterations=50)
    place, promised = np.array(start), None
    for iterate in walk.iterates:
        value, gradient, _ = function(place)
        assert list(iterate.point.values()) == pytest.approx(place.tolist(), rel=1e-9)
        assert (iterate.value, iterate.gradient_norm) == pytest.approx((value, np.linalg.norm(gradient)), rel=1e-7)
        assert promised is None or iterate.predicted == pytest.approx(promised, rel=1e-6)
        place, promised = place - rate * gradient, rate * gradient @ gradient
    assert len(walk.iterates) == 51 or "diverged" in walk.reason


@pytest.mark.parametrize("name", WALKED)
@pytest.mark.parametrize("start", [(-1.2, 1.0), (3.0, 3.0), (-4.0, -3.5), (0.1, 0.1)])
def test_newton_against_numpy(name, start):
    """As long as NumPy finds the Hessian positive definite, its solver's steps; the walk ends where it does not."""
    text, function = WALKED[name]
    walk = symcalc.descend(text, f"x={start[0]}, y={start[1]}", method="newton", iterations=30)
    place = np.array(start)
    for iterate in walk.iterates:
        value, gradient, hessian = function(place)
        assert list(iterate.point.values()) == pytest.approx(place.tolist(), rel=1e-6, abs=1e-9)
        assert iterate.value == pytest.approx(value, rel=1e-6, abs=1e-15)
        definite = bool(np.linalg.eigvalsh(hessian)[0] > 0)
        place = place - np.linalg.solve(hessian, gradient)
    assert walk.converged == definite
    assert definite or "not positive definite" in walk.reason


@pytest.mark.parametrize("start", [(-1.2, 1.0), (2.0, -1.0)])
def test_line_search_against_numpy(start):
    """Each step is the first of the halved ones that decreases the value enough (Armijo)."""
    text, function = WALKED["rosenbrock"]
    walk = symcalc.descend(text, f"x={start[0]}, y={start[1]}", rate=1, iterations=40, line_search=True)
    place = np.array(start)
    for iterate in walk.iterates:
        assert list(iterate.point.values()) == pytest.approx(place.tolist(), rel=1e-7)
        value, gradient, _ = function(place)
        rate = 1.0
        while function(place - rate * gradient)[0] > value - 1e-4 * rate * gradient @ gradient:
            rate /= 2
        place = place - rate * gradient


def test_a_rate_that_is_too_large_for_floats_is_said():
    """1e400 is above 0, but no floating-point number."""
    with pytest.raises(UsageFault, match="larger than floating-point"):
        symcalc.descend("x^2", "x=1", rate=math.inf)
