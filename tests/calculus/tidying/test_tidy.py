"""Results in the form a person would write, with the same values as before in ball arithmetic."""

import pytest
from flint import arb, ctx, fmpq
from sympy import Add, S, cos, exp, log, pi, sin, sqrt

from symcalc.build import as_tree, build, symbol
from symcalc.calculus.derivatives.derivative import gradient_of, hessian_of
from symcalc.calculus.tidying.length import length
from symcalc.calculus.tidying.tidy import tidied, tidied_numbers
from symcalc.decide.ball import enclose
from symcalc.syntax import parse_expression, written
from symcalc.syntax.names import natural_order

x, y, z = symbol("x"), symbol("y"), symbol("z")


def gradient(text):
    """The tidied gradient of a text, written."""
    expression = build(parse_expression(text))
    variables = sorted(expression.free_symbols, key=lambda s: natural_order(s.name))
    return [written(as_tree(partial)) for partial in tidied(gradient_of(expression, variables))]


def hessian(text):
    """The tidied upper triangle of second derivatives, row by row, written."""
    expression = build(parse_expression(text))
    variables = sorted(expression.free_symbols, key=lambda s: natural_order(s.name))
    rows = hessian_of(gradient_of(expression, variables), variables)
    return [written(as_tree(tidied([entry])[0])) for i, row in enumerate(rows) for entry in row[i:]]


GRADIENTS = {
    "log(exp(x) + exp(y))": ["exp(x)/(exp(x) + exp(y))", "exp(y)/(exp(x) + exp(y))"],
    "3x^4 - 4x^3 - 12x^2": ["12*x*(x - 2)*(x + 1)"],
    "x e^(-x^2 - y^2)": ["exp(-x**2 - y**2)*(1 - 2*x**2)", "-2*x*y*exp(-x**2 - y**2)"],
    "(x - u v)^2": ["-2*v*(x - u*v)", "-2*u*(x - u*v)", "2*(x - u*v)"],
    "x a x": ["x**2", "2*a*x"],
    "x^2 y + x y^2": ["2*x*y + y**2", "x**2 + 2*x*y"],
    "x/(x + y)": ["y/(x + y)**2", "-x/(x + y)**2"],
    "(x + y)^2 (x - y)^3": ["(x - y)**2*(x + y)*(5*x + y)", "-(x - y)**2*(x + 5*y)*(x + y)"],
    "exp(-x) (x + 1)": ["-x*exp(-x)"],
    "x^2 sin(x)": ["x*(x*cos(x) + 2*sin(x))"],
    "x log(x)": ["log(x) + 1"],
    "log(x)/x": ["(1 - log(x))/x**2"],
    "(x^2 + 1)/(x^2 - 1)": ["-4*x/(x**2 - 1)**2"],
    "1/(1 + exp(-x))": ["exp(-x)/(exp(-x) + 1)**2"],
    "sqrt(x^2 + y^2)": ["x/sqrt(x**2 + y**2)", "y/sqrt(x**2 + y**2)"],
    "x/sqrt(1 + x^2)": ["1/(x**2 + 1)**(3/2)"],
    "atan(y/x)": ["-y/(x**2 + y**2)", "x/(x**2 + y**2)"],
    "x |x|": ["2*abs(x)"],
    "x^x": ["x**x*(log(x) + 1)"],
    "exp(x) sin(x)": ["exp(x)*(cos(x) + sin(x))"],
    "sqrt(x) (1 - x)": ["(1 - 3*x)/(2*sqrt(x))"],
    "(x^2 + y - 11)^2 + (x + y^2 - 7)^2": [
        "4*x**3 + 4*x*y + 2*y**2 - 42*x - 14",
        "4*y**3 + 2*x**2 + 4*x*y - 26*y - 22",
    ],
    "(x - m)^2/(2 s^2) + log(s)": ["(m - x)/s**2", "1/s - (x - m)**2/s**3", "(x - m)/s**2"],
    "sigmoid(x)": ["sigmoid(x)*(1 - sigmoid(x))"],
    "tanh(w x)": ["x*(1 - tanh(w*x)**2)", "w*(1 - tanh(w*x)**2)"],
    "x^3/3 + x^2/2": ["x**2 + x"],
    "log(x + sqrt(x^2 + 1))": ["1/sqrt(x**2 + 1)"],
    "sin(x)/cos(x)": ["1/cos(x)**2"],
    "x + sinh(x) cosh(x)": ["2*cosh(x)**2"],
    "sin(x) cos(x)": ["cos(x)**2 - sin(x)**2"],
}
HESSIANS = {
    "x e^(-x^2 - y^2)": [
        "exp(-x**2 - y**2)*(4*x**3 - 6*x)",
        "exp(-x**2 - y**2)*(4*x**2*y - 2*y)",
        "exp(-x**2 - y**2)*(4*x*y**2 - 2*x)",
    ],
    "log(exp(x) + exp(y))": [
        "exp(x + y)/(exp(x) + exp(y))**2",
        "-exp(x + y)/(exp(x) + exp(y))**2",
        "exp(x + y)/(exp(x) + exp(y))**2",
    ],
    "3x^4 - 4x^3 - 12x^2": ["36*x**2 - 24*x - 24"],
    "sqrt(x^2 + y^2)": ["y**2/(x**2 + y**2)**(3/2)", "-x*y/(x**2 + y**2)**(3/2)", "x**2/(x**2 + y**2)**(3/2)"],
    "log(x^2 + y^2)": [
        "2*(y**2 - x**2)/(x**2 + y**2)**2",
        "-4*x*y/(x**2 + y**2)**2",
        "2*(x**2 - y**2)/(x**2 + y**2)**2",
    ],
    "tan(x)^3": ["6*tan(x)*(2*tan(x)**4 + 3*tan(x)**2 + 1)"],
    "x |x|": ["2*sign(x)"],
}


