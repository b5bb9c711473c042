"""A byte fuzzer over every command: whatever arrives, only the contract's exit codes, no traceback, within limits."""

import json
import random

import pytest

COMMANDS = ["grad", "hessian", "jacobian", "critical", "taylor", "chain", "backprop", "check"]
SINGLE = {"descend": ["--from", "x=1"]}

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


def assert_in_bounds(done):
    """An exit code of the contract; no traceback, no control character on either stream."""
    output = done.stdout + done.stderr
    assert done.returncode in {0, 1, 2, 3, 4}, output[-2000:]
    assert b"Traceback" not in output
    assert not set(output) & (set(range(32)) - set(b"\n\t")), output


@pytest.mark.parametrize("command", COMMANDS)
def test_lines_of_anything_are_answered_or_refused(symcalc, command):
    """A stream of lines, good and bad: each bad one is one message, and the stream goes on to its end."""
    text = "\n".join([*pieces(command, 40), *spoilt(command, 25), "x"])
    if command == "check":
        text = "".join(character for character in text if character.isprintable() or character == "\n")
    done = symcalc(command, "-", "--timeout", "2", "--format", "json", stdin=text.encode())

    assert_in_bounds(done)
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(results) > 40


@pytest.mark.parametrize("command", COMMANDS)
def test_bytes_that_are_no_text_are_refused(symcalc, command):
    """Malformed UTF-8, NUL, control characters, in a stream and in a file."""
    text = b"\n".join(garbage(command, 20))

    assert_in_bounds(symcalc(command, "-", stdin=text))
    assert_in_bounds(symcalc(command, "--file", "-", stdin=text))


@pytest.mark.parametrize("command", sorted(SINGLE))
def test_arguments_of_anything_are_answered_or_refused(symcalc, command):
    """One input a process."""
    for line in [*pieces(command, 4), *spoilt(command, 3)]:
        if "\x00" not in line:
            assert_in_bounds(symcalc(command, line, *SINGLE[command], "--timeout", "2", stdin=b""))
