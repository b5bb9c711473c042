"""Heads of vectors: names with an index are asked about where the variable of the head does not occur itself."""

import pytest

from symcalc.errors import Ambiguous, NameFault
from symcalc.syntax import parse_document, parse_program
from symcalc.syntax.program import Claim, Definition


@pytest.mark.parametrize(
    ("text", "components", "column"),
    [
        ("f(x) = x_1 + 2x_2", "x_1 and x_2", 3),
        ("f(x) = x_1", "x_1", 3),
        ("f(x, y) = x_1 y", "x_1", 3),
        ("f(w, x) = x w_1", "w_1", 3),
        ("f(theta) = theta_1^2 theta_2", "theta_1 and theta_2", 3),
        ("f(x) = x_i^2", "x_i", 3),
        ("f(x) = x2 + x10 + x1", "x_1, x_2 and x_10", 3),
        (r"f(\mathbf{x}) = x_1^2 + x_2^2", "x_1 and x_2", 3),
        (r"J(\theta) = \theta_1^2\theta_2", "theta_1 and theta_2", 3),
        ("f(x) = a x_1; a = 3", "x_1", 3),
        ("f(x) = x_1 + x_2; x_1 = 2", "x_2", 3),
    ],
)
def test_names_with_an_index_of_a_variable_that_does_not_occur_are_asked_about(text, components, column):
    """They may be entries of the variable, or names of their own: at the variable in the head, with both ways out."""
    with pytest.raises(Ambiguous, match=f"are {components} its entries") as program:
        parse_program(text)
    document = parse_document(text, argument=True)

    assert program.value.source.position(program.value.span.start).column == column
    assert "0*" in program.value.hint
    assert [type(item) for item in document if not isinstance(item, Definition)] == [Ambiguous]


@pytest.mark.parametrize(
    "text",
    [
        "f(x) = x + x_1",
        "f(x, x_1) = x_1^2",
        "f(x_1, x_2) = x_1 + x_2",
        "f(x) = x_1 + x_2; x_1 = x^2; x_2 = x",  # nodes of a network
        "f(x) = x_max + x_hat",
        "f(x) = y_1",
        "f(x1) = x12",
        "f(x) = x_1 + 0*x",
        "f(x, y)",
        r"f(x) = \hat{x}",
        r"\mathbf{x} = (x_1, x_2) \\ f(\mathbf{x}) = x_1 + x_2",
        "f(x) = x_1 + x_2; x = [x_1, x_2]",
    ],
)
def test_other_heads_are_read(text):
    """Where the variable occurs, or where it or the names with an index are defined, nothing is asked."""
    assert parse_program(text).definitions
    assert all(isinstance(item, Definition) for item in parse_document(text, argument=True))


def test_names_are_asked_about_again_behind_a_reset():
    """What was defined before, or is only later, says nothing there; of what could not be read no claim is judged."""
    items = parse_document("x_1 = 2\nreset\nf(x) = x_1\ngrad f == [1]\nreset\nx_1 = 3\nf(x) = x_1\nx_1 == 3")
    found = [type(item) for item in items]

    assert found[2:4] == [Ambiguous, NameFault]
    assert found[5:] == [Definition, Definition, Claim]
