"""Text to tree: source positions, lexers, one parser, definitions, shapes, claims; no SymPy here."""

from symcalc.syntax.declarations import parse_conditions, parse_shapes
from symcalc.syntax.definitions import parse_program
from symcalc.syntax.document import parse_document
from symcalc.syntax.network import Network, Step, network
from symcalc.syntax.points import parse_box, parse_direction, parse_equations, parse_point, parse_points
from symcalc.syntax.pose import PosedNetwork, pose, pose_network
from symcalc.syntax.problem import Problem
from symcalc.syntax.reading import parse_expression
from symcalc.syntax.written import written

__all__ = [
    "Network",
    "PosedNetwork",
    "Problem",
    "Step",
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
