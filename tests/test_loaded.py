"""What the simplest inputs load: each command its own rooms, and the heavy ones only where a question needs them."""

import os
import subprocess
import sys

import pytest

#: Heavy rooms, with what they are for.
SYMPY = "sympy"
FLINT = "flint"
CRITICAL = "symcalc.calculus.critical"
TAYLOR = "symcalc.calculus.expansion"
SLOPES = "symcalc.calculus.derivatives"
CORNERS = "symcalc.calculus.smoothness"
DRAWING = "symcalc.plotting"
MATRICES = "symcalc.matrix"
CLAIMS = "symcalc.claims"


def loaded(question: str) -> set[str]:
    """The names of all modules after a question, in a process of its own and with SymPy's own integers, as a worker."""
    program = f"import sys, symcalc; symcalc.{question}; print(*sys.modules)"
    settings = {**os.environ, "SYMPY_GROUND_TYPES": "python"}
    done = subprocess.run([sys.executable, "-c", program], env=settings, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("question", "without"),
    [
        ("plot('x^2', marks=False)", {SYMPY, CRITICAL, TAYLOR, SLOPES, CORNERS, MATRICES, CLAIMS}),
        ("plot('x^2')", {SYMPY, TAYLOR, MATRICES, CLAIMS}),
        ("descend('x^2', 'x=1')", {FLINT, CRITICAL, TAYLOR, CORNERS, DRAWING, MATRICES, CLAIMS}),
        ("chain('f = u^2; u = 2x')", {FLINT, CRITICAL, TAYLOR, CORNERS, DRAWING, MATRICES, CLAIMS}),
        ("backprop('x^2')", {FLINT, CRITICAL, TAYLOR, CORNERS, DRAWING, MATRICES, CLAIMS}),
        ("grad('x^2')", {FLINT, CRITICAL, TAYLOR, CORNERS, DRAWING, MATRICES, CLAIMS}),
        ("grad('x^2', at='1')", {FLINT, CRITICAL, TAYLOR, CORNERS, DRAWING, MATRICES, CLAIMS}),
        ("hessian('x^2', at='1')", {CRITICAL, TAYLOR, CORNERS, DRAWING, MATRICES, CLAIMS}),
        ("hessian('x^2')", {FLINT, CRITICAL, TAYLOR, CORNERS, DRAWING, MATRICES, CLAIMS}),
        ("taylor('x^2', at='0')", {FLINT, CRITICAL, CORNERS, DRAWING, MATRICES, CLAIMS}),
        ("jacobian('[x^2, x]')", {FLINT, CRITICAL, TAYLOR, CORNERS, DRAWING, MATRICES, CLAIMS}),
        ("grad('tr(A)', shape='A: n x n')", {SYMPY, FLINT, CRITICAL, SLOPES, CORNERS, DRAWING, CLAIMS}),
        (
            "critical('x^2')",
            {
                *(SYMPY, CORNERS, TAYLOR, DRAWING, MATRICES, CLAIMS, f"{CRITICAL}.parameters", f"{CRITICAL}.steps"),
                *(f"{CRITICAL}.kinds.degenerate", f"{CRITICAL}.kinds.sets", f"{CRITICAL}.kinds.meeting"),
                *(f"{CRITICAL}.search.tied", f"{CRITICAL}.search.boxes", f"{CRITICAL}.search.gruntz"),
                *(f"{CRITICAL}.extrema.several", f"{CRITICAL}.extrema.constraints"),
            },
        ),
    ],
)
def test_a_simple_question_loads_no_more_than_it_needs(question, without):
    """Neither a room of another command, nor one that looks closely at what is nothing to look at here."""
    assert not without & loaded(question)


DECLARED = """
import sys, symcalc
symcalc.critical("x^2"), symcalc.plot("x^2"), symcalc.descend("x^2", "x=1"), symcalc.hessian("x^2", at="1")
symcalc.taylor("x^2", at="0"), symcalc.backprop("x^2", at="1"), symcalc.chain("f = u^2; u = 2x")
owned = [(name, value) for name, module in sys.modules.items() if name.startswith("symcalc")
         for value in vars(module).values() if isinstance(value, type) and value.__module__ == name]
print(*(f"{name}.{value.__name__}" for name, value in owned if "__dataclass_fields__" in vars(value)))
"""


def test_the_calculus_declares_no_dataclass():
    """A dataclass compiles its functions at every start; a record shares them."""
    done = subprocess.run([sys.executable, "-c", DECLARED], capture_output=True, text=True, check=True)

    assert done.stdout.split() == []


MISTAKEN = """
import sys, symcalc
try:
    symcalc.grad("log(exp(x)+exp(y)")
except symcalc.SymcalcError:
    print(*sys.modules)
"""


def test_a_mistake_in_a_text_is_told_before_anything_is_composed():
    """Neither definitions are ordered nor assumptions compared for a text that cannot be read."""
    done = subprocess.run([sys.executable, "-c", MISTAKEN], capture_output=True, text=True, check=True)
    modules = set(done.stdout.split())

    assert "symcalc.syntax.pose" in modules
    assert not modules & {
        SYMPY,
        FLINT,
        "graphlib",
        *(f"symcalc.syntax.{name}" for name in ("asked", "network", "latex")),
    }
