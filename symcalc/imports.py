"""Heavy imports without the collecting of garbage: SymPy makes 400,000 objects that all stay, so looking is in vain."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_freezes = False


def freeze_after_import() -> None:
    """From now on what has been imported is never looked at by the collector again: for a process of our own."""
    global _freezes  # noqa: PLW0603 (the one switch of this module)
    _freezes = True


@contextmanager
def uncollected() -> Iterator[None]:
    """Import inside with the garbage collector at rest.

    >>> with uncollected():
    ...     import decimal
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if _freezes:
            gc.freeze()
        if was_enabled:
            gc.enable()
