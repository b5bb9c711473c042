"""A posed problem in SymPy: the function, its variables, the point, and values there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from symcalc.build.arrays import shape, written_out
from symcalc.calculus.assumed import check_assumptions, check_point
from symcalc.calculus.pointwise.analytic import is_analytic
from symcalc.errors import DomainFault, RankFault, SymcalcError, Unsupported
from symcalc.record import record
from symcalc.result import Value
from symcalc.syntax import written
from symcalc.syntax.problem import Problem
from symcalc.syntax.tree import Array, Derivative, Elementwise, Name, Node, Transpose, free_parts, names

if TYPE_CHECKING:
    from sympy import Expr, Symbol

    from symcalc.build import Scope

#: The significant digits of every decimal that stands beside an exact value, unless more are asked for.
DIGITS = 15


@record
class Posed:
    """A function ready to be differentiated: its components as trees, as read; a scalar function has one."""

    problem: Problem
    trees: tuple[Node, ...]

    @cached_property
    def scope(self) -> Scope:
        """The names of the problem for SymPy, the variables as they vary in the interior of what is assumed of them."""
        from symcalc.build import Scope  # noqa: PLC0415 (what needs no SymPy must not import it)

        return Scope.of(self.problem.formal, self.problem.assumptions).inside(self._differentiated_by())

    def _differentiated_by(self) -> tuple[str, ...]:
        """The variables of the problem and of derivatives that stand in the function."""
        inner = (part.variables for tree in self.trees for part in free_parts(tree) if isinstance(part, Derivative))
        return (*self.problem.variables, *(name for variables in inner for v in variables for name in names(v)))

    @cached_property
    def expressions(self) -> tuple[Expr, ...]:
        """The components in SymPy.

        Raises DomainFault where an operation on numbers has no value.
        """
        return tuple(_built(tree, self.scope, self.problem) for tree in self.trees)

    @property
    def variables(self) -> tuple[Symbol, ...]:
        """The variables in SymPy, in their order."""
        return self.scope.symbols(self.problem.variables)

    @property
    def tree(self) -> Node:
        """The scalar function as read."""
        return self.trees[0]

    @property
    def expression(self) -> Expr:
        """The scalar function."""
        return self.expressions[0]

    def point(self) -> dict[Symbol, Expr]:
        """The point in SymPy.

        Raises DomainFault where a coordinate has no value.
        """
        values = self.problem.point or {}
        return {self.scope.symbol(name): _built(value, self.scope, self.problem) for name, value in values.items()}


def posed(problem: Problem) -> Posed:
    """The scalar function of a problem.

    Raises RankFault for a vector or a matrix, Unsupported for declared shapes, UsageFault for a point that contradicts
    an assumption.

    >>> from symcalc.syntax import pose
    >>> posed(pose("x + x")).expression
    2*x
    """
    array = _array(problem)
    if isinstance(array, Array):
        raise _rank_fault(
            "a number is expected here, not a vector or a matrix; jacobian differentiates a vector", problem
        )
    return _posed(problem, (array,))


def posed_vector(problem: Problem) -> Posed:
    """The components of the vector function of a problem; a number counts as a vector of one.

    Raises RankFault for a matrix, and all that `posed` raises.

    >>> from symcalc.syntax import pose
    >>> posed_vector(pose("2 [x, y]")).expressions
    (2*x, 2*y)
    """
    array = _array(problem)
    if len(shape(array)) > 1:
        raise _rank_fault("the Jacobian of a matrix is no matrix", problem)
    return _posed(problem, array.items if isinstance(array, Array) else (array,))


#: What an array can be written with.
_ARRAYS = (Array, Transpose, Elementwise)


def _array(problem: Problem) -> Node:
    if problem.shapes:
        raise Unsupported("this is computed for functions of numbers, not of declared shapes")
    if not any(isinstance(part, _ARRAYS) for part in free_parts(problem.function)):
        return problem.function
    try:
        return written_out(problem.function)
    except SymcalcError as error:
        raise error.within(problem.source) from None


def _rank_fault(message: str, problem: Problem) -> RankFault:
    return RankFault(message, span=problem.function.span, source=problem.source)


def _posed(problem: Problem, components: tuple[Node, ...]) -> Posed:
    check_assumptions(problem.assumptions)
    check_point(problem.point, problem.assumptions)
    return _without_ties(_without_derivatives(Posed(problem, components)))


def _without_derivatives(function: Posed) -> Posed:
    """A function with the derivatives taken that stand in it."""
    if not any(map(_holds_derivatives, function.trees)):
        return function
    from symcalc.calculus.derivatives.resolve import resolved  # noqa: PLC0415

    return Posed(function.problem, tuple(resolved(tree, function.scope.around()) for tree in function.trees))


def _without_ties(function: Posed) -> Posed:
    """A function with the switches settled that are ties everywhere: there it has no corner."""
    problem = function.problem
    if all(is_analytic(tree, frozenset(problem.formal)) for tree in function.trees):
        return function
    from symcalc.calculus.ties import untied  # noqa: PLC0415 (proofs of equality, for functions that may have corners)

    return Posed(problem, tuple(untied(tree, problem.assumptions, problem.formal) for tree in function.trees))


def _holds_derivatives(tree: Node) -> bool:
    """Whether derivatives of expressions are still to be taken."""
    return any(isinstance(part, Derivative) and not isinstance(part.function, Name) for part in free_parts(tree))


def _built(node: Node, scope: Scope, problem: Problem) -> Expr:
    from symcalc.build import build  # noqa: PLC0415

    try:
        built: Expr = build(node, scope)
    except SymcalcError as error:
        raise error.within(problem.source) from None
    return built


def written_point(point: Mapping[str, Node]) -> str:
    """A point as a person writes it.

    >>> from symcalc.syntax import parse_expression
    >>> written_point({"x": parse_expression("a"), "y": parse_expression("log(2)")})
    'x = a, y = log(2)'
    """
    return ", ".join(f"{name} = {written(value)}" for name, value in point.items())


class ValuesAt:
    """Expressions at the point of a problem; what they share is evaluated once."""

    def __init__(self, function: Posed) -> None:
        from symcalc.build.substitution import Substitution  # noqa: PLC0415

        self.function = function
        self.substitution = Substitution(function.point())

    def __call__(self, expression: Expr) -> Expr:
        """The exact value.

        Raises DomainFault where there is none.
        """
        from symcalc.build.power import Undefined  # noqa: PLC0415

        try:
            return self.substitution(expression)
        except Undefined:
            point = written_point(self.function.problem.point or {})
            raise DomainFault(f"{self.function.problem.name} is not defined at {point}") from None


def decimals(value: Value, digits: int | None) -> Decimal | None:
    """A constant to at least 15 significant digits; None where it is no constant or its digits are not certain.

    >>> from sympy import sqrt
    >>> decimals(sqrt(2), None)
    Decimal('1.41421356237310')
    """
    from symcalc.build import as_tree  # noqa: PLC0415
    from symcalc.decide.decimals import decimal  # noqa: PLC0415 (ball arithmetic, where decimals are asked for)

    tree = value if isinstance(value, Node) else as_tree(value)
    return decimal(tree, max(digits or 0, DIGITS))


def is_zero(value: Expr) -> bool | None:
    """Whether a constant is 0, which a rational number shows; None where that is not decided.

    >>> from sympy import Rational, sqrt
    >>> is_zero(Rational(1, 2)), is_zero(sqrt(3 + 2 * sqrt(2)) - 1 - sqrt(2))
    (False, True)
    """
    if value.is_Rational:
        return bool(value == 0)
    from symcalc.build import as_tree  # noqa: PLC0415
    from symcalc.decide.sign import is_zero as decided  # noqa: PLC0415 (ball arithmetic, where numbers need it)

    return decided(as_tree(value))


def all_decimals(values: Sequence[Value], digits: int | None) -> tuple[Decimal | None, ...]:
    """The decimals of several constants."""
    return tuple(decimals(value, digits) for value in values)
