"""The functions that act entry by entry, and their partial derivatives, as a table to be read."""

from __future__ import annotations

from functools import cache

from symcalc.syntax import parse_expression
from symcalc.syntax.tree import Node

#: By function, the partial derivative by each argument; the first argument is x, the second y.
#: None where the language has no name for it.
ELEMENTWISE: dict[str, tuple[str | None, ...]] = {
    "exp": ("exp(x)",),
    "log": ("1/x", None),
    "log2": ("1/(x*log(2))",),
    "log10": ("1/(x*log(10))",),
    "sqrt": ("1/(2*sqrt(x))",),
    "cbrt": ("1/(3*cbrt(x)^2)",),
    "sin": ("cos(x)",),
    "cos": ("-sin(x)",),
    "tan": ("1 + tan(x)^2",),
    "cot": ("-1 - cot(x)^2",),
    "sec": ("sec(x)*tan(x)",),
    "csc": ("-csc(x)*cot(x)",),
    "asin": ("1/sqrt(1 - x^2)",),
    "acos": ("-1/sqrt(1 - x^2)",),
    "atan": ("1/(1 + x^2)",),
    "acot": ("-1/(1 + x^2)",),
    "asec": ("1/(abs(x)*sqrt(x^2 - 1))",),
    "acsc": ("-1/(abs(x)*sqrt(x^2 - 1))",),
    "sinh": ("cosh(x)",),
    "cosh": ("sinh(x)",),
    "tanh": ("1 - tanh(x)^2",),
    "coth": ("1 - coth(x)^2",),
    "sech": ("-sech(x)*tanh(x)",),
    "csch": ("-csch(x)*coth(x)",),
    "asinh": ("1/sqrt(1 + x^2)",),
    "acosh": ("1/(sqrt(x - 1)*sqrt(x + 1))",),
    "atanh": ("1/(1 - x^2)",),
    "acoth": ("1/(1 - x^2)",),
    "asech": ("-1/(x*sqrt(1 - x^2))",),
    "acsch": ("-1/(abs(x)*sqrt(1 + x^2))",),
    "abs": ("sign(x)",),
    "sign": ("0",),
    "floor": ("0",),
    "ceil": ("0",),
    "heaviside": ("0",),
    "relu": ("heaviside(x)",),
    "sigmoid": ("sigmoid(x)*(1 - sigmoid(x))",),
    "softplus": ("sigmoid(x)",),
    "erf": ("2*exp(-x^2)/sqrt(pi)",),
    "gamma": ("gamma(x)*digamma(x)",),
    "factorial": ("factorial(x)*digamma(x + 1)",),
    "digamma": ("polygamma(1, x)",),
    "polygamma": (None, "polygamma(x + 1, y)"),
    "besselj": (None, "(besselj(x - 1, y) - besselj(x + 1, y))/2"),
    "beta": ("beta(x, y)*(digamma(x) - digamma(x + y))", "beta(x, y)*(digamma(y) - digamma(x + y))"),
    "binomial": (
        "binomial(x, y)*(digamma(x + 1) - digamma(x - y + 1))",
        "binomial(x, y)*(digamma(x - y + 1) - digamma(y + 1))",
    ),
    "atan2": ("y/(x^2 + y^2)", "-x/(x^2 + y^2)"),
    "max": ("heaviside(x - y)", "heaviside(y - x)"),
    "min": ("heaviside(y - x)", "heaviside(x - y)"),
}

#: Where an elementwise function has a corner or a jump: where its argument (or the difference of two) is 0.
KINKED = frozenset({"abs", "sign", "heaviside", "relu", "max", "min"})


@cache
def partial_derivative(function: str, position: int) -> Node | None:
    """The partial derivative by the argument at a position, as a tree in x and y.

    >>> partial_derivative("sin", 0)
    Call(function='cos', arguments=(Name(name='x'),))
    """
    partials = ELEMENTWISE[function]
    text = partials[position] if position < len(partials) else None
    return None if text is None else parse_expression(text)
