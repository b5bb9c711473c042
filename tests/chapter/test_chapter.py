"""The chapter as a document that runs: every claim holds, every mistake is refuted, and no formula is left out."""

import re

import pytest

from symcalc.claims.context import Context
from symcalc.claims.document import entries
from symcalc.claims.verdicts import checked
from symcalc.errors import SymcalcError
from symcalc.manual import example
from symcalc.syntax.source import Source

TEXT = example("chapter")
BLOCKS = re.compile(r"^```calc\n(.*?)^```$", re.DOTALL | re.MULTILINE)
#: The numbered formulas of the chapter.
FORMULAS = range(1, 64)


@pytest.fixture(scope="module")
def verdicts():
    """The verdict on every claim of the document."""
    found = list(entries(Source(TEXT, name="chapter.md"), markdown=True, given=Context()))
    assert not [entry for entry in found if isinstance(entry, SymcalcError)]
    return [checked(entry) for entry in found]


def test_every_claim_is_as_the_document_says(verdicts):
    """Right formulas are proved; the marked mistakes are refuted, each with a witness, or do not fit."""
    assert len(verdicts) > 60
    for answer in verdicts:
        assert answer.met is True, (answer.location, answer.claim, answer.verdict)


def test_the_mistakes_of_the_printed_text_are_refuted_by_a_point(verdicts):
    """The doubled squares beside (22.4.33), the "=" of (22.4.30), and a dropped path."""
    refuted = [answer for answer in verdicts if answer.verdict == "refuted"]

    assert len(refuted) == TEXT.count("\nrefuted:") == 3
    assert all(answer.witness is not None and answer.witness.point for answer in refuted)


def test_the_table_names_every_formula():
    """Each of (22.4.1) to (22.4.63) stands in the table, by itself or in a range."""
    rows = [line.split("|")[1] for line in TEXT.splitlines() if line.startswith(("| 22.4.", "| Fig."))]
    named: set[int] = set()
    for row in rows:
        for first, last in re.findall(r"22\.4\.(\d+)(?: to 22\.4\.(\d+))?", row):
            named |= set(range(int(first), int(last or first) + 1))

    assert named >= set(FORMULAS)


def test_the_claims_name_the_formulas_that_the_table_promises():
    """A formula that the table calls a claim is named beside a claim."""
    beside = {int(number) for block in BLOCKS.findall(TEXT) for number in re.findall(r"22\.4\.(\d+)", block)}
    shown_by_commands = {*range(40, 47), *range(54, 57), *range(58, 63)}
    #: repeats of another formula, conventions, and questions, as the table says
    elsewhere = {9, 10, 11, 14, 20, 34, 49, 53}

    assert set(FORMULAS) - shown_by_commands - elsewhere <= beside
