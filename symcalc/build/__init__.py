"""From trees to SymPy and back: the one place that makes symbols, functions and numbers of SymPy's."""

from symcalc.build.expression import build
from symcalc.build.names import Scope, symbol
from symcalc.build.substitution import substitute
from symcalc.build.writing import as_tree, as_trees

__all__ = ["Scope", "as_tree", "as_trees", "build", "substitute", "symbol"]
