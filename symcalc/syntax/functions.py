"""The functions of the language: canonical names, other spellings, number of arguments, use without brackets.

>>> known("arctan").name, known("ln").name, known("log_2")
('atan', 'log', None)
"""

from __future__ import annotations

from collections.abc import Iterator

from symcalc.record import record


@record
class Function:
    """A function of the language.

    `least` and `most` bound the number of arguments (`most` None: any number). `bracketless` allows `sin x`.
    `shaped` functions are about vectors and matrices: their bracketless use needs declared shapes.
    """

    name: str
    least: int = 1
    most: int | None = 1
    bracketless: bool = False
    shaped: bool = False


TRIGONOMETRIC = ("sin", "cos", "tan", "cot", "sec", "csc")
HYPERBOLIC = ("sinh", "cosh", "tanh", "coth", "sech", "csch")

_BRACKETLESS = (
    *("exp", "sqrt", "cbrt", "log2", "log10"),
    *TRIGONOMETRIC,
    *HYPERBOLIC,
    *("a" + name for name in TRIGONOMETRIC + HYPERBOLIC),
)
_ONE_ARGUMENT = (
    *("abs", "sign", "floor", "ceil", "factorial", "gamma", "digamma", "erf"),
    *("sigmoid", "softplus", "relu", "heaviside"),
)
_TWO_ARGUMENTS = ("atan2", "binomial", "beta", "polygamma", "besselj", "rootof")


def _table() -> Iterator[Function]:
    yield Function("log", 1, 2, bracketless=True)
    yield from (Function(name, bracketless=True) for name in _BRACKETLESS)
    yield from (Function(name) for name in _ONE_ARGUMENT)
    yield from (Function(name, 2, 2) for name in _TWO_ARGUMENTS)
    yield from (Function(name, 2, None) for name in ("min", "max"))
    yield Function("piecewise", 1, None)
    yield from (Function(name, bracketless=True, shaped=True) for name in ("tr", "det", "logdet", "norm"))
    shaped = ("inv", "norm1", "sum", "mean", "diag", "vec", "softmax", "logsumexp", "eye")
    yield from (Function(name, shaped=True) for name in shaped)
    yield from (Function(name, 2, 2, shaped=True) for name in ("dot", "kron"))
    yield Function("ones", 1, 2, shaped=True)


#: Every function by its canonical name.
FUNCTIONS: dict[str, Function] = {function.name: function for function in _table()}

#: Other spellings and the canonical name.
ALIASES: dict[str, str] = {
    "ln": "log",
    "sgn": "sign",
    "ceiling": "ceil",
    "trace": "tr",
    **{"arc" + name: "a" + name for name in TRIGONOMETRIC + HYPERBOLIC},
    **{"ar" + name: "a" + name for name in HYPERBOLIC},
}

_SPELLINGS = {
    **FUNCTIONS,
    **{alias: FUNCTIONS[name] for alias, name in ALIASES.items()},
    "ln": Function("log", bracketless=True),
}

#: Functions whose names cannot be defined anew: the elementary ones.
ELEMENTARY = frozenset(name for name, function in FUNCTIONS.items() if function.bracketless and not function.shaped) | {
    *("abs", "sign", "min", "max", "floor", "ceil", "piecewise", "rootof", "ln"),
    *(alias for alias in ALIASES if alias.startswith("ar")),
}


def known(name: str) -> Function | None:
    """The function of that name or other spelling, if there is one.

    >>> known("sin").bracketless, known("min").most is None, known("sine")
    (True, True, None)
    """
    return _SPELLINGS.get(name)


def spellings() -> tuple[str, ...]:
    """Every name under which a function is known."""
    return (*FUNCTIONS, *ALIASES)
