"""What was to be said of a name and could not be read: no claim about the name is judged behind it."""

import pytest

from symcalc.errors import Ambiguous, LimitReached, NameFault, UsageFault
from symcalc.syntax import parse_conditions, parse_document
from symcalc.syntax.program import Assumption, Claim, Definition, Reset


def kinds(text, **options):
    """The types of the items of a document."""
    return [type(item) for item in parse_document(text, **options)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("y_hat = 3\n\\hat{y} == 3", [Ambiguous, NameFault]),
        ("y_hat = 3\n\\hat{y} = 3\n\\hat{y} + 1 = 4", [Ambiguous, Definition, Claim]),
        ("assume x < 1, x > 2, y > 0\nabs(y) == y\n1 == 1", [UsageFault, NameFault, Claim]),
        ("assume x > 0\nassume x < 0, y > 0\nabs(y) == y", [Assumption, UsageFault, NameFault]),
        ("assume x > 0, x < 0\nf(t) = x t\nf(1) == 2", [UsageFault, NameFault, NameFault]),
        ("assume x > 0, x < 0\nreset\nassume x < 0\nabs(x) == -x", [UsageFault, Reset, Assumption, Claim]),
        ("assume x > 0\nreset\nassume x < 0", [Assumption, Reset, Assumption]),
    ],
)
def test_what_a_refused_statement_was_to_say_of_a_name_is_kept(text, expected):
    """Where it has two readings or contradicts what is assumed already; a reset, or a definition, makes it good."""
    assert kinds(text) == expected


def test_what_is_assumed_elsewhere_is_not_contradicted():
    """Assumptions from without are in force from the first line on, up to a reset."""
    assumed = parse_conditions("x > 0")

    assert kinds("assume x < 0\nx == x\nreset\nassume x < 0", assumed=assumed) == [
        UsageFault, NameFault, Reset, Assumption
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["assume q >\nq^2 == q abs(q)\n1 == 1", "assume q > 0,\nq == abs(q)\n1 == 1", "assume q > 0 and\n q == 1\n1 == 1"],
)
def test_a_claim_in_the_lines_of_an_assumption_is_asked_about(text):
    """It would be lost: taken for a part of what is assumed, and not judged."""
    found = parse_document(text)

    assert [type(item) for item in found] == [Ambiguous, Claim]
    assert found[0].source.position(found[0].span.start).line == 2


@pytest.mark.parametrize(
    "text", ["assume x > 0,\n y > 0\n1 == 1", "assume x == y,\n y > 0\n1 == 1", "assume x == 2\n1 == 1"]
)
def test_an_assumption_of_several_lines_is_read(text):
    """Where no line below its first could be a claim."""
    assert kinds(text) == [Assumption, Claim]


def test_so_many_assumptions_are_held_at_a_time(monkeypatch):
    """One more is refused, and what it is about is not judged."""
    monkeypatch.setattr("symcalc.syntax.document.MOST_ASSUMED", 2)
    text = "assume x > 0\nassume y > 0\nassume z > 0\nz == 1\nx == 1"

    assert kinds(text) == [Assumption, Assumption, LimitReached, NameFault, Claim]
