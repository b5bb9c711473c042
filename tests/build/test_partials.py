"""The table of derivatives, line by line, against high-precision difference quotients."""

import mpmath
import pytest
from sympy import DiracDelta, Max, Min, Rational, S, binomial

from symcalc.build import symbol
from symcalc.build.functions import Atan2, BesselJ, Beta, Polygamma, RealFunction, UnitStep
from symcalc.build.partials import RULES, partial

a, b, c = symbol("a"), symbol("b"), symbol("c")

#: Where each function is smooth, if not at 3/10.
ELSEWHERE = {"acosh": Rational(17, 10), "acoth": Rational(17, 10), "asec": Rational(17, 10), "acsc": Rational(17, 10)}
ONE_ARGUMENT = [kind for kind in RULES if kind is not binomial]
ONE_ARGUMENT += [kind for kind in RealFunction.__subclasses__() if 1 in kind.nargs]
STEP = Rational(1, 10**40)


def value(expression, point):
    """The value to 110 digits."""
    return mpmath.mpmathify(expression.xreplace(point).evalf(110))


def is_slope(rule, function, point, variable):
    """Whether a rule gives the central difference quotient of a function, to 30 digits."""
    with mpmath.workdps(120):
        above, below = (value(function, point | {variable: point[variable] + step}) for step in (STEP, -STEP))
        quotient = (above - below) / (2 * mpmath.mpmathify(STEP.evalf(110)))
        return mpmath.almosteq(value(rule, point), quotient, 1e-30, 1e-30)


@pytest.mark.parametrize("kind", ONE_ARGUMENT, ids=lambda kind: kind.__name__)
def test_each_line_of_one_argument(kind):
    """The rule gives the slope of the function."""
    point = {a: ELSEWHERE.get(kind.__name__, Rational(3, 10))}

    assert is_slope(partial(kind(a), 0), kind(a), point, a)


@pytest.mark.parametrize(
    ("function", "point"),
    [
        (Atan2(a, b), {a: Rational(3, 10), b: Rational(-7, 10)}),
        (Beta(a, b), {a: Rational(3, 10), b: Rational(5, 2)}),
        (binomial(a, b), {a: Rational(9, 2), b: Rational(1, 3)}),
    ],
    ids=str,
)
def test_lines_of_two_arguments(function, point):
    """Both partials give the slopes."""
    assert is_slope(partial(function, 0), function, point, a)
    assert is_slope(partial(function, 1), function, point, b)


@pytest.mark.parametrize("function", [Polygamma(S(2), a), BesselJ(Rational(3, 2), a)], ids=str)
def test_lines_of_functions_with_an_order(function):
    """The partial by the argument gives the slope."""
    assert is_slope(partial(function, 1), function, {a: Rational(3, 10)}, a)


def test_a_maximum_follows_its_largest_argument():
    """Off the ties the partials of max and min are 1 for the argument that is taken and 0 for the others."""
    at = {a: 1, b: 2, c: 3}
    largest, smallest = Max(a, b, c), Min(a, b, c)

    assert [partial(largest, place).subs(at) for place in range(3)] == [int(e == c) for e in largest.args]
    assert [partial(smallest, place).subs(at) for place in range(3)] == [int(e == a) for e in smallest.args]


def test_no_delta_ever_appears():
    """Jumps have the derivative 0 off the jump, in SymPy's own differentiation of our classes too."""
    assert partial(UnitStep(a), 0) == 0
    assert not UnitStep(a).diff(a).has(DiracDelta)


def test_sympy_differentiates_our_functions_by_the_same_lines():
    """`diff` of SymPy on the classes of the language agrees with the table."""
    for kind in RealFunction.__subclasses__():
        if 1 in kind.nargs:
            assert kind(2 * a + b).diff(a) == 2 * partial(kind(2 * a + b), 0)
