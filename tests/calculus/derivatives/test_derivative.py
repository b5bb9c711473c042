"""Derivatives against high-precision difference quotients by mpmath, which knows nothing of SymPy or of the rules."""

from fractions import Fraction
from itertools import pairwise

import flint
import mpmath
import pytest
import sympy
from sympy import Add, Pow, S, cos, exp, log, sin

from symcalc.build import Scope, as_tree, build, symbol
from symcalc.calculus.derivatives.adjoints import gradient_tree
from symcalc.calculus.derivatives.derivative import Differentiation, derivative_of, gradient_of, hessian_of
from symcalc.decide.ball import enclose
from symcalc.errors import Nondifferentiable, Unsupported
from symcalc.syntax import parse_conditions, parse_expression
from symcalc.syntax.names import natural_order
from symcalc.syntax.tree import (
    Call,
    Constant,
    Name,
    Negative,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    names,
)

x, y, z = symbol("x"), symbol("y"), symbol("z")

MACHINE_LEARNING = """
log(1 + exp(-y (w1 x1 + w2 x2 + b)))
-(y log(1/(1 + exp(-w x - b))) + (1 - y) log(1 - 1/(1 + exp(-w x - b))))
(w x + b - y)^2/2
(w1 x1 + w2 x2 + w3 x3 + b - y)^2 + l (w1^2 + w2^2 + w3^2)
log(exp(x) + exp(y) + exp(z)) - x
exp(x1)/(exp(x1) + exp(x2) + exp(x3))
sqrt(1 + (x - y)^2) - 1
d^2 (sqrt(1 + (a/d)^2) - 1)
sigmoid(w x + b)
softplus(-y (w x + b))
max(0, 1 - y (w x + b))
tanh(w2 tanh(w1 x + b1) + b2)
(tanh(w1 x + b1) w2 - y)^2
relu(w x + b) v + c
x sigmoid(x)
x (1 + erf(x/sqrt(2)))/2
x tanh(softplus(x))
log(cosh(x - y))
-log(sigmoid(u v - w))
(1 - p)^2 log(p)
max(q (y - f), (q - 1) (y - f))
exp(-g ((x1 - c1)^2 + (x2 - c2)^2))
(x1 y1 + x2 y2)/sqrt((x1^2 + x2^2) (y1^2 + y2^2))
p log(p/q) + (1 - p) log((1 - p)/(1 - q))
log(s) + ((m - n)^2 + t^2)/(2 s^2) - 1/2
(1 - x)^2 + 100 (y - x^2)^2
log(1 + x^2 + y^2)
(a - u v)^2 + l (u^2 + v^2)
sin(w x + b)^2 + c
exp(-(x - m)^2/(2 s^2))
abs(w x - y)
log(sigmoid(x) + 1/10)
sqrt(x1^2 + x2^2 + x3^2 + 1/100)
x1 x2 x3 x4 x5 x6 x7 x8 x9 x10
log(exp(x1) + exp(x2) + exp(x3) + exp(x4) + exp(x5) + exp(x6) + exp(x7) + exp(x8))
tanh(w11 x1 + w12 x2) v1 + tanh(w21 x1 + w22 x2) v2
(x1 - x2)^2 + (x2 - x3)^2 + (x3 - x4)^2 + (x4 - x5)^2
cbrt(x^2 + y)
"""
LIKELIHOODS = """
n log(p) + m log(1 - p)
-(x - m)^2/(2 s^2) - log(s) - log(2 pi)/2
k log(l) - l - log(gamma(k + 1))
(a - 1) log(x) - b x + a log(b) - log(gamma(a))
(a - 1) log(x) + (b - 1) log(1 - x) - log(beta(a, b))
log(l) - l x
-(n + 1)/2*log(1 + t^2/n) + log(gamma((n + 1)/2)) - log(gamma(n/2)) - log(n pi)/2
-log(pi g (1 + ((x - m)/g)^2))
log(k/l) + (k - 1) log(x/l) - (x/l)^k
-log(2 b) - |x - m|/b
log(a) + a log(m) - (a + 1) log(x)
(x - m)/b - 2 log(1 + exp((x - m)/b)) - log(b)
-(x - m)/b - exp(-(x - m)/b) - log(b)
log(w exp(-(x - m)^2/2) + (1 - w) exp(-(x - n)^2/2))
-log(s x) - (log(x) - m)^2/(2 s^2)
log(binomial(10, 3)) + 3 log(p) + 7 log(1 - p)
log(gamma(r + k)) - log(gamma(r)) + r log(p) + k log(1 - p)
-(x^2 - 2 r x y + y^2)/(2 (1 - r^2)) - log(1 - r^2)/2
x log(p1/(1 - p1 - p2)) + y log(p2/(1 - p1 - p2)) + log(1 - p1 - p2)
(k/2 - 1) log(x) - x/2 - k/2*log(2) - log(gamma(k/2))
"""
PHYSICS = """
4 e0 ((s/r)^12 - (s/r)^6)
d (1 - exp(-a (r - r0)))^2
k q1 q2/sqrt((x1 - x2)^2 + (y1 - y2)^2)
-g m/sqrt(x^2 + y^2 + z^2)
k x^2/2 + l x^4/4
p^2/(2 m) + m w^2 q^2/2
sqrt(m^2 + p1^2 + p2^2 + p3^2)
m/sqrt(1 - v^2)
a exp(-r/l)/r
1/2*i1 a^2 + i2 cos(a - b) a b + g cos(b)
(p + a n^2/v^2) (v - n b)
n t log(v) + c n t log(t)
a0 (t - t0) m^2 + b m^4 - h m
-l log(exp(-a/l) + exp(-b/l))
x^3/3 + y^2/2 - x y
x^2 y + x y^2
x e^(-x^2 - y^2)
(x^2 + y - 11)^2 + (x + y^2 - 7)^2
(4 - 2.1 x^2 + x^4/3) x^2 + x y + (4 y^2 - 4) y^2
sin(x) sin(y)
exp(-k t) cos(w t + f)
atan(y/x)
atan2(y, x) sqrt(x^2 + y^2)
log(x^2 + y^2)
exp(x) cos(y)
x/(x^2 + y^2)
sin(x y) + cos(x - y) tan(x/5)
"""
UTILITIES = """
x^a y^(1 - a)
a log(x) + b log(y)
(a x^r + (1 - a) y^r)^(1/r)
x^(1 - g)/(1 - g)
-exp(-a c)/a
min(x/a, y/b) + x y
a k^b l^(1 - b) - w l - r k
log(c) + b log(w - c)
p q - c q^2 - f
(x1^r + x2^r + x3^r)^(1/r)
s exp(-q t) - k exp(-r t)
s erf((log(s/k) + (r + v^2/2) t)/(v sqrt(2 t)))
x^2/(1 + x^2)
sqrt(x y)
x^x
x^y
(1 + 1/x)^x
2^x*3^-y
x^sin(x)
(x + y)^(x - y)
"""
SPECIAL = """
gamma(x)
log(gamma(x))
digamma(x y)
polygamma(1, x)
polygamma(3, x + y)
beta(x, y)
erf(x y)
exp(-x^2) erf(x)
besselj(0, x)
besselj(1, x y)
besselj(5/2, x)
factorial(x)
binomial(x, 3)
binomial(x + 5, y)
sinh(x) cosh(y)
tanh(x)^2
coth(x) + sech(y)
csch(x) acosh(y + 2)
asinh(x y)
atanh(x/9)
acoth(x + 5)
asech(x/9)
acsch(x)
sec(x) tan(x)
csc(x) cot(y)
asin(x/9) acos(y/9)
atan(x)^2
acot(x)
asec(x + 3)
acsc(y + 3)
log(x, y + 3)
log2(x) log10(y)
cbrt(x y)^2
cbrt(x - y)
|x| |y|
|x - y|^3
sign(x) x^2
floor(x) x
ceil(y) x
heaviside(x) x
max(x, y, z)
min(x^2, y)
max(x, y) min(x, y)
piecewise((x^2, x > y), (y^2, true))
piecewise((sin(x)/x, x != 0), (1, true))
piecewise((x, x < 1/2), (x^2 + 1, x < 3), (log(x), true))
relu(x - y)^2
sigmoid(sigmoid(x))
softplus(x) - softplus(-x)
sqrt(x + sqrt(y + sqrt(z)))
log(log(x + 3) + 2)
exp(exp(x/5))
sin(cos(tan(x/9)))
1/(1 + 1/(1 + 1/(1 + x)))
(x + 1)^10 (y - 2)^-5
x^(2/3) y^(-3/2)
(x y z)^(1/3)
((x + y)^2 + 1)^(3/4)
rootof(t^3 - 3t + 1, 2) x^2
(x1 + 2 x2 + 3 x3 + 4 x4 + 5 x5)^3
1/(x1^2 + x2^2 + x3^2 + x4^2 + 1)
"""
TEXTS = [
    t for group in (MACHINE_LEARNING, LIKELIHOODS, PHYSICS, UTILITIES, SPECIAL) for t in group.strip().splitlines()
]

