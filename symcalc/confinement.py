"""What a computing process may use: memory, stack, no core file; and what it does without: terminal and collector."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
from collections.abc import Iterator
from typing import NamedTuple

from symcalc.begun import begin_lean
from symcalc.imports import freeze_after_import

_MEGABYTE = 1 << 20
_STACK = 256 * _MEGABYTE
_RECURSION = 20_000
#: So many new objects, some megabytes, are looked through for garbage at a time: most are trees, which hold no circles.
_YOUNG = 50_000
#: What starting takes, in megabytes: no limit is lower (measured: 70 filled, 80 only mapped by the libraries).
_LEAST = 160
#: What the program itself has filled when it forks, in megabytes; what a larger one had filled is not the child's.
_OWN = 24

_inherited = 0


class Limits(NamedTuple):
    """What one question may cost: seconds of waiting, megabytes of memory."""

    seconds: float = 10.0
    megabytes: int = 1024


def confine(limits: Limits) -> None:
    """Make this process a computing child: bounded, silent, and ended at once by an interrupt or a closed pipe."""
    global _inherited  # noqa: PLW0603 (what this process began with)
    _inherited = _memory().filled
    gc.disable()  # until `settle`
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)
    if "faulthandler" in sys.modules:  # its report of an abort is for a terminal that is not this process's
        sys.modules["faulthandler"].disable()
    _let_go_of_the_terminal()
    _bound_memory(limits.megabytes)
    sys.setrecursionlimit(_RECURSION)
    # pure Python integers: their start is cheaper than flint's, and no allocator aborts under the memory limit
    os.environ.setdefault("SYMPY_GROUND_TYPES", "python")
    for library in ("OPENBLAS", "OMP", "MKL"):  # a thread's stack each counts as memory
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    freeze_after_import()
    begin_lean()


@contextlib.contextmanager
def bounded(limits: Limits) -> Iterator[None]:
    """Bound what this process does meanwhile: a TimeoutError or a MemoryError ends it.

    Only for work in Python itself: what C code does is ended by no exception, but by the end of its process.
    """
    sys.setrecursionlimit(max(sys.getrecursionlimit(), _RECURSION))
    if not hasattr(os, "fork"):
        yield
        return
    import resource  # noqa: PLC0415 (only where there is fork)

    allowed = resource.getrlimit(resource.RLIMIT_AS)
    answered = signal.signal(signal.SIGALRM, _expire)
    _bound(resource.RLIMIT_AS, _address_space(limits.megabytes))
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, answered)
        resource.setrlimit(resource.RLIMIT_AS, allowed)


def _expire(_signal: int, _frame: object) -> None:
    raise TimeoutError


def settle() -> None:
    """What is loaded by now stays: the collector, at rest so far, need never look at it."""
    gc.freeze()
    gc.set_threshold(_YOUNG)
    gc.enable()


def _let_go_of_the_terminal() -> None:
    """Hold no stream of the parent's: a closed pipe must be seen as closed by whoever reads it."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _bound_memory(megabytes: int) -> None:
    import resource  # noqa: PLC0415 (only where there is fork)

    _bound(resource.RLIMIT_CORE, 0)
    _bound(resource.RLIMIT_AS, _address_space(megabytes))
    _bound(resource.RLIMIT_STACK, _STACK)


def _bound(limit: int, amount: int) -> None:
    """Lower a limit of this process; it may be raised again."""
    import resource  # noqa: PLC0415 (only where there is fork)

    hard = resource.getrlimit(limit)[1]
    soft = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
    with contextlib.suppress(ValueError, OSError):  # a platform that knows the limit but not the amount
        resource.setrlimit(limit, (soft, hard))


def _address_space(megabytes: int) -> int:
    """How many bytes may be mapped where `megabytes` may be filled: what is mapped by now, but for our own, is free."""
    return (max(megabytes, _LEAST) - _OWN) * _MEGABYTE + _memory().mapped


class _Memory(NamedTuple):
    """What a process has mapped, and what of it is filled, in bytes."""

    mapped: int = 0
    filled: int = 0


def _memory() -> _Memory:
    """The memory of this process; nothing where the system does not say."""
    try:
        with open("/proc/self/statm", encoding="ascii") as pages:  # noqa: PTH123 (pathlib is an import)
            mapped, filled, *_ = map(int, pages.read().split())
    except OSError:
        return _Memory()
    page = os.sysconf("SC_PAGE_SIZE")
    return _Memory(mapped * page, filled * page)


def grown(limits: Limits) -> bool:
    """Whether so much memory has been taken that a fresh process should answer the next question."""
    import resource  # noqa: PLC0415 (only where there is fork)

    unit = 1 if sys.platform == "darwin" else 1024
    taken = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit - _inherited
    return taken > (limits.megabytes // 2 - _OWN) * _MEGABYTE
