"""The program: `symcalc`, or `python -m symcalc`."""

from __future__ import annotations

import gc
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    gc.disable()  # what is imported now stays; looking for garbage in it is in vain
    from symcalc.cli import cli  # noqa: PLC0415 (imported with the collector at rest)
    from symcalc.shell.exits import leave  # noqa: PLC0415
    from symcalc.shell.program import run  # noqa: PLC0415

    leave(run(cli, sys.argv[1:]))


if __name__ == "__main__":
    main()