#: Values at which every one of the functions is smooth: not integers, no ties, probabilities and scales below 1.
VALUES = [Fraction(n, 97) for n in (31, 43, 57, 71, 83, 19, 61, 37, 89, 23, 67, 11)]

FUNCTIONS = {
    "abs": abs,
    "max": max,
    "min": min,
    "relu": lambda a: max(a, mpmath.mpf(0)),
    "heaviside": lambda a: (1 + mpmath.sign(a)) / 2,
    "sigmoid": lambda a: 1 / (1 + mpmath.exp(-a)),
    "softplus": lambda a: mpmath.log(1 + mpmath.exp(a)),
    "cbrt": lambda a: mpmath.sign(a) * mpmath.cbrt(abs(a)),
    "log2": lambda a: mpmath.log(a) / mpmath.log(2),
    "polygamma": lambda n, a: mpmath.psi(int(n), a),
}


def evaluated(node, point):
    """The value of a tree at a point, by mpmath alone."""
    match node:
        case Number(value):
            return mpmath.mpf(value.numerator) / value.denominator
        case Name(name):
            return point[name]
        case Constant(name):
            return mpmath.pi + 0 if name == "pi" else mpmath.e + 0
        case Negative(operand):
            return -evaluated(operand, point)
        case Sum(terms):
            return mpmath.fsum(evaluated(term, point) for term in terms)
        case Product(factors):
            return mpmath.fprod(evaluated(factor, point) for factor in factors)
        case Quotient(top, bottom):
            return evaluated(top, point) / evaluated(bottom, point)
        case Power(base, exponent):
            return evaluated(base, point) ** evaluated(exponent, point)
        case Piecewise(pieces):
            return next(evaluated(value, point) for value, condition in pieces if holds(condition, point))
        case Call("rootof", (_, Number(index))):
            return sorted(mpmath.polyroots([1, 0, -3, 1], extraprec=500, maxsteps=200))[int(index)]
        case Call(function, arguments):
            known = FUNCTIONS.get(function) or getattr(mpmath, function)
            return known(*(evaluated(argument, point) for argument in arguments))
    raise TypeError(node)


