"""Derivations as people write them, half of them subtly wrong: the verdicts, and the slips that are named."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from symcalc.claims.claimed import Claimed
from symcalc.claims.document import Entry, entries
from symcalc.claims.files import MARKDOWN
from symcalc.claims.result import Check
from symcalc.claims.verdicts import checked
from symcalc.syntax.source import Source

FILES = sorted((Path(__file__).parent / "derivations").iterdir())


def read(path: Path) -> list[Entry]:
    """What a document holds."""
    return list(entries(Source(path.read_text(encoding="utf-8"), path.name), markdown=path.suffix in MARKDOWN))


ENTRIES = [entry for path in FILES for entry in read(path)]


@cache
def judged(index: int) -> Check:
    """The answer to an entry."""
    return checked(ENTRIES[index])


def slip_of(entry: Claimed) -> str | None:
    """The slip that stands behind a wrong claim in the document."""
    line = entry.source.text.splitlines()[entry.source.position(entry.item.span.start).line - 1]
    _, mark, slip = line.partition("  #")
    return slip.strip() if mark else None


def test_there_are_enough():
    """At least sixty derivations, about half of them wrong."""
    kinds = Counter(entry.item.expected.partition(" ")[0] for entry in ENTRIES)

    assert len(ENTRIES) >= 60
    assert kinds["refuted"] + kinds["error"] >= 0.45 * len(ENTRIES)


@pytest.mark.parametrize("index", range(len(ENTRIES)), ids=lambda i: f"{ENTRIES[i].location} {ENTRIES[i].item.text}")
def test_derivation(index):
    """The verdict is what it should be, and the slip is named where one stands there."""
    found, slip = judged(index), slip_of(ENTRIES[index])

    assert found.met
    if slip:
        assert slip in (found.slip or "")


def test_most_slips_are_named():
    """At least four in five of the wrong derivations come with the likely slip."""
    wrong = [judged(index) for index, entry in enumerate(ENTRIES) if entry.item.expected == "refuted"]

    assert sum(answer.slip is not None for answer in wrong) >= 0.8 * len(wrong)
