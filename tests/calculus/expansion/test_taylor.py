"""Taylor polynomials: total degree, the form of the book, the truth along lines, and points without one."""

import mpmath
import pytest
import sympy

from symcalc.calculus.expansion.taylor import taylor
from symcalc.errors import DomainFault, Nondifferentiable, UsageFault
from symcalc.syntax import pose, written

#: Functions that Python and symcalc read alike, with a point inside the domain; the oracle is mpmath's own `taylor`.
SMOOTH = [
    ("x*exp(-x**2-y**2)", {"x": -1, "y": 0}),
    ("log(exp(x)+exp(y))", {"x": 0, "y": "log(2)"}),
    ("sin(x)*cos(y)", {"x": "1/3", "y": "1/2"}),
    ("exp(x*y)", {"x": 1, "y": 2}),
    ("1/(1+x**2+y**2)", {"x": "1/2", "y": -1}),
    ("sqrt(1+x+y)", {"x": 1, "y": 2}),
    ("log(1+x**2)", {"x": 2}),
    ("atan(x/y)", {"x": 1, "y": 3}),
    ("atan2(y, x)", {"x": -1, "y": 2}),
    ("tan(x)", {"x": "1/4"}),
    ("sinh(x)*cosh(y)", {"x": 1, "y": 0}),
    ("tanh(x+2*y)", {"x": 0, "y": "1/3"}),
    ("asin(x/2)", {"x": 1}),
    ("acos(x*y)", {"x": "1/2", "y": "1/3"}),
    ("asinh(x)", {"x": 2}),
    ("acosh(x)", {"x": 3}),
    ("atanh(x)", {"x": "1/3"}),
    ("x**y", {"x": 2, "y": "3/2"}),
    ("x**(1/3)", {"x": 8}),
    ("(x+y)**5", {"x": 1, "y": -2}),
    ("x**3*y**2 - 4*x*y + 7", {"x": 2, "y": 3}),
    ("x/y", {"x": 1, "y": 4}),
    ("exp(sin(x))", {"x": "2/3"}),
    ("sin(exp(x))", {"x": "1/5"}),
    ("log(log(x))", {"x": 5}),
    ("1/x", {"x": -3}),
    ("1/(x-y)", {"x": 3, "y": 1}),
    ("exp(-1/x)", {"x": 2}),
    ("sqrt(x**2+y**2)", {"x": 3, "y": 4}),
    ("cosh(x*y)/x", {"x": 2, "y": 1}),
    ("gamma(x)", {"x": "5/2"}),
    ("digamma(x)", {"x": 3}),
    ("erf(x)", {"x": "1/2"}),
    ("besselj(0, x)", {"x": 2}),
    ("besselj(2, x*y)", {"x": 1, "y": 3}),
    ("beta(x, y)", {"x": 2, "y": "3/2"}),
    ("factorial(x)", {"x": "1/2"}),
    ("sec(x)", {"x": "1/2"}),
    ("cot(x)", {"x": 1}),
    ("csc(x)", {"x": 2}),
    ("sech(x)", {"x": 1}),
    ("coth(x)", {"x": 2}),
    ("x*log(x)", {"x": 3}),
    ("x*y*z", {"x": 1, "y": 2, "z": 3}),
    ("exp(x+y*z)", {"x": 0, "y": 1, "z": -1}),
    ("sin(x*y*z)", {"x": 1, "y": "1/2", "z": 2}),
    ("log(x*y+z**2)", {"x": 1, "y": 1, "z": 2}),
    ("1/(x+y+z)", {"x": 1, "y": 1, "z": 1}),
    ("sqrt(x*y*z)", {"x": 2, "y": 3, "z": 6}),
    ("abs(x-y)", {"x": 1, "y": 3}),
    ("abs(x)**3", {"x": -2}),
    ("cbrt(x)", {"x": -8}),
    ("sigmoid(x)", {"x": "1/2"}),
    ("softplus(x-2*y)", {"x": 1, "y": 1}),
    ("sign(x)*x**2", {"x": -2}),
    ("log(x, 3)", {"x": 2}),
    ("2**x", {"x": 3}),
    ("x**x", {"x": 2}),
    ("exp(exp(x))", {"x": "1/3"}),
    ("cos(x**2)", {"x": 1}),
    ("sin(x)/x", {"x": 2}),
    ("(1-x)**2 + 100*(y-x**2)**2", {"x": -1, "y": 1}),
    ("(x**2+y-11)**2 + (x+y**2-7)**2", {"x": 3, "y": 2}),
    ("x*exp(y)*sin(z)", {"x": 2, "y": 0, "z": 1}),
    ("log(cosh(x))", {"x": 1}),
    ("sqrt(1-x**2-y**2)", {"x": "1/3", "y": "1/2"}),
    ("exp(-x)*log(1+x)", {"x": 1}),
    ("tan(x*y)", {"x": "1/2", "y": "1/3"}),
    ("(x+1)/(x**2+2)", {"x": 1}),
    ("x**2/(y+x**3)", {"x": 1, "y": 2}),
    ("exp(2*x)/(1+exp(2*x))", {"x": "1/4"}),
    ("acot(x)", {"x": 2}),
    ("log(1+exp(x*y))", {"x": 1, "y": -1}),
    ("sin(x)**3", {"x": 1}),
    ("cos(x+y)*exp(x-y)", {"x": 1, "y": 2}),
    ("1/sqrt(x**2+y**2+z**2)", {"x": 1, "y": 2, "z": 2}),
    ("x*atan(y)", {"x": 3, "y": -1}),
    ("exp(-(x-2)**2/2)", {"x": 1}),
    ("log(x/(1-x))", {"x": "1/3"}),
    ("binomial(x, 2)", {"x": "7/2"}),
    ("erf(x*y)", {"x": 1, "y": "1/3"}),
    ("polygamma(1, x)", {"x": 2}),
]
MP = {
    **{name: getattr(mpmath, name) for name in "exp sin cos tan sec csc cot sinh cosh tanh sech coth sqrt".split()},
    **{name: getattr(mpmath, name) for name in "log asin acos atan asinh acosh atanh atan2 gamma digamma erf".split()},
    **{name: getattr(mpmath, name) for name in "besselj beta factorial binomial sign acot".split()},
    "abs": abs,
    "cbrt": lambda x: mpmath.sign(x) * mpmath.cbrt(abs(x)),
    "sigmoid": lambda x: 1 / (1 + mpmath.exp(-x)),
    "softplus": lambda x: mpmath.log(1 + mpmath.exp(x)),
    "polygamma": mpmath.psi,
    "pi": mpmath.mp.pi,
}