def holds(condition, point):
    """Whether a condition holds at a point."""
    if not isinstance(condition, Relation):
        return condition.value
    left, right = (evaluated(operand, point) for operand in condition.operands)
    return {"<": left < right, ">": left > right, "!=": left != right}[condition.operators[0]]


def a_point(tree):
    """A point for the names in a tree, in natural order."""
    variables = sorted(names(tree), key=natural_order)
    return {name: mpmath.mpf(v.numerator) / v.denominator for name, v in zip(variables, VALUES, strict=False)}


def quotient_by(tree, point, name, step):
    """The central difference quotient, right to twice the digits of the step."""
    above, below = (evaluated(tree, point | {name: point[name] + side * step}) for side in (1, -1))
    return (above - below) / (2 * step)


def value_at(expression, point):
    """The value of a derivative, by way of its tree and mpmath."""
    return evaluated(as_tree(expression), point)


def agrees(found, expected):
    """Whether two values are the same to 25 digits."""
    return mpmath.almosteq(found, expected, 1e-25, 1e-25)


def test_the_corpus_is_as_large_as_it_should_be():
    """At least 150 functions of 1 to 10 variables, no two alike."""
    counts = [len(names(parse_expression(text))) for text in TEXTS]

    assert len(set(TEXTS)) == len(TEXTS) >= 150
    assert {1, 2, 3, 4, 5, 8, 10} <= set(counts)


@pytest.mark.parametrize("text", TEXTS)
def test_gradients_are_the_slopes(text):
    """Every partial derivative is the limit of the difference quotients, to 25 digits."""
    tree = parse_expression(text)
    with mpmath.workdps(110):
        point = a_point(tree)
        slopes = gradient_of(build(tree), Scope().symbols(point))
        for name, slope in zip(point, slopes, strict=True):
            expected = quotient_by(tree, point, name, mpmath.mpf(10) ** -35)
            assert agrees(value_at(slope, point), expected), (name, slope)


@pytest.mark.parametrize("text", TEXTS[::4])
def test_hessians_are_the_slopes_of_the_slopes(text):
    """Every second derivative is the limit of difference quotients of second order, to 25 digits."""
    tree = parse_expression(text)
    with mpmath.workdps(150):
        point = a_point(tree)
        symbols = Scope().symbols(point)
        matrix = hessian_of(gradient_of(build(tree), symbols), symbols)
        step = mpmath.mpf(10) ** -35
        for i, first in enumerate(point):
            for j, second in list(enumerate(point))[i:]:
                above, below = (point | {second: point[second] + side * step} for side in (1, -1))
                expected = (quotient_by(tree, above, first, step) - quotient_by(tree, below, first, step)) / (2 * step)
                assert agrees(value_at(matrix[i][j], point), expected), (first, second)
                assert matrix[i][j] == matrix[j][i]


