"""Families along which f does not repeat: cut where the kind changes, each part with its value in the integer."""

import pytest

import symcalc
from symcalc.syntax import written


def parts(text):
    """Kind, condition and value of every family, and whether the list is complete."""
    answer = symcalc.critical(text)
    rows = {(f.kind, written(f.where), written(f.value)) for f in answer.families}
    return rows, answer


def test_the_kind_goes_with_the_sign_of_the_integer():
    """The second derivative of x cos(x) - sin(x) is -x cos(x) at the zeros of the sine; at 0 it vanishes."""
    rows, answer = parts("x cos(x) - sin(x)")

    assert rows == {
        ("minimum", "k integer and k <= -1", "2*k*pi"),
        ("maximum", "k integer and k >= 1", "2*k*pi"),
        ("maximum", "k integer and k <= -1", "-2*k*pi - pi"),
        ("minimum", "k integer and k >= 0", "-2*k*pi - pi"),
    }
    assert [(written(p.point["x"]), p.kind) for p in answer.points] == [("0", "inflection")]
    assert answer.complete is True


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("sin(x) + x/2", {"minimum", "maximum"}),
        ("sin(x) + x", {"inflection"}),
        ("x + sin(x) + y^2", {"saddle"}),
        ("sin(x) exp(-x)", {"minimum", "maximum"}),
        ("tan(x) - 2x", {"minimum", "maximum"}),
        ("sin(x + y) + (x - y)^2 - 3x/2 + 5y/2 + 1", {"minimum", "saddle"}),
    ],
)
def test_a_kind_that_is_the_same_at_all_translates_is_given_once(text, kinds):
    """The gradient repeats, or a positive factor apart it does, though the value does not."""
    rows, answer = parts(text)

    assert {kind for kind, _, _ in rows} == kinds
    assert all(where == "k integer" for _, where, _ in rows)
    assert answer.complete is True


def test_a_wave_of_another_length_is_seen():
    """cos(sqrt(2) y) takes other values at every zero of sin(y), so the kinds there are not all alike."""
    answer = symcalc.critical("sin(y)^2 cos(sqrt(2) y)")

    assert answer.complete is False
    multiples = [p for p in answer.points if not isinstance(p.point["y"], str)]
    assert {p.kind for p in multiples} == {"minimum", "maximum"}
