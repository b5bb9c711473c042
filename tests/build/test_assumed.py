"""What conditions say of a single name."""

import pytest

from symcalc.build.assumed import Assumed, assumed_of
from symcalc.errors import UsageFault
from symcalc.syntax import parse_conditions


@pytest.mark.parametrize(
    ("text", "keywords"),
    [
        ("x > 0", {"positive": True}),
        ("x >= 0", {"nonnegative": True}),
        ("x < 0", {"negative": True}),
        ("x <= 0", {"nonpositive": True}),
        ("x != 0", {"nonzero": True}),
        ("x >= 0, x != 0", {"positive": True}),
        ("0 < x < 1", {"positive": True}),
        ("1 > x > 1/2", {"positive": True}),
        ("x < -3", {"negative": True}),
        ("x == 2", {"positive": True}),
        ("x > -1", {}),
        ("x > y", {}),
    ],
)
def test_conditions_on_a_name_become_its_sign(text, keywords):
    """A comparison with a number tells the sign where it does, and nothing else."""
    found = assumed_of(parse_conditions(text)).get("x", Assumed())

    assert found.keywords() == keywords


def test_integers_are_known_as_such():
    """`n integer` is kept beside the sign."""
    found = assumed_of(parse_conditions("n integer, n > 0"))["n"]

    assert found.keywords() == {"integer": True, "positive": True}


@pytest.mark.parametrize("text", ["x > 1, x < 0", "x > 0, x <= 0", "x == 1, x != 1, x == 2", "n integer, 0 < n < 1"])
def test_conditions_without_a_value_are_refused(text):
    """Conditions that no number meets are an error of the input."""
    with pytest.raises(UsageFault):
        assumed_of(parse_conditions(text))
