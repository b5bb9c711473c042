"""The bounded child process: it answers questions one after another under limits, and is replaced when it dies.

The process forks before the heavy imports, so a question costs a fork and not a second interpreter. The child
computes; the parent keeps the terminal and the clock, and ends a child that overstays, whatever C code it is in:
an alarm or an exception inside one process would not. Questions and answers are data that `marshal` can carry.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import select
import signal
import time
from collections.abc import Callable, Iterator
from typing import Any, Literal, NamedTuple, Protocol, Self

from symcalc.confinement import Limits, confine, grown, settle
from symcalc.record import field, record

Question = Any
Answer = Any
#: Computes an answer in the child; the second argument sends a word on the way to the parent.
Answering = Callable[[Question, Callable[[str, Any], None]], Answer]
#: Makes it, in the child, so that what it needs is loaded there.
Preparing = Callable[[], Answering]
Kind = Literal["started", "answer", "progress", "time", "memory", "crash"]

_OUT_OF_MEMORY = 71
_CHUNK = 1 << 20
#: What a child may take to start up before it begins with a question, in seconds; a loaded machine takes long.
STARTING = 60.0


class Event(NamedTuple):
    """What has come of a question.

    "started": a child works on it; "progress": some words on the way; "answer": the answer. "time", "memory" and
    "crash": it ended without one, and the content is what its last checkpoint would have answered, or None; `reason`
    is the exception that a crash began with, where the child could still say it.
    """

    kind: Kind
    content: Any
    question: Question
    reason: str = ""

    @property
    def crash(self) -> RuntimeError:
        """A crash as an exception, with what the child said last."""
        said = f": {self.reason}" if self.reason else ""
        return RuntimeError(f"the computing process ended without an answer{said}")


class Questions(Protocol):
    """Where questions come from."""

    def __next__(self) -> Question: ...

    def at_hand(self) -> bool:
        """Whether the next question, or the end of them, can be had without waiting."""

    def fileno(self) -> int:
        """The descriptor that becomes readable when one may be at hand."""


class Child:
    """One child process and the two pipes to it; `question` is what it works on."""

    def __init__(self, prepare: Preparing, limits: Limits, others: list[Child]) -> None:
        child_inbox, self.inbox = os.pipe()
        self.outbox, child_outbox = os.pipe()
        self.limits = limits
        self.question: Question = None
        self.number = -1
        self.deadline = float("inf")
        self.checkpoint: Any = None
        self.expired = False
        self.reason = ""
        self._received = bytearray()
        self.pid = os.fork()
        if self.pid == 0:
            for foreign in (self, *others):
                os.close(foreign.inbox)
                os.close(foreign.outbox)
            _serve(prepare, limits, child_inbox, child_outbox)
        os.close(child_inbox)
        os.close(child_outbox)

    def fileno(self) -> int:
        """What `select` waits for."""
        return self.outbox

    def ask(self, number: int, question: Question) -> None:
        """Send a question; its time begins when the child begins with it, which may still be starting up."""
        self.number, self.question, self.checkpoint = number, question, None
        self.deadline = time.monotonic() + self.limits.seconds + STARTING
        with contextlib.suppress(BrokenPipeError):  # a child that is gone is noticed when it is read from
            _send(self.inbox, tuple(question) if isinstance(question, tuple) else question)

    def frames(self) -> Iterator[tuple[str, Any]]:
        """What the child has sent that is complete; "end" when it is gone."""
        chunk = os.read(self.outbox, _CHUNK)
        self._received += chunk
        while len(self._received) >= 8:
            end = 8 + int.from_bytes(self._received[:8], "big")
            if len(self._received) < end:
                break
            frame = bytes(self._received[8:end])
            del self._received[:end]
            yield marshal.loads(frame)  # noqa: S302 (from our own child, through our own pipe)
        if not chunk:
            yield "end", None

    def end(self) -> Kind:
        """End the process if it still runs, and say how it ended."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        return self.reap()

    def reap(self) -> Kind:
        """Collect the process and say why it ended."""
        os.close(self.inbox)
        os.close(self.outbox)
        _, status = os.waitpid(self.pid, 0)
        code = os.waitstatus_to_exitcode(status)
        if self.expired or code == -signal.SIGALRM:
            return "time"
        # an aborting allocator (GMP, flint), the kernel out of memory, or a MemoryError
        return "memory" if code in {-signal.SIGABRT, -signal.SIGKILL, _OUT_OF_MEMORY} else "crash"


