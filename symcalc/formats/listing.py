"""A straight-line program in Python: with values it runs as it stands and prints; without, it is a function."""

from __future__ import annotations

from collections.abc import Iterator

from symcalc.formats.python_notation import Python, python_name
from symcalc.formats.trees import as_node
from symcalc.result import Listing


def program(listing: Listing, about: str) -> str:
    """The text of a module.

    >>> from symcalc.syntax.tree import Name, integer
    >>> parts = (("The same", (("f", Name("x")),)),)
    >>> print(program(Listing("f", {"x": integer(2)}, parts, (("f", Name("f")),)), "About"))
    \"\"\"About.\"\"\"
    <BLANKLINE>
    x = 2
    <BLANKLINE>
    # The same
    f = x
    <BLANKLINE>
    print("f =", f)
    <BLANKLINE>
    """
    notation = Python()
    runs = all(value is not None for value in listing.inputs.values())
    body = [*(_running(listing, notation) if runs else _function(listing, notation))]
    preamble = notation.preamble()
    imports = [preamble, ""] if preamble else []
    return "\n".join([f'"""{about}."""', "", *imports, *([] if runs else [""]), *body, ""])


def _running(listing: Listing, notation: Python) -> Iterator[str]:
    for name, value in listing.inputs.items():
        yield f"{python_name(name)} = {notation.text(as_node(value))}"
    yield ""
    yield from _parts(listing, notation)
    for name, value in listing.results:
        yield f'print("{name} =", {notation.text(as_node(value))})'


def _function(listing: Listing, notation: Python) -> Iterator[str]:
    yield f"def {python_name(f'{listing.name}_and_derivatives')}({', '.join(map(python_name, listing.inputs))}):"
    for line in _parts(listing, notation):
        yield f"    {line}" if line else ""
    results = (f'"{name}": {notation.text(as_node(value))}' for name, value in listing.results)
    yield f"    return {{{', '.join(results)}}}"


def _parts(listing: Listing, notation: Python) -> Iterator[str]:
    for title, assignments in listing.parts:
        yield f"# {title}"
        for name, value in assignments:
            yield f"{python_name(name)} = {notation.text(as_node(value))}"
        yield ""
