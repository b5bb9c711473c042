"""A network as a Mermaid flowchart: an arrow from each argument to what uses it, its single-step partial on it."""

from __future__ import annotations

from collections.abc import Iterator

from symcalc.formats.graphs import Drawn, drawn
from symcalc.formats.page import Ink, Page
from symcalc.result import Result

#: Shapes of boxes: round for inputs, double for the output.
SHAPES = {"input": ("([", "])"), "inner": ("[", "]"), "output": ("[[", "]]")}


def write(result: Result, page: Page) -> Ink:
    """The text of a flowchart."""
    return [("".join(f"{line}\n" for line in lines(drawn(result, page))), "")]


def lines(network: Drawn) -> Iterator[str]:
    """The boxes, the arrows, and thicker lines for the arrows on a path."""
    number = {node.name: f"n{place}" for place, node in enumerate(network.nodes)}
    yield "flowchart LR"
    for node in network.nodes:
        opening, closing = SHAPES[node.role]
        yield f'    {number[node.name]}{opening}"{escaped(node.label)}"{closing}'
    for arrow in network.arrows:
        label = f'|"{"<br/>".join(map(escaped, arrow.label))}"|' if arrow.label else ""
        yield f"    {number[arrow.source]} -->{label} {number[arrow.target]}"
    thick = ",".join(str(place) for place, arrow in enumerate(network.arrows) if arrow.on_path)
    if thick:
        yield f"    linkStyle {thick} stroke-width:3px"


def escaped(text: str) -> str:
    """Text between quotes of a label.

    >>> escaped('a < "b"')
    'a #lt; #quot;b#quot;'
    """
    return text.replace("#", "#35;").replace('"', "#quot;").replace("<", "#lt;").replace(">", "#gt;")
