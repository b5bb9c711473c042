"""What Mermaid and DOT share: the network of a result, its edges with their labels as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, cast

from symcalc.errors import UsageFault
from symcalc.formats.linear import Ascii, Linear, Unicode
from symcalc.formats.page import Page
from symcalc.formats.trees import as_node
from symcalc.result import Result, Value


class Node(NamedTuple):
    """A name, what is written in its box, and whether it is an input or the output."""

    name: str
    label: str
    role: str


class Arrow(NamedTuple):
    """From an argument to the node that uses it, the lines of its label, and whether it is on a path asked for."""

    source: str
    target: str
    label: tuple[str, ...]
    on_path: bool


class Drawn(NamedTuple):
    """A network ready to be written."""

    title: str
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]


def drawn(result: Result, page: Page) -> Drawn:
    """The network that belongs to a result.

    Raises:
        UsageFault: the result has none.
    """
    figure = result.figure()
    if figure is None or figure.kind != "network":
        message = f"{result.command} has no network to draw"
        raise UsageFault(message, hint="mermaid and dot draw the networks of chain and backprop")
    notation: Linear = Unicode() if page.unicode else Ascii()
    return Drawn(figure.title, tuple(_nodes(figure.content, notation)), tuple(_arrows(figure.content, notation)))


def _nodes(content: Mapping[str, object], notation: Linear) -> Iterator[Node]:
    inputs = cast("Sequence[str]", content["inputs"])
    values = cast("Mapping[str, Value]", content["values"])
    for name in (*inputs, *cast("Mapping[str, object]", content["links"])):
        label = f"{name} = {notation.text(as_node(values[name]))}" if name in values else name
        yield Node(name, label, "input" if name in inputs else "output" if name == content["output"] else "inner")


def _arrows(content: Mapping[str, object], notation: Linear) -> Iterator[Arrow]:
    labels = cast("Mapping[str, Sequence[Value]]", content["labels"])
    for node, arguments in cast("Mapping[str, Sequence[str]]", content["links"]).items():
        for argument in arguments:
            key = f"{node},{argument}"
            label = [notation.text(as_node(part)) for part in labels.get(key, ())]
            yield Arrow(argument, node, (" = ".join(label[:2]), *label[2:]) if label else (), key in labels)
