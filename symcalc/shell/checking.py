"""A command whose inputs are claims, or documents of claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from symcalc.shell.command import InputCommand
from symcalc.shell.options import files

if TYPE_CHECKING:
    from symcalc.shell.running import Run


class CheckCommand(InputCommand):
    """Judges claims, which may stand in several arguments, files and directories at once."""

    forms = ("pretty", "full", "concise", "plain", "json", "latex", "markdown", "github", "junit")

    def argument(self) -> click.Argument:
        """Claims or paths."""
        return click.Argument(["input_"], metavar="INPUT", required=False, nargs=-1, shell_complete=files)

    def run(self, run: Run) -> int:
        """Judge every claim; the exit code."""
        from symcalc.shell.judging import judge  # noqa: PLC0415 (--help needs no parser)

        return judge(run)
