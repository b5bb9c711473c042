"""From a question to an outcome: read, compute, format; an error is an outcome too. This runs in the worker."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from symcalc import formats
from symcalc.errors import LimitReached, SymcalcError
from symcalc.formats.cells import visible
from symcalc.formats.page import Ink
from symcalc.progress import Limit, listen
from symcalc.result import Result
from symcalc.shell import diagnostics
from symcalc.shell.exits import BUG, DONE, REFUTED, UNDECIDED, gravest
from symcalc.shell.inputs import Question
from symcalc.shell.installation import incomplete
from symcalc.shell.outcomes import Manner, Outcome
from symcalc.shell.remarks import remarks
from symcalc.shell.unquoted import behind
from symcalc.syntax.source import Source

_PATIENCE = 0.2
#: A longer answer is not passed on, in characters: the process that writes it would need several times as much memory.
_LONGEST = 1 << 25

Computing = Callable[[Source], "Result | Iterable[Result]"]


class Answering:
    """Computes and writes the answers to one command; called in the worker for each question."""

    def __init__(self, computing: Computing, manner: Manner) -> None:
        self.computing = computing
        self.manner = manner

    def __call__(self, question: tuple[Any, ...], tell: Callable[[str, Any], None]) -> tuple[Any, ...]:
        """The outcome as plain data; progress and checkpoints are told on the way."""
        listen(_Messenger(self, tell))
        return tuple(self.outcome(Question(*question)))

    def outcome(self, question: Question) -> Outcome:
        """The outcome, whatever happens, but for running out of memory."""
        source: Source | None = None
        try:
            source = question.source()
            computed = self.computing(source)
            results = (computed,) if isinstance(computed, Result) else tuple(computed)
            return self.written(results)._replace(errors=self.remarked(source))
        except SymcalcError as error:
            return self.failed(error if source is None else explained(error.within(source)))
        except RecursionError:
            return self.failed(LimitReached("the expression is nested too deeply", source=source))
        except MemoryError:
            raise
        except Exception as bug:  # noqa: BLE001 (a bug is an answer of its own, said as such)
            return self.crashed(bug)

    def written(self, results: tuple[Result, ...]) -> Outcome:
        """Results in the format asked for."""
        written = [formats.write(result, self.manner.form, self.manner.page) for result in results]
        if sum(len(text) for ink in written for text, _ in ink) > _LONGEST:
            raise LimitReached(f"the answer is longer than {_LONGEST:,} characters")
        parted = self.manner.batch or len(written) > 1
        output = [span for ink in written for span in (*ink, *([("\n", "")] if parted and is_block(ink) else []))]
        return Outcome(output, [], gravest(map(code_of, results)))

    def remarked(self, source: Source) -> Ink:
        """What a person may have meant otherwise."""
        said = remarks(source) if self.manner.form == "pretty" else ()
        return [span for remark in said for span in (("note", "doubt"), (f": {visible(remark)}\n", ""))]

    def failed(self, error: SymcalcError) -> Outcome:
        """An error, drawn; in JSON also in its place among the results."""
        output = [(diagnostics.as_json(error) + "\n", "")] if self.manner.form == "json" else []
        return Outcome(output, diagnostics.drawn(error, self.manner.error_columns), error.exit_code)

    def crashed(self, bug: BaseException) -> Outcome:
        """A mistake of symcalc's own, unless a package that it needs is not there."""
        if (missing := incomplete()) is not None:
            return self.failed(missing)
        said = f"{type(bug).__name__}: {bug}".split("\n")[0]
        output = [(diagnostics.bug_as_json(said) + "\n", "")] if self.manner.form == "json" else []
        trace = [(_trace(bug), "")] if self.manner.debug else []
        return Outcome(output, [*trace, *diagnostics.bug(said)], BUG)


def _trace(bug: BaseException) -> str:
    import traceback  # noqa: PLC0415 (only a bug needs it)

    return "".join(traceback.format_exception(bug))


class _Messenger:
    """Passes on what a computation says, not more often than a person or a pipe can use."""

    def __init__(self, answering: Answering, tell: Callable[[str, Any], None]) -> None:
        self._answering = answering
        self._tell = tell
        self._last = {"progress": 0.0, "checkpoint": 0.0}

    def _due(self, kind: str) -> bool:
        now = time.monotonic()
        due = now - self._last[kind] >= _PATIENCE
        if due:
            self._last[kind] = now
        return due

    def progress(self, message: str) -> None:
        if self._due("progress"):
            self._tell("progress", message)

    def checkpoint(self, results: Mapping[Limit, Result]) -> None:
        if self._due("checkpoint"):
            written = {limit: tuple(self._answering.written((result,))) for limit, result in results.items()}
            self._tell("checkpoint", written)


def explained(error: SymcalcError) -> SymcalcError:
    """The error of an argument with what may be behind it, where it has no hint of its own."""
    if error.hint is None and error.source is not None and error.source.name == "argument":
        error.hint = behind(error.source.text)
    return error


def code_of(result: Result) -> int:
    """The exit code of one result."""
    return {True: DONE, False: REFUTED, None: UNDECIDED}[result.holds]


def is_block(ink: Ink) -> bool:
    """Whether an answer has several lines, so that a blank one must part it from the next."""
    return sum(text.count("\n") for text, _ in ink) > 1
