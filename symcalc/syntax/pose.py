"""Posing: a text and the options that all commands share, to a `Problem`; whatever makes no sense is refused here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from symcalc.errors import NameFault, SymcalcError, UsageFault
from symcalc.syntax.declarations import parse_shapes
from symcalc.syntax.definitions import parse_program
from symcalc.syntax.names import canonical
from symcalc.syntax.problem import PosedNetwork, Problem
from symcalc.syntax.reading import as_source, end_of
from symcalc.syntax.source import Source
from symcalc.syntax.tree import Node


def pose(
    text: str | Source,
    *,
    wrt: str | Iterable[str] | None = None,
    at: str | Source | Mapping[str, Node] | None = None,
    assume: str | Source | None = None,
    shape: str | Source | None = None,
    of: str | None = None,
    notation: str = "auto",
) -> Problem:
    """What is asked: the function meant, definitions composed, its variables in order, the point, the assumptions.

    Raises errors of kind syntax, ambiguous, name, arity, network and usage, each with the text it is about.

    >>> problem = pose("f(y, x) = x^2 + a y", at="y=1, x=0")
    >>> problem.variables, problem.parameters, sorted(problem.point)
    (('y', 'x'), ('a',), ['x', 'y'])
    """
    source = as_source(text)
    asked = variable_names(wrt)
    shapes = parse_shapes(as_source(shape, "--shape")) if shape is not None else {}
    program = parse_program(source, variables=asked or (), shapes=shapes, notation=notation)
    try:
        from symcalc.syntax.asked import function_asked  # noqa: PLC0415 (a mistake in the text is told without it)

        return function_asked(program, asked, at, assume, of)
    except SymcalcError as error:
        raise error.within(source) from None


def pose_network(
    text: str | Source,
    *,
    wrt: str | Iterable[str] | None = None,
    at: str | Source | Mapping[str, Node] | None = None,
    assume: str | Source | None = None,
    of: str | None = None,
    notation: str = "auto",
) -> PosedNetwork:
    """A network to work on without composing it; by default by all its inputs.

    Raises NetworkFault as `network` does, wrt_not_in_network and missing_value besides.

    >>> posed = pose_network("f(u, v) = u v; u = x^2; v = x + y", wrt="x", at="x=1, y=2")
    >>> posed.network.order, posed.variables
    (('u', 'v', 'f'), ('x',))
    """
    source = as_source(text)
    asked = variable_names(wrt)
    program = parse_program(source, variables=asked or (), notation=notation)
    try:
        from symcalc.syntax.asked import network_asked  # noqa: PLC0415 (a mistake in the text is told without it)

        return network_asked(program, asked, at, assume, of)
    except SymcalcError as error:
        raise error.within(source) from None


def variable_names(wrt: str | Iterable[str] | None) -> tuple[str, ...] | None:
    """The names of `--wrt`, each once.

    >>> variable_names("x_1, y")
    ('x1', 'y')
    """
    if wrt is None:
        return None
    written = wrt.split(",") if isinstance(wrt, str) else list(wrt)
    source = Source(wrt if isinstance(wrt, str) else ",".join(written), "--wrt")
    found: list[str] = []
    for text in written:
        name = canonical(text.strip())
        if not name:
            raise UsageFault(f"'{text.strip()}' is no variable", hint="--wrt x,y", source=source, span=end_of(source))
        if name in {"pi", "oo"}:
            raise NameFault(f"{name} is a constant", source=source, span=end_of(source))
        if name in found:
            raise UsageFault(f"{name} stands twice in --wrt", source=source, span=end_of(source))
        found.append(name)
    return tuple(found)
