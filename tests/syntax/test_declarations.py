"""Shapes and conditions, as options give them, and contradictions between conditions."""

import pytest

from symcalc.errors import SymcalcError, UsageFault
from symcalc.syntax import parse_conditions, parse_shapes, written
from symcalc.syntax.consistency import check_consistent
from symcalc.syntax.program import Shape


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("x: n", Shape("n", 1)),
        ("x: 3", Shape(3, 1)),
        ("x: 1", Shape(1, 1)),
        ("x: 1 x n", Shape(1, "n")),
        ("x: n x m", Shape("n", "m")),
        ("x: n × m", Shape("n", "m")),
        ("x: 3x4", Shape(3, 4)),
        ("x: n x n symmetric", Shape("n", "n", symmetric=True)),
        ("x: n x n positive", Shape("n", "n", symmetric=True, positive=True)),
        ("x: n x n positive definite", Shape("n", "n", symmetric=True, positive=True)),
        ("x: n x n symmetric positive", Shape("n", "n", symmetric=True, positive=True)),
        ("x:n1 x n2", Shape("n1", "n2")),
        ("x : n # a comment", Shape("n", 1)),
    ],
)
def test_a_shape_is_rows_columns_and_what_is_known(text, shape):
    """A vector is a column, a scalar is 1 by 1."""
    assert parse_shapes(text) == {"x": shape}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("x: nxn", "syntax"),
        ("x: n by n", "syntax"),
        ("x: n x", "syntax"),
        ("x: n x n x n", "syntax"),
        ("x: n x n diagonal", "syntax"),
        ("x: 0", "syntax"),
        ("x: -1", "syntax"),
        ("x: 1.5", "syntax"),
        ("x:", "syntax"),
        (": n", "syntax"),
        ("x", "syntax"),
        ("2: n", "syntax"),
        ("x: n x m symmetric", "shape"),
        ("x: 2 x 3 positive", "shape"),
        ("x: n; x: m", "usage"),
        ("x: 99999999999", "syntax"),
    ],
)
def test_what_is_no_shape_is_refused(text, kind):
    """Each slip is an error of its kind."""
    with pytest.raises(SymcalcError) as caught:
        parse_shapes(text)

    assert caught.value.kind == kind


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("x > 0", ["x > 0"]),
        ("x > 0, y != 2", ["x > 0", "y != 2"]),
        ("x > 0 and y > 0", ["x > 0", "y > 0"]),
        ("x > 0; y > 0", ["x > 0", "y > 0"]),
        ("x < 1 or x > 2", ["x < 1 or x > 2"]),
        ("0 < x <= 1", ["0 < x <= 1"]),
        ("n integer", ["n integer"]),
        ("n integer, n ≥ 1", ["n integer", "n >= 1"]),
        ("x positive", ["x > 0"]),
        ("x nonnegative", ["x >= 0"]),
        ("x nonzero", ["x != 0"]),
        ("x real", ["true"]),
        ("a^2 < 4 b c", ["a**2 < 4*b*c"]),
        ("not x == 0", ["not x == 0"]),
        ("|x| < 1", ["abs(x) < 1"]),
        ("-oo < x < oo", ["-oo < x < oo"]),
    ],
)
def test_conditions_are_relations_and_properties(text, conditions):
    """Separated by commas, semicolons or `and`."""
    assert [written(condition) for condition in parse_conditions(text)] == conditions


@pytest.mark.parametrize("text", ["", "x", "x + 1", "x >", "n integr", "x y z", "x = 1", "x > 0,", "x > 0 > "])
def test_what_is_no_condition_is_refused(text):
    """Each slip is a syntax error."""
    with pytest.raises(SymcalcError) as caught:
        parse_conditions(text)

    assert caught.value.kind == "syntax"


@pytest.mark.parametrize(
    "text",
    [
        "x > 0, x < 0",
        "x > 0, x <= 0",
        "x >= 1, x < 1",
        "x == 1, x == 2",
        "x == 1, x != 1",
        "x > 1, x < 1/2",
        "x > -1, x < -2",
        "0 < n < 1, n integer",
        "n integer, 1/3 <= n <= 2/3",
        "1 < x < 0",
        "false",
        "0 > x, x > 0",
        "x > y, y > x",
        "x > y > z, z >= x",
        "x >= y, y >= x, x != y",
        "x > 1, y < 0, y > x",
        "x == y, y == 2, x == -3/2",
        "x > x",
    ],
)
def test_conditions_that_no_number_fulfils_are_refused(text):
    """Contradictory assumptions are an error of kind usage."""
    with pytest.raises(UsageFault):
        check_consistent(parse_conditions(text))


@pytest.mark.parametrize(
    "text",
    [
        "x > 0, x < 1",
        "x >= 1, x <= 1",
        "x == 1, x != 2",
        "x != 0, x != 1",
        "0 <= n <= 1, n integer",
        "n integer, 1/3 <= n <= 1",
        "x > y, y > x + 1",
        "x >= y, y >= x, x == 2",
        "x > y, y > 1, x < 2",
        "x == y, y == z, z != w",
        "x > 0 or x < 0",
        "x integer, x > -1/2, x < 1/2",
        "true",
    ],
)
def test_conditions_that_some_number_fulfils_pass(text):
    """So do those about several names, which are left to who uses them."""
    check_consistent(parse_conditions(text))
