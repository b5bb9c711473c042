"""The partial derivatives of every function of the language, in the language: one line a function.

`a` and `b` are the arguments, `itself` is the function's own value. At kinks and jumps (the zero of an absolute value,
a tie of a maximum) the lines do not hold: there `smoothness` decides. No SymPy here: `build.partials` says the same to
SymPy, and the tests compare the two.
"""

from __future__ import annotations

from functools import cache
from string import ascii_lowercase

from symcalc.errors import Unsupported
from symcalc.syntax import parse_expression
from symcalc.syntax.tree import Call, Name, Negative, Node, Sum

RULES: dict[str, tuple[str, ...]] = {
    "exp": ("itself",),
    "log": ("1/a",),
    "log2": ("1/(a log(2))",),
    "log10": ("1/(a log(10))",),
    "sqrt": ("1/(2 itself)",),
    "cbrt": ("1/(3 itself^2)",),
    "sin": ("cos(a)",),
    "cos": ("-sin(a)",),
    "tan": ("1 + itself^2",),
    "cot": ("-1 - itself^2",),
    "sec": ("itself tan(a)",),
    "csc": ("-itself cot(a)",),
    "asin": ("1/sqrt(1 - a^2)",),
    "acos": ("-1/sqrt(1 - a^2)",),
    "atan": ("1/(1 + a^2)",),
    "acot": ("-1/(1 + a^2)",),
    "asec": ("1/(abs(a) sqrt(a^2 - 1))",),
    "acsc": ("-1/(abs(a) sqrt(a^2 - 1))",),
    "sinh": ("cosh(a)",),
    "cosh": ("sinh(a)",),
    "tanh": ("1 - itself^2",),
    "coth": ("1 - itself^2",),
    "sech": ("-itself tanh(a)",),
    "csch": ("-itself coth(a)",),
    "asinh": ("1/sqrt(a^2 + 1)",),
    "acosh": ("1/sqrt(a^2 - 1)",),
    "atanh": ("1/(1 - a^2)",),
    "acoth": ("1/(1 - a^2)",),
    "asech": ("-1/(a sqrt(1 - a^2))",),
    "acsch": ("-1/(abs(a) sqrt(a^2 + 1))",),
    "abs": ("sign(a)",),
    "sign": ("0",),
    "floor": ("0",),
    "ceil": ("0",),
    "heaviside": ("0",),
    "relu": ("heaviside(a)",),
    "sigmoid": ("itself (1 - itself)",),
    "softplus": ("sigmoid(a)",),
    "gamma": ("itself digamma(a)",),
    "factorial": ("itself digamma(a + 1)",),
    "digamma": ("polygamma(1, a)",),
    "erf": ("2 exp(-a^2)/sqrt(pi)",),
    "atan2": ("b/(a^2 + b^2)", "-a/(a^2 + b^2)"),
    "beta": ("itself (digamma(a) - digamma(a + b))", "itself (digamma(b) - digamma(a + b))"),
    "binomial": ("itself (digamma(a + 1) - digamma(a - b + 1))", "itself (digamma(a - b + 1) - digamma(b + 1))"),
    "polygamma": ("", "polygamma(a + 1, b)"),
    "besselj": ("", "(besselj(a - 1, b) - besselj(a + 1, b))/2"),
}
#: The second derivatives of functions that satisfy a short equation with their first one, `slope`; those of the others
#: are found by differentiating the rules.
SECOND_RULES = {
    "sqrt": "-slope/(2 a)",
    "cbrt": "-2 slope/(3 a)",
    "sin": "-itself",
    "cos": "-itself",
    "sinh": "itself",
    "cosh": "itself",
    "sec": "itself (2 itself^2 - 1)",
    "csc": "itself (2 itself^2 - 1)",
    "sech": "itself (1 - 2 itself^2)",
    "csch": "itself (1 + 2 itself^2)",
    "asin": "a slope/(1 - a^2)",
    "acos": "a slope/(1 - a^2)",
    "atan": "-2 a slope^2",
    "acot": "2 a slope^2",
    "asinh": "-a slope/(a^2 + 1)",
    "acosh": "-a slope/(a^2 - 1)",
    "atanh": "2 a slope^2",
    "acoth": "2 a slope^2",
    "erf": "-2 a slope",
}
#: A logarithm to a base.
LOG_TO_BASE = ("1/(a log(b))", "-itself/(b log(b))")


@cache
def rule(function: str, count: int, place: int) -> Node:
    """The partial derivative of a function of so many arguments by the one at a place, as a tree of `a`, `b`, `itself`.

    Raises Unsupported where the language has no formula for it.

    >>> from symcalc.syntax import written
    >>> written(rule("sin", 1, 0)), written(rule("max", 3, 1))
    ('cos(a)', 'heaviside(b - max(a, c))')
    """
    if function in ("max", "min"):
        return _chosen(function, count, place)
    lines = LOG_TO_BASE if (function, count) == ("log", 2) else RULES.get(function, ())
    if len(lines) <= place:
        raise Unsupported(f"the derivative of {function} is not known here")
    if not lines[place]:
        raise Unsupported(f"the derivative of {function} by its order has no formula in the language")
    return parse_expression(lines[place])


def _chosen(function: str, count: int, place: int) -> Node:
    """1 where this argument is the maximum or minimum alone, 0 where another is."""
    names = [Name(argument_name(each)) for each in range(count)]
    rest = (*names[:place], *names[place + 1 :])
    others: Node = rest[0] if len(rest) == 1 else Call(function, rest)
    first, second = (names[place], others) if function == "max" else (others, names[place])
    return Call("heaviside", (Sum((first, Negative(second))),))


def argument_name(place: int) -> str:
    """What the argument at a place is called in the rules: a, b, … z, then a26, a27 and so on.

    >>> argument_name(1), argument_name(30)
    ('b', 'a30')
    """
    return ascii_lowercase[place] if place < len(ascii_lowercase) else f"a{place}"
