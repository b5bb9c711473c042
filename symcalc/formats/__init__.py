"""Results as text: one module a format, each a writer of the four kinds of statement.

A format is a module with `write(result, page) -> Ink`; this table is all that knows of it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from symcalc.formats.page import Ink, Page

if TYPE_CHECKING:  # the table of names is read for --help, which needs nothing else
    from symcalc.result import Result

#: The formats by name, and where each is written.
FORMATS = {
    "pretty": "symcalc.formats.pretty",
    "plain": "symcalc.formats.plain",
    "latex": "symcalc.formats.latex",
    "json": "symcalc.formats.json",
    "python": "symcalc.formats.python",
    "markdown": "symcalc.formats.markdown",
    "mermaid": "symcalc.formats.mermaid",
    "dot": "symcalc.formats.dot",
    "full": "symcalc.formats.verdicts",
    "concise": "symcalc.formats.concise",
    "github": "symcalc.formats.github",
    "junit": "symcalc.formats.junit",
}


def write(result: Result, form: str, page: Page) -> Ink:
    """The result in a format, on a page."""
    return cast("Ink", import_module(FORMATS[form]).write(result, page))
