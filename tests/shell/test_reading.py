"""Pages on a terminal fit its width, and lose nothing of what they say."""

import re

import pytest

from symcalc.manual import names, page
from symcalc.shell.reading import laid_out

TABLE = "| a | what it does |\n| --- | --- |\n| `x \\| y` | one two three four five six seven eight nine ten |\n"


def shown(text, columns=80):
    """A page as text."""
    return "".join(span for span, _ in laid_out(text, columns))


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("columns", [60, 80, 100])
def test_words_fit_the_width(name, columns):
    """Only code, and words that are longer than the line, may be wider."""
    prose = re.sub(r"^```.*?^```$", "", page(name), flags=re.DOTALL | re.MULTILINE)
    wide = [line for line in shown(prose, columns).splitlines() if len(line) > columns]

    assert all(len(line.strip().split(" ")) == 1 or "`" in line for line in wide)
    assert max(map(len, wide), default=0) < 160


@pytest.mark.parametrize("name", names())
def test_nothing_is_lost(name):
    """Every word of a page is shown, in order, but for the marks of Markdown and the headings of wide tables."""
    said = re.findall(r"\w+", shown(page(name), 4000))
    words = re.findall(r"\w+", re.sub(r"^```\w*$|!\[|^\| --- .*$", "", page(name), flags=re.MULTILINE))

    assert set(words) <= {*said, "Picture"}


def test_a_table_stands_under_one_rule():
    """The last column goes on below itself; an escaped bar is a bar."""
    lines = shown(TABLE, 44).splitlines()

    assert lines[0] == "  a         what it does"
    assert set(lines[1].strip()) == {"─"}
    assert lines[2:] == ["  `x | y`   one two three four five six", "            seven eight nine ten"]


def test_a_wide_table_becomes_records():
    """Where the last column has no room left, a row is a few lines."""
    assert shown(TABLE, 30).splitlines()[:2] == ["  `x | y`", "    what it does: one two"]


def test_lists_hang():
    """An item goes on under its first word."""
    assert shown("- one two three\n  four\n- five\n", 12) == "- one two\n  three four\n- five\n"
