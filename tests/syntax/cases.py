"""The cases of the language as data: what texts mean, and what is refused where."""

from pathlib import Path

_HERE = Path(__file__).parent


def _lines(name):
    for line in (_HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("# ") and not line.startswith("## "):
            yield line


def meanings(name="meanings.txt"):
    """Pairs of an input and its tree in the explicit form."""
    return [tuple(part.replace("\\n", "\n") for part in line.split("  =>  ")) for line in _lines(name)]


def mistakes(name="mistakes.txt"):
    """Triples of an input, the kind of its error and the column."""
    return [(line[14:].replace("\\n", "\n"), line[:9].strip(), int(line[9:13])) for line in _lines(name)]