@record(frozen=False)
class Pool:
    """As many children as `jobs`; the answers come in the order of the questions."""

    prepare: Preparing
    limits: Limits
    jobs: int = 1
    children: list[Child] = field(default_factory=list)
    _early: dict[int, Event] = field(default_factory=dict)
    _asked: int = 0
    _told: int = 0
    _exhausted: bool = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Leave no child behind."""
        while self.children:
            self.children.pop().end()

    def answers(self, questions: Questions) -> Iterator[Event]:
        """Answer every question, in order, each as soon as it is known."""
        while True:
            yield from self._hand_out(questions)
            busy = [child for child in self.children if child.number >= 0]
            if not busy and self._exhausted:
                return
            yield from self._listen(busy, questions)

    def _hand_out(self, questions: Questions) -> Iterator[Event]:
        """Give questions to idle children, waiting for one only where nothing else is under way."""
        while not self._exhausted and (child := self._idle()) is not None:
            if any(other.number >= 0 for other in self.children) and not questions.at_hand():
                return
            try:
                question = next(questions)
            except StopIteration:
                self._exhausted = True
                return
            child = child or self._fork()
            child.ask(self._asked, question)
            self._asked += 1
            yield Event("started", None, question)

    def _idle(self) -> Child | Literal[False] | None:
        """A child without work; False where one may still be started; None where all are busy.

        No more questions are taken than `jobs` ahead of the oldest one unanswered, so memory stays flat.
        """
        if self._asked - self._told >= 4 * self.jobs:
            return None
        free = next((child for child in self.children if child.number < 0), None)
        return free or (False if len(self.children) < self.jobs else None)

    def _fork(self) -> Child:
        child = Child(self.prepare, self.limits, self.children)
        self.children.append(child)
        return child

    def _listen(self, busy: list[Child], questions: Questions) -> Iterator[Event]:
        """Wait until a child speaks, a deadline passes, or another question can be handed out."""
        wanted: list[Any] = list(busy)
        if not self._exhausted and self._idle() is not None:
            wanted.append(questions)
        patience = max(0.0, min(child.deadline for child in busy) - time.monotonic())
        ready, _, _ = select.select(wanted, [], [], min(patience, 3600.0))
        for child in busy:
            if child in ready:
                yield from self._hear(child)
            elif time.monotonic() >= child.deadline:
                child.expired = True
                yield from self._settle(child, Event(child.end(), child.checkpoint, child.question))
                self.children.remove(child)

    def _hear(self, child: Child) -> Iterator[Event]:
        for kind, content in child.frames():
            if kind == "progress":
                yield Event("progress", content, child.question)
            elif kind == "checkpoint":
                child.checkpoint = content
            elif kind == "failed":
                child.reason = content
            elif kind == "began":
                child.deadline = time.monotonic() + child.limits.seconds
            elif kind == "end":
                self.children.remove(child)
                why = child.reap()
                if child.number >= 0:
                    yield from self._settle(child, Event(why, child.checkpoint, child.question, child.reason))
            elif kind == "last answer":
                self.children.remove(child)
                child.reap()
                yield from self._settle(child, Event("answer", content, child.question))
                return
            else:
                yield from self._settle(child, Event("answer", content, child.question))

    def _settle(self, child: Child, event: Event) -> Iterator[Event]:
        """Keep an answer until all before it are told."""
        self._early[child.number] = event
        child.number, child.deadline = -1, float("inf")
        while self._told in self._early:
            told = self._early.pop(self._told)
            self._told += 1
            yield told


def _serve(prepare: Preparing, limits: Limits, inbox: int, outbox: int) -> None:
    """The child's life: a question, its answer, the next; it leaves without tear-down, which costs a quarter."""
    status = 0
    try:
        confine(limits)
        answering = prepare()
        settle()

        def tell(kind: str, content: Any) -> None:
            _send(outbox, (kind, content))

        while (question := _receive(inbox)) is not None:
            tell("began", None)
            signal.setitimer(signal.ITIMER_REAL, limits.seconds + 2)  # should the parent be gone
            answer = answering(question, tell)
            signal.setitimer(signal.ITIMER_REAL, 0)
            if grown(limits):
                tell("last answer", answer)
                break
            tell("answer", answer)
    except MemoryError:
        status = _OUT_OF_MEMORY
    except BaseException as failure:  # noqa: BLE001 (nothing may climb out of the child into the parent's code)
        status = 70
        with contextlib.suppress(OSError):  # the parent is gone
            _send(outbox, ("failed", f"{type(failure).__name__}: {failure}"))
    finally:
        os._exit(status)


def _send(descriptor: int, content: Any) -> None:
    """Write one frame: eight bytes of length, then the content."""
    body = marshal.dumps(content)
    view = memoryview(len(body).to_bytes(8, "big") + body)
    while view:
        view = view[os.write(descriptor, view) :]


def _receive(descriptor: int) -> Any:
    """Read one frame, or None at the end."""
    head = _exactly(descriptor, 8)
    return None if head is None else marshal.loads(_exactly(descriptor, int.from_bytes(head, "big")) or b"N")  # noqa: S302


def _exactly(descriptor: int, size: int) -> bytes | None:
    """So many bytes, or None where the pipe ends before."""
    parts = bytearray()
    while len(parts) < size:
        chunk = os.read(descriptor, size - len(parts))
        if not chunk:
            return None
        parts += chunk
    return bytes(parts)
