"""The chapter as a document that runs: every claim holds, every mistake is refuted, and no formula is left out."""

import re
import shlex
from pathlib import Path

import pytest

from symcalc.claims.context import Context
from symcalc.claims.document import entries
from symcalc.claims.verdicts import checked
from symcalc.errors import SymcalcError
from symcalc.manual import example
from symcalc.syntax.source import Source

TEXT = example("chapter")
BLOCKS = re.compile(r"^```calc\n(.*?)^```$", re.DOTALL | re.MULTILINE)
README = (Path(__file__).parents[2] / "README.md").read_text("utf-8").replace("\n", " ")
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
    assert f", in {len(verdicts)} claims:" in README
    for answer in verdicts:
        assert answer.met is True, (answer.location, answer.claim, answer.verdict)


def test_the_mistakes_of_the_printed_text_are_refuted_by_a_point(verdicts):
    """The doubled squares beside (22.4.33), the "=" of (22.4.30), a dropped path; a row for a column by its shape."""
    refuted = [answer for answer in verdicts if answer.verdict == "refuted"]
    by_point = [answer for answer in refuted if answer.witness is not None and answer.witness.point]

    assert len(refuted) == TEXT.count("\nrefuted:") == 4
    assert len(by_point) == 3


def formulas(text):
    """The numbers of the formulas that a text names, singly or as a range."""
    ranges = re.findall(r"22\.4\.(\d+)(?: to 22\.4\.(\d+))?", text)
    return [number for first, last in ranges for number in range(int(first), int(last or first) + 1)]


#: The rows of the table that are about formulas: their numbers, and where they are.
ROWS = [
    (formulas(cells[1]), cells[3].strip())
    for cells in (line.split("|") for line in TEXT.splitlines() if line.startswith("| 22.4."))
]


def test_the_table_names_every_formula():
    """Each of (22.4.1) to (22.4.63) stands in the table, once."""
    assert sorted(number for numbers, _ in ROWS for number in numbers) == list(FORMULAS)


def test_what_the_table_calls_a_claim_is_one():
    """The number of each formula that is claimed stands beside a line of a block of claims."""
    claimed = {number for numbers, where in ROWS if where.startswith("claim") for number in numbers}
    beside = {number for block in BLOCKS.findall(TEXT) for number in formulas(block)}

    assert claimed - beside == set()
    assert len(claimed) == 61


def test_what_is_no_claim_has_a_command():
    """Only the question of (22.4.49), asked again in (22.4.53), is no claim: a command answers it."""
    questions = [(numbers, where) for numbers, where in ROWS if not where.startswith("claim")]

    assert [numbers for numbers, _ in questions] == [[49, 53]]
    assert questions[0][1].startswith("`symcalc grad ")


@pytest.mark.parametrize("command", re.findall(r"`symcalc ((?:grad|chain|plot) [^`]+)`", TEXT))
def test_the_commands_of_the_table_answer(symcalc, command):
    """Every command that the document names can be typed as it stands."""
    done = symcalc(*shlex.split(command.replace("\\|", "|")))

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout
