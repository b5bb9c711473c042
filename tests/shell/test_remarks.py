"""A person is told where a name may be meant as a product or a call; a program is not."""

import pytest

from symcalc.shell.remarks import remarks
from symcalc.syntax.source import Source


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x^2 + xy + y^2", "xy is one name; for a product write x*y"),
        ("a b + ab", "ab is one name; for a product write a*b"),
        ("sinx", "sinx is one name; for the function write sin(x)"),
        ("t + cost", "cost is one name; for the function write cos(t)"),
        ("lnx + 1", "lnx is one name; for the function write ln(x)"),
        ("-h", "-h is read as an expression; --help shows the help"),
    ],
)
def test_what_is_remarked(text, said):
    """Letters that stand for themselves elsewhere, and functions with a usual variable behind them."""
    assert list(remarks(Source(text))) == [said]


@pytest.mark.parametrize(
    "text",
    [
        "x y",
        "xy^2",
        "cost + rate",
        "sin x + tanh(x)",
        "x_y + x + y",
        "xy(x, y)",
        "x + y # xy",
        r"\\sin xy + x y",
        "e^x + exp(x)",
    ],
)
def test_what_is_not(text):
    """Names of their own, functions, comments, and LaTeX, where every letter is a name."""
    assert list(remarks(Source(text))) == []


def test_only_people_are_told(symcalc):
    """The note stands on standard error, beside a pretty answer."""
    person, program = (symcalc("grad", "x y + xy", "--format", form) for form in ("pretty", "plain"))

    assert person.stderr == "note: xy is one name; for a product write x*y\n"
    assert program.stderr == ""
    assert person.returncode == program.returncode == 0
