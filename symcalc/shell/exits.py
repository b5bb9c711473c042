"""How the program ends: its exit codes, on a signal, and quietly when nobody reads any more."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable
from typing import NoReturn

from symcalc.shell.descriptors import let_go

DONE, REFUTED, WRONG, UNDECIDED, LIMIT, BUG, INTERRUPTED = 0, 1, 2, 3, 4, 70, 130
#: The exit code over several inputs is the first of these that occurred.
_GRAVITY = (BUG, LIMIT, WRONG, REFUTED, UNDECIDED, DONE)


def gravest(codes: Iterable[int]) -> int:
    """The exit code over several.

    >>> gravest([0, 3, 1]), gravest([])
    (1, 0)
    """
    return min(codes, key=_GRAVITY.index, default=DONE)


def leave(code: int) -> NoReturn:
    """End the process at once: everything is written, and taking down what was imported would cost as much again."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):  # nobody reads, or the stream is closed: there is nobody to tell
        close_quietly()
    os._exit(code)


def close_quietly() -> None:
    """The reader has gone: nothing more is written, not even by the interpreter when it ends."""
    for stream in (1, 2):
        let_go(stream)


def interrupt_on_signals() -> None:
    """Let a request to end be what Ctrl-C is, so that the worker is ended too."""
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
