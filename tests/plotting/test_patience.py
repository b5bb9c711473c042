"""What a picture may go without: in time it comes, else it is done without, and a mistake is not hidden."""

import os
import signal
import time

import pytest

from symcalc.plotting.figures import found as finding
from symcalc.plotting.figures import search
from symcalc.plotting.figures.patience import SHARE, Attempt, Stopped
from symcalc.plotting.figures.terrain import Terrain
from symcalc.syntax.pose import pose

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


def test_a_search_that_is_late_is_said(clock, monkeypatch):
    """The picture gets no marks, and words in their place."""

    def forever(*_, **__):
        while True:
            pass

    monkeypatch.setattr(finding, "critical", forever)
    problem = pose("x^2")
    clock(3)
    found = search.Search(problem, None, Terrain.of(problem), frozenset()).found()
    assert (found.marks, found.families) == ((), ())
    assert "not marked" in found.note


def test_a_hard_plot_comes_in_time(symcalc, tmp_path):
    """Whatever becomes of its critical points: a whole file, exit code 0, and a word on what is not proved."""
    path = tmp_path / "hard.svg"
    done = symcalc("plot", HARD, "--output", str(path), "--timeout", "16", "--domain", "x=-3..3, y=-3..3")
    assert (done.returncode, done.stderr) == (0, "")
    assert "not marked" in done.stdout
    assert path.read_text("utf-8").rstrip().endswith("</svg>")


def test_looking_through_the_fonts_of_a_machine_takes_no_time_from_the_answer(symcalc, tmp_path):
    """Matplotlib does it when somebody first uses it; here it takes longer than the answer may."""
    slow = tmp_path / "fc-list"
    slow.write_text('#!/bin/sh\n[ "$1" = --help ] && echo --format && exit\nsleep 9\n', "utf-8")
    slow.chmod(0o755)
    fresh = {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "MPLCONFIGDIR": str(tmp_path / "settings")}
    done = symcalc("plot", "x", "--output", str(tmp_path / "line.png"), "--timeout", "8", environment=fresh)
    assert done.returncode == 0, done.stderr
    assert any((tmp_path / "settings").glob("fontlist*"))
    assert (tmp_path / "line.png").read_bytes().startswith(b"\x89PNG")
