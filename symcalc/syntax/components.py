"""Heads of vectors, `f(x) = x_1 + 2 x_2`: whether the names with an index are its entries is asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from symcalc.errors import Ambiguous
from symcalc.syntax.names import natural_order
from symcalc.syntax.tree import Node, names

if TYPE_CHECKING:
    from symcalc.syntax.definitions import Item

_INDEX = re.compile(r"_?([0-9]+(?:_[0-9]+)*|(?<=_)[^\W\d_][0-9]*)")


def refuse_components(item: Item, body: Node | None, defined: Callable[[str], bool]) -> None:
    """Refuse a head with a variable that is not in the formula, though names that it makes with an index are.

    A name that is `defined` by itself is no entry, and a vector that is written out is known.
    """
    own, used = item.parameters or (), names(body) if body is not None else set()
    for parameter in own:
        found = _components(parameter, used.difference(own)) if parameter not in used else {}
        entries = [written for name, written in found.items() if not defined(name)]
        if entries and not defined(parameter):
            raise _entries_or_others(item, parameter, entries)


def _components(name: str, others: Iterable[str]) -> dict[str, str]:
    """The names among others that are a name with an index, each as it is written: `x_1`, `x_i`."""
    found = {}
    for other in sorted(others, key=natural_order):
        index = _INDEX.fullmatch(other, len(name)) if other.startswith(name) else None
        if index and not (name[-1].isdigit() and other[len(name)].isdigit()):
            found[other] = f"{name}_{index[1]}"
    return found


def _entries_or_others(item: Item, parameter: str, components: list[str]) -> Ambiguous:
    parameters = item.parameters or ()
    head = ", ".join(", ".join(components) if name == parameter else name for name in parameters)
    hint = f"write {item.name}({head}) = … if they are, and … + 0*{parameter} if it does not depend on {parameter}"
    message = (
        f"{parameter} does not occur in {item.name}({', '.join(parameters)}): are {_listed(components)} its entries?"
    )
    token = next(token for token in item.statement.tokens[1 : item.body] if token.text == parameter)
    return Ambiguous(message, hint=hint, span=token.span)


def _listed(components: list[str]) -> str:
    return components[0] if len(components) == 1 else f"{', '.join(components[:-1])} and {components[-1]}"
