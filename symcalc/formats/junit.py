"""Verdicts as JUnit XML: a test case a claim; what stands around the cases is known at the end only."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from symcalc.errors import SymcalcError
from symcalc.formats.cells import visible
from symcalc.formats.page import Ink, Page
from symcalc.formats.verdicts import headline, judged, place, place_of, reasons
from symcalc.result import Result


def write(result: Result, page: Page) -> Ink:  # noqa: ARG001 (every writer takes a page)
    """The test case of one claim: failed where it is not what is expected, skipped where it is undecided."""
    found = judged(result, "junit")
    text = "\n".join(reasons(found))
    if found.met:
        inside = ""
    elif found.met is None:
        inside = f"<skipped message={_quoted(text)}/>"
    else:
        inside = f"<failure message={_quoted(headline(found))}>{_text(text)}</failure>"
    return [(case(place(found), found.claim, inside), "")]


def of_error(error: SymcalcError) -> Ink:
    """The test case of what could not be read or judged."""
    inside = f"<error type={_quoted(error.kind)} message={_quoted(error.message)}>{_text(error.hint or '')}</error>"
    return [(case(place_of(error), error.message, inside), "")]


def case(where: tuple[str, int, int], name: str, inside: str) -> str:
    r"""One test case.

    >>> case(("a.md", 3, 1), "x == x", "")
    '  <testcase classname="a.md" name="3: x == x" file="a.md" line="3"/>\n'
    """
    file, line, _ = where
    place = f'classname={_quoted(file)} name={_quoted(f"{line}: {name}")} file={_quoted(file)} line="{line}"'
    head = f"  <testcase {place}"
    return f"{head}>{inside}</testcase>\n" if inside else f"{head}/>\n"


def suite(cases: Sequence[str]) -> str:
    """The whole document around its cases, with their numbers."""
    joined = "".join(cases)
    counts = {word: sum(f"<{tag}" in found for found in cases) for word, tag in TAGS.items()}
    numbers = " ".join(f'{word}="{count}"' for word, count in counts.items())
    head = f'<testsuite name="symcalc" tests="{len(cases)}" {numbers}>'
    return f'<?xml version="1.0" encoding="utf-8"?>\n<testsuites>\n{head}\n{joined}</testsuite>\n</testsuites>\n'


TAGS = {"failures": "failure ", "errors": "error ", "skipped": "skipped "}


def _text(text: str) -> str:
    return escape("\n".join(map(visible, text.split("\n"))))


def _quoted(text: str) -> str:
    return quoteattr("\n".join(map(visible, text.split("\n"))))
