"""Text to tree: source positions, lexers, one parser, definitions, shapes, claims; no SymPy here."""

from importlib import import_module
from typing import TYPE_CHECKING

from symcalc.syntax.declarations import parse_conditions, parse_shapes
from symcalc.syntax.definitions import parse_program
from symcalc.syntax.pose import pose, pose_network
from symcalc.syntax.problem import PosedNetwork, Problem
from symcalc.syntax.reading import parse_expression
from symcalc.syntax.written import written

if TYPE_CHECKING:
    from symcalc.syntax.claimed import is_claim
    from symcalc.syntax.document import parse_document
    from symcalc.syntax.points import parse_box, parse_direction, parse_equations, parse_point, parse_points

__all__ = [
    "PosedNetwork",
    "Problem",
    "is_claim",
    "parse_box",
    "parse_conditions",
    "parse_direction",
    "parse_document",
    "parse_equations",
    "parse_expression",
    "parse_point",
    "parse_points",
    "parse_program",
    "parse_shapes",
    "pose",
    "pose_network",
    "written",
]


#: What not every question needs, with its room.
_LATER = {
    "is_claim": "claimed",
    "parse_box": "points",
    "parse_direction": "points",
    "parse_document": "document",
    "parse_equations": "points",
    "parse_point": "points",
    "parse_points": "points",
}


def __getattr__(name: str) -> object:
    """Load what not every question needs when it is asked for."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