def evaluated(text, values):
    """A formula in mpmath, Python reading it."""
    return eval(text.replace("1/3)", "mpf(1)/3)"), {"mpf": mpmath.mpf, **MP, **values})  # noqa: S307 (a test's own text)


@pytest.mark.parametrize(("text", "point"), SMOOTH, ids=[text for text, _ in SMOOTH])
def test_the_polynomial_agrees_with_the_function_along_lines(text, point):
    """Along a line through the point, the polynomial of order n has the first n Taylor coefficients of the function."""
    order = 6 if len(point) == 1 else 4
    at = ", ".join(f"{name}={value}" for name, value in point.items())
    answer = taylor(pose(text, at=at), order=order)
    with mpmath.workdps(40):
        centre = {name: evaluated(str(value).replace("/", "/mpf(1)/"), {}) for name, value in point.items()}
        slopes = [mpmath.mpf(k) / 7 for k in (3, -2, 5)]

        def line(function):
            return lambda t: function({name: c + t * v for (name, c), v in zip(centre.items(), slopes, strict=False)})

        expected = mpmath.taylor(line(lambda values: evaluated(text, values)), 0, order)
        polynomial = written(answer.polynomial)
        rational = polynomial.replace("/", "/mpf(1)/")
        found = mpmath.taylor(line(lambda values: evaluated(rational, values)), 0, order)

    assert len(answer.terms) >= 1
    for ours, theirs in zip(found, expected, strict=True):
        assert abs(ours - theirs) < 1e-10 * (1 + abs(theirs))