@pytest.mark.parametrize("text", GRADIENTS)
def test_gradients_are_written_as_in_a_book(text):
    """Common factors in front, factored where that is shorter, else as differentiated."""
    assert gradient(text) == GRADIENTS[text]


@pytest.mark.parametrize("text", HESSIANS)
def test_hessians_are_written_as_in_a_book(text):
    """The exponential in front of the bracket, quotients over one denominator."""
    assert hessian(text) == HESSIANS[text]


CORPUS = """
x y/(x + y) | 1/(1 + 1/(1 + x)) | x^(1/2) y^(3/2) + sqrt(x) | (x^2 + y^2)^(1/3) x
exp(x)^2 exp(-y) + exp(x - y) | cbrt(x y + 1) | 2^x*2^y x | x^y y^x | log(12 x) + log(y)/log(8)
|x - y| (x + y) | sign(x - 2) x^2 | (exp(x) - exp(-x))/(exp(x) + exp(-x)) | sqrt(x + sqrt(y))
sqrt(2) x^2 + sqrt(8) x y | pi x^2/(e y) | max(x, y) x | relu(x - 1/7) y^2 | sigmoid(x y)^2 | softplus(x)/y
gamma(x) y | besselj(1, x) x | erf(x)/x | atan2(y, x) x | tan(x)^2 y | sinh(x) cosh(x) | x/(1 - x^2)^(3/2)
(1 - x)^5 (1 + x)^7 | log(x + sqrt(x^2 + y)) | ((x + y)^4 - (x - y)^4)/(x y) | (x^3 - y^3)/(x - y)
exp(-(x - y)^2/(2 y^2))/sqrt(2 pi y) | x^3 y^2/(x^2 + y^4) | piecewise((x^2 y, x > y), (x, true)) x
(1 + x + y)^(-2/3) | 1/(sqrt(x) + sqrt(y)) | x^(y + 1)/(y + 1) | exp(x log(y)) | asin(x/9)/x
""".replace("\n", " | ").split(" | ")
TEXTS = [text.strip() for text in CORPUS if text.strip()]
POINTS = [{"x": fmpq(5, 7), "y": fmpq(3, 4)}, {"x": fmpq(9, 4), "y": fmpq(2, 5)}, {"x": fmpq(-1, 3), "y": fmpq(7, 6)}]


def same_values(before, after):
    """At how many of the points both have a value; they must be equal."""
    found = 0
    for point in POINTS:
        with ctx.workprec(300):
            given, got = (enclose(as_tree(expression), point, 300) for expression in (before, after))
            if isinstance(given, arb):
                assert isinstance(got, arb), (point, after)
                assert given.overlaps(got)
                assert float((given - got).rad()) < 1e-40 * (1 + abs(float(given.mid())))
                found += 1
    return found


