"""Points, directions, boxes and equations, as options give them."""

import pytest

from symcalc.errors import SymcalcError
from symcalc.syntax import parse_box, parse_direction, parse_equations, parse_point, parse_points, written


def shown(values):
    """A point with its values written."""
    return {name: written(value) for name, value in values.items()}


@pytest.mark.parametrize(
    "text",
    [
        "0, log(2)",
        "x=0, y=log(2)",
        "y = log(2), x = 0",
        "(0, log(2))",
        "(x=0, y=log(2))",
        "[0, log(2)]",
        "x=0; y=log(2)",
        "0,\nlog(2)",
        " 0 , ln(2) ",
    ],
)
def test_a_point_is_given_by_position_or_by_name(text):
    """In brackets or not, all say the same."""
    assert shown(parse_point(text, ["x", "y"])) == {"x": "0", "y": "log(2)"}


def test_a_point_may_be_symbolic_and_give_parameters():
    """Values are expressions; parameters are given by name."""
    point = parse_point("x=a+1, y=b, c=2", ["x", "y"], ["c"])
    assert shown(point) == {"x": "a + 1", "y": "b", "c": "2"}


def test_the_value_of_one_variable_may_be_a_vector():
    """With one variable a list is its value."""
    assert shown(parse_point("[1, 2]", ["v"])) == {"v": "[1, 2]"}
    assert shown(parse_point("A=[[1, 0], [0, 1]], x=[1, 2]", ["A", "x"])) == {"A": "[[1, 0], [0, 1]]", "x": "[1, 2]"}


@pytest.mark.parametrize(
    ("text", "kind", "column"),
    [
        ("", "syntax", 1),
        ("1, 2, 3", "usage", 7),
        ("x=1, x=2", "usage", 8),
        ("x=1, 2", "usage", 1),
        ("z=1", "name", 3),
        ("x==1", "syntax", 1),
        ("x=", "syntax", 3),
        ("x=1,", "syntax", 5),
        (",1", "syntax", 1),
        ("x=1/2y", "ambiguous", 6),
        ("x=foo(1)", "name", 3),
        ("x=(1", "syntax", 5),
        ("x=1 y=2", "syntax", 6),
    ],
)
def test_slips_in_points_are_refused_at_their_place(text, kind, column):
    """Each is an error of its kind, at its column."""
    with pytest.raises(SymcalcError) as caught:
        parse_point(text, ["x", "y"])

    error = caught.value
    assert (error.kind, error.source.position(error.span.start).column) == (kind, column)


def test_a_misspelt_variable_is_answered_with_the_nearest():
    """Did you mean."""
    with pytest.raises(SymcalcError) as caught:
        parse_point("wieght=1", ["weight", "bias"])

    assert caught.value.hint == "did you mean weight?"


def test_several_points_are_separated_by_semicolons():
    """`--near` takes a list of points."""
    points = parse_points("0.01, 1; (x=2, y=3)", ["x", "y"])
    assert [shown(point) for point in points] == [{"x": "1/100", "y": "1"}, {"x": "2", "y": "3"}]


@pytest.mark.parametrize("text", ["[0]", "(0)", "0", "x=0"])
def test_a_direction_in_one_variable_may_have_brackets(text):
    """One component is a number, in brackets or not."""
    assert [written(component) for component in parse_direction(text, ["x"])] == ["0"]


@pytest.mark.parametrize("text", ["[3, 4]", "3, 4", "(3, 4)", "x=3, y=4", "y=4, x=3"])
def test_a_direction_has_a_component_for_each_variable(text):
    """In any of the notations of points."""
    assert [written(component) for component in parse_direction(text, ["x", "y"])] == ["3", "4"]


@pytest.mark.parametrize(("text", "kind"), [("3", "usage"), ("x=3", "usage"), ("1, 2, 3", "usage"), ("z=1", "name")])
def test_a_direction_is_complete(text, kind):
    """A missing or an extra component is refused."""
    with pytest.raises(SymcalcError) as caught:
        parse_direction(text, ["x", "y"])

    assert caught.value.kind == kind


def test_a_box_has_a_range_for_each_name():
    """`x=0..1, y=-1..1/2`; ends are expressions."""
    box = parse_box("x=0..1, y=-pi..1/2; z = -oo..2*a", ["x", "y", "z"], ["a"])
    assert {name: tuple(map(written, ends)) for name, ends in box.items()} == {
        "x": ("0", "1"),
        "y": ("-pi", "1/2"),
        "z": ("-oo", "2*a"),
    }


def test_decimals_before_dots_are_decimals():
    """`0.5..1.5` is a range between decimals."""
    assert [written(end) for end in parse_box("x=0.5..1.5", ["x"])["x"]] == ["1/2", "3/2"]
    assert [written(end) for end in parse_box("x=-1..1", ["x"])["x"]] == ["-1", "1"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("x=0", "syntax"),
        ("0..1", "syntax"),
        ("x=0..", "syntax"),
        ("x=0..1, x=2..3", "usage"),
        ("z=0..1", "name"),
        ("x", "syntax"),
        ("", "syntax"),
        ("x=nan..1", "usage"),
        ("x=0..x", "usage"),
        ("x=0..a", "usage"),
    ],
)
def test_slips_in_boxes_are_refused(text, kind):
    """A range needs a name, two ends, and a name that is there."""
    with pytest.raises(SymcalcError) as caught:
        parse_box(text, ["x", "y"])

    assert caught.value.kind == kind


def test_the_ends_of_a_range_may_be_made_of_parameters():
    """Where the question has some: of `a x^2` by x, from 0 to a."""
    assert [written(end) for end in parse_box("x=0..a+1", ["x"], ["a"])["x"]] == ["0", "a + 1"]


def test_equations_are_written_with_one_sign_or_two():
    """`--subject-to` takes `=` and `==`, and inequalities."""
    equations = parse_equations("x^2 + y^2 = 1; x == y\n x >= 0")
    assert [written(equation) for equation in equations] == ["x**2 + y**2 == 1", "x == y", "x >= 0"]


@pytest.mark.parametrize("text", ["x^2 + y^2", "x = y = 1", "1 <= x <= 2", "x =", ""])
def test_what_is_no_equation_is_refused(text):
    """A side is missing, or there are three."""
    with pytest.raises(SymcalcError) as caught:
        parse_equations(text)

    assert caught.value.kind == "syntax"


def test_a_comma_between_equations_is_answered_with_the_sign_that_separates_them():
    """Boxes and points take commas, equations a semicolon."""
    with pytest.raises(SymcalcError) as caught:
        parse_equations("x + y + z = 1, x - y = 0")

    assert str(caught.value).startswith("equations are separated by ';'")
    assert caught.value.span == (13, 14)
