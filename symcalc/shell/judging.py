"""The command `check` at work: documents to claims, a question a claim, and the sum of it all.

The documents are read before the worker starts, which inherits them: a question is no more than a number.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
from typing import Any

from symcalc.claims.claimed import Claimed
from symcalc.claims.context import Context
from symcalc.claims.document import Entry, entries
from symcalc.claims.files import MOST_BYTES, Document, decoded, documents
from symcalc.confinement import Limits, bounded
from symcalc.errors import LimitReached, SymcalcError, SyntaxFault, UsageFault
from symcalc.formats.page import Ink, text_of
from symcalc.result import Result
from symcalc.shell import terminal
from symcalc.shell.answering import Answering, code_of
from symcalc.shell.exits import BUG, DONE, LIMIT, REFUTED, UNDECIDED, WRONG, gravest
from symcalc.shell.inputs import Question
from symcalc.shell.outcomes import Manner, Outcome
from symcalc.shell.running import Run
from symcalc.shell.session import Session
from symcalc.shell.unquoted import several
from symcalc.syntax import is_claim, parse_shapes
from symcalc.syntax.consistency import parse_assumptions
from symcalc.syntax.source import Source
from symcalc.syntax.tree import Span
from symcalc.worker import Event

#: After so many seconds a person who waits is told how far it is.
_PATIENCE = 1.0
#: How a verdict is written in formats that are not the same for all results: where, and by which function.
WRITERS = {
    "pretty": ("symcalc.formats.verdicts", "write"),
    "full": ("symcalc.formats.verdicts", "write"),
    "concise": ("symcalc.formats.verdicts", "concise"),
    "plain": ("symcalc.formats.verdicts", "row"),
    "markdown": ("symcalc.formats.verdicts", "item"),
    "github": ("symcalc.formats.github", "write"),
    "junit": ("symcalc.formats.junit", "write"),
}
#: Formats in which an error is written in its place among the verdicts, and where.
REPORTS = {"github": "symcalc.formats.github", "junit": "symcalc.formats.junit"}
#: Formats after which a person is told how many claims there were.
FOR_PEOPLE = frozenset({"pretty", "full", "concise", "plain"})
#: What an exit code says of a claim.
WORDS = {DONE: "proved", REFUTED: "refuted", UNDECIDED: "undecided", WRONG: "wrong", LIMIT: "stopped", BUG: "failed"}


class Numbers:
    """The questions: the number of each claim."""

    def __init__(self, count: int) -> None:
        self._rest = iter(range(count))

    def __next__(self) -> tuple[int]:
        return (next(self._rest),)

    def at_hand(self) -> bool:
        """Always."""
        return True

    def fileno(self) -> int:
        """There is nothing to wait for."""
        raise NotImplementedError


def judge(run: Run) -> int:
    """Judge every claim that a run is about; the exit code."""
    options = run.options
    found = list(_entries(run, str(options.pop("notation"))))
    answering = Checking(found, run.manner(batch=True), strict_domain=options["strict_domain"])
    if not found:
        run.streams.errors.write([("There are no claims.\n", "")])
        return DONE
    session = CheckSession(
        answering,
        run,
        len(found),
        fail_fast=options["fail_fast"],
        allow_undecided=options["allow_undecided"],
    )
    code = session.run(Numbers(len(found)))
    session.finish()
    return code


def _entries(run: Run, notation: str) -> Iterator[Entry]:
    """The claims of all inputs, and the errors among them."""
    context = Context()
    if (shape := run.options.pop("shape")) is not None:
        context = Context(shapes=parse_shapes(shape))
    if (assume := run.options.pop("assume")) is not None:
        context = context.under(parse_assumptions(assume))
    for document in _documents(run, notation):
        if isinstance(document, SymcalcError):
            yield document
        else:
            yield from _read(document, context, notation, run.limits)


def _read(document: Document, given: Context, notation: str, limits: Limits) -> list[Entry]:
    """The claims of one document, and the errors among them, within the limits of an input."""
    source = document.source
    try:
        with bounded(limits):
            return list(
                entries(source, markdown=document.markdown, argument=document.argument, notation=notation, given=given)
            )
    except TimeoutError:
        message, hint = f"stopped after {limits.seconds:g} s of reading", "--timeout SECONDS allows more"
    except MemoryError:
        message, hint = f"stopped at {limits.megabytes} MB of memory in reading", "--memory MB allows more"
    except RecursionError:
        message, hint = "the text is nested too deeply", None
    return [LimitReached(message, hint=hint, source=Source("", source.name))]


def _documents(run: Run, notation: str) -> Iterator[Document | SymcalcError]:
    """What the arguments name: claims, paths, standard input."""
    given: Sequence[str] = run.given
    if run.asked["file"] is not None:
        if given:
            raise UsageFault("there is an INPUT and a --file", hint="give one of them")
        given = [run.asked["file"]]
    if not given:
        if terminal.is_terminal(sys.stdin):
            raise UsageFault("there is no INPUT", hint='symcalc check "diff(x^2, x) == 2x", or a path, or --help')
        given = ["-"]
    if any(argument.strip() in {"==", "!=", "≈"} for argument in given):
        message, hint = several(given, "check")
        raise UsageFault(message, hint=hint)
    paths: list[str] = []
    for argument in given:
        if argument == "-":
            yield _standard_input()
        elif not argument.strip():
            yield SyntaxFault("the claim is empty", source=Source(argument), span=Span(0, 0))
        elif is_claim(argument, notation):
            yield Document(Question(os.fsencode(argument)).source(), argument=True)
        else:
            paths.append(argument)
    yield from documents(paths)


def _standard_input() -> Document | SymcalcError:
    text = sys.stdin.buffer.read(MOST_BYTES + 1)
    if len(text) > MOST_BYTES:
        return LimitReached(f"the input is longer than {MOST_BYTES:,} bytes", source=Source("", "-"))
    if not text.strip():
        return UsageFault("there is no input", hint="symcalc check --help", source=Source("", "-"))
    return decoded(text, "-")


class Checking(Answering):
    """Judges and writes the claims of a run; called in the worker with their numbers."""

    def __init__(self, found: Sequence[Entry], manner: Manner, *, strict_domain: bool) -> None:
        super().__init__(lambda _: (), manner)
        self.judging = partial(_computed, strict_domain=strict_domain)
        self.found = found

    def prepared(self) -> Checking:
        """Itself, with what judging a claim needs loaded, so that no claim is charged for that."""
        if any(isinstance(entry, Claimed) for entry in self.found):
            import symcalc.claims.verdicts  # noqa: F401, PLC0415 (only the worker needs SymPy)
        return self

    def __call__(self, question: tuple[Any, ...], tell: Callable[[str, Any], None]) -> tuple[Any, ...]:  # noqa: ARG002 (a claim has no half answer)
        return tuple(self.judged(self.found[question[0]]))

    def judged(self, entry: Entry) -> Outcome:
        """The outcome of a claim, or of what could not be read."""
        if isinstance(entry, SymcalcError):
            return self.failed(entry)
        return self.guarded(entry, entry.source)

    def guarded(self, entry: Claimed, source: Any) -> Outcome:
        """The outcome, whatever happens, but for running out of memory."""
        try:
            return self.written((self.judging(entry),))
        except SymcalcError as error:
            return self.failed(_located(error.within(source), entry))
        except RecursionError:
            return self.failed(_located(LimitReached("the claim is nested too deeply", source=source), entry))
        except MemoryError:
            raise
        except Exception as bug:  # noqa: BLE001 (a bug is an answer of its own, said as such)
            return self.crashed(bug)

    def written(self, results: tuple[Result, ...]) -> Outcome:
        if self.manner.form not in WRITERS:
            return super().written(results)
        room, function = WRITERS[self.manner.form]
        writer: Callable[..., Ink] = getattr(import_module(room), function)
        ink = [span for result in results for span in writer(result, self.manner.page)]
        return Outcome(ink, [], gravest(map(code_of, results)))

    def failed(self, error: SymcalcError) -> Outcome:
        outcome = super().failed(error)
        room = REPORTS.get(self.manner.form)
        return outcome if room is None else outcome._replace(output=import_module(room).of_error(error))


def _computed(entry: Claimed, *, strict_domain: bool) -> Result:
    from symcalc.claims.verdicts import checked  # noqa: PLC0415 (only the worker needs SymPy)

    return checked(entry, strict_domain=strict_domain)


def _located(error: SymcalcError, entry: Claimed) -> SymcalcError:
    """The error with the place of its claim, where it has none of its own."""
    if error.span is None or error.span.start < 0:
        error.span = entry.item.span
    return error


class CheckSession(Session):
    """A run over claims: it counts, stops early where that is asked for, and sums up."""

    def __init__(self, answering: Checking, run: Run, total: int, *, fail_fast: bool, allow_undecided: bool) -> None:
        super().__init__(answering.prepared, run.limits, run.streams, jobs=run.asked["jobs"])
        self.checking = answering
        self.total = total
        self.fail_fast = fail_fast
        self.allow_undecided = allow_undecided
        self.counts: Counter[int] = Counter()
        self.stopped = False
        self._cases: list[str] = []
        self._begun = time.monotonic()

    def finish(self) -> None:
        """What is written at the end: the whole of a report, and how many claims there were."""
        form = self.checking.manner.form
        if form == "junit":
            from symcalc.formats import junit  # noqa: PLC0415 (it loads a library of XML)

            self.streams.output.write([(junit.suite(self._cases), "")])
        self.streams.status.clear()
        judged = sum(self.counts.values())
        if form in FOR_PEOPLE and judged > 1:
            parts = [f"{count} {WORDS[code]}" for code, count in sorted(self.counts.items())]
            rest = f", {self.total - judged} not judged" if judged < self.total else ""
            self.streams.errors.write([(f"{judged} claims: {', '.join(parts)}{rest}\n", "heading")])

    def _stopped(self, event: Event) -> Outcome:
        entry = self.checking.found[event.question[0]]
        error = LimitReached(*_limit_words(event, self.limits.seconds, self.limits.megabytes))
        if event.kind == "crash" or isinstance(entry, SymcalcError):
            return self.checking.crashed(event.crash)
        return self.checking.failed(_located(error.within(entry.source), entry))

    def _write(self, outcome: Outcome) -> None:
        if self.stopped:
            return
        self.counts[outcome.code] += 1
        if outcome.code == UNDECIDED and self.allow_undecided:
            outcome = outcome._replace(code=DONE)
        if self.checking.manner.form == "junit":
            self._cases.append(text_of(outcome.output))
            outcome = outcome._replace(output=[])
        super()._write(outcome)
        self.stopped = self.fail_fast and outcome.code != DONE
        done = sum(self.counts.values())
        if time.monotonic() - self._begun > _PATIENCE and done < self.total:
            self.streams.status.show(f"{done} of {self.total} claims")

    def _answer(self, events: Iterator[Event]) -> None:
        def until_stopped() -> Iterator[Event]:
            for event in events:
                yield event
                if self.stopped:
                    return

        super()._answer(until_stopped())


def _limit_words(event: Event, seconds: float, megabytes: int) -> tuple[str]:
    if event.kind == "time":
        return (f"stopped after {seconds:g} s",)
    return (f"stopped at {megabytes} MB of memory",)
