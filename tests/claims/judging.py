"""What the tests of claims share: a text judged claim by claim."""

from __future__ import annotations

from symcalc.claims.claimed import Claimed
from symcalc.claims.document import entries
from symcalc.claims.result import Check
from symcalc.claims.verdicts import checked
from symcalc.errors import SymcalcError
from symcalc.syntax import written
from symcalc.syntax.source import Source


def answers(text: str, *, markdown: bool = False, **options) -> list[Check | SymcalcError]:
    """The answer to each claim of a document, or the error in its place."""
    found = []
    for entry in entries(Source(text, "notes.md" if markdown else "notes.calc"), markdown=markdown):
        try:
            found.append(checked(entry, **options) if isinstance(entry, Claimed) else entry)
        except SymcalcError as error:
            found.append(error)
    return found


def answer(text: str, **options) -> Check | SymcalcError:
    """The answer to the last claim of a document."""
    return answers(text, **options)[-1]


def verdict(text: str) -> str:
    """The verdict on the last claim, or the kind of its error."""
    found = answer(text)
    return f"error {found.kind}" if isinstance(found, SymcalcError) else found.verdict


def shown(witness) -> dict[str, str]:
    """A witness in writing."""
    values = {"left": witness.left, "right": witness.right}
    return {name: value if isinstance(value, str) else written(value) for name, value in values.items()}