@pytest.mark.parametrize("text", TEXTS[1::3])
def test_adjoints_give_the_same_as_the_rules(text):
    """Accumulated backwards on the tree, as for large expressions, the gradient has the same values."""
    tree = parse_expression(text)
    with mpmath.workdps(60):
        point = a_point(tree)
        forwards = gradient_of(build(tree), Scope().symbols(point))
        for forward, backward in zip(forwards, gradient_tree(tree, list(point)), strict=True):
            assert agrees(value_at(forward, point), evaluated(backward, point))


@pytest.mark.parametrize("text", TEXTS[2::3])
def test_sympy_agrees_where_it_can(text):
    """SymPy's own differentiation of the same object has the same values (but for jumps, where it has deltas)."""
    expression = build(parse_expression(text))
    symbols = sorted(expression.free_symbols, key=lambda s: natural_order(s.name))
    with mpmath.workdps(60):
        point = a_point(parse_expression(text))
        for variable, slope in zip(symbols, gradient_of(expression, symbols), strict=True):
            theirs = expression.diff(variable)
            if not theirs.has(sympy.DiracDelta, sympy.Derivative, sympy.Subs):
                assert agrees(value_at(slope, point), value_at(theirs.doit(), point))
            else:
                assert not slope.has(sympy.DiracDelta, sympy.Derivative, sympy.Subs)


def test_only_variables_that_occur_have_a_slope():
    """The mapping is sparse, and what cancels is not in it."""
    assert Differentiation((x, y, z))(x * y) == {x: y, y: x}
    assert Differentiation((x,))(y**2) == {}
    assert Differentiation((x, y))(x - x + y) == {y: 1}
    assert gradient_of(x * y, (z, x)) == (0, y)
    assert gradient_of(S.Pi, ()) == ()


def test_repeated_derivatives():
    """The first variable first."""
    assert derivative_of(x**4 * y, x, x, y) == 12 * x**2
    assert derivative_of(x**4 * y) == x**4 * y


def test_what_has_no_formula_is_refused():
    """The derivative of a Bessel function by its order is not in the language."""
    with pytest.raises(Unsupported):
        gradient_of(build(parse_expression("besselj(x, y)")), (x, y))
    assert gradient_of(build(parse_expression("besselj(x, y)")), (y,))


def test_powers_of_negative_numbers_have_no_derivative():
    """(-2)^x is defined at the integers only; 0^x is 0 for positive x, and so is its derivative."""
    with pytest.raises(Nondifferentiable):
        gradient_of(build(parse_expression("y (-2)^x")), (x,))
    with pytest.raises(Nondifferentiable):
        gradient_of(build(parse_expression("a^x"), Scope.of({}, parse_conditions("a < 0"))), (x,))
    assert gradient_of(build(parse_expression("y + 0^x")), (x,)) == (0,)


def test_long_and_deep_expressions_need_no_recursion():
    """10,000 distinct parts, and 60 nested functions of two variables."""
    variables = [symbol(f"x{place}") for place in range(3000)]
    long = Add(*(v * exp(w) for v, w in pairwise(variables)))
    slopes = Differentiation(variables)(long)
    deep = x
    for _ in range(60):
        deep = sin(deep) * y
    nested = Differentiation((x, y))(deep)

    assert len(slopes) == 3000
    assert slopes[variables[7]] == exp(variables[8]) + variables[6] * exp(variables[7])
    assert set(nested) == {x, y}


def test_shared_parts_are_differentiated_once():
    """An expression whose written form has 2^40 leaves is differentiated in the size of its parts."""
    expression = x
    for _ in range(40):
        expression = sin(expression) + cos(expression)
    slope = derivative_of(expression, x)

    with flint.ctx.workprec(200):
        found = enclose(as_tree(slope), {"x": flint.fmpq(1, 2)}, 200)
    with mpmath.workdps(50):
        assert agrees(mpmath.mpf(found.mid().str(40, radius=False)), ladder_slope(mpmath.mpf(1) / 2))


def ladder_slope(at):
    """The derivative of the same ladder by the chain rule in numbers."""
    value, slope = at, mpmath.mpf(1)
    for _ in range(40):
        value, slope = mpmath.sin(value) + mpmath.cos(value), slope * (mpmath.cos(value) - mpmath.sin(value))
    return slope


def test_logarithm_of_a_sum_of_exponentials():
    """The gradient that machine learning is full of comes out as a person writes it."""
    assert gradient_of(log(exp(x) + exp(y)), (x, y)) == (exp(x) / (exp(x) + exp(y)), exp(y) / (exp(x) + exp(y)))


def test_a_power_of_zero_is_constant_in_its_exponent():
    """0^y is 0 on its whole domain y > 0, so nothing is made of log(0)."""
    y = symbol("y")

    assert gradient_of(Pow(S.Zero, y, evaluate=False) + y, (y,)) == (1,)
