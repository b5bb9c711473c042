"""From trees to SymPy and back: the one place that makes symbols, functions and numbers of SymPy's.

Every name is loaded when it is first used: what is said of trees alone here (`build.arrays`) needs no SymPy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from symcalc.build.expression import build as build
    from symcalc.build.names import Scope as Scope
    from symcalc.build.names import symbol as symbol
    from symcalc.build.substitution import substitute as substitute
    from symcalc.build.writing import as_tree as as_tree
    from symcalc.build.writing import as_trees as as_trees

#: Where each name is defined.
_HOMES = {
    "Scope": "names",
    "as_tree": "writing",
    "as_trees": "writing",
    "build": "expression",
    "substitute": "substitution",
    "symbol": "names",
}

__all__ = ["Scope", "as_tree", "as_trees", "build", "substitute", "symbol"]


def __getattr__(name: str) -> Any:
    """A name of this room, loaded on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found
