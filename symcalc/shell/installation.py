"""What symcalc computes with, and the words where it is not installed: no bug, and no mistake in the input."""

from __future__ import annotations

from symcalc.errors import Unsupported

#: The packages that a computation imports, by the names of their modules.
NEEDED = {"sympy": "sympy", "mpmath": "mpmath", "flint": "python-flint"}


def incomplete() -> Unsupported | None:
    """What to say where a package is missing; None where all are there.

    >>> incomplete()
    """
    from importlib.util import find_spec  # noqa: PLC0415 (asked once something was not found)

    missing = [package for module, package in NEEDED.items() if find_spec(module) is None]
    if not missing:
        return None
    message = f"symcalc computes with {' and '.join(missing)}, not installed for this Python"
    return Unsupported(message, hint="install symcalc with pip, which brings along what it needs")
