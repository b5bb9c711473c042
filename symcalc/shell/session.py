"""A command at work: questions go to the worker, outcomes to the screen, and the exit code is settled.

The parent process holds the terminal and the clock. Answers are written in order, each as soon as it is there.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from symcalc.confinement import Limits
from symcalc.errors import LimitReached, UsageFault
from symcalc.record import record
from symcalc.shell.exits import DONE, INTERRUPTED, close_quietly, gravest
from symcalc.shell.inputs import Question
from symcalc.shell.outcomes import Outcome
from symcalc.shell.terminal import Screen, Status
from symcalc.worker import Event, Pool, Questions

if TYPE_CHECKING:  # loaded in the worker: a small parent forks faster
    from symcalc.shell.answering import Answering

#: Makes what answers questions; called once in each child.
Preparing = Callable[[], "Answering"]
_PATIENCE = 1.0
#: A shell drops an argument like $x or (x) without quotes, and then nothing is left to read.
_NO_INPUT = "an INPUT in single quotes reaches symcalc as it is: '2*x'; symcalc COMMAND --help shows examples"


@record
class Streams:
    """Where answers, errors and passing words go."""

    output: Screen
    errors: Screen
    status: Status


class Session:
    """One run of a command over all its questions; `prepare` makes, in the worker, what answers them."""

    def __init__(self, prepare: Preparing, limits: Limits, streams: Streams, *, jobs: int = 1) -> None:
        self.prepare = prepare
        self.limits = limits
        self.streams = streams
        self.jobs = jobs
        self.code = DONE
        self._answered = 0
        self._started = 0.0

    @cached_property
    def answering(self) -> Answering:
        """The same in this process, for what the parent itself has to say."""
        return self.prepare()

    def run(self, questions: Questions) -> int:
        """Answer everything; the exit code over all."""
        try:
            with Pool(self.prepare, self.limits, self.jobs) as pool:
                events = pool.answers(questions) if hasattr(os, "fork") else self._in_process(questions)
                self._answer(events)
            if not self._answered:
                self._write(self.answering.failed(UsageFault("there is no input", hint=_NO_INPUT)))
        except BrokenPipeError:
            close_quietly()
        except KeyboardInterrupt:
            self.streams.status.clear()
            return INTERRUPTED
        return self.code

    def _in_process(self, questions: Questions) -> Iterator[Event]:
        """Where there is no fork: the same answers without bounds on time and memory."""
        while True:
            try:
                question = next(questions)
            except StopIteration:
                return
            yield Event("answer", self.answering(question, lambda _kind, _content: None), question)

    def _answer(self, events: Iterator[Event]) -> None:
        for event in events:
            if event.kind == "started":
                self._started = time.monotonic()
                self.streams.output.prepare()
            elif event.kind == "progress":
                if time.monotonic() - self._started > _PATIENCE:
                    self.streams.status.show(event.content)
            else:
                self._write(self._outcome(event))

    def _outcome(self, event: Event) -> Outcome:
        if event.kind == "answer":
            return Outcome(*event.content)
        stopped = self._stopped(event)
        if event.content is None or event.kind not in event.content:
            return stopped
        partial = Outcome(*event.content[event.kind])  # what it had so far stands in place of the error
        return Outcome(partial.output, stopped.errors, stopped.code)

    def _stopped(self, event: Event) -> Outcome:
        """What is said of a question whose child had to be ended, or ended by itself."""
        if event.kind == "crash":
            return self.answering.crashed(event.crash)
        if event.kind == "time":
            message, hint = f"stopped after {self.limits.seconds:g} s", "--timeout SECONDS allows more"
        else:
            message, hint = f"stopped at {self.limits.megabytes} MB of memory", "--memory MB allows more"
        if event.content is not None:
            message += "; what was found until then is shown"
        return self.answering.failed(LimitReached(message, hint=hint, source=Question(*event.question).shown()))

    def _write(self, outcome: Outcome) -> None:
        self._answered += 1
        self.code = gravest((self.code, outcome.code))
        self.streams.status.clear()
        self.streams.output.write(outcome.output)
        self.streams.errors.write(outcome.errors)
