"""How long a command takes from the shell's point of view, as ratios to `python -c "import sympy"`.

Whole processes, interleaved, medians of processor time: `python -m tests.benchmarks startup [--rounds N]`.
"""

from __future__ import annotations

import sys

from tests.benchmarks.measuring import SYMCALC, Goal, Process, exit_code, medians, quotient, ratio, table

GRADIENT = "log(exp(x)+exp(y))"
REFERENCE = "`import sympy`"
OTHERS = {
    "`python -c pass`": Process([sys.executable, "-c", "pass"]),
    "`import click`": Process([sys.executable, "-c", "import click"]),
    "`import flint`": Process([sys.executable, "-c", "import flint"]),
    "`import rich.console`": Process([sys.executable, "-c", "import rich.console"]),
    REFERENCE: Process([sys.executable, "-c", "import sympy"]),
}
COMPLETION = {"_SYMCALC_COMPLETE": "bash_complete", "COMP_WORDS": "symcalc gr", "COMP_CWORD": "1"}
#: What needs neither SymPy nor, but for the mistake, the parser.
LIGHT = {
    "--version": Process([*SYMCALC, "--version"]),
    "--help": Process([*SYMCALC, "--help"]),
    "grad --help": Process([*SYMCALC, "grad", "--help"]),
    "completion": Process([*SYMCALC], extra=COMPLETION),
    "a syntax error": Process([*SYMCALC, "grad", "log(exp(x)+exp(y)"]),
    "a wrong option": Process([*SYMCALC, "grad", "--nope", "x"]),
    "manual": Process([*SYMCALC, "manual"]),
    "example": Process([*SYMCALC, "example"]),
}
#: Every command on its simplest input.
COMMANDS = {
    "grad": Process([*SYMCALC, "grad", GRADIENT]),
    "grad x^2": Process([*SYMCALC, "grad", "x^2"]),
    "grad x^2 --at": Process([*SYMCALC, "grad", "x^2", "--at", "1"]),
    "grad x^2 --steps": Process([*SYMCALC, "grad", "x^2", "--steps"]),
    "grad of matrices": Process([*SYMCALC, "grad", "x' A x", "--wrt", "x", "--shape", "x: n; A: n x n"]),
    "hessian": Process([*SYMCALC, "hessian", "x^2"]),
    "hessian --at": Process([*SYMCALC, "hessian", "x^2", "--at", "1"]),
    "jacobian": Process([*SYMCALC, "jacobian", "[x^2, x]"]),
    "taylor": Process([*SYMCALC, "taylor", "x^2", "--at", "0"]),
    "chain": Process([*SYMCALC, "chain", "f = u^2; u = 2x"]),
    "backprop": Process([*SYMCALC, "backprop", "x^2"]),
    "backprop --at": Process([*SYMCALC, "backprop", "x^2", "--at", "1"]),
    "descend": Process([*SYMCALC, "descend", "x^2", "--from", "x=1"]),
    "critical": Process([*SYMCALC, "critical", "x^2"]),
    "check": Process([*SYMCALC, "check", "diff(x^2, x) == 2x"]),
    "plot": Process([*SYMCALC, "plot", "x^2"]),
    "plot --no-marks": Process([*SYMCALC, "plot", "x^2", "--no-marks"]),
}


#: What ends with exit code 2.
MISTAKES = ("a syntax error", "a wrong option")
#: What must start without SymPy, and the commands as they are compared with `grad`.
WITHOUT_SYMPY = ("--version", "--help", "completion", "a syntax error")
SIMPLEST = ("hessian", "jacobian", "taylor", "chain", "backprop", "descend", "critical", "check", "plot")


def main(rounds: int, *, quick: bool = False) -> list[Goal]:
    """Measure all in turn and print their ratios."""
    failed = [
        name for name, process in {**LIGHT, **COMMANDS}.items() if exit_code(process) != (2 if name in MISTAKES else 0)
    ]
    found = medians({**OTHERS, **LIGHT, **COMMANDS}, rounds)
    reference, gradient = found[REFERENCE], found["grad"]
    print(
        f"Start: processor time of whole processes; {REFERENCE} took {reference:.3f} s, medians of {rounds} rounds. "
        f"Exit codes: {'as they should be' if not failed else 'WRONG for ' + ', '.join(failed)}.\n"
    )
    light = [(name, ratio(found[name], reference)) for name in (*OTHERS, *LIGHT)]
    table(("process", f"of {REFERENCE}"), light)
    rows = [(name, ratio(found[name], reference), ratio(found[name], gradient)) for name in COMMANDS]
    table(("command", f"of {REFERENCE}", "of `grad`"), rows)
    slowest = max(WITHOUT_SYMPY, key=lambda name: found[name] or 0)
    heaviest = max(SIMPLEST, key=lambda name: found[name] or 0)
    return [
        Goal("a gradient, cold", f"of {REFERENCE}", 0.75, quotient(gradient, reference)),
        Goal(f"without SymPy, the slowest: {slowest}", f"of {REFERENCE}", 0.18, quotient(found[slowest], reference)),
        Goal(f"the other commands, the slowest: {heaviest}", "of `grad`", 1.15, quotient(found[heaviest], gradient)),
    ]
