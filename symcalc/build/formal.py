"""Functions without a formula, and their derivatives by their own arguments: `f(a, b)`, `diff(f, x, x)(a, b)`.

Such a function is taken as smooth, so the order in which it is differentiated does not matter: an object carries how
often it is differentiated by each argument, and neither `Derivative` nor `Subs` is ever needed.
"""

from __future__ import annotations

from typing import Any, Self

from sympy import Add, Expr, Mul, S, Symbol
from sympy.core.function import ArgumentIndexError

from symcalc.record import record


@record
class FormalFunction:
    """A name, the names of the parameters, and how often it is differentiated by each; calling it applies it."""

    name: str
    parameters: tuple[str, ...]
    orders: tuple[int, ...]

    def __call__(self, *arguments: Expr) -> Formal:
        return Formal(self, *arguments)

    def by(self, index: int) -> FormalFunction:
        """The derivative by one more argument, counted from 0."""
        orders = (*self.orders[:index], self.orders[index] + 1, *self.orders[index + 1 :])
        return FormalFunction(self.name, self.parameters, orders)


class Formal(Expr):  # type: ignore[misc]  # SymPy is untyped
    """A function without a formula, or a partial derivative of one, applied to arguments.

    >>> from symcalc.build.names import symbol
    >>> x, y = symbol("x"), symbol("y")
    >>> formal("f", ("x", "y"))(x, x * y).fdiff(2)
    f_0_1(x, x*y)
    """

    is_real = True
    is_finite = True
    is_commutative = True

    function: FormalFunction

    def __new__(cls, function: FormalFunction, *arguments: Expr) -> Self:
        """The function applied to as many arguments as it has parameters."""
        applied: Self = Expr.__new__(cls, *arguments)
        applied.function = function
        return applied

    @property
    def func(self) -> FormalFunction:
        """What makes the same function of other arguments."""
        return self.function

    @property
    def is_number(self) -> bool:
        """False: the function is unknown, so its value is."""
        return False

    def _hashable_content(self) -> tuple[Any, ...]:
        return (self.function.name, self.function.parameters, self.function.orders, *self.args)

    def __getnewargs__(self) -> tuple[Any, ...]:
        return (self.function, *self.args)

    def sort_key(self, order: str | None = None) -> Any:
        """SymPy's key of order, which must tell the derivatives of one function apart."""
        arguments = tuple(argument.sort_key(order) for argument in self.args)
        content = (self.function.name, self.function.orders, arguments)
        return self.class_key(), (len(arguments), content), S.One.sort_key(), S.One

    def fdiff(self, argindex: int = 1) -> Expr:
        """The partial derivative by an argument, counted from 1."""
        if not 1 <= argindex <= len(self.args):
            raise ArgumentIndexError(self, argindex)
        return self.function.by(argindex - 1)(*self.args)

    def _eval_derivative(self, variable: Symbol) -> Expr:
        inner = [(index, argument.diff(variable)) for index, argument in enumerate(self.args, 1)]
        return Add(*(Mul(self.fdiff(index), slope) for index, slope in inner if not slope.is_zero))

    def _sympystr(self, printer: Any) -> str:
        orders = "".join(f"_{order}" for order in self.function.orders) if any(self.function.orders) else ""
        return f"{self.function.name}{orders}({printer.stringify(self.args, ', ')})"


def formal(name: str, parameters: tuple[str, ...]) -> FormalFunction:
    """A function without a formula, still to be applied."""
    return FormalFunction(name, parameters, (0,) * len(parameters))
