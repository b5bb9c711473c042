"""A fuzzer over every command: whatever arrives, only the contract's exit codes, no traceback, within limits.

The same lines at every run; `python -m tests.fuzz.test_bytes SECONDS SEED` goes on with others for so long.
"""

import json
import random
import sys
import tempfile
import time

import pytest

from symcalc.cli import cli
from symcalc.formats import FORMATS
from tests.hostile.program import Program

#: What a command is given besides its input.
COMMANDS = {
    command: ["--from", "x=1"] if command == "descend" else []
    for command in sorted(cli.commands.keys() - {"manual", "example", "completion"})
}
#: Options and values for them, good and bad.
OPTIONS = {
    "--at": ["x=1", "1, 2", "x=y", "x=1/0", "x=oo", "", "x=[1,2]", "x=\\frac12"],
    "--wrt": ["x", "x,y", "y,x", "f", "2", ""],
    "--assume": ["x > 0", "x > 0, x < 0", "x", "n integer", "x > oo"],
    "--shape": ["x: n", "x: n; A: n x n", "x: 2", "x: 0", "A: n x m"],
    "--of": ["f", "x", ""],
    "--steps": [None],
    "--digits": ["5", "1000", "0"],
    "--simplify": ["none", "all"],
    "--input": ["latex", "plain", "auto"],
    "--format": [*sorted(FORMATS), "word"],
    "--along": ["[1, 2]", "1", "0", "y"],
    "--cotangent": ["G", "x", "1"],
    "--structured": [None],
    "--domain": ["x=0..1", "x=0..1, y=-1..1", "x=1..0", "x=0..oo", "x=a..1"],
    "--subject-to": ["x^2 + y^2 = 1", "x = 1", "x", "x >= 0"],
    "--strict": [None],
    "--order": ["0", "3", "-1", "10"],
    "--near": ["0.1", "0.1, 0.2", "x=oo", "y"],
    "--box": ["x=-0.1..0.1", "x=0..0.1, y=0..0.1", "x=0"],
    "--paths": ["all", "1", "0", "x"],
    "--mode": ["forward", "reverse"],
    "--from": ["1", "x=1, y=2", "x=0", "x=y"],
    "--rate": ["0.1", "1e300", "0", "nan"],
    "--iterations": ["3", "0", "-1"],
    "--method": ["newton", "gradient"],
    "--line-search": [None],
    "--taylor": ["0", "0, 0", "y"],
    "--surface": [None],
    "--no-marks": [None],
    "--shared": [None],
    "--strict-domain": [None],
    "--allow-undecided": [None],
    "--fail-fast": [None],
    "--output": ["picture.svg", "picture.png", "picture.exe", ".", "no/such.svg"],
    "--theme": ["dark", "pink"],
    "--timeout": ["0.5", "nan"],
    "--memory": ["300", "0"],
    "--jobs": ["2", "0"],
    "--debug": [None],
}

#: Pieces of which lines are made: words of the language, wrong ones, LaTeX, brackets, and what no text should hold.
PIECES = [
    *("x", "y", "x1", "e", "pi", "oo", "f", "lambda", "beta", "2", "0.5", "1e3", "10^10", "9^9^9", "0"),
    *(
        "+",
        "-",
        "*",
        "/",
        "^",
        "**",
        "!",
        "!!",
        "'",
        ".*",
        "=",
        "==",
        "!=",
        "<",
        ">=",
        "≈",
        "|",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
    ),
    *(
        ",",
        ";",
        ":",
        "..",
        " ",
        "  ",
        "\t",
        "sin",
        "sin ",
        "log(",
        "exp",
        "sqrt",
        "abs(x)",
        "max(x, y)",
        "piecewise(",
        "rootof(",
    ),
    *(
        "f(x) = ",
        "f(x, y)",
        "diff(f, x)",
        "grad ",
        "critical ",
        " at ",
        " for ",
        "assume ",
        "n integer",
        "reset",
        "refuted:",
    ),
    *(
        "\\frac{x}{y}",
        "\\frac",
        "\\left(",
        "\\right)",
        "\\sin",
        "\\input{a}",
        "\\begin{cases}",
        "\\\\",
        "_",
        "^{",
        "}",
        "&",
        "$",
        "%",
    ),
    *(
        "é",
        "х",
        "β",
        "√",
        "²",
        "½",
        "∞",
        "\u202e",
        "\x00",
        "\x1b[31m",
        "\u200b",
        "[red]",
        "{{",
        "`",
        '"',
        "__import__('os')",
        "#",
        "@",
    ),
]


#: Inputs that are answered, to be spoilt.
SOUND = [
    *(
        "x^2 y + sin x",
        "log(exp(x) + exp(y))",
        "x e^(-x^2 - y^2)",
        "|x| + max(x, y)",
        "f(u, v) = u v; u = x^2; v = x + y",
    ),
    *(
        "[x y, x + y]",
        "L(w1, w2)",
        "piecewise((x, x < 0), (x^2, true))",
        "\\frac{x}{y} + \\sqrt{x}",
        "A: n x n; x: n; x' A x",
    ),
    *(
        "grad x y == [y, x]",
        "a(u); u(x); diff(a, x) == 2",
        "minimum x^2 == 0 at 0",
        "x^y",
        "1/(x - 1) + cbrt(x)",
        "3x^4 - 4x^3",
    ),
]


