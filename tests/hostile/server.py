"""Answers command lines as the program would, each in a process forked from this one, which has imported everything.

A request is a line of JSON with the arguments and the bytes of standard input (base64); so is the reply: the exit code
(negative: the signal that ended it; null: it had to be ended), both outputs, the seconds it took and the peak of memory
over it and its children in MB. A fork is ten times cheaper than a start, so hundreds of command lines can be tried.
"""

from __future__ import annotations

import base64
import contextlib
import importlib
import json
import os
import signal
import sys
import tempfile
import time

#: What the program imports on its way to an answer.
_IMPORTED = ("sympy", "flint", "symcalc", "symcalc.api", "symcalc.cli", "symcalc.formats.json", "symcalc.shell.judging",
             "symcalc.shell.program", "symcalc.build", "symcalc.calculus.gradient", "symcalc.calculus.critical",
             "symcalc.claims", "symcalc.matrix", "symcalc.syntax.latex")  # fmt: skip
_UNIT = 1 << 10


def answer(request: dict) -> dict:
    """One command line, in a process of its own; it is ended where it takes longer than its patience."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        given.write(base64.b64decode(request["stdin"]))
        given.seek(0)
        begun = time.monotonic()
        pid = os.fork()
        if pid == 0:
            _become_the_program(request, (given.fileno(), output.fileno(), errors.fileno()))
        status, usage = _waited(pid, begun + request["patience"])
        return {
            "code": None if status is None else os.waitstatus_to_exitcode(status),
            "stdout": _written(output),
            "stderr": _written(errors),
            "seconds": time.monotonic() - begun,
            "megabytes": usage.ru_maxrss / _UNIT,
        }


def _become_the_program(request: dict, streams: tuple[int, int, int]) -> None:
    """`symcalc ARGUMENTS` in this process; it never comes back."""
    code = 99
    try:
        os.setpgid(0, 0)
        for descriptor, stream in zip(streams, (0, 1, 2), strict=True):
            os.dup2(descriptor, stream)
        os.chdir(request["folder"])
        os.environ.update(request["environment"])
        sys.stdin, sys.stdout, sys.stderr = (
            open(stream, mode, encoding="utf-8", errors=errors, closefd=False)  # noqa: SIM115 (for good)
            for stream, mode, errors in (
                (0, "r", "surrogateescape"),
                (1, "w", "surrogateescape"),
                (2, "w", "backslashreplace"),
            )
        )
        from symcalc.cli import cli
        from symcalc.shell.exits import leave
        from symcalc.shell.program import run

        leave(run(cli, request["arguments"]))
    finally:
        os._exit(code)


def _waited(pid: int, deadline: float) -> tuple:
    """How the process ended, and what it used; None where it did not end in time."""
    while time.monotonic() < deadline:
        done, status, usage = os.wait4(pid, os.WNOHANG)
        if done:
            return status, usage
        time.sleep(0.002)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    _, _, usage = os.wait4(pid, 0)
    return None, usage


def _written(stream) -> str:
    stream.seek(0)
    return base64.b64encode(stream.read(1 << 24)).decode("ascii")


def main() -> None:
    """Answer requests until there are no more."""
    for name in _IMPORTED:
        importlib.import_module(name)
    _say("ready")
    for line in sys.stdin:
        _say(json.dumps(answer(json.loads(line))))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
