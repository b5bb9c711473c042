"""Verdicts as annotations on GitHub, `::error file=…,line=…::message`; what is as expected says nothing."""

from __future__ import annotations

from symcalc.errors import SymcalcError
from symcalc.formats.cells import visible
from symcalc.formats.page import Ink, Page
from symcalc.formats.verdicts import headline, judged, place, place_of, reasons
from symcalc.result import Result


def write(result: Result, page: Page) -> Ink:  # noqa: ARG001 (every writer takes a page)
    """The annotation for a claim that is refuted or undecided."""
    found = judged(result, "github")
    if found.met:
        return []
    level = "error" if found.met is False else "warning"
    return [(annotation(level, place(found), headline(found), f"{found.claim}\n" + "\n".join(reasons(found))), "")]


def of_error(error: SymcalcError) -> Ink:
    """The annotation for what could not be read or judged."""
    message = error.message if error.hint is None else f"{error.message}\nhelp: {error.hint}"
    return [(annotation("error", place_of(error), error.kind, message), "")]


def annotation(level: str, where: tuple[str, int, int], title: str, message: str) -> str:
    r"""One workflow command.

    >>> annotation("error", ("a,b.md", 3, 1), "refuted", "100%\nno")
    '::error file=a%2Cb.md,line=3,col=1,title=refuted::100%25%0Ano\n'
    """
    name, line, column = where
    return f"::{level} file={_value(name)},line={line},col={column},title={_value(title)}::{_data(message)}\n"


def _data(text: str) -> str:
    return "%0A".join(visible(line).replace("%", "%25") for line in text.splitlines())


def _value(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
