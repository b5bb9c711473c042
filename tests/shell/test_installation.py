"""A package that is not installed is named; it is neither a bug nor a mistake in the input."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "arguments",
    [
        ["grad", "abs(x)", "--at", "0"],
        ["critical", "x^3 - 3x"],
        ["check", "x + x == 2x"],
        ["taylor", "exp(x)", "--at", "0", "--format", "json"],
    ],
)
def test_a_missing_package_is_named(arguments):
    """Whether a question needs it or the computing process cannot even start."""
    program = "import sys; sys.modules['flint'] = None; from symcalc.__main__ import main; main()"
    command = [sys.executable, "-c", program, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    assert done.returncode == 2
    assert "error[unsupported]: symcalc computes with python-flint, not installed for this Python" in done.stderr
    assert "bug" not in done.stderr + done.stdout
