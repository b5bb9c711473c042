"""symcalc: multivariable calculus at the command line, and as a library.

>>> from symcalc import grad
>>> grad("x^2 y").gradient
(2*x*y, x**2)
>>> print(grad("log(exp(x) + exp(y))", at="x=0, y=log(2)"))
[1/3, 2/3]

Every name is loaded when it is first used, so `import symcalc` is cheap and `symcalc --help` needs no SymPy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from symcalc.api import as_sympy as as_sympy
    from symcalc.api import backprop as backprop
    from symcalc.api import chain as chain
    from symcalc.api import check as check
    from symcalc.api import critical as critical
    from symcalc.api import descend as descend
    from symcalc.api import grad as grad
    from symcalc.api import hessian as hessian
    from symcalc.api import jacobian as jacobian
    from symcalc.api import plot as plot
    from symcalc.api import taylor as taylor
    from symcalc.api import write as write
    from symcalc.errors import SymcalcError as SymcalcError
    from symcalc.result import Result as Result

__version__ = "0.1.0"

#: Where each public name is defined.
_HOMES = {
    "Result": "symcalc.result",
    "SymcalcError": "symcalc.errors",
    "as_sympy": "symcalc.api",
    "backprop": "symcalc.api",
    "chain": "symcalc.api",
    "check": "symcalc.api",
    "critical": "symcalc.api",
    "descend": "symcalc.api",
    "grad": "symcalc.api",
    "hessian": "symcalc.api",
    "jacobian": "symcalc.api",
    "plot": "symcalc.api",
    "taylor": "symcalc.api",
    "write": "symcalc.api",
}

__all__ = [
    "Result",
    "SymcalcError",
    "as_sympy",
    "backprop",
    "chain",
    "check",
    "critical",
    "descend",
    "grad",
    "hessian",
    "jacobian",
    "plot",
    "taylor",
    "write",
]


def __getattr__(name: str) -> Any:
    """Load a public name on its first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'symcalc' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, loaded or not."""
    return sorted({*globals(), *_HOMES})
