"""Signs of constants: zeros are proved, signs certified, and what is undefined has none."""

import random
from fractions import Fraction

import mpmath as mp
import pytest

from symcalc.decide.ball import UNDEFINED
from symcalc.decide.decimals import decimal
from symcalc.decide.sign import is_zero, settled, sign, truth
from symcalc.syntax import parse_conditions, parse_expression
from symcalc.syntax.tree import Negative, Sum, integer, rational
from tests.decide import oracle

ZEROS = """
sqrt(2)*sqrt(3) - sqrt(6)
sqrt(5 + 2 sqrt(6)) - sqrt(2) - sqrt(3)
sqrt(3 - 2 sqrt(2)) - sqrt(2) + 1
cbrt(2 + sqrt(5)) + cbrt(2 - sqrt(5)) - 1
(1 + sqrt(2))^3 - 7 - 5 sqrt(2)
2^(1/2)*2^(1/3)*2^(1/6) - 2
log(4) - 2 log(2)
log(6) - log(2) - log(3)
log(sqrt(8)) - 3 log(2)/2
log(8, 2) - 3
log10(1000) - 3
exp(log(3)) - 3
exp(log(2)/2) - sqrt(2)
exp(1)*exp(-1) - 1
e^2 - exp(2)
exp(sqrt(2))*exp(1 - sqrt(2)) - e
log(exp(2)) - 2
cos(pi/2)
sin(pi/6) - 1/2
cos(pi/7) - cos(2 pi/7) + cos(3 pi/7) - 1/2
cos(pi/5) - (1 + sqrt(5))/4
tan(pi/8) - sqrt(2) + 1
sin(1 + pi) + sin(1)
sin(1)^2 + cos(1)^2 - 1
atan(1) - pi/4
asin(1/2) - pi/6
acos(0) - pi/2
atan(sqrt(3)) - pi/3
atan2(1, -1) - 3 pi/4
sinh(log(2)) - 3/4
tanh(log(2)) - 3/5
asinh(3/4) - log(2)
acosh(5/4) - log(2)
atanh(1/2) - log(3)/2
sigmoid(log(3)) - 3/4
softplus(0) - log(2)
abs(1 - sqrt(2)) - sqrt(2) + 1
floor(sqrt(2)^2) - 2
max(sqrt(8), 2 sqrt(2)) - sqrt(8)
sqrt(sqrt(2)^2 - 2)
heaviside(sqrt(2)^2 - 2) - 1/2
piecewise((1, sqrt(2)^2 == 2), (0, true)) - 1
gamma(1/2)^2 - pi
gamma(7/2) - 15 sqrt(pi)/8
factorial(5) - 120
rootof(x^2 - 2, 1) - sqrt(2)
rootof(x^3 - x - 1, 0)^3 - rootof(x^3 - x - 1, 0) - 1
sqrt(pi)*sqrt(pi) - pi
sqrt(1 + pi)^2 - 1 - pi
sqrt(log(2))^2 - log(2)
(-8)^(sqrt(4) - 1) + 8
0*log(2)
atan(1/2) + atan(1/3) - pi/4
4 atan(1/5) - atan(1/239) - pi/4
log(3 + 2 sqrt(2)) - 2 log(1 + sqrt(2))
sin(2) - 2 sin(1) cos(1)
"""
UNDEFINED_CONSTANTS = """
log(-1)
log(0)
1/(sqrt(2)^2 - 2)
tan(pi/2)
cot(pi)
0^(sqrt(2)^2 - 2)
(-8)^(1/3)
asin(2)
sqrt(1 - sqrt(2))
gamma(sqrt(2)^2 - 2)
atan2(0, sqrt(2)^2 - 2)
piecewise((1, sqrt(2)^2 > 2))
"""


def lines(text):
    """A tree a line."""
    return [parse_expression(line) for line in text.strip().splitlines()]


@pytest.mark.parametrize("tree", lines(ZEROS), ids=ZEROS.strip().splitlines())
def test_zeros_are_proved(tree):
    """Zero in disguise is recognised, and so is what is a hair beside it."""
    hair = rational(Fraction(1, 10**30))

    assert sign(tree) == 0
    assert sign(Sum((tree, hair))) == 1
    assert sign(Sum((tree, Negative(hair)))) == -1


@pytest.mark.parametrize("tree", lines(UNDEFINED_CONSTANTS), ids=UNDEFINED_CONSTANTS.strip().splitlines())
def test_the_undefined_has_no_sign(tree):
    """What has no value is neither zero nor anything else."""
    assert sign(tree) is None
    assert is_zero(tree) is None
    assert settled(tree) is UNDEFINED
    assert decimal(tree) is None


def test_signs_against_mpmath():
    """Random sums of roots, logarithms and sines have the sign that 60 digits show, or are 0 there."""
    rng = random.Random(5)  # noqa: S311 (a fixed corpus, no secret)
    atoms = ["sqrt(2)", "sqrt(3)", "log(2)", "log(3)", "pi", "sin(1)", "exp(1/2)", "cos(pi/5)", "cbrt(2)", "1"]
    for _ in range(150):
        text = " + ".join(f"{rng.randint(-3, 3)}*{atom}" for atom in rng.sample(atoms, 4))
        tree = parse_expression(text.replace("+ -", "- "))
        expected = oracle.value(tree, {})
        found = sign(tree)
        assert found == (0 if abs(expected) < mp.mpf(10) ** -50 else int(mp.sign(expected))), text


def test_tiny_differences_are_no_zeros():
    """Ramanujan's constant is not an integer, and 355/113 is not pi."""
    near = [parse_expression(text) for text in ("exp(pi*sqrt(163)) - 262537412640768744", "355/113 - pi")]

    assert [sign(tree) for tree in near] == [-1, 1]


def test_conditions_on_constants():
    """A condition is decided exactly; one that is undefined or holds a name is not."""
    conditions = "sqrt(2)^2 == 2, sqrt(2)^2 > 2, 1 < sqrt(2) < 3/2, x > 0, log(-1) > 0"

    decided = [truth(one) for one in parse_conditions(conditions)]

    assert decided == [True, False, True, None, None]


@pytest.mark.parametrize("text", ["sqrt(2)", "1/3", "exp(100)", "exp(-100)", "pi^10", "log(3)/7", "-gamma(1/3)"])
@pytest.mark.parametrize("digits", [3, 15, 40])
def test_decimals_are_rounded_right(text, digits):
    """Every digit is that of mpmath at twice the precision."""
    tree = parse_expression(text)
    with mp.workdps(100):
        expected = mp.nstr(oracle.value(tree, {}, 100), digits, strip_zeros=False, min_fixed=0, max_fixed=0)
        found = decimal(tree, digits)

        assert abs(mp.mpf(str(found)) - mp.mpf(expected)) <= abs(mp.mpf(expected)) * mp.mpf(10) ** (-digits - 5)


def test_decimals_of_the_enormous_and_of_zero():
    """Exponents of hundreds of millions are no obstacle, and zero is 0."""
    assert str(decimal(parse_expression("9^9^9"), 6)) == "4.28125E+369693099"
    assert decimal(parse_expression("sin(pi)")) == 0
    assert decimal(integer(0)) == 0
