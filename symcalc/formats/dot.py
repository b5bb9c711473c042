"""A network in DOT, for Graphviz: an arrow from each argument to what uses it, its single-step partial on it."""

from __future__ import annotations

from collections.abc import Iterator

from symcalc.formats.graphs import Drawn, drawn
from symcalc.formats.page import Ink, Page
from symcalc.result import Result

SHAPES = {"input": "ellipse", "inner": "box", "output": "doubleoctagon"}


def write(result: Result, page: Page) -> Ink:
    """The text of a graph."""
    return [("".join(f"{line}\n" for line in lines(drawn(result, page))), "")]


def lines(network: Drawn) -> Iterator[str]:
    """The nodes and the arrows, those on a path thicker."""
    yield f'digraph "{escaped(network.title)}" {{'
    yield "    rankdir=LR;"
    for node in network.nodes:
        yield f'    "{escaped(node.name)}" [label="{escaped(node.label)}", shape={SHAPES[node.role]}];'
    for arrow in network.arrows:
        label = "\\n".join(map(escaped, arrow.label))
        style = f' [label="{label}", penwidth=2]' if arrow.on_path else ""
        yield f'    "{escaped(arrow.source)}" -> "{escaped(arrow.target)}"{style};'
    yield "}"


def escaped(text: str) -> str:
    r"""Text between quotes.

    >>> escaped('a "b" \\')
    'a \\"b\\" \\\\'
    """
    return text.replace("\\", "\\\\").replace('"', '\\"')
