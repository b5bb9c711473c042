"""Documents: `.calc` texts and `calc` blocks in Markdown, bad ones among them."""

from __future__ import annotations

import os

import pytest

from symcalc.claims.files import decoded, documents
from symcalc.errors import SymcalcError
from tests.claims.judging import answers

FENCED = "# Title\n\n```calc\nf(x) = x^2\n```\n\ntext\n\n~~~calc\ndiff(f, x) == 2x\n~~~\n"


def locations(text, **options):
    """Where the claims of a document stand."""
    return [answer.location for answer in answers(text, **options)]


def test_definitions_carry_on_from_block_to_block():
    """A definition in one block is in force in the next one."""
    (found,) = answers(FENCED, markdown=True)

    assert (found.location, found.verdict) == ("notes.md:10", "proved")


def test_other_blocks_are_left_alone():
    """Only blocks marked calc hold claims; a fence inside a longer fence is text."""
    text = "```python\nx == 3\n```\n````text\n```calc\nx == 2x\n```\n````\n```calc title\nx == x\n```\n"

    assert locations(text, markdown=True) == ["notes.md:10"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("> ```calc\n> x == x\n> ```\n", [(2, 3)]),
        ("> ```calc\n> x == x\nx == 2x\n\n```calc\ny == y\n```\n", [(2, 3), (6, 1)]),
        ("1. one\n   - two\n\n     ```calc\n     x == x\n     ```\n", [(5, 6)]),
        ("- ```calc\n  x == x\n  ```\n", [(2, 3)]),
        ("text\n\n    ```calc\n    x == 2x\n    ```\n", []),
        ("# t\r\n```calc\r\nx == x\r\n```\r\n", [(3, 1)]),
        ("\t```calc\n\tx == 2x\n\t```\n", []),
        ("```{.calc}\nx == 2x\n```\n", []),
        ("````calc\n```\nx == x\n````\n", None),
    ],
)
def test_where_blocks_stand(text, places):
    """Blocks in quotations and lists are read, with the lines and columns of the file; code that is indented is not."""
    found = answers(text, markdown=True)

    if places is not None:
        assert [item.source.position(item.span.start) for item in found] == places
        assert {item.verdict for item in found} <= {"proved"}
    else:
        assert [isinstance(item, SymcalcError) or item.verdict for item in found] == [True, "proved"]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("x == (\ny == y\n", 1, 7),
        ("y == y\nx == 2 +\n\n", 2, 9),
        ("y == y\n\tx == 2 $ 3\n", 2, 9),
        ("y == y\r\nfoo(3) == 2\r\n", 2, 1),
        ("y == y\nx = y = 2\n", 2, 7),
        ("y == y\nx == 1/2x\n", 2, 9),
        ("y == y\nx == \u202e2\n", 2, 6),
        ("y == y\n\x01x == 2\n", 2, 1),
    ],
)
def test_the_caret_stands_where_the_mistake_is(text, line, column):
    """A claim that cannot be read is pointed at in its own line, and the others are judged."""
    found = answers(text)
    faults = [item for item in found if isinstance(item, SymcalcError)]

    assert [item.verdict for item in found if not isinstance(item, SymcalcError)] == ["proved"]
    assert [fault.source.position(fault.span.start) for fault in faults] == [(line, column)]


def test_columns_are_those_of_the_file():
    """A claim is located where it stands in its file."""
    (found,) = answers("a(x) = x;  x == x", markdown=False)

    assert found.source.position(found.span.start) == (1, 12)


def test_an_unclosed_fence_is_an_error_and_its_claims_are_judged():
    """The fence is named, and what is in it is judged to the end."""
    fault, claim = answers("text\n```calc\nx == x\n", markdown=True)

    assert (fault.kind, fault.source.position(fault.span.start).line) == ("syntax", 2)
    assert claim.verdict == "proved"


def test_a_claim_that_cannot_be_read_does_not_stop_the_others():
    """Each line is judged for itself."""
    kinds = [
        item.kind if isinstance(item, SymcalcError) else item.verdict for item in answers("x == x\nx == (\nx == 2x")
    ]

    assert kinds == ["proved", "syntax", "refuted"]


def test_a_line_of_ten_megabytes():
    """A line that is too long is an error of its own; the others are judged."""
    fault, claim = answers("x == " + "x + " * 2_500_000 + "x\nx == x\n")

    assert (fault.kind, fault.source.first_line) == ("limit", 1)
    assert (claim.verdict, claim.location) == ("proved", "notes.calc:2")


@pytest.mark.parametrize(
    ("content", "message"), [(b"\x7fELF\0\0", "this is no text"), (b"x == x\n\xff\xfe", "line 2 has the byte 0xff")]
)
def test_binary_files_are_refused(content, message):
    """What is no text is an error that says so."""
    found = decoded(content, "a.calc")

    assert isinstance(found, SymcalcError)
    assert message in found.message


def test_directories_with_cycles_of_links(tmp_path):
    """A link back to a directory above is not followed twice, and no file is read twice."""
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "back").symlink_to(tmp_path)
    (inner / "same.calc").symlink_to(tmp_path / "a.calc")
    (tmp_path / "a.calc").write_text("x == x\n")
    (tmp_path / "b.md").write_text(FENCED)
    (tmp_path / "c.txt").write_text("x == x\n")
    (tmp_path / ".hidden.calc").write_text("x == x\n")

    names = [document.source.name for document in documents([str(tmp_path), str(inner)])]

    assert [os.path.basename(name) for name in names] == ["a.calc", "b.md"]


def test_patterns(tmp_path):
    """A pattern names the files that match it; one without a match is an error."""
    (tmp_path / "a.calc").write_text("x == x\n")

    (document,) = documents([str(tmp_path / "*.calc")])
    (fault,) = documents([str(tmp_path / "*.md")])

    assert document.source.text == "x == x\n"
    assert fault.kind == "usage"


def test_a_contradiction_among_assumptions_is_an_error():
    """Assumptions that leave no values are refused where they stand."""
    fault = answers("assume x > 0\nassume x < 0\ny == y\n")[0]

    assert (fault.kind, fault.source.position(fault.span.start).line) == ("usage", 2)
