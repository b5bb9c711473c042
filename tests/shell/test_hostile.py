"""Whatever bytes arrive, there is one clear message, an exit code of the contract, and nothing is run."""

import re
import subprocess
import sys

import pytest

INJECTIONS = [
    "__import__('os').system('touch {marker}')",
    "().__class__.__bases__[0].__subclasses__()",
    "sin(\"__import__('os').system('touch {marker}')\")",
    "exec('import os')",
    "eval(\"open('{marker}', 'w')\")",
    "open('{marker}', 'w')",
    "lambda: 0",
    "x.__class__",
    "f'{{x}}'",
    "`touch {marker}`",
    "$(touch {marker})",
    "\\input{{{marker}}}",
    "\\write18{{touch {marker}}}",
    "[x for x in y]",
    "{{x: y}}",
    "x := 2",
    "@x",
]

MISTAKES = [
    "",
    "   ",
    "\t\n",
    "# only a comment",
    "(x",
    "x)",
    "[x",
    "|x",
    "sin(",
    "x +",
    "* x",
    "x ** ",
    "1/2x",
    "sin x y",
    "2 3",
    "x!!",
    "x[1]",
    "max()",
    "1.2.3",
    "sni(x)",
    "foo(x) + x",
    "log()",
    "atan2(x)",
    "x\x00y",
    "x\x1b[31m + y",
    "x\u202ey",
    "x\u200by",
    "x\x9b31m",
    "[red]x[/red]",
    "x :smile: y",
    "[/b]",
    "x = ",
    "f(x) = f(x) + 1; f(x)",
    "a = b; b = a; a",
    "x; y",
    "е + e*x + еx",
]


@pytest.mark.parametrize("text", INJECTIONS)
def test_nothing_in_an_input_is_run(symcalc, tmp_path, text):
    """Code in an input is refused as the text it is."""
    marker = tmp_path / "ran"
    done = symcalc("grad", text.format(marker=marker))

    assert done.returncode == 2
    assert not marker.exists()
    assert_one_message(done)


@pytest.mark.parametrize("text", ["; touch {marker}", "import os", "x if x else y"])
def test_words_are_names(symcalc, tmp_path, text):
    """Words of a programming language are names like any other, and their product is differentiated."""
    marker = tmp_path / "ran"
    done = symcalc("grad", text.format(marker=marker))

    assert (done.returncode, done.stderr) == (0, "")
    assert not marker.exists()


@pytest.mark.parametrize("text", MISTAKES)
def test_wrong_input(symcalc, text):
    """A mistake is one message on standard error, exit code 2, and no character that acts on a terminal."""
    done = symcalc("grad", "--file", "-", stdin=text) if "\x00" in text else symcalc("grad", text)

    assert done.returncode == 2
    assert_one_message(done)


@pytest.mark.parametrize(
    "content",
    [
        b"(" * (1 << 20),
        b"(" * 3000 + b"x" + b")" * 3000,
        b"x" * (2 << 20),
        b"-" * 100_000 + b"x",
        b"[" * 100_000,
        b"sin " * 50_000 + b"x",
        b"x^" * 50_000 + b"x",
        b"1" * 100_000,
        b"\xff\xfe x",
        b"x + \xc3\x28",
        b"\xed\xa0\x80",
        b"x\x00",
    ],
    ids=lambda content: f"{content[:8]!r}...{len(content)}",
)
def test_large_and_malformed_files(symcalc, content):
    """Megabytes of brackets and bytes that are no text are refused at once."""
    done = symcalc("grad", "--file", "-", stdin=content)

    assert done.returncode in {2, 4}
    assert done.stderr.count(b"error[") == 1
    assert len(done.stderr) < 1000
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    "text", ["9^9^9^9", "factorial(10^9)", "7^(6*10^8) x", "2^(2^(2^(2^(2^2))))", "binomial(10^9, 5*10^8)"]
)
def test_powers_too_large_to_compute(symcalc, text):
    """A tower of powers is answered or refused at once, not computed."""
    done = symcalc("grad", text, "--wrt", "x", "--timeout", "8")

    assert done.returncode in {0, 2, 4}
    assert "stopped after" not in done.stderr
    assert "Traceback" not in done.stderr


def test_a_limit_on_time_holds(symcalc):
    """An expansion that would take hours ends at its limit, is said to, and the next line is answered."""
    done = symcalc("grad", "--timeout", "0.001", stdin="sin(x)\n")

    assert done.returncode == 4
    assert "error[limit]: stopped after 0.001 s" in done.stderr


def assert_one_message(done):
    """One drawn error, nothing on standard output, nothing raw."""
    assert done.stdout == ""
    assert len(re.findall(r"^error\[\w+\]: ", done.stderr, re.MULTILINE)) == 1
    assert "Traceback" not in done.stderr
    assert all(character.isprintable() or character == "\n" for character in done.stderr)


def test_without_fork_the_answers_are_the_same():
    """Where processes cannot fork, the same is computed in one process."""
    program = "import os, sys; del os.fork; sys.argv = ['symcalc', 'grad']; from symcalc.__main__ import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program], input="x^2\n(x\ny^3\n", capture_output=True, text=True, check=False
    )

    assert done.stdout == "2*x\n3*y**2\n"
    assert done.returncode == 2
