"""Mathematics as Python with the standard library's `math`, and mpmath for the functions that it lacks.

What Python's arithmetic would get silently wrong is written another way: a power of a negative number to a
fraction is complex with `**`, and refused by `math.pow`, as in the language.
"""

from __future__ import annotations

import builtins
import keyword
import re

from symcalc.errors import Unsupported
from symcalc.formats import symbols
from symcalc.formats.notation import Level, Notation, Written, whole
from symcalc.formats.trees import as_node
from symcalc.result import Value
from symcalc.syntax import tree
from symcalc.syntax.tree import Node

_MATH = frozenset(
    "exp log log2 log10 sqrt cbrt sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh atan2 "
    "floor ceil erf gamma pi e nan inf pow log1p".split()
)
_MPMATH = frozenset({"beta", "besselj", "binomial", "digamma", "polygamma"})
_BUILTIN = frozenset({"abs", "min", "max"})
#: Functions that Python has nowhere, each in one line of those it has.
_DEFINED = {
    "cot": "1/tan(t)",
    "sec": "1/cos(t)",
    "csc": "1/sin(t)",
    "coth": "1/tanh(t)",
    "sech": "1/cosh(t)",
    "csch": "1/sinh(t)",
    "acot": "atan(1/t) if t else pi/2",
    "asec": "acos(1/t)",
    "acsc": "asin(1/t)",
    "acoth": "atanh(1/t)",
    "asech": "acosh(1/t)",
    "acsch": "asinh(1/t)",
    "sign": "(t > 0) - (t < 0)",
    "heaviside": "((t > 0) - (t < 0) + 1)/2",
    "relu": "max(t, 0)",
    "sigmoid": "1/(1 + exp(-t)) if t > 0 else exp(t)/(1 + exp(t))",
    "softplus": "max(t, 0) + log1p(exp(-abs(t)))",
    "factorial": "gamma(t + 1)",
}

#: Names that a variable must not take in the code.
RESERVED = frozenset(keyword.kwlist) | frozenset(dir(builtins)) | _MATH | _MPMATH | frozenset(_DEFINED) | {"t"}


class Python(Notation):
    """The notation; `imports` and `defined` are what the text written so far needs in front of it."""

    relations = symbols.PYTHON_RELATIONS
    logic = {"and": "and", "or": "or", "not": "not"}  # noqa: RUF012 (constant)

    def __init__(self) -> None:
        super().__init__()
        self.imports: dict[str, set[str]] = {}
        self.defined: dict[str, str] = {}

    def needs(self, name: str, module: str = "math") -> str:
        """Remember that the code uses a name of a module."""
        self.imports.setdefault(module, set()).add(name)
        return name

    def times(self, before: Node, factor: Node, written: str) -> str:  # noqa: ARG002 (other notations look)
        return "*"

    def write_name(self, node: tree.Name) -> Written:
        return Written(python_name(node.name), Level.ATOM)

    def write_constant(self, node: tree.Constant) -> Written:
        return Written(self.needs("inf" if node.name == "oo" else node.name), Level.ATOM)

    def write_power(self, node: tree.Power) -> Written:
        if whole(node.exponent) is None:
            return Written(f"{self.needs('pow')}({self.listed((node.base, node.exponent))})", Level.ATOM)
        return Written(f"{self.at(node.base, Level.ATOM)}**{self.at(node.exponent, Level.ATOM)}", Level.POWER)

    def write_call(self, node: tree.Call) -> Written:
        return Written(f"{self.function(node.function)}({self.listed(node.arguments)})", Level.ATOM)

    def function(self, name: str) -> str:
        """The Python function for one of the language, imported or defined in front."""
        if name in _BUILTIN:
            return name
        if name in _MATH:
            return self.needs(name)
        if name in _MPMATH:
            return self.needs("psi" if name == "polygamma" else name, "mpmath")
        if name not in _DEFINED:
            raise Unsupported(f"there is no Python function for {name}")
        self.defined[name] = _DEFINED[name]
        for needed in _MATH.intersection(re.findall(r"\w+", _DEFINED[name])):
            self.needs(needed)
        return name

    def write_piecewise(self, node: tree.Piecewise) -> Written:
        text = ""
        for value, condition in node.pieces:
            if isinstance(condition, tree.Truth) and condition.value:
                return Written(f"({text}{self.text(value)})", Level.ATOM)
            text += f"{self.at(value, Level.OR)} if {self.text(condition)} else "
        return Written(f"({text}{self.needs('nan')})", Level.ATOM)

    def write_truth(self, node: tree.Truth) -> Written:
        return Written(str(node.value), Level.ATOM)

    def write_array(self, node: tree.Array) -> Written:
        return Written(f"[{self.listed(node.items)}]", Level.ATOM)

    def write_derivative(self, node: tree.Derivative) -> Written:
        raise Unsupported("a function without a formula has no Python code", span=node.span)

    def returned(self, value: Value) -> str:
        """What the function gives."""
        return self.text(as_node(value))

    def prelude(self) -> list[str]:
        """Lines that the function begins with; numbers need none."""
        return []

    def preamble(self) -> str:
        """The imports and definitions that the text written so far needs."""
        lines = [f"from {module} import {', '.join(sorted(names))}" for module, names in sorted(self.imports.items())]
        functions = [f"def {name}(t):\n    return {formula}" for name, formula in sorted(self.defined.items())]
        return "\n\n\n".join(["\n".join(lines), *functions] if lines else functions)


def python_name(name: str) -> str:
    """A variable as a Python name that shadows nothing that the code uses.

    >>> python_name("x1"), python_name("lambda"), python_name("gamma")
    ('x1', 'lambda_', 'gamma_')
    """
    return f"{name}_" if name in RESERVED else name
