"""Many inputs in one process: 1,000 small gradients beside SymPy, and memory over 100,000 lines.

SymPy's process sympifies, differentiates and writes each line; ours reads the lines from standard input. Both write as
many lines as they read, and some of ours are checked against SymPy's derivative: their difference simplifies to 0.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading

import sympy

from tests.benchmarks.measuring import SYMCALC, Goal, Process, medians, quotient, ratio, table
from tests.benchmarks.workloads import small

COUNT, CHECKED = 1000, 50
SYMPY = """
import sys
import sympy
names = {"x": sympy.Symbol("x", real=True), "y": sympy.Symbol("y", real=True)}
for line in sys.stdin:
    f = sympy.sympify(line.replace("^", "**"), locals=names)
    print([sympy.diff(f, v) for v in names.values()])
"""


def compare(rounds: int) -> list[Goal]:
    """The 1,000 gradients, as differentiated and tidied, one worker and two."""
    text = "\n".join(small(COUNT)) + "\n"
    processes = {
        "SymPy: sympify, diff, str": Process([sys.executable, "-c", SYMPY], text),
        "symcalc grad --simplify none": Process([*SYMCALC, "grad", "--simplify", "none", "-"], text),
        "symcalc grad": Process([*SYMCALC, "grad", "-"], text),
        "symcalc grad --jobs 2": Process([*SYMCALC, "grad", "--jobs", "2", "-"], text),
    }
    found = medians(processes, rounds)
    reference = found["SymPy: sympify, diff, str"]
    checked = all(map(is_right, *answers(small(CHECKED))))
    print(f"{COUNT} small gradients, whole processes; {CHECKED} answers checked: {'right' if checked else 'WRONG'}.\n")
    rows = [(name, ratio(value, reference), f"{1000 * (value or 0) / COUNT:.2f} ms") for name, value in found.items()]
    table(("process", "of SymPy", "a line"), rows)
    untidied, tidied = found["symcalc grad --simplify none"], found["symcalc grad"]
    return [
        Goal(f"{COUNT:,} gradients, as differentiated", "of SymPy", 0.2, quotient(untidied, reference)),
        Goal(f"{COUNT:,} gradients, tidied", "of SymPy", 0.6, quotient(tidied, reference)),
    ]


def answers(lines: list[str]) -> tuple[list[str], list[str]]:
    """Inputs, and the tidied answers of the program."""
    done = subprocess.run([*SYMCALC, "grad", "-"], input="\n".join(lines), text=True, capture_output=True, check=True)
    return lines, done.stdout.splitlines()


def is_right(line: str, answer: str) -> bool:
    """Whether an answer is SymPy's gradient."""
    names = {"x": sympy.Symbol("x", real=True), "y": sympy.Symbol("y", real=True)}
    f = sympy.sympify(line.replace("^", "**"), locals=names)
    ours = sympy.sympify(answer.replace("^", "**"), locals=names)
    return all(sympy.simplify(sympy.diff(f, v) - g) == 0 for v, g in zip(names.values(), ours, strict=True))


def memory(counts: list[int]) -> None:
    """The memory at most of all processes over ever more lines, one of which in a hundred is wrong."""
    rows = []
    for count in counts:
        lines = ["x^2 + )" if i % 100 == 99 else f"x^2 + {i + 2}*x*sin(y)" for i in range(count)]
        written, errors, megabytes = fed("\n".join(lines) + "\n")
        in_order = all(line == answer(i) for i, line in zip(good(count), written, strict=True))
        rows.append((f"{count:,}", f"{megabytes:.0f} MB", len(written), "in order" if in_order else "WRONG", errors))
    print("Memory at most of a process over lines on standard input, --jobs 2, one line in a hundred wrong.\n")
    table(("lines", "memory", "answers", "order", "errors"), rows)


def good(count: int) -> list[int]:
    """The numbers of the lines that have an answer."""
    return [i for i in range(count) if i % 100 != 99]


def answer(i: int) -> str:
    """The gradient of a line."""
    return f"[2*x + {i + 2}*sin(y), {i + 2}*x*cos(y)]"


def fed(text: str) -> tuple[list[str], int, float]:
    """What the program answers to lines, how many errors it tells, and the memory that its largest process took."""
    command = [*SYMCALC, "grad", "--jobs", "2", "--simplify", "none", "-"]
    with subprocess.Popen(command, stdin=-1, stdout=-1, stderr=-1, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        told: list[str] = []
        listening = threading.Thread(target=told.extend, args=(process.stderr,))
        feeding = threading.Thread(target=lambda pipe: (pipe.write(text), pipe.close()), args=(process.stdin,))
        listening.start()
        feeding.start()
        written = process.stdout.read().splitlines()
        listening.join()
        feeding.join()
        _, status, usage = os.wait4(process.pid, 0)  # of the process and all that it waited for
        process.returncode = os.waitstatus_to_exitcode(status)
    return written, sum(line.startswith("error") for line in told), usage.ru_maxrss / 1024


def main(rounds: int, *, quick: bool = False) -> list[Goal]:
    """Both comparisons."""
    goals = compare(rounds)
    memory([1_000, 10_000] if quick else [1_000, 10_000, 100_000])
    return goals
