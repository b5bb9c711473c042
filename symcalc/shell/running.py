"""One run of a command: its inputs, the manner of its answers, its limits and its streams."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from symcalc.confinement import Limits
from symcalc.errors import UsageFault
from symcalc.shell import terminal
from symcalc.shell.inputs import Given, Lines, Question, from_file
from symcalc.shell.outcomes import Manner
from symcalc.shell.session import Preparing, Session, Streams
from symcalc.shell.unquoted import several
from symcalc.worker import Questions

if TYPE_CHECKING:
    from symcalc.shell.answering import Answering
    from symcalc.shell.command import InputCommand


class Run:
    """What the arguments ask for; `options` are those of the command's function."""

    def __init__(self, command: InputCommand, values: dict[str, Any]) -> None:
        names = ("input_", "form", "shared", "file", "timeout", "memory", "jobs", "debug")
        self.command = command
        self.asked = {name: values.pop(name) for name in names}
        self.options = values
        self.given: Sequence[str] = self.asked["input_"]
        output, errors = terminal.standard_streams()
        self.streams = Streams(output, errors, terminal.Status(sys.stderr))
        self.limits = Limits(self.asked["timeout"], self.asked["memory"])

    def questions(self) -> Questions:
        """Where the questions come from: the argument, a file, or the lines of standard input."""
        if self.asked["file"] is not None:
            if self.given:
                raise UsageFault("there is an INPUT and a --file", hint="give one of them")
            return Given([from_file(self.asked["file"])])
        if len(self.given) > 1:
            message, hint = several(self.given, self.command.name or "")
            raise UsageFault(message, hint=hint)
        if self.given and self.given[0] != "-":
            return Given([Question(os.fsencode(self.given[0]))])
        if terminal.is_terminal(sys.stdin):
            if not self.given:
                raise UsageFault("there is no INPUT", hint=f'symcalc {self.command.name} "x^2 + y^2", or --help')
            sys.stderr.write("One expression a line; Ctrl-D ends.\n")
        return Lines()

    @property
    def is_batch(self) -> bool:
        """Whether the inputs are the lines of standard input."""
        return self.asked["file"] is None and (not self.given or self.given[0] == "-")

    def preparing(self, computing: Callable[..., Any], *, batch: bool = False) -> Preparing:
        """How the worker makes what answers the questions."""
        return partial(_prepared, computing, self.options, self.manner(batch=batch), fonts=self.needs_fonts)

    @property
    def needs_fonts(self) -> bool:
        """Whether a picture goes into a file that is not written by hand."""
        output = self.options.get("output")
        return output is not None and not output.lower().endswith(self.command.written_by_hand)

    def manner(self, *, batch: bool = False) -> Manner:
        """How answers are written: for people on a terminal, plain in a pipe, or as asked."""
        page = terminal.page(sys.stdout, self.options.get("digits"), shared=self.asked["shared"])
        form = self.asked["form"] or ("pretty" if self.streams.output.is_terminal else "plain")
        return Manner(form, page, terminal.columns(sys.stderr), batch, self.asked["debug"])

    def answer(self, questions: Questions, prepare: Preparing) -> int:
        """Answer all questions; the exit code."""
        return Session(prepare, self.limits, self.streams, jobs=self.asked["jobs"]).run(questions)


def _prepared(computing: Callable[..., Any], options: dict[str, Any], manner: Manner, *, fonts: bool) -> Answering:
    from symcalc.shell.answering import Answering  # noqa: PLC0415 (loaded in the worker: a small parent forks faster)

    if fonts:
        from symcalc.plotting.files import find_fonts  # noqa: PLC0415 (only pictures in files have any)

        find_fonts()
    return Answering(lambda source: computing(source, **options), manner)
