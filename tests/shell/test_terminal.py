"""On a terminal: pretty by default, coloured unless it must not be, the width of the window."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios

import pytest

PROGRAM = [sys.executable, "-m", "symcalc"]


def on_terminal(*arguments, columns=80, environment=(), stdin=None):
    """What the program writes on a terminal of so many columns, both streams together."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    variables = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "COLUMNS", "TERM"}}
    with subprocess.Popen(
        [*PROGRAM, *arguments],
        stdin=subprocess.DEVNULL if stdin is None else follower,
        stdout=follower,
        stderr=follower,
        env={**variables, "TERM": "xterm-256color", "PYTHONIOENCODING": "utf-8", **dict(environment)},
    ) as process:
        os.close(follower)
        if stdin is not None:
            os.write(leader, stdin)
        output = b"".join(iter(lambda: read(leader), b""))
    os.close(leader)
    return output.decode().replace("\r\n", "\n"), process.returncode


def read(descriptor):
    """The next bytes; none when the other side has closed."""
    try:
        return os.read(descriptor, 65536)
    except OSError:
        return b""


def test_pretty_is_the_default_there():
    """A terminal gets the heading and styles."""
    output, code = on_terminal("grad", "x^2 y")

    assert code == 0
    assert "∂f/∂x = 2x·y" in output
    assert "\x1b[1m" in output


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_colour_where_none_is_wanted(environment):
    """NO_COLOR and a dumb terminal get the same words without a single escape."""
    output, _ = on_terminal("grad", "x^2 y", environment=environment)
    coloured, _ = on_terminal("grad", "x^2 y")

    assert "\x1b" not in output
    assert output == re.sub(r"\x1b\[[0-9;]*m", "", coloured)


@pytest.mark.parametrize("columns", [40, 100])
def test_the_window_is_the_width(columns):
    """The size of the window bounds the lines; COLUMNS has the last word."""
    source = "(x + 1)^2 sin(x) + (x + 2)^3 cos(x) + (x + 3)^4 tan(x) + e^(x^2 + x + 1)"
    wide, _ = on_terminal("grad", source, columns=columns, environment={"NO_COLOR": "1"})
    told, _ = on_terminal("grad", source, environment={"NO_COLOR": "1", "COLUMNS": str(columns)})

    assert max(map(len, wide.splitlines())) <= columns
    assert wide == told


def test_errors_are_coloured_on_their_own_stream():
    """An error on a terminal is marked; its words are the same."""
    output, code = on_terminal("grad", "x +")

    assert code == 2
    assert "error[syntax]" in re.sub(r"\x1b\[[0-9;]*m", "", output)
    assert "\x1b[1;31merror" in output


def test_no_input_on_a_terminal_does_not_wait():
    """Without INPUT nobody is left waiting: the usage is said."""
    output, code = on_terminal("grad", stdin=b"", environment={"NO_COLOR": "1"})

    assert code == 2
    assert "there is no INPUT" in output


def test_reading_from_a_terminal_says_so():
    """`-` on a terminal says what it waits for, and ends with Ctrl-D."""
    output, code = on_terminal("grad", "-", stdin=b"x^2\n\x04", environment={"NO_COLOR": "1"})

    assert code == 0
    assert "Ctrl-D" in output
    assert "df/dx = 2x" in output
