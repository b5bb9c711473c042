"""What a picture may go without: in time it comes, else it is done without, and a mistake is not hidden."""

import json
import os
import signal
import time

import pytest

from symcalc.plotting.figures.patience import SHARE, Attempt, Stopped

HARD = "sin(exp(x) + cos(x y)) + sin(x^3 y - exp(y)) + cos(exp(x y) - x)"


@pytest.fixture
def clock():
    """A clock that runs, as in the worker; whoever is late is interrupted."""

    def start(seconds):
        signal.setitimer(signal.ITIMER_REAL, seconds)

    before = signal.signal(signal.SIGALRM, signal.SIG_IGN)
    yield start
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def test_what_is_in_time_comes(clock):
    """The result is that of the computation, which another process has done."""
    clock(30)
    assert Attempt(lambda: ("done", os.getpid())).result() != ("done", os.getpid())


def test_without_a_clock_it_is_computed_here():
    """The library takes the time it takes."""
    assert Attempt(os.getpid).result() == os.getpid()


def test_what_is_late_is_stopped_in_its_part_of_the_time(clock):
    """A loop that never ends is ended by the kernel."""

    def forever():
        while True:
            pass

    clock(3)
    began = time.monotonic()
    with pytest.raises(Stopped):
        Attempt(forever).result()
    assert time.monotonic() - began < 3 * SHARE + 1


def test_a_mistake_is_not_hidden(clock):
    """A bug in what may be missing is still a bug."""

    def wrong():
        raise ZeroDivisionError("here")

    clock(30)
    with pytest.raises(RuntimeError, match="ZeroDivisionError: here"):
        Attempt(wrong).result()


def test_running_out_of_memory_is_being_stopped(clock):
    """As is nesting too deeply."""

    def greedy():
        raise MemoryError

    clock(30)
    with pytest.raises(Stopped):
        Attempt(greedy).result()


def test_a_plot_comes_without_the_marks_that_are_not_found(symcalc, tmp_path):
    """Critical points that take too long are left out, with a word, a whole file, and exit code 0."""
    path = tmp_path / "hard.svg"
    done = symcalc("plot", HARD, "--output", str(path), "--timeout", "20", "--domain", "x=-3..3, y=-3..3")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Critical points are not marked" in done.stdout
    assert path.read_text("utf-8").rstrip().endswith("</svg>")


def test_and_so_in_json(symcalc):
    """The note is in the answer."""
    done = symcalc("plot", HARD, "--timeout", "20", "--format", "json")
    answer = json.loads(done.stdout)
    assert "marks" not in answer["scene"]
    assert "not marked" in answer["notes"][0]
