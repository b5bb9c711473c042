"""What a long computation says on its way: how far it is, and what it would answer if it were stopped now.

The computation says it here and need not know whether anyone listens; the worker listens, and sends it to
the parent process, which shows the one on a terminal and falls back on the other when a limit is reached.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Protocol

from symcalc.result import Result

#: What a limit may be on.
Limit = Literal["time", "memory"]


class Listener(Protocol):
    """Who wants to know."""

    def progress(self, message: str) -> None:
        """A few words on what is being done."""

    def checkpoint(self, results: Mapping[Limit, Result]) -> None:
        """The answer if a limit ended the computation here, by the limit; it says itself that it was stopped."""


_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """From now on, tell this listener, and no other."""
    _listeners[:] = [listener]


def progress(message: str) -> None:
    """Say what is being done: "box 3 of 20". Cheap; may be called often.

    >>> progress("box 3 of 20")
    """
    for listener in _listeners:
        listener.progress(message)


def checkpoint(results: Mapping[Limit, Result]) -> None:
    """Say what is known so far, as the result that is given if a limit ends the computation, for each limit."""
    for listener in _listeners:
        listener.checkpoint(results)


def unheard() -> None:
    """From now on, tell nobody: what a process says that has been split off is not for the parent's listener.

    >>> unheard()
    """
    _listeners.clear()


def heard() -> bool:
    """Whether anyone listens: what is known so far need not be worked out for nobody."""
    return bool(_listeners)
