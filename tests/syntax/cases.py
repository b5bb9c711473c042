"""The cases of the language as data: what texts mean, and what is refused where."""

from pathlib import Path

_HERE = Path(__file__).parent


def _lines(name):
    for line in (_HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("# ") and not line.startswith("## "):
            yield line


def meanings(name="meanings.txt"):
    """Pairs of an input and its tree in the explicit form."""
    rows = (line.split("  =>  ") for line in _lines(name))
    return [(_lines_of(text, name), meaning) for text, meaning in rows]


def mistakes(name="mistakes.txt"):
    """Triples of an input, the kind of its error and the column."""
    rows = (line.split(None, 2) for line in _lines(name))
    return [(_lines_of(text, name), kind, int(column)) for kind, column, text in rows]


def _lines_of(text, name):
    """In the plain tables a newline is written as two characters."""
    return text if name.startswith("latex") else text.replace("\\n", "\n")
