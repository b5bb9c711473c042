"""The derivation of critical points: true lines, the points of the answer and no others, the kinds of the answer."""

from fractions import Fraction

import pytest

import symcalc
from symcalc.calculus.critical.steps.points import MOST
from symcalc.formats import FORMATS
from symcalc.syntax import parse_expression, written
from symcalc.syntax.tree import Logic, Relation
from tests.decide import oracle

FUNCTIONS = [
    "x^3 - 3x",
    "x^4 - 2x^2 + y^2",
    "x y (1-x-y)",
    "x^2 y + x y^2",
    "(x^2+y-11)^2 + (x+y^2-7)^2",
    "x e^(-x^2-y^2)",
    "x + 1/x",
    "x^2 + y^2 + z^2 + x y z",
    "x^2 - 8log(x)",
    "(1-x y)^2",
]
PLACES = [Fraction(7, 5), Fraction(3, 4), Fraction(5, 3)]
STEP = Fraction(1, 10**15)


def value(node, point):
    """The value of a tree by mpmath, as a float."""
    return float(oracle.value(node, point))


def slope(function, variable, point):
    """A partial derivative by central differences."""
    ends = [value_of(function, {**point, variable: point[variable] + h}) for h in (STEP, -STEP)]
    return float((ends[0] - ends[1]) / (2 * (oracle.mp.mpf(1) / 10**15)))


def value_of(function, point):
    """The value of a function in sixty digits."""
    with oracle.mp.workdps(60):
        return oracle.value(function, point)


@pytest.fixture(params=FUNCTIONS, name="answer", scope="module")
def _answer(request):
    return symcalc.critical(request.param, steps=True)


def lines(answer, rule):
    """The lines whose rule begins so."""
    return [step.line for step in answer.steps if step.rule.startswith(rule)]


def test_the_derivatives_are_those_of_the_function(answer):
    """Both the lines that give them and those that set them to zero, at a point of no importance."""
    point = dict(zip(answer.variables, PLACES, strict=False))
    expected = [slope(answer.function, name, point) for name in answer.variables]

    given = [value(line.operands[1], point) for line in lines(answer, "derivative")]
    set_to_zero = [value(line.operands[0], point) for line in lines(answer, "set to zero")]

    assert given == pytest.approx(expected, rel=1e-9)
    assert set_to_zero == pytest.approx(expected, rel=1e-9)


def test_the_second_derivatives_are_those_of_the_gradient(answer):
    """The general line, entry by entry, against differences of the gradient."""
    point = dict(zip(answer.variables, PLACES, strict=False))
    gradient = [parse_expression(written(line.operands[1])) for line in lines(answer, "derivative")]
    (line,) = lines(answer, "second derivative") or [None]
    if line is None:
        assert not answer.points
        return
    rows = [[line.operands[1]]] if len(gradient) == 1 else [row.items for row in line.operands[1].items]

    for component, row in zip(gradient, rows, strict=True):
        for name, entry in zip(answer.variables, row, strict=True):
            assert value(entry, point) == pytest.approx(slope(component, name, point), rel=1e-9)


def test_every_point_is_derived_and_solves_its_case(answer):
    """All points of the answer appear, no others, each below a case whose equations hold there."""
    case: list[Relation] = []
    seen = set()
    for step in answer.steps:
        if step.rule.startswith("case") and not isinstance(step.line, str):
            case = list(step.line.operands) if isinstance(step.line, Logic) else [step.line]
        if step.rule.startswith("critical point"):
            number = int(step.rule.split()[-1])
            seen.add(number)
            approx = answer.points[number - 1].approx
            place = {name: Fraction(str(x)) for name, x in approx.items()}
            for equation in case:
                assert value(equation.operands[0], place) == pytest.approx(0, abs=1e-9)

    assert seen == {*range(1, len(answer.points) + 1)}


def test_the_conclusions_are_those_of_the_answer(answer):
    """A line for each point: its kind and the evidence; the last one says what is proved."""
    concluded = [(step.rule, step.line) for step in answer.steps if step.rule.startswith("so point")]
    expected = [
        (f"so point {number} is a{'n' if point.kind == 'inflection' else ''} {point.kind}", point.evidence)
        for number, point in enumerate(answer.points, 1)
    ]

    assert concluded == expected
    assert (answer.steps[-1].rule == "these are all") is answer.complete


def test_a_determinant_is_that_of_the_line_above():
    """Two by two: the product of the diagonal less that of the other one."""
    answer = symcalc.critical("x y (1-x-y)", steps=True)

    assert [written(line.operands[1]) for line in lines(answer, "its determinant")] == ["-1", "-1", "1/3", "-1"]


def test_constraints_are_solved_as_lagrange_did():
    """The gradient is a multiple of that of the constraint, and each point has its multiplier."""
    answer = symcalc.critical("x + y", subject_to="x^2+y^2=1", steps=True)

    assert [written(line) for line in lines(answer, "Lagrange")] == ["1 == 2*lambda*x", "1 == 2*lambda*y"]
    assert written(lines(answer, "critical point 1")[0]).endswith("and lambda == -sqrt(2)/2")


def test_parameters_end_in_cases():
    """Each case of a point is a line with its condition."""
    answer = symcalc.critical("a x^2 + b x + c", wrt="x", steps=True)
    conditions = {step.rule: written(step.line) for step in answer.steps if step.rule.startswith("point 1")}

    assert conditions == {"point 1 is a minimum where": "a > 0", "point 1 is a maximum where": "a < 0"}


def test_many_points_are_not_all_gone_through():
    """A derivation is to be read."""
    answer = symcalc.critical("x^4-16x^2+5x+y^4-16y^2+5y+z^4-16z^2+5z", steps=True)

    assert len(lines(answer, "so point")) == MOST
    assert lines(answer, "left out") == [f"and {len(answer.points) - MOST} more points like these"]


def test_the_steps_are_json(answers):
    """By the schema, as the other commands have them."""
    (found,) = answers("critical", "x^2 y", "--steps")

    assert {"rule": "set to zero", "line": "2*x*y == 0"} in found["steps"]
    assert {"rule": "family 1", "line": "(x, y) == (0, t) and t < 0"} in found["steps"]


@pytest.mark.parametrize("form", ["pretty", "latex", "markdown"])
def test_every_format_for_people_shows_them(form):
    """Rules in words, formulas as formulas."""
    assert form in FORMATS
    text = symcalc.write(symcalc.critical("x^2 y + x y^2", steps=True), form)

    assert "so point 1 is a saddle" in text
    assert "2*t**3" not in text
