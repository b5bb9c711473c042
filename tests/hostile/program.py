"""The program as many command lines in a row see it: `Program.run` by way of the server of this folder."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple, Self

_SERVER = Path(__file__).with_name("server.py")


class Done(NamedTuple):
    """How a command line ended: exit code, both outputs, seconds, megabytes at the peak."""

    code: int | None
    stdout: bytes
    stderr: bytes
    seconds: float
    megabytes: float


class Program:
    """Runs command lines in processes forked from one that has imported what the program needs."""

    def __enter__(self) -> Self:
        # pure Python integers, as in the worker, which sets this before it imports SymPy
        environment = {**os.environ, "SYMPY_GROUND_TYPES": "python", "COLUMNS": "80"}
        self._server = subprocess.Popen(
            [sys.executable, _SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )
        assert self._server.stdout is not None
        assert self._server.stdout.readline() == "ready\n"
        return self

    def __exit__(self, *_: object) -> None:
        self._server.communicate()

    def run(
        self, arguments: list[str], stdin: bytes = b"", *, patience: float = 30, folder: str = ".", **environment: str
    ) -> Done:
        """`symcalc ARGUMENTS`."""
        request = {
            "arguments": arguments,
            "stdin": base64.b64encode(stdin).decode("ascii"),
            "patience": patience,
            "folder": folder,
            "environment": environment,
        }
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.write(json.dumps(request) + "\n")
        self._server.stdin.flush()
        reply = json.loads(self._server.stdout.readline())
        outputs = (base64.b64decode(reply[stream]) for stream in ("stdout", "stderr"))
        return Done(reply["code"], *outputs, reply["seconds"], reply["megabytes"])
