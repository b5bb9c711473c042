"""Verdicts one a line, as compilers write them: `notes.md:12:1: refuted: CLAIM [why]`."""

from __future__ import annotations

from symcalc.formats.verdicts import concise as write

__all__ = ["write"]
