"""The paths of a network as a tree: each branch a step, with its single-step partial."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from symcalc.plotting.terminal.surface import Surface
from symcalc.result import Content, Figure

INDENT = "  "
#: A branch with others below it, the last branch, and what runs past them; with Unicode and without.
UNICODE = ("├─ ", "└─ ", "│  ", "   ")
ASCII = ("|- ", "`- ", "|  ", "   ")

Path = tuple[str, ...]


def draw(figure: Figure, surface: Surface) -> Iterator[str]:
    """The tree, its root the output; the labels in one column, wrapped where they are long."""
    paths = cast("Sequence[Path]", figure.content["paths"])
    labels = cast("Mapping[str, Sequence[Content]]", figure.content["labels"])
    rows = [*branches(paths, UNICODE if surface.unicode else ASCII)]
    column = max(len(INDENT + stem + node) for stem, node, _, _ in rows) + 2
    for stem, node, edge, below in rows:
        label = " = ".join(map(surface.text, labels.get(edge, ())))
        first, *rest = wrapped(label, surface.width - column)
        yield (INDENT + stem + node).ljust(column) + first
        yield from ((INDENT + below).ljust(column) + line for line in rest)


def branches(paths: Sequence[Path], signs: tuple[str, str, str, str]) -> Iterator[tuple[str, str, str, str]]:
    """Each node of the tree, depth first: the stem before it, its name, its edge, and the stem of a second line.

    Paths that begin alike share their beginning. No recursion, since a path may be a thousand steps long.

    >>> [stem + node for stem, node, _, _ in branches([("f", "u", "x"), ("f", "x")], ASCII)]
    ['f', '|- u', '|  `- x', '`- x']
    """
    children = tree(paths)
    stack = [(root, "", "") for root in reversed(children.get((), []))]
    while stack:
        path, stem, below = stack.pop()
        yield stem, path[-1], ",".join(path[-2:]), below
        kept = children.get(path, [])
        for child in reversed(kept):
            last = child == kept[-1]
            branch, past = (signs[1], signs[3]) if last else (signs[0], signs[2])
            stack.append((child, below + branch, below + past))


def tree(paths: Sequence[Path]) -> dict[Path, list[Path]]:
    """The beginnings that continue each beginning, in the order of the paths."""
    children: dict[Path, dict[Path, None]] = {}
    for path in paths:
        for end in range(len(path)):
            children.setdefault(path[:end], {}).setdefault(path[: end + 1])
    return {path: list(found) for path, found in children.items()}


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most so many characters, broken at spaces; a longer word stands alone.

    >>> wrapped("a + b + c", 5)
    ['a + b', '+ c']
    """
    lines = [""]
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if len(joined) <= max(width, 1) or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines
