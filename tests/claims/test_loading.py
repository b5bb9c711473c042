"""What a claim loads: SymPy only for formulas that are tidied, matrix calculus for shapes, the search for points."""

import subprocess
import sys

import pytest

CHECK = """
import sys, symcalc
answer = symcalc.check(sys.argv[1])[-1]
print(answer.verdict, *sys.modules)
"""


def judged(text: str) -> tuple[str, set[str]]:
    """The verdict on the last claim of a text, and the modules that a fresh process has loaded for it."""
    done = subprocess.run([sys.executable, "-c", CHECK, text], capture_output=True, text=True, check=True)
    verdict, *modules = done.stdout.split()
    return verdict, set(modules)


def rooms(modules: set[str]) -> set[str]:
    """Libraries and, of symcalc, what stands below its rooms: `sympy`, `symcalc.calculus.critical`."""
    return {".".join(name.split(".")[: 3 if name.startswith("symcalc.") else 1]) for name in modules}


@pytest.mark.parametrize(
    "text",
    [
        "x + x == 2x",
        "1/3 + 1/6 == 1/2",
        "sin(x)^2 + cos(x)^2 == 1",
        "sqrt(x^2) == x for x > 0",
        "pi ≈ 3.14",
        "[1, x] + [x, 1] == (1 + x) [1, 1]",
        "diff(x^2, x) == 2x",
        "diff(exp(-x^2/2), x, x) == (x^2 - 1) exp(-x^2/2)",
        "grad (x^2 y) == [2x y, x^2]",
        "grad (x^2 y) at (1, 2) == [4, 1]",
        "hessian (x^2 y) == [[2y, 2x], [2x, 0]]",
        "hessian (x^2 y) at (1, 2) == [[4, 2], [2, 0]]",
        "jacobian [x y, x] == [[y, x], [1, 0]]",
        "diff(log(x), x) at (x=2) ≈ 0.5",
        "f(u) = u^2; u(x) = sin(x); diff(f, x) == 2 sin(x) cos(x)",
        "f(x, y); diff(x f(x, y), x) == f(x, y) + x diff(f, x)(x, y)",
    ],
)
def test_a_proof_about_smooth_functions_needs_no_sympy(text):
    """Trees are differentiated and compared as they are; nothing that other claims need is loaded."""
    verdict, modules = judged(text)
    found = rooms(modules)

    assert verdict == "proved"
    assert not found & {"sympy", "mpmath", "symcalc.claims.slips", "symcalc.claims.formulas", "symcalc.claims.answers"}
    assert not found & {"symcalc.claims.shaped", "symcalc.claims.extrema", "symcalc.calculus.smoothness"}
    assert not any(name.startswith("symcalc.matrix") for name in modules)


def test_a_refuted_derivative_of_a_smooth_function_asks_for_no_corners():
    """SymPy tidies what is shown; corners and the points where they are asked about stay out of it."""
    verdict, modules = judged("diff(x^2, x) == 3x")
    found = rooms(modules)

    assert verdict == "refuted"
    assert "symcalc.claims.formulas" in found
    assert not found & {"symcalc.claims.corners", "symcalc.claims.pointwise", "symcalc.calculus.smoothness"}


def test_a_refutation_without_derivatives_needs_no_sympy():
    """The witness and the slip are found in trees."""
    verdict, modules = judged("(x + 1)^2 == x^2 + 1")

    assert verdict == "refuted"
    assert not rooms(modules) & {"sympy", "mpmath"}


@pytest.mark.parametrize(
    "text", ["diff(abs(x), x) == sign(x) for x != 0", "taylor exp(x) at 0 order 2 == 1 + x + x^2/2"]
)
def test_what_needs_sympy_loads_no_matrix_calculus(text):
    """Corners and expansions are SymPy's affair, and still no claim about shapes or critical points."""
    verdict, modules = judged(text)

    assert verdict == "proved"
    assert "sympy" in modules
    assert not rooms(modules) & {"symcalc.claims.shaped", "symcalc.claims.extrema", "symcalc.calculus.critical"}


def test_claims_with_shapes_load_matrix_calculus_alone():
    """Gradients by vectors are taken in indices: without SymPy, and without what is written out."""
    verdict, modules = judged("x: n; A: n x n; grad(x' A x, x) == (A + A') x")

    assert verdict == "proved"
    assert "symcalc.claims.shaped" in modules
    assert not rooms(modules) & {"sympy", "symcalc.claims.formulas", "symcalc.claims.extrema"}


def test_critical_points_are_searched_for_where_they_are_claimed():
    """The search is loaded for the claim that needs it."""
    verdict, modules = judged("critical (x^2 - 2x) == {1}")

    assert verdict == "proved"
    assert "symcalc.calculus.critical" in modules


def test_the_command_loads_the_format_it_writes():
    """Before the first claim is judged neither an engine nor a report of another kind is loaded."""
    program = "import sys, symcalc.shell.judging; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    found = rooms(set(done.stdout.split()))

    assert "symcalc.shell.judging" in found
    assert not found & {"sympy", "flint", "xml", "symcalc.formats.junit", "symcalc.formats.github"}
