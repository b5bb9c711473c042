"""The program as a process of its own: what it takes at its peak, streams that are closed, full or without end."""

import os
import subprocess
import sys
import time

import pytest

PROGRAM = [sys.executable, "-m", "symcalc"]
MEGABYTES = 1024

#: Bombs that take memory or time where nothing holds them: arguments and standard input.
BOMBS = [
    (["grad", "9^9^9^9 x"], b""),
    (["grad", "factorial(10^9) x"], b""),
    (["critical", "(x+y+z)^1000", "--timeout", "2"], b""),
    (["taylor", "exp(sin(x+y+z+w))", "--at", "0,0,0,0", "--order", "40", "--timeout", "3"], b""),
    (["hessian", "rootof(x^(10^6) - 2, 0) y", "--timeout", "2"], b""),
    (["grad", "-", "--timeout", "2"], b"x+" * 5_000_000),
    (["grad", "--file", "-"], b"(" * 10_000_000),
    (["check", "-", "--timeout", "2"], b"x == x\n" * 1_500_000),
    (
        ["check", "-", "--timeout", "2"],
        b"\n".join(b"a%d = %d%s" % (n, n, b"" if n % 1000 else b"\nx == x") for n in range(60_000)),
    ),
    (["check", "-", "--timeout", "2"], b"\\frac{\n" * 100_000),
    (["check", "-", "--timeout", "2"], b"assume x > 0\n" * 70_000),
    (["chain", "-", "--timeout", "2"], b"; ".join(b"a%d = a%d%s" % (n, n - 1, b" + x" * 300) for n in range(1, 330))),
    (["backprop", "-", "--timeout", "2"], b"; ".join(b"a%d = a%d*x + a%d" % (n, n - 1, n - 1) for n in range(1, 9000))),
]


def ended(arguments, given, **streams):
    """Exit code, both outputs, seconds, and megabytes at the peak of the process and its children."""
    settings = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT} | streams
    begun = time.monotonic()
    with subprocess.Popen([*PROGRAM, *arguments], stdin=subprocess.PIPE, **settings) as process:
        try:
            process.stdin.write(given)
            process.stdin.close()
        except BrokenPipeError:  # it has read enough
            pass
        output = process.stdout.read() if process.stdout else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, output, time.monotonic() - begun, usage.ru_maxrss / 1024


@pytest.mark.parametrize(("arguments", "given"), BOMBS, ids=lambda part: str(part)[:60])
def test_bombs_stay_below_the_limits(arguments, given):
    """An answer or one refusal each, in time, and never a gigabyte."""
    code, output, seconds, megabytes = ended(arguments, given)

    assert code in {0, 1, 2, 3, 4}, output[-500:]
    assert b"Traceback" not in output
    assert seconds < 20
    assert megabytes < MEGABYTES


def test_an_allowance_of_memory_is_kept():
    """What is resident stays below --memory, even of a computation that takes whatever it gets."""
    program = """
import resource
from symcalc.confinement import Limits
from symcalc.shell.inputs import Given
from symcalc.worker import Pool
def greedy(question, tell):
    return len([bytearray(1 << 20) for _ in range(100_000)])
with Pool(lambda: greedy, Limits(20, 300), 1) as pool:
    print([kind for kind, *_ in pool.answers(Given([[]]))][-1])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    how, megabytes = done.stdout.split()

    assert how == "memory"
    assert 200 < int(megabytes) < 300


@pytest.mark.parametrize(
    ("pipeline", "code"),
    [
        ("yes 'x^2' | tr -d '\\n' | symcalc grad -", 4),
        ("yes 'x == x' | symcalc check -", 4),
        ("symcalc grad --file /dev/zero", 4),
        ("symcalc check /dev/zero", 4),
        ("symcalc grad < /dev/zero", 4),
        ("yes 'x^2' | symcalc grad - | head -1", 0),
        ("symcalc manual language | head -1", 0),
        ("symcalc grad --help | true", 0),
        ("symcalc grad 'x^2' > /dev/full", 4),
        ("symcalc grad 'x^2' --format json > /dev/full", 4),
        ("symcalc check 'x == x' > /dev/full", 4),
        ("symcalc manual > /dev/full", 4),
        ("symcalc --help > /dev/full", 4),
        ("symcalc grad 'x^2' 2> /dev/full", 0),
        ("symcalc grad 'x^^' 2> /dev/full", 2),
        ("symcalc grad 'x^2' >&-", 0),
        ("symcalc grad 'x^^' 2>&-", 2),
        ("symcalc grad 'x^2' <&-", 0),
        ("symcalc grad <&-", 2),
        ("symcalc check 'x == x' <&- >&- 2>&-", 0),
        ("symcalc --version >&-", 0),
    ],
)
def test_streams_without_end_full_or_closed(tmp_path, pipeline, code):
    """No end is a limit, a reader that goes ends it quietly, a full disk is said, a closed stream is none."""
    program = tmp_path / "symcalc"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m symcalc "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    asked = pipeline.split("symcalc", 1)[1].count("|")
    shell = f"{pipeline}; exit ${{PIPESTATUS[{pipeline.count('|') - asked}]}}"
    done = subprocess.run(
        ["bash", "-c", shell],
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == code, done.stderr
    assert b"Traceback" not in done.stderr
    assert b"error[bug]" not in done.stderr
