"""The manual and the examples: pages of Markdown that ship with the program."""

from __future__ import annotations

from difflib import get_close_matches
from importlib.resources import files

from symcalc.errors import UsageFault


def names(folder: str = "") -> list[str]:
    """The pages there are, or the examples.

    >>> "grad" in names(), names("examples")
    (True, ['chapter'])
    """
    entries = files(__name__).joinpath(folder).iterdir()
    return sorted(entry.name.removesuffix(".md") for entry in entries if entry.name.endswith(".md"))


def page(name: str) -> str:
    """A page of the manual, as Markdown.

    Raises `UsageFault` where there is none of that name.

    >>> page("grad").splitlines()[0]
    '# symcalc grad'
    """
    return _read("", name, "a page of the manual")


def example(name: str) -> str:
    """An example that ships with the program, as Markdown.

    >>> "22.4.33" in example("chapter")
    True
    """
    return _read("examples", name, "an example")


def _read(folder: str, name: str, what: str) -> str:
    known = names(folder)
    if name not in known:
        near = get_close_matches(name, known, n=1, cutoff=0.5)
        raise UsageFault(
            f"{name!r} is not {what}", hint=f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
        )
    return files(__name__).joinpath(folder, f"{name}.md").read_text("utf-8")
