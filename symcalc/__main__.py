"""The program: `symcalc`, or `python -m symcalc`."""

from __future__ import annotations

import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    from symcalc.cli import cli  # noqa: PLC0415 (so that an interrupt while importing is quiet too)
    from symcalc.shell.program import run  # noqa: PLC0415

    sys.exit(run(cli, sys.argv[1:]))


if __name__ == "__main__":
    main()