def pieces(seed, count):
    """Lines of random pieces; the same for the same seed."""
    draw = random.Random(seed)  # noqa: S311 (the same lines at every run)
    return ["".join(draw.choices(PIECES, k=draw.randint(1, 9))).replace("\n", "") for _ in range(count)]


def spoilt(seed, count):
    """Sound lines in which a character is dropped, doubled or swapped, or a piece put in; some stay sound."""
    draw = random.Random(f"spoilt {seed}")  # noqa: S311 (the same lines at every run)
    made = []
    for _ in range(count):
        line = draw.choice(SOUND)
        place = draw.randrange(len(line))
        put = draw.choice(["", line[place] * 2, draw.choice(PIECES), line[place]])
        made.append(line[:place] + put + line[place + 1 :])
    return made


def garbage(seed, count):
    """Lines of random bytes."""
    draw = random.Random(f"bytes {seed}")  # noqa: S311 (the same lines at every run)
    return [bytes(draw.choices(range(256), k=draw.randint(1, 30))).replace(b"\n", b"") for _ in range(count)]


def command_lines(seed, count):
    """Commands with an input that is sound or spoilt, and a few options of any command."""
    draw = random.Random(f"command lines {seed}")  # noqa: S311 (the same lines at every run)
    inputs = iter([*spoilt(seed, count), *pieces(seed, count)] if count > 1 else spoilt(seed, 1))
    for line in inputs:
        command = draw.choice(sorted(COMMANDS))
        known = [name for param in cli.commands[command].params for name in (*param.opts, *param.secondary_opts)]
        chosen = [name for name in draw.sample(sorted(OPTIONS), 12) if name in known or draw.random() < 0.02][:4]
        values = [[name] + [value] * (value is not None) for name in chosen for value in [draw.choice(OPTIONS[name])]]
        needed = COMMANDS[command] if draw.random() < 0.9 else []
        yield [command, *needed, *(word for value in values for word in value), "--timeout", "1", "--", line]


@pytest.fixture(scope="module", name="program")
def _program():
    with Program() as program:
        yield program


def assert_in_bounds(done):
    """An exit code of the contract; no traceback, no control character on either stream; below a gigabyte."""
    output = done.stdout + done.stderr
    assert done.code in {0, 1, 2, 3, 4}, output[-2000:]
    assert b"Traceback" not in output
    assert not set(output) & (set(range(32)) - set(b"\n\t")), output
    assert done.megabytes < 1024


def readable(lines):
    """Lines that a document may hold: of the others there is one error for all."""
    return ["".join(character for character in line if character.isprintable()) for line in lines]


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_lines_of_anything_are_answered_or_refused(program, command):
    """A stream of lines, good and bad: each bad one is one message, and the stream goes on to its end."""
    lines = [*pieces(command, 40), *spoilt(command, 25), "x"]
    text = "\n".join(readable(lines) if command == "check" else lines)
    done = program.run(
        [command, "-", *COMMANDS[command], "--timeout", "1", "--format", "json"], text.encode(), patience=80
    )

    assert_in_bounds(done)
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(results) > 40


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_bytes_that_are_no_text_are_refused(program, command):
    """Malformed UTF-8, NUL, control characters, in a stream and in a file."""
    text = b"\n".join(garbage(command, 20))

    assert_in_bounds(program.run([command, "-", *COMMANDS[command], "--timeout", "1"], text))
    assert_in_bounds(program.run([command, "--file", "-", *COMMANDS[command], "--timeout", "1"], text))


@pytest.mark.parametrize("seed", range(6))
def test_command_lines_of_anything_are_answered_or_refused(program, tmp_path, seed):
    """A command, an input and options that may belong to another command, with values that may make no sense."""
    for arguments in command_lines(seed, 10):
        if "\x00" not in arguments[-1]:
            assert_in_bounds(program.run(arguments, folder=str(tmp_path)))


@pytest.mark.parametrize("command", ["manual", "example", "completion"])
def test_names_of_pages_may_be_anything(program, command):
    """A page, an example, a shell that is not there is a mistake in the usage."""
    for name in pieces(command, 12):
        if "\x00" not in name and name:
            done = program.run([command, "--", name])
            assert_in_bounds(done)
            assert done.code == 2


def go_on(seconds, seed):
    """Ever other lines, until the time is over; what falls is printed."""
    count, end = 0, time.monotonic() + seconds
    with Program() as program, tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < end:
            seed += 1
            for arguments in command_lines(seed, 10):
                count += 1
                if "\x00" in arguments[-1]:
                    continue
                done = program.run(arguments, folder=folder)
                try:
                    assert_in_bounds(done)
                    assert done.seconds < 8, "slow"
                except AssertionError as fault:
                    sys.stdout.write(f"{arguments!r}: {done.code} {done.seconds:.1f} s {str(fault)[:300]}\n")
                    sys.stdout.flush()
    sys.stdout.write(f"{count} command lines, up to seed {seed}\n")


if __name__ == "__main__":
    go_on(float(sys.argv[1]), int(sys.argv[2]))
