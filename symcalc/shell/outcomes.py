"""What one question leads to, and the manner in which it is written; plain data that needs nothing loaded."""

from __future__ import annotations

from typing import NamedTuple

from symcalc.formats.page import Ink, Page
from symcalc.record import record


class Outcome(NamedTuple):
    """Ink for standard output and for standard error, and an exit code."""

    output: Ink
    errors: Ink
    code: int


@record
class Manner:
    """How answers are written; `batch` parts them where one has several lines, `debug` shows the trace of a bug."""

    form: str
    page: Page
    error_columns: int = 80
    batch: bool = False
    debug: bool = False
