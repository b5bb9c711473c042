"""Large functions at a point: the values of their trees, certified, in time that grows as they do."""

import random
from fractions import Fraction

import mpmath
import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcalc import grad
from symcalc.calculus.derivatives.adjoints import is_large
from symcalc.calculus.pointwise.folding import folded
from symcalc.decide.ball import enclose
from symcalc.errors import DomainFault
from symcalc.syntax import parse_expression, written
from symcalc.syntax.tree import Negative, Number, Quotient, rational, walk


def grown(parts: int, draw: random.Random) -> str:
    """A balanced expression of about so many parts in x and y."""
    if parts <= 2:
        return draw.choice(["x", "y", "2", "x^2"])
    operation = draw.choice(["+", "*", "sin", "exp(-cos", "-", "/(3 + sin"])
    if operation in "+*-":
        return f"({grown(parts // 2, draw)} {operation} {grown(parts // 2, draw)})"
    if operation.startswith("/"):
        return f"(({grown(parts // 2, draw)}){operation}({grown(parts // 2, draw)})))"
    return f"{operation}({grown(parts - 1, draw)}){')' * operation.count('(')}"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_gradient_is_the_complex_step(seed):
    """Value and partial derivatives of random functions, against mpmath with an imaginary step, to 15 digits."""
    text = grown(1200, random.Random(seed))  # noqa: S311 (no secret)
    assert is_large(parse_expression(text))
    at = grad(text, wrt="x, y", at="x=1/3, y=2").at
    code = compile(written(parse_expression(text)), "<function>", "eval")
    names = {"sin": mpmath.sin, "cos": mpmath.cos, "exp": mpmath.exp}

    def value(x, y):
        return eval(code, {**names, "x": x, "y": y})  # noqa: S307 (a text of this test's own)

    with mpmath.workdps(60):
        x, y, h = mpmath.mpf(1) / 3, mpmath.mpf(2), mpmath.mpc(0, mpmath.mpf(10) ** -30)
        expected = [mpmath.re(value(x, y)), mpmath.im(value(x + h, y)) / h.imag, mpmath.im(value(x, y + h)) / h.imag]
        found = [at.approx["value"], *at.approx["gradient"]]
        for ours, theirs in zip(found, expected, strict=True):
            assert abs(mpmath.mpf(str(ours)) - theirs) <= mpmath.mpf(10) ** -14 * (1 + abs(theirs))


def rosenbrock(size: int) -> str:
    """The chained Rosenbrock function."""
    return " + ".join(f"100 (x{i + 1} - x{i}^2)^2 + (1 - x{i})^2" for i in range(1, size))


def test_rational_values_are_numbers():
    """A large polynomial at a rational point has a rational value, gradient and, where it is one, norm."""
    at = grad(rosenbrock(60), at=", ".join(["1"] * 60)).at
    elsewhere = grad(rosenbrock(60), at=", ".join(["2", *["0"] * 59])).at

    assert [at.value, at.norm, at.steepest_descent] == [rational(Fraction(0))] * 2 + [None]
    assert elsewhere.gradient[:3] == tuple(map(rational, map(Fraction, (3202, -802, -2))))
    assert elsewhere.value == rational(Fraction(1659))


def test_where_a_large_function_is_not_defined():
    """The certified answer, not the value of a formula."""
    with pytest.raises(DomainFault):
        grad(f"{rosenbrock(60)} + log(x1 - x2)", at=", ".join(["1"] * 60))


def test_a_large_function_with_a_corner_takes_the_close_look():
    """What is not smooth by its operations alone is decided as in small functions."""
    at = grad(f"{rosenbrock(20)} + {'+'.join(f'abs(x1 - {n})' for n in range(2, 130))}", at=", ".join(["1"] * 20)).at

    assert at.gradient[0] == -128


POINT = {"x": rational(Fraction(1, 2)), "y": rational(Fraction(-3))}
LEAVES = st.sampled_from(["x", "y", "z", "0", "1", "2/3", "sin(0)", "sqrt(4)", "exp(x - 1/2)"])


def _joined(below: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pair = st.tuples(below, st.sampled_from("+-*"), below).map(lambda t: f"(({t[0]}) {t[1]} ({t[2]}))")
    return pair | below.map(lambda t: f"-({t})") | below.map(lambda t: f"({t})^2") | below.map(lambda t: f"cos({t})")


@given(st.recursive(LEAVES, _joined, max_leaves=12))
def test_folding_keeps_the_value(text):
    """Balls around the tree at the point and around the folded tree meet, and what is rational is a number."""
    function = parse_expression(text)
    (there,) = folded([function], POINT)
    plain = enclose(function, {**POINT, "z": Fraction(1, 7)}, 128)
    other = enclose(there, {"z": Fraction(1, 7)}, 128)

    assert plain.overlaps(other)
    assert other.rad() < 1e-20
    if not any(word in text for word in ("z", "cos", "exp")):
        assert all(isinstance(part, Number | Negative | Quotient) for part in walk(there))
