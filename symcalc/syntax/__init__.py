"""Text to tree: source positions, lexers, one parser, definitions, shapes, claims; no SymPy here."""

from typing import TYPE_CHECKING

from symcalc.syntax.claimed import is_claim
from symcalc.syntax.declarations import parse_conditions, parse_shapes
from symcalc.syntax.definitions import parse_program
from symcalc.syntax.network import Network, Step, network
from symcalc.syntax.points import parse_box, parse_direction, parse_equations, parse_point, parse_points
from symcalc.syntax.pose import PosedNetwork, pose, pose_network
from symcalc.syntax.problem import Problem
from symcalc.syntax.reading import parse_expression
from symcalc.syntax.written import written

if TYPE_CHECKING:
    from symcalc.syntax.document import parse_document

__all__ = [
    "Network",
    "PosedNetwork",
    "Problem",
    "Step",
    "is_claim",
    "network",
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


def __getattr__(name: str) -> object:
    """What only claims need is loaded when it is asked for."""
    if name == "parse_document":
        from symcalc.syntax.document import parse_document  # noqa: PLC0415 (that is the point)

        return parse_document
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
