"""What the benchmarks share: processor time of whole processes, interleaved; tables; what was measured on."""

from __future__ import annotations

import compileall
import datetime as dt
import os
import platform
import pty
import re
import resource
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

import symcalc

SYMCALC = (sys.executable, "-m", "symcalc")
#: No process may take longer than so many seconds.
PATIENCE = 240
#: How each peer that is no Python package is called, and how it says its version.
PROGRAMS = {"maxima": ("maxima", "--version"), "giac": ("giac", "--version"), "ginsh": ("ginsh", "--version")}


class Process(NamedTuple):
    """A command, what it reads, what it finds in its environment besides, and where it may leave files."""

    command: Sequence[str]
    text: str = ""
    extra: Mapping[str, str] = {}
    folder: Path | None = None


class Goal(NamedTuple):
    """What a part of the benchmarks is to reach: a ratio (or an exponent) at most so large, and the one measured."""

    workload: str
    of: str
    limit: float
    measured: float | None

    def row(self) -> tuple[str, str, str, str]:
        """As the table of goals shows it; what could not be measured (a peer is missing or too slow) says so."""
        told = "not measured" if self.measured is None else f"{self.measured:.2f}"
        verdict = "–" if self.measured is None else "reached" if self.measured <= self.limit else "missed"
        return self.workload, f"≤ {self.limit:.2f} {self.of}", told, verdict


def quotient(value: float | None, reference: float | None) -> float | None:
    """One cost as a multiple of another, where both were measured."""
    return value / reference if value is not None and reference else None


def prepare() -> None:
    """Compile the bytecode, so that no start pays for it."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    compileall.compile_dir(Path(symcalc.__file__).parent, quiet=2)


def exit_code(process: Process) -> int | None:
    """How a process ends; None where it takes longer than it may."""
    try:
        done = subprocess.run(
            process.command,
            env={**os.environ, **process.extra},
            cwd=process.folder,
            input=process.text,
            text=True,
            capture_output=True,
            check=False,
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired:
        return None
    return done.returncode


def cost(process: Process) -> float | None:
    """Processor seconds of a process with its children; None where it takes longer than it may."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    if exit_code(process) is None:
        return None
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def medians(processes: Mapping[str, Process], rounds: int) -> dict[str, float | None]:
    """The median cost of each process over rounds in which all take their turn; None where one was too slow."""
    found: dict[str, list[float | None]] = {name: [] for name in processes}
    for _ in range(rounds):
        for name, process in processes.items():
            if None not in found[name]:
                found[name].append(cost(process))
    return {name: None if None in costs else statistics.median(costs) for name, costs in found.items()}


def ratio(value: float | None, reference: float | None) -> str:
    """One cost as a multiple of another, as a table shows it; in seconds where there is no other."""
    if value is None:
        return "time-out"
    return f"{value / reference:.2f}" if reference else f"{value:.2f} s"


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table in Markdown, each row as soon as it is measured."""
    print("| " + " | ".join(columns) + " |")
    print("|" + " --- |" * len(columns))
    for row in rows:
        print("| " + " | ".join(map(str, row)) + " |", flush=True)
    print()


def installed(peers: Sequence[str]) -> list[str]:
    """The peers that are there."""
    return [name for name in peers if _version(name) is not None]


def heading() -> str:
    """The date, the machine and the versions of all that is compared."""
    told = {name: _version(name) for name in ("symcalc", "sympy", "symengine", *PROGRAMS)}
    peers = ", ".join(f"{name} {found}" for name, found in told.items() if found is not None)
    today = dt.datetime.now(tz=dt.UTC).date()
    missing = [name for name, found in told.items() if found is None]
    left_out = f" Not installed, left out: {', '.join(missing)}." if missing else ""
    return f"{today}, Python {platform.python_version()}, {os.cpu_count()} cores; {peers}.{left_out}"


def _version(name: str) -> str | None:
    if name not in PROGRAMS:
        try:
            return version(name)
        except PackageNotFoundError:
            return None
    if shutil.which(PROGRAMS[name][0]) is None:
        return None
    if name == "ginsh":
        return _version_of_ginsh()
    told = subprocess.run(PROGRAMS[name], input="", text=True, capture_output=True, check=False, timeout=60)
    words = re.findall(r"[0-9]+(?:\.[0-9]+)+", told.stdout + told.stderr)
    return words[0] if words else "installed"


def _version_of_ginsh() -> str:
    """The version that it says at its start, to a terminal only."""
    ours, its = pty.openpty()
    with subprocess.Popen(["ginsh"], stdin=its, stdout=its, stderr=its) as process:
        os.write(ours, b"quit;\n")
        process.wait(timeout=60)
    words = re.findall(r"GiNaC V([0-9.]+)", os.read(ours, 4096).decode(errors="replace"))
    os.close(ours)
    os.close(its)
    return words[0] if words else "installed"