@pytest.mark.parametrize("text", TEXTS)
def test_tidying_keeps_the_value_wherever_there_was_one(text):
    """First and second derivatives have the same value before and after, at every point of the domain that is tried."""
    expression = build(parse_expression(text))
    slopes = gradient_of(expression, (x, y))
    for before in [*slopes, *(entry for row in hessian_of(slopes, (x, y)) for entry in row)]:
        (after,) = tidied([before])
        assert same_values(before, after), text
        assert length(after) <= length(before) + 2


def test_what_cancels_is_zero():
    """A sum that vanishes identically is 0."""
    zero = [
        (x + y) ** 3 - x**3 - y**3 - 3 * x * y * (x + y),
        exp(2 * x) - exp(x) ** 2 + 0 * y,
        sqrt(x**2 + 1) ** 3 - (x**2 + 1) * sqrt(x**2 + 1),
        1 / (x * (x + 1)) - 1 / x + 1 / (x + 1),
        sin(x) ** 4 - cos(x) ** 4 + 2 * cos(x) ** 2 - 1,
    ]

    assert tidied(zero) == (0, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (log(8) / log(2), 3),
        ((1 + sqrt(2)) ** 2 - 2 * sqrt(2), 3),
        (sqrt(2) * (1 + sqrt(2)) - sqrt(2), 2),
        (log(6) - log(2), log(3)),
        (log(6), log(6)),
        (pi / 3, pi / 3),
        (exp(1) * exp(2) / exp(3), 1),
        (S(3) / 7, S(3) / 7),
        ((1 + sqrt(5)) / 2 * (1 - sqrt(5)) / 2, -1),
    ],
)
def test_constants_are_short_and_exact(value, expected):
    """Logarithms, roots and powers of e cancel."""
    assert tidied_numbers([value]) == (expected,)


def test_large_expressions_get_their_common_factor_only():
    """Beyond the bounds the common factors are put in front, and the rest stays as it is."""
    variables = [symbol(f"x{place}") for place in range(600)]
    common = exp(x) * y**2
    (after,) = tidied([Add(*(common * v * sin(v) for v in variables))])

    assert after == common * Add(*(v * sin(v) for v in variables))


@pytest.mark.parametrize(
    "text", ["(x + y + z)^200 (x - y)^2", "(x + 1)^1000000 x", "exp(x)^100000 x", "x^(10^9) + x^(10^9) y"]
)
def test_powers_that_are_too_large_are_not_multiplied_out(text):
    """Brackets to high powers stay, with what is common in front."""
    expression = build(parse_expression(text))
    (after,) = tidied(gradient_of(expression, (x,)))

    assert length(after) < 150


def test_the_same_input_gives_the_same_output():
    """Tidying depends on nothing but the expression."""
    expression = build(parse_expression("(x^2 + 3x y)/(x + y)*exp(-x y) + sin(x) x"))
    first = tidied(gradient_of(expression, (x, y)))

    assert all(tidied(gradient_of(expression, (x, y))) == first for _ in range(3))


@pytest.mark.parametrize("text", ["x", "2*x*y", "exp(x)*y", "sin(x + y)/x**2", "7"])
def test_what_has_no_sum_is_left_alone(text):
    """There is nothing to tidy in a product."""
    expression = build(parse_expression(text))

    assert tidied([expression]) == (expression,)


@pytest.mark.parametrize(
    "expression",
    [
        *[12 * x**3 - 24 * x, 12 * x * (x - 2) * (x + 1), exp(x) / (exp(x) + exp(y)), -x / 2, 1 / x, x ** (y - 1)],
        *[
            3 * cos(x) / (4 * y),
            S(-7) / 3,
            sqrt(x**2 + 1),
            x**2 / (x * y + 1) ** 2,
            -(x**2) - y**2,
            2 * x / (3 * y * z),
        ],
    ],
    ids=str,
)
def test_the_length_is_that_of_the_written_text(expression):
    """Up to two characters, whatever the form."""
    assert abs(length(expression) - len(written(as_tree(expression)))) <= 2


def test_lengths_of_distinct_parts_are_counted_once():
    """A shared expression of 2^50 leaves is measured at once."""
    expression = x
    for _ in range(50):
        expression = cos(expression) + sin(expression)

    assert length(expression) > 2**50
