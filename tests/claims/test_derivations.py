"""Derivations as people write them, half of them subtly wrong: the verdicts, and the slips that are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from symcalc.claims.claimed import Claimed
from symcalc.claims.document import entries
from symcalc.claims.verdicts import checked
from symcalc.syntax.source import Source

TEXT = (Path(__file__).parent / "derivations.calc").read_text(encoding="utf-8")
ENTRIES = list(entries(Source(TEXT, "derivations.calc")))


def slip_of(entry: Claimed) -> str | None:
    """The slip that stands behind a wrong claim in the document."""
    _, mark, slip = TEXT.splitlines()[entry.source.position(entry.item.span.start).line - 1].partition("  #")
    return slip.strip() if mark else None


def test_there_are_enough():
    """At least sixty derivations, and half of them wrong."""
    wrong = [entry for entry in ENTRIES if entry.item.expected == "refuted"]

    assert len(ENTRIES) >= 60
    assert len(wrong) >= 0.45 * len(ENTRIES)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.item.text)
def test_derivation(entry):
    """The verdict is what it should be, and the slip is named where one stands there."""
    found = checked(entry)

    assert found.met
    if slip_of(entry):
        assert slip_of(entry) in (found.slip or "")


def test_most_slips_are_named():
    """At least four in five of the wrong derivations come with the likely slip."""
    wrong = [checked(entry) for entry in ENTRIES if entry.item.expected == "refuted"]

    assert sum(answer.slip is not None for answer in wrong) >= 0.8 * len(wrong)
