"""The three standard streams of a process: each is there, and one that takes nothing is let go of."""

from __future__ import annotations

import errno
import os
import sys

#: What a write says where no more can be written, as on a full disk.
FULL = frozenset({errno.ENOSPC, errno.EFBIG, errno.EIO, errno.EBADF, getattr(errno, "EDQUOT", errno.ENOSPC)})


def open_missing() -> None:
    """Put nothing in the place of a stream that is closed from the start, lest a pipe of our own takes its number."""
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        if getattr(sys, name) is None:
            try:
                os.fstat(number)
            except OSError:
                os.open(os.devnull, os.O_RDWR)  # it takes the lowest free number, which is this one
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115 (for good)


def let_go(number: int) -> None:
    """What is written on a stream from now on goes nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, number)
    os.close(nowhere)
