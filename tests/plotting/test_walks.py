"""Long walks: a person at a terminal sees how far they are, a pipe sees nothing but the table."""

import re

from tests.shell.test_terminal import on_terminal

SLOW = ("descend", "(1 - x)^2 + 100 (y - x^2)^2", "--from", "x=-1.2, y=1", "--rate", "0.0001")


def test_a_terminal_sees_progress():
    """The step and the value, on a line that is taken away."""
    output, code = on_terminal(*SLOW, "--iterations", "400000", "--timeout", "5")
    assert code in {0, 4}
    assert re.search(r"step \d+ of 400000, value [\d.e-]+", output)
    assert "\x1b[2K" in output


def test_a_pipe_sees_none(symcalc):
    """Standard error stays empty."""
    done = symcalc(*SLOW, "--iterations", "20000")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 1 + 20001 + 1
