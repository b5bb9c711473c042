"""Tables of problems in text files: fields between bars, a problem a line."""

from pathlib import Path

HERE = Path(__file__).parent


def rows(name):
    """The fields of every line that is no comment."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [tuple(part.strip() for part in line.split("|")) for line in lines if line.strip() and line[0] != "#"]
