"""Results in the form in which a person would write them: common factors in front, factored where that is shorter.

A sum is written over one denominator and factored, as a rational function of its kernels; of the forms that gives and
the form as differentiated the shortest is kept. The work is bounded by counts of parts and terms, so the same input
always gives the same answer; where a bound is met, only the factors that all terms have in common are put in front.
The value is the same wherever the expression was defined.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial

from sympy import Abs, Add, Expr, Function, Mul, Pow, S, cos, cosh, exp, sign, sin, sinh

from symcalc.build.order import parts_of
from symcalc.build.power import power
from symcalc.build.product import times
from symcalc.calculus.tidying.length import Measure

#: The most parts of an expression that is tidied as a whole.
PARTS = 400
#: What a new form must save, in half characters, to be preferred to the one as differentiated, and what it must save
#: besides where a square of one function is written by that of another.
FAMILIAR, PYTHAGOREAN = 4, 12
#: How far, in half characters, the true cost of a form may lie below its estimate.
MARGIN = 6


def tidied(expressions: Iterable[Expr]) -> tuple[Expr, ...]:
    """The same values, each in the shortest of the forms that a person might write.

    >>> from symcalc.build.names import symbol
    >>> x, y = symbol("x"), symbol("y")
    >>> tidied([12 * x**3 - 12 * x**2 - 24 * x, 1 / (x + y) - x / (x + y) ** 2])
    (12*x*(x - 2)*(x + 1), y/(x + y)**2)
    """
    return tuple(map(_Tidying().formula, expressions))


def tidied_numbers(values: Iterable[Expr]) -> tuple[Expr, ...]:
    """Constants in a short exact form; what cancels is gone.

    >>> from sympy import log, sqrt
    >>> tidied_numbers([log(8) / log(2), (1 + sqrt(2)) ** 2 - 2 * sqrt(2)])
    (3, 3)
    """
    tidying = _Tidying()
    return tuple(value if value.is_Atom or not is_small(value) else tidying.shortest(value) for value in values)


class _Tidying:
    """What is known while several expressions are tidied: lengths of parts, and answers."""

    def __init__(self) -> None:
        self.length = Measure()
        self.known: dict[Expr, Expr] = {}

    def formula(self, expression: Expr) -> Expr:
        """An expression of variables in its shortest form."""
        if not _has_sum(expression) or _is_plain_quotient(expression):
            return _with_absolute_values(expression)
        if expression not in self.known:
            tidy = self.shortest if is_small(expression) else _fronted
            self.known[expression] = tidy(expression)
        return self.known[expression]

    def shortest(self, expression: Expr) -> Expr:
        """The form that costs least; of equally good ones the first, and the first is the given one.

        Forms whose estimated cost is well above the best found are not built.
        """
        functions, signs = expression.has(Function), expression.has(sign, Abs)
        best = _with_absolute_values(expression) if signs else expression
        least = self.cost(best, functions) - FAMILIAR
        for estimated, extra, build in sorted(self.forms(expression), key=lambda form: form[0]):
            if estimated > least + MARGIN:
                break
            form = _with_absolute_values(build()) if signs else build()
            cost = self.cost(form, functions) + extra
            if cost < least:
                best, least = form, cost
        return best

    def cost(self, form: Expr, functions: bool) -> int:
        """Twice the length, less for each bracket of a product: that says more than a sum, above all of functions."""
        if form.is_Add:
            return 2 * self.length(form) + (4 if functions else 2)
        brackets = sum(bool(factor.is_Add) for factor in Mul.make_args(form))
        minus_alone = form.is_Mul and form.args[0] is S.NegativeOne
        return 2 * self.length(form) - 3 * max(brackets - 1, 0) + (FAMILIAR if minus_alone else 0)

    def forms(self, expression: Expr) -> Iterator[tuple[int, int, Callable[[], Expr]]]:
        """The forms over one denominator: estimated cost, what it must save besides, and the expression when asked."""
        from symcalc.calculus.tidying.estimate import Estimate  # noqa: PLC0415 (polynomials are imported where they are needed)
        from symcalc.calculus.tidying.forms import forms_of  # noqa: PLC0415
        from symcalc.calculus.tidying.rational import Field, TooMuch  # noqa: PLC0415

        for opaque, squared, extra in _ways(expression):
            field = Field(expression, opaque, squared)
            estimate = Estimate(field, self.length)
            try:
                for form in forms_of(field, field.quotient(expression)):
                    yield form.cost(estimate) + extra, extra, form.expression
            except TooMuch:
                yield 0, extra, partial(_fronted, expression)


def _has_sum(expression: Expr) -> bool:
    """Whether there is a sum outside the arguments of functions: else there is nothing to tidy."""
    if expression.is_Mul:
        return any(map(_has_sum, expression.args))
    return bool(expression.is_Add or (expression.is_Pow and expression.base.is_Add))


def _is_plain_quotient(expression: Expr) -> bool:
    """Whether nothing can cancel: one sum, below the line, whose terms share no factor; `exp(x)/(exp(x) + exp(y))`."""
    factors = Mul.make_args(expression)
    sums = [factor for factor in factors if _has_sum(factor)]
    if not all(factor.is_Pow and factor.exp.is_Rational and factor.exp.is_negative for factor in sums):
        return False
    return len(sums) == 1 and sum(isinstance(factor, exp) for factor in factors) < 2 and _is_primitive(sums[0].base)


def _is_primitive(total: Expr) -> bool:
    """Whether the terms of a sum are products of whole powers without a common factor, exponentials of all kinds."""
    terms = [_powers(term) for term in total.args]
    rates = [base.args[0].as_coeff_Mul()[1] for term in terms for base in term if isinstance(base, exp)]
    whole = all(exponent.is_Integer and exponent > 0 for term in terms for exponent in term.values())
    shared = set(terms[0]).intersection(*terms[1:])
    return whole and not shared and len(set(rates)) == len(rates) and not any(map(_has_sum, total.args))


def is_small(expression: Expr) -> bool:
    """Whether an expression has few enough parts to be tidied.

    >>> is_small(S.One)
    True
    """
    seen, stack = {expression}, [expression]
    while stack and len(seen) <= PARTS:
        below = [part for part in parts_of(stack.pop()) if part not in seen]
        seen.update(below)
        stack.extend(below)
    return len(seen) <= PARTS


def _ways(expression: Expr) -> Iterator[tuple[Collection[Expr], Collection[type], int]]:
    """Which brackets are kept, which squares are written by those of another function, and what that must save."""
    brackets = {base for base in _bases(expression) if base.is_Add}
    if brackets:
        yield brackets, (), 0
    yield (), (), 0
    if expression.has(sin, sinh) and expression.has(cos, cosh):
        yield (), (cos, cosh), PYTHAGOREAN
        yield (), (sin, sinh), PYTHAGOREAN


def _bases(expression: Expr) -> Iterator[Expr]:
    """The bases of the factors of an expression, or of the terms of a sum."""
    for term in Add.make_args(expression):
        for factor in Mul.make_args(term):
            yield factor.as_base_exp()[0]


def _with_absolute_values(expression: Expr) -> Expr:
    """`x*sign(x)` as `abs(x)`."""
    if not expression.has(sign):
        return expression
    if expression.is_Add:
        return Add(*map(_with_absolute_values, expression.args))
    signs = [factor for factor in Mul.make_args(expression) if isinstance(factor, sign)]
    for factor in signs:
        argument = factor.args[0]
        for each in Mul.make_args(expression):
            base, exponent = each.as_base_exp()
            if base == argument and exponent.is_Integer and exponent > 0:
                return _with_absolute_values(expression / factor / argument) * Abs(argument)
    return expression


def _fronted(expression: Expr) -> Expr:
    """A sum with the factors that all its terms have in common in front; a product factor by factor.

    This takes time in proportion to the written expression.
    """
    if expression.is_Mul:
        return times(*map(_fronted, expression.args))
    if expression.is_Pow and expression.base.is_Add:
        return power(_fronted(expression.base), expression.exp)
    if not expression.is_Add:
        return expression
    terms = [_powers(term) for term in expression.args]
    common = {base: min(term[base] for term in terms) for base in terms[0] if all(base in term for term in terms)}
    front = [Pow(base, exponent) for base, exponent in common.items() if exponent.is_Rational and exponent]
    if not front:
        return expression
    divisor = Mul(*front)
    return times(divisor, Add(*(term / divisor for term in expression.args)))


def _powers(term: Expr) -> dict[Expr, Expr]:
    """The factors of a term that are no numbers, with their exponents; an exponential is a factor of its own."""
    factors = [factor for factor in Mul.make_args(term) if not factor.is_number]
    powers = ((factor, S.One) if isinstance(factor, exp) else factor.as_base_exp() for factor in factors)
    return {base: exponent for base, exponent in powers if exponent.is_Rational}