@pytest.mark.parametrize("order", range(7))
def test_the_degree_is_total(order):
    """No term has a total degree above the order, which per-variable truncation would keep."""
    answer = taylor(pose("exp(x)*sin(y)*log(1+z)", at="0, 1, 0"), order=order)
    steps = [sympy.Symbol(name) for name in "xyz"]
    degrees = [
        sympy.Poly(sympy.sympify(written(term).replace("(y - 1)", "y"), locals={"x": steps[0]}), *steps).total_degree()
        for term in answer.terms
    ]

    assert max(degrees, default=0) <= order


@pytest.mark.parametrize(
    ("text", "at", "order", "expected"),
    [
        ("x e^(-x^2-y^2)", "-1, 0", 2, "exp(-1)*(-1 - (x + 1) + (x + 1)**2 + y**2)"),
        ("log(e^x+e^y)", "0, log(2)", 1, "log(3) + x/3 + 2*(y - log(2))/3"),
        ("exp(x)", "x=a", 2, "exp(a)*(1 + (x - a) + (x - a)**2/2)"),
        ("x|x|", "0", 1, "0"),
        ("cbrt(x)^3", "0", 5, "x"),
        ("piecewise((sin(x)/x, x != 0), (1, true))", "0", 4, "1 - x**2/6 + x**4/120"),
        ("piecewise((exp(-1/x^2), x != 0), (0, true))", "0", 3, "0"),
        ("L(w1, w2)", "w1=a1, w2=a2", 1, "L(a1, a2) + diff(L, w1)(a1, a2)*(w1 - a1) + diff(L, w2)(a1, a2)*(w2 - a2)"),
        ("abs(x)^3 + y^2", "0, 1", 2, "1 + 2*(y - 1) + (y - 1)**2"),
        ("5", None, 2, "5"),
    ],
)
def test_the_polynomial_is_written_as_a_person_does(text, at, order, expected):
    """Powers of x − x0 stay, and what all terms share stands in front (22.4.8, 22.4.33)."""
    assert written(taylor(pose(text, at=at), order=order).polynomial) == expected


@pytest.mark.parametrize(
    ("text", "at", "order", "fault"),
    [
        ("|x|", "0", 1, Nondifferentiable),
        ("x|x|", "0", 2, Nondifferentiable),
        ("max(x, y)", "1, 1", 1, Nondifferentiable),
        ("piecewise((x^3 sin(1/x), x != 0), (0, true))", "0", 2, Nondifferentiable),
        ("piecewise((x y (x^2-y^2)/(x^2+y^2), x != 0 or y != 0), (0, true))", "0, 0", 2, Nondifferentiable),
        ("x^(5/2)", "0", 1, Nondifferentiable),
        ("log(x)", "-1", 1, DomainFault),
        ("1/x", "0", 0, DomainFault),
        ("x^2", "1", -1, UsageFault),
        ("x y", "x=1", 1, UsageFault),
    ],
)
def test_where_there_is_no_polynomial(text, at, order, fault):
    """Points outside the domain, functions without the derivatives, and questions without sense are refused."""
    with pytest.raises(fault):
        taylor(pose(text, at=at), order=order)


def test_how_good_it_is_in_the_books_own_numbers():
    """(22.4.8) at (0.01, log 2 − 0.03): 1.0819 against 1.0821."""
    near = taylor(pose("log(e^x + e^y)", at="0, log(2)"), order=1, near="0.01, log(2) - 0.03").near

    assert float(near.approximation) == pytest.approx(1.0819456220014, rel=1e-12)
    assert float(near.value) == pytest.approx(1.0821241818964, rel=1e-12)
    assert float(near.error) == pytest.approx(0.00017855989499, rel=1e-10)
    assert float(near.ratio) == pytest.approx(0.178559894991, rel=1e-9)
