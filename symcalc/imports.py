"""Heavy imports, made cheap, in a process of our own: no collecting of garbage meanwhile, and no tensors.

SymPy makes 400,000 objects that all stay, so looking for garbage among them is in vain. And it asks of the first sum
that it builds whether there are tensors in it, for which it loads modules that build the rotations of five
polyhedra: an eighth of its whole start, for a question whose answer is no.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

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


_TENSORS = "sympy.tensor.tensor"


def leave_out_tensors() -> None:
    """Let SymPy find an empty module in place of its tensors; whoever asks for more of it gets the real one."""
    if _TENSORS not in sys.modules:
        empty = ModuleType(_TENSORS)
        vars(empty).update(TensExpr=type("TensExpr", (), {}), TensAdd=type("TensAdd", (), {}), __getattr__=_of_tensors)
        sys.modules[_TENSORS] = empty


def _of_tensors(name: str) -> Any:
    if name.startswith("__"):  # what the import system asks of a module
        raise AttributeError(name)
    if vars(sys.modules[_TENSORS]).get("__getattr__") is _of_tensors:
        del sys.modules[_TENSORS]
    return getattr(import_module(_TENSORS), name)
