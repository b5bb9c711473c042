"""Claims as tests: pytest collects `.calc` files and Markdown with `calc` blocks, one test a claim.

The plugin is there where symcalc is installed; `-p no:symcalc` leaves it out. An undecided claim fails,
or is skipped with `--allow-undecided`. pytest-xdist spreads the claims of large collections over processes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import symcalc
from symcalc.claims.claimed import Claimed
from symcalc.claims.document import Entry, entries
from symcalc.claims.files import MARKDOWN, read
from symcalc.errors import SymcalcError

_HAS_CLAIMS = re.compile(rb"^[ \t>]*(?:(?:[-*+]|\d+[.)]) +)*(?:`{3,}|~{3,})[ \t]*calc\b", re.MULTILINE)


def pytest_addoption(parser: pytest.Parser) -> None:
    """The one option."""
    group = parser.getgroup("symcalc", "claims of calculus")
    group.addoption("--allow-undecided", action="store_true", help="skip claims that are neither proved nor refuted")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> ClaimFile | None:
    """A document of claims, if a file is one."""
    suffix = file_path.suffix.lower()
    if suffix == ".calc" or (suffix in MARKDOWN and _HAS_CLAIMS.search(file_path.read_bytes())):
        found: ClaimFile = ClaimFile.from_parent(parent, path=file_path)
        return found
    return None


class ClaimFile(pytest.File):
    """A document of claims."""

    def collect(self) -> Iterator[ClaimItem]:
        """Its claims, and what could not be read, each a test."""
        document = read(self.path)
        found: list[Entry] = [document] if isinstance(document, SymcalcError) else []
        if not isinstance(document, SymcalcError):
            found = list(entries(document.source, markdown=document.markdown))
        for entry in found:
            line, text = _title(entry)
            yield ClaimItem.from_parent(self, name=f"{line}: {text}", entry=entry, line=line)


def _title(entry: Entry) -> tuple[int, str]:
    """The line of a claim and its text, or what is wrong there."""
    if isinstance(entry, Claimed):
        return entry.source.position(entry.item.span.start).line, " ".join(entry.item.text.split())
    if entry.source is None:
        return 1, entry.message
    start = 0 if entry.span is None or entry.span.start < 0 else entry.span.start
    return entry.source.position(start).line, f"error: {entry.message}"


class NotMet(Exception):
    """A claim that is not what is expected of it; the text says why."""


class ClaimItem(pytest.Item):
    """One claim."""

    def __init__(self, *, entry: Entry, line: int, **settings: Any) -> None:
        super().__init__(**settings)
        self.entry = entry
        self.line = line

    def runtest(self) -> None:
        """Judge the claim; what could not be read fails with its error."""
        if isinstance(self.entry, SymcalcError):
            raise self.entry
        from symcalc.claims.verdicts import checked  # noqa: PLC0415 (collecting needs no SymPy)

        answer = checked(self.entry)
        if answer.met is None and self.config.getoption("--allow-undecided"):
            pytest.skip(f"undecided: {answer.method}")
        if not answer.met:
            raise NotMet(symcalc.write(answer, "full"))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The verdict as the command draws it, without a traceback."""
        error = excinfo.value
        if isinstance(error, NotMet):
            return str(error)
        if isinstance(error, SymcalcError):
            hint = f"\n  = help: {error.hint}" if error.hint else ""
            return f"error[{error.kind}]: {error.message}{hint}\n --> {self.path}:{self.line}"
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the claim stands."""
        return self.path, self.line - 1, self.name
