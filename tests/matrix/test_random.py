"""Random well-shaped problems: none wrong, none crashing, hardly any refused."""

from __future__ import annotations

import os

import numpy as np

from symcalc.errors import SymcalcError
from symcalc.syntax import parse_expression, written
from tests.matrix import oracle
from tests.matrix.generator import judged

#: How many are judged here; 1,000 and more by SYMCALC_MATRIX_PROBLEMS, or by tests/matrix/generator.py.
COUNT = int(os.environ.get("SYMCALC_MATRIX_PROBLEMS", "200"))
SEED = int(os.environ.get("SYMCALC_MATRIX_SEED", "700000"))


def agrees(text, name, declared, answer):
    """Whether the answer has the value of the complex step in NumPy at some point, and at none another one."""
    function = parse_expression(text, shaped=True)
    symmetric = declared[name].symmetric or declared[name].positive
    compared = False
    for values in list(oracle.points(function, declared))[:3]:
        with np.errstate(all="ignore"):
            wanted = oracle.derivative(function, name, values, symmetric=symmetric)
            found = np.broadcast_to(oracle.value(answer.tree, values).real, wanted.shape)
        if np.isfinite(found).all() and np.isfinite(wanted).all():
            scale = 1 + abs(wanted).max()
            if not np.allclose(found, wanted, rtol=1e-6, atol=1e-7 * scale):
                return False
            compared = True
    return compared


def test_random_problems():
    """Every answer agrees with the complex step in NumPy and reads back; at most one in a hundred is refused."""
    refused, wrong = [], []
    for seed in range(SEED, SEED + COUNT):
        text, name, declared, answer = judged(seed)
        if answer is None:
            continue
        if isinstance(answer, SymcalcError):
            refused.append((seed, text, name, str(answer)))
        elif not agrees(text, name, declared, answer):
            wrong.append((seed, text, name, written(answer.tree)))
        else:
            assert parse_expression(written(answer.tree), shaped=True) == answer.tree

    assert wrong == []
    assert len(refused) <= COUNT / 100, refused
