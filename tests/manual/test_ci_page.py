"""The page on continuous integration tells the truth: its test passes, its hook and its options are there."""

import re
import subprocess
import sys
from pathlib import Path

from symcalc.manual import page

TEXT = page("ci")
ROOT = Path(__file__).parents[2]


def test_the_test_on_the_page_passes(tmp_path):
    """The Python block is a test file that passes as it stands, and fails when the gradient is wrong."""
    [code] = re.findall(r"^```python\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)
    (tmp_path / "test_right.py").write_text(code, encoding="utf-8")
    (tmp_path / "test_wrong.py").write_text(code.replace("2 * x * y", "x * y"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert "1 failed, 1 passed" in done.stdout


def test_the_hook_of_the_page_is_there():
    """The id that the page names is the hook's."""
    [name] = re.findall(r"- id: ([\w-]+)", TEXT)

    assert f"- id: {name}\n" in (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
