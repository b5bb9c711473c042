"""SymPy begun lean: it answers the same, and is the whole SymPy as soon as more is asked of it."""

import json
import subprocess
import sys

import pytest

BEGUN = """
import os, sys
os.environ["SYMPY_GROUND_TYPES"] = "python"
from symcalc.begun import _Absent, _StandIn, begin_lean
begin_lean()
import sympy
from sympy import Symbol, exp, log, sin
x, y = Symbol("x", real=True), Symbol("y", real=True)
def is_whole():
    return "sympy.solvers" in sys.modules
def sympys():
    return {name: module for name, module in sys.modules.items() if name.startswith("sympy")}
"""


def run(program: str) -> list[str]:
    """What a program prints after SymPy is begun, in a process of its own."""
    done = subprocess.run([sys.executable, "-c", BEGUN + program], capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr
    return done.stdout.splitlines()


def test_what_calculus_needs_leaves_it_begun():
    """Sums, products, powers, exponentials, their signs and values as numbers: all without matrices and solvers."""
    found = run("""
total = exp(2*x)*3 + log(x**2 + 1)*sin(x) + exp(x + y)
print(total.is_even, total.is_positive, (exp(2) - 3).is_positive, (exp(x)*exp(-2*x)) == exp(-x))
print(is_whole(), type(sys.modules["sympy.matrices"]) is _StandIn)
""")

    assert found == ["None None True True", "False True"]


GRADIENTS = """
import symcalc
for text in ("log(exp(x) + exp(y))", "x^2 sin(x y)/sqrt(x + y)", "exp(-2 x^2) cosh(y)", "gamma(x) erf(y)"):
    print(symcalc.write(symcalc.grad(text)), symcalc.write(symcalc.hessian(text)))
print(symcalc.write(symcalc.grad("x^2 y + exp(x)", at="0, 1")))
print(is_whole())
"""


def test_gradients_and_hessians_are_those_of_the_whole_sympy():
    """The same text to the last character, without ever needing the rest."""
    whole = run("sympy.solve\n" + GRADIENTS)

    assert run(GRADIENTS) == [*whole[:-1], "False"]
    assert whole[-1] == "True"


WHOLE = """
import json
(exp(2) - 3).is_positive, (3*exp(2*x)*log(x)).is_even  # what these two load and write down is to be put right
begun = dict(vars(sympy))
{trigger}
now = vars(sympy)
from sympy.core import evalf
print(json.dumps({{
    "whole": is_whole(),
    "missing": [name for name in sympy.__all__ if name not in now],
    "changed": [name for name in begun if name in sympy.__all__ and now[name] is not begun[name]],
    "stand-ins": [name for name, module in sympys().items() if isinstance(module, _StandIn)],
    "absent": [name for module in sympys().values() if not isinstance(module, _StandIn)
               for name, value in vars(module).items() if isinstance(value, _Absent)],
    "evaluated": [str(key) for key in evalf.evalf_table if isinstance(key, _Absent)],
    "elsewhere": [name for name, module in sympys().items()
                  if name != "sympy.tensor.tensor" and module.__spec__.name != name],
}}))
"""


@pytest.mark.parametrize(
    "trigger",
    [
        "sympy.solve",
        "from sympy import integrate",
        "import sympy.geometry.point",
        "from sympy.simplify.radsimp import collect; sympy.Matrix",
        "from sympy.matrices import Matrix; Matrix([[1]])",
        "from sympy.calculus.util import periodicity; periodicity(sin(x), x)",
        "from sympy.simplify import simplify; simplify(x)",
        "class Mine(__import__('sympy.matrices', fromlist=['Matrix']).Matrix): pass",
        "str(x + y)",
        "abs(x + y)",
    ],
)
def test_it_becomes_the_whole_sympy(trigger):
    """Whatever asks for more: all names there, those that were there the same, and no stand-in left anywhere."""
    [found] = run(WHOLE.format(trigger=trigger))

    assert json.loads(found) == {
        "whole": True,
        "missing": [],
        "changed": [],
        "stand-ins": ["sympy.tensor.tensor"],
        "absent": [],
        "evaluated": [],
        "elsewhere": [],
    }


def test_the_rest_of_sympy_works_after_it():
    """Integrals, limits, sums as numbers, matrices, intervals, order terms and tensors, of expressions made before."""
    found = run("""
before = x*exp(-x**2)
(exp(2) - 3).is_positive
print(sympy.integrate(before, x), sympy.limit(sin(x)/x, x, 0), sympy.simplify(sin(x)**2 + sympy.cos(x)**2))
print(sympy.Sum(x, (x, 1, 3)).evalf(2), exp(sympy.Matrix([[0, 1], [0, 0]])), sympy.exp(sympy.AccumBounds(0, 1)))
print(sympy.series(exp(x), x, 0, 2), sympy.Interval(0, 2) & sympy.FiniteSet(1), sympy.solve(x**2 - 2, x))
from sympy.tensor.tensor import TensorIndexType, tensor_indices
L = TensorIndexType("L")
i, j = tensor_indices("i j", L)
print(L.delta(i, -j) + L.delta(i, -j))
""")

    assert found == [
        "-exp(-x**2)/2 1 1",
        "6.0 Matrix([[1, 1], [0, 1]]) AccumBounds(1, E)",
        "1 + x + O(x**2) {1} [-sqrt(2), sqrt(2)]",
        "2*KD(i, -j)",
    ]


def test_where_sympy_is_imported_already_nothing_changes():
    """The library never meets a stand-in."""
    program = "import sympy; from symcalc.begun import begin_lean; import sys; n = len(sys.meta_path); begin_lean()"
    done = subprocess.run(
        [sys.executable, "-c", f"{program}; print(len(sys.meta_path) - n)"], capture_output=True, text=True, check=True
    )

    assert done.stdout == "0\n"
