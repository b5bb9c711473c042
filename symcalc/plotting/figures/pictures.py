"""Figures of functions: a curve, a map of level sets, a relief, each with what is marked in it."""

from __future__ import annotations

import math
from collections.abc import Iterator

from symcalc.errors import DomainFault, LimitReached, SymcalcError, Unsupported
from symcalc.plotting.figures.ground import relief, seen_from_above
from symcalc.plotting.figures.plane import plane
from symcalc.plotting.figures.scene import Map, Plane, Relief
from symcalc.plotting.figures.view import View
from symcalc.result import Figure


def figure(view: View) -> Figure:
    """The picture of functions of one or two variables.

    Raises:
        Unsupported: there are more variables.
        DomainFault: no function has a value where it is drawn.
        LimitReached: there are no values but those that floating-point numbers cannot hold.
    """
    count = len(view.variables)
    scene: Plane | Map | Relief
    if count == 1:
        kind, scene = "curve", plane(view)
        drawn = any(curve.pieces for curve in scene.curves)
    elif count == 2:
        kind, scene = ("relief", relief(view)) if view.surface else ("map", seen_from_above(view))
        drawn = any(value is not None for layer in scene.layers for row in layer.values for value in row)
    else:
        raise Unsupported(
            f"a picture has one or two variables, not {count}", hint="choose them with --wrt, give the others values"
        )
    if not drawn:
        raise _nothing(view, scene)
    return Figure(kind, "", {"scene": scene})


def _nothing(view: View, scene: Plane | Map | Relief) -> SymcalcError:
    """Why there is nothing to be seen."""
    window = scene.window
    ranges = [(window.left, window.right), (window.bottom, window.top)]
    where = ", ".join(f"{name}={low:g}..{high:g}" for name, (low, high) in zip(view.variables, ranges, strict=False))
    if any(map(math.isinf, _heights(view, ranges))):
        return LimitReached(f"the values for {where} are too large to be drawn", hint="--domain chooses other ranges")
    return DomainFault(
        f"the function has no values that could be drawn for {where}", hint="--domain chooses other ranges"
    )


def _heights(view: View, ranges: list[tuple[float, float]]) -> Iterator[float]:
    """Values along the diagonal of a picture."""
    for step in range(1, 100):
        place = [low + (high - low) * step / 100 for low, high in ranges[: len(view.variables)]]
        yield from (sheet.terrain(*place) for sheet in view.functions)
