"""What an expression is a rational function of: variables, exponentials, roots, signs, other functions and numbers.

Kernels count as independent but for what ties them together: powers of one exponential are powers of one kernel, the
q-th power of a q-th root is its base, the square of a sign is 1. What holds of the rational function therefore holds
of the expression wherever both are defined.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import lcm
from typing import ClassVar, TypeAlias

from sympy import Abs, Expr, Integer, Mul, Pow, Rational, S, exp, log, sign
from sympy.ntheory import factorint

from symcalc.build.power import exponential, power
from symcalc.record import record

#: The largest whole number whose logarithm is taken apart into those of its prime factors.
LARGEST_FACTORED = 10**9


@record
class Exponential:
    """`exp(t)` to rational powers."""

    argument: Expr
    is_variable: ClassVar[bool] = False

    def to_the(self, exponent: Rational) -> Expr:
        """A power of it."""
        return exponential(exponent * self.argument)


@record
class Root:
    """`base ** t` to rational powers; `t` is 1 for roots."""

    base: Expr
    argument: Expr
    is_variable: ClassVar[bool] = False

    def to_the(self, exponent: Rational) -> Expr:
        """A power of it."""
        return power(self.base, exponent * self.argument)


@record
class Plain:
    """A variable, a function or a number of its own kind."""

    expression: Expr

    @property
    def is_variable(self) -> bool:
        """Whether it is a symbol."""
        return bool(self.expression.is_Symbol)

    def to_the(self, exponent: Rational) -> Expr:
        """A power of it."""
        return power(self.expression, exponent)


Kernel: TypeAlias = Exponential | Root | Plain
#: Kernels to rational powers, whose product times the product of `rest` is a part of an expression.
Powers: TypeAlias = list[tuple[Kernel, Rational]]


def taken_apart(part: Expr) -> tuple[Powers, list[Expr]] | None:
    """A part that is no sum, product or whole power, as powers of kernels times other expressions; None for those.

    >>> from symcalc.build.names import symbol
    >>> x = symbol("x")
    >>> taken_apart(exp(-2 * x))
    ([(Exponential(argument=x), -2)], [])
    """
    if part.is_Add or part.is_Mul or part.is_Rational or (part.is_Pow and part.exp.is_Integer):
        return None
    if isinstance(part, exp) or part is S.Exp1:
        argument = S.One if part is S.Exp1 else part.args[0]
        terms = argument.args if argument.is_Add else (argument,)
        return [(Exponential(t), c) for c, t in (term.as_coeff_Mul() for term in terms)], []
    if part.is_Pow:
        return _power_apart(part)
    if isinstance(part, Abs):
        return [(Plain(sign(part.args[0])), S.One)], [part.args[0]]
    return [(Plain(part), S.One)], []


def _power_apart(part: Pow) -> tuple[Powers, list[Expr]]:
    """A power with a whole part: `x**(y - 1)` is `x**y` times `1/x`."""
    constant, moving = part.exp.as_coeff_Add()
    if not constant.is_Rational:
        constant, moving = S.Zero, part.exp
    whole = Integer(int(constant))  # towards 0, so that 1/sqrt(x) is one kernel below the line
    powers: Powers = []
    if constant != whole:
        powers.append((Root(part.base, S.One), constant - whole))
    if moving is not S.Zero:
        coefficient, argument = moving.as_coeff_Mul()
        powers.append((Root(part.base, argument), coefficient))
    return powers, [part.base**whole] if whole is not S.Zero else []


def log_of_primes(part: Expr) -> Expr | None:
    """`log(12)` as `2*log(2) + log(3)`, unevaluated products of logarithms; None for any other part.

    >>> log_of_primes(log(12))
    log(3) + 2*log(2)
    """
    if not isinstance(part, log) or not isinstance(part.args[0], Integer) or part.args[0] > LARGEST_FACTORED:
        return None
    primes = factorint(part.args[0])
    if sum(primes.values()) < 2:
        return None
    terms = (Mul(multiplicity, log(prime)) for prime, multiplicity in primes.items())
    return sum(terms, S.Zero)


def common_denominators(parts: Iterator[Powers]) -> dict[Kernel, int]:
    """Every kernel and the least common denominator of the powers to which it occurs.

    >>> common_denominators(iter([[(Exponential(S.One), S.Half)], [(Exponential(S.One), S.One)]]))
    {Exponential(argument=1): 2}
    """
    found: dict[Kernel, int] = {}
    for powers in parts:
        for kernel, exponent in powers:
            found[kernel] = lcm(found.get(kernel, 1), int(exponent.q))
    return found
