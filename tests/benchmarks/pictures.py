"""How long pictures take, as ratios to `python -c "import matplotlib.figure, sympy"`.

Whole processes, interleaved, medians of processor time and of the clock; bytecode is compiled first. A file plot of
two variables is to take at most three times as long as those imports. `python tests/benchmarks/pictures.py [ROUNDS]`.
"""

from __future__ import annotations

import compileall
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import symcalc

SYMCALC = [sys.executable, "-m", "symcalc"]
REFERENCE = "import matplotlib.figure, sympy"
HIMMELBLAU = "(x^2 + y - 11)^2 + (x + y^2 - 7)^2"
BUMP = "x e^(-x^2 - y^2)"
CASES = {
    REFERENCE: [sys.executable, "-c", REFERENCE],
    "a curve in the terminal": [*SYMCALC, "plot", "3x^4 - 4x^3 - 12x^2"],
    "a map in the terminal": [*SYMCALC, "plot", BUMP],
    "a curve, SVG": [*SYMCALC, "plot", "3x^4 - 4x^3 - 12x^2", "--output", "curve.svg"],
    "a map, SVG": [*SYMCALC, "plot", BUMP, "--output", "map.svg"],
    "a map, PNG": [*SYMCALC, "plot", BUMP, "--output", "map.png"],
    "a map, nine points": [*SYMCALC, "plot", HIMMELBLAU, "--output", "nine.svg"],
    "a surface, PNG": [*SYMCALC, "plot", BUMP, "--surface", "--taylor", "-1, 0", "--output", "surface.png"],
    "a walk, SVG": [*SYMCALC, "descend", BUMP, "--from", "x=-1, y=1", "--output", "walk.svg"],
    "a network, SVG": [*SYMCALC, "backprop", "f = (u + v)^2; u = x y; v = x + y", "--output", "network.svg"],
}


def cost(command: list[str], folder: str) -> tuple[float, float]:
    """Processor and wall seconds of one process with its children."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=True)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def main() -> None:
    """Measure all cases in turn and print their ratios."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    compileall.compile_dir(Path(symcalc.__file__).parent, quiet=2)
    measured: dict[str, list[tuple[float, float]]] = {name: [] for name in CASES}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds):
            for name, command in CASES.items():
                measured[name].append(cost(command, folder))
    medians = {
        name: [statistics.median(column) for column in zip(*costs, strict=True)] for name, costs in measured.items()
    }
    print(f"{'':34}{'CPU':>8}{'ratio':>8}{'wall':>8}{'ratio':>8}")
    for name, (processor, wall) in medians.items():
        ratios = processor / medians[REFERENCE][0], wall / medians[REFERENCE][1]
        print(f"{name:34}{processor:8.3f}{ratios[0]:8.2f}{wall:8.3f}{ratios[1]:8.2f}")


if __name__ == "__main__":
    main()
