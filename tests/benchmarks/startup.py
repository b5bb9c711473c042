"""How long a command takes from the shell's point of view, as ratios to `python -c "import sympy"`.

Whole processes, interleaved, medians of processor time; bytecode is compiled first. Run it with the Python whose
environment has symcalc: `python tests/benchmarks/startup.py [ROUNDS]`.
"""

from __future__ import annotations

import compileall
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

import symcalc

GRADIENT = "log(exp(x)+exp(y))"
SYMCALC = [sys.executable, "-m", "symcalc"]
CASES = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "import click": [sys.executable, "-c", "import click"],
    "import sympy": [sys.executable, "-c", "import sympy"],
    "symcalc --version": [*SYMCALC, "--version"],
    "symcalc --help": [*SYMCALC, "--help"],
    "symcalc grad --help": [*SYMCALC, "grad", "--help"],
    "a syntax error": [*SYMCALC, "grad", "log(exp(x)+exp(y)"],
    "a wrong option": [*SYMCALC, "grad", "--nope", "x"],
    "completion": [*SYMCALC],
    "grad": [*SYMCALC, "grad", GRADIENT],
    "grad, JSON": [*SYMCALC, "grad", GRADIENT, "--format", "json"],
    "grad at a point": [*SYMCALC, "grad", GRADIENT, "--at", "x=0, y=log(2)"],
    "hessian": [*SYMCALC, "hessian", GRADIENT],
    "jacobian": [*SYMCALC, "jacobian", "[x^2 y, x + y]"],
}
REFERENCE = "import sympy"
COMPLETION = {"_SYMCALC_COMPLETE": "bash_complete", "COMP_WORDS": "symcalc gr", "COMP_CWORD": "1"}


def cost(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Processor and wall seconds of one process with its children."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def main() -> None:
    """Measure all cases in turn and print their ratios."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    compileall.compile_dir(Path(symcalc.__file__).parent, quiet=2)
    measured: dict[str, list[tuple[float, float]]] = {name: [] for name in CASES}
    for _ in range(rounds):
        for name, command in CASES.items():
            measured[name].append(cost(command, environment | (COMPLETION if name == "completion" else {})))
    medians = {
        name: [statistics.median(column) for column in zip(*costs, strict=True)] for name, costs in measured.items()
    }
    print(f"{'':22}{'CPU':>8}{'ratio':>8}{'wall':>8}{'ratio':>8}")
    for name, (processor, wall) in medians.items():
        ratios = processor / medians[REFERENCE][0], wall / medians[REFERENCE][1]
        print(f"{name:22}{processor:8.3f}{ratios[0]:8.2f}{wall:8.3f}{ratios[1]:8.2f}")


if __name__ == "__main__":
    main()
