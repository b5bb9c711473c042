"""Cheap imports: the collector rests and wakes again, and SymPy without its tensors is SymPy."""

import gc
import subprocess
import sys
from importlib import import_module

import pytest

from symcalc.imports import uncollected

WITHOUT_TENSORS = """
import sys
from symcalc.imports import leave_out_tensors
leave_out_tensors()
import sympy
x = sympy.Symbol("x")
print(sympy.diff(sympy.exp(x) + sympy.sin(x) + x**2, x), "sympy.combinatorics" in sys.modules)
from sympy.tensor.tensor import TensorIndexType, tensor_indices
L = TensorIndexType("L")
i, j = tensor_indices("i j", L)
print(L.delta(i, -j) + L.delta(i, -j))
"""


def test_the_collector_rests_and_wakes_again():
    """Also after an import that fails; where it was off before, it stays off."""
    with pytest.raises(ModuleNotFoundError), uncollected():
        import_module("no_module_of_this_name")
    assert gc.isenabled()
    with uncollected():
        assert not gc.isenabled()
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_sympy_without_its_tensors():
    """A sum loads no polyhedra, and tensors are there for whoever asks for them."""
    done = subprocess.run([sys.executable, "-c", WITHOUT_TENSORS], capture_output=True, text=True, check=False)

    assert done.stdout.splitlines() == ["2*x + exp(x) + cos(x) False", "2*KD(i, -j)"], done.stderr
