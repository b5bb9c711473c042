"""The pytest plugin: a test a claim, in one process or several."""

from __future__ import annotations

import subprocess
import sys

import pytest

DOCUMENT = """# Notes

```calc
f(x) = x^2
diff(f, x) == 2x
diff(f, x) == x
refuted: diff(f, x) == x
digamma(1/3) == digamma(1) - pi/(2 sqrt(3)) - 3/2*log(3)
```
"""


@pytest.fixture
def collected(tmp_path):
    """What pytest says of a folder with two documents."""
    (tmp_path / "notes.md").write_text(DOCUMENT)
    (tmp_path / "more.calc").write_text("x == x\nx == (\n")
    (tmp_path / "plain.md").write_text("# No claims\n")

    def ask(*options):
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
        done = subprocess.run(
            [*command, *options, str(tmp_path)], capture_output=True, text=True, check=False, timeout=60
        )
        return done.stdout

    return ask


def test_one_test_a_claim(collected):
    """Each claim passes or fails by itself, and what cannot be read fails too."""
    output = collected("-n0")

    assert "3 failed, 3 passed" in output
    assert "slip: factor 2" in output
    assert "error[syntax]" in output


def test_undecided_claims_may_be_skipped(collected):
    """With --allow-undecided they are skipped."""
    assert "2 failed, 3 passed, 1 skipped" in collected("-n0", "--allow-undecided")


def test_xdist_spreads_claims(collected):
    """With several processes the same tests give the same results."""
    assert "3 failed, 3 passed" in collected("-n2")
