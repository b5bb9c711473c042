"""What a picture may go without: computed in a process of its own, for a part of the time that the question has left.

A search for critical points has no bound of its own, and no exception gets out of C code; the kernel ends a process
in any case. The parent goes on meanwhile.
"""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable
from typing import Generic, TypeVar

from symcalc.progress import unheard

#: The part of the time that is left which such a computation gets.
SHARE = 1 / 3
_OUT_OF_MEMORY = 71
_Found = TypeVar("_Found")


class Stopped(Exception):
    """The computation ran into a limit."""


class Attempt(Generic[_Found]):
    """A computation under way; `result` waits for it.

    Where no clock runs, as in the library, it is simply done by `result`, and takes the time it takes.

    >>> Attempt(lambda: 6 * 7).result()
    42
    """

    def __init__(self, compute: Callable[[], _Found]) -> None:
        self.compute = compute
        self.pid = 0
        left = signal.getitimer(signal.ITIMER_REAL)[0] if hasattr(signal, "getitimer") else 0.0
        if left > 0 and hasattr(os, "fork"):
            self.pipe, outlet = os.pipe()
            self.pid = os.fork()
            if self.pid == 0:
                os.close(self.pipe)
                _computed(compute, outlet, left * SHARE)
            os.close(outlet)

    def result(self) -> _Found:
        """What was found.

        Raises:
            Stopped: a limit ended it.
        """
        if not self.pid:
            return self.compute()
        with os.fdopen(self.pipe, "rb") as inlet:
            sent = inlet.read()
        code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        if code < 0 or code == _OUT_OF_MEMORY:  # by the clock, or by an allocator that aborts
            raise Stopped
        if code:
            raise RuntimeError(sent.decode())
        found: _Found = pickle.loads(sent)  # noqa: S301 (from our own child, through our own pipe)
        return found


def _computed(compute: Callable[[], object], outlet: int, seconds: float) -> None:
    """The child's life: it computes, sends, and leaves; the clock is not caught, so nothing holds it up."""
    status = 1
    try:
        unheard()
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        _send(outlet, pickle.dumps(compute()))
        status = 0
    except (MemoryError, RecursionError):
        status = _OUT_OF_MEMORY
    except Exception as bug:  # noqa: BLE001 (the parent raises it again)
        _send(outlet, f"{type(bug).__name__}: {bug}".encode())
    finally:
        os._exit(status)


def _send(outlet: int, content: bytes) -> None:
    with os.fdopen(outlet, "wb") as stream:
        stream.write(content)
