"""Taylor polynomials of total degree, and how good they are (22.4.5, 22.4.30)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import factorial, prod
from types import ModuleType
from typing import TYPE_CHECKING, ClassVar, Literal

from sympy import Expr, Integer, S

from symcalc.build import as_tree, build
from symcalc.build.product import times
from symcalc.calculus.expansion.powers import displacement, polynomial, terms
from symcalc.calculus.expansion.series import Exponents, Series, expansion, exponents_of
from symcalc.calculus.pointwise.local import is_smooth_at_once
from symcalc.calculus.posed import Posed, posed
from symcalc.calculus.stated import code_of, function_name, point_words
from symcalc.calculus.tidying.tidy import tidied, tidied_numbers
from symcalc.errors import SymcalcError, UsageFault
from symcalc.record import record
from symcalc.result import Equation, Formula, Note, Result, Statement, Step, internal
from symcalc.syntax.problem import Problem
from symcalc.syntax.source import Source
from symcalc.syntax.tree import Call, Form, Name, Node, Relation

if TYPE_CHECKING:
    from symcalc.calculus.expansion.accuracy import Near, Remainder
    from symcalc.calculus.smoothness import Germ

Rows = tuple[tuple[Expr, ...], ...]


@record
class TaylorAt:
    """The function at the point of expansion, as far as the polynomial uses it."""

    point: Mapping[str, Node]
    value: Expr | Literal["unknown"]
    gradient: tuple[Expr, ...] = ()
    hessian: Rows = ()


@record
class Taylor(Result):
    """The Taylor polynomial of total degree `order`, in powers of x - x0."""

    command: ClassVar[str] = "taylor"

    function: Node
    variables: tuple[str, ...]
    order: int
    at: TaylorAt
    polynomial: Node | Literal["unknown"]
    terms: tuple[Node, ...]
    near: Near | tuple[Near, ...] | None = None
    box: Remainder | None = None
    where: tuple[Node, ...] = ()
    steps: tuple[Step, ...] = ()
    problem: Problem | None = internal()
    note: str = internal("")

    @property
    def holds(self) -> bool | None:
        """None where it was not decided whether there is such a polynomial."""
        return None if self.polynomial == "unknown" else True

    def heading(self) -> Note:
        """The function, the order and the point."""
        about = ", about ", *point_words(self.at.point)
        return Note((f"Taylor polynomial of order {self.order} of ", self._function, " = ", self.function, *about))

    @property
    def _function(self) -> Node:
        return function_name(self.problem, self.variables)

    def statements(self) -> Iterator[Statement]:
        """The polynomial, the value and derivatives it is made of, and the comparison with the function."""
        if self.polynomial == "unknown":
            yield Note((self.note,), tone="doubt")
            return
        yield Equation(Call(f"T{self.order}", tuple(map(Name, self.variables))), self.polynomial, where=self.where)
        if self.order == 2:
            yield from self._stated_parts()
        if self.near is not None:
            yield _accuracy().comparison(self.near if isinstance(self.near, tuple) else (self.near,), self.order)
        if self.box is not None:
            yield from self.box.statements(self.order)

    def _stated_parts(self) -> Iterator[Statement]:
        """The same as f + ∇f·d + ½ dᵀHd (22.4.30)."""
        name = Name("f" if self.problem is None else self.problem.name)
        yield Note(("which is f + ∇f·d + ½ dᵀ·H·d, with d the step from the point and, there,",))
        yield Equation(name, _value(self.at.value))
        yield Equation(Form("grad", (name,)), self.at.gradient)
        yield Equation(Form("hessian", (name,)), self.at.hessian)

    def plain(self) -> Formula | Node:
        """The polynomial."""
        return self.code()

    def code(self) -> Formula:
        """The polynomial as a function of the variables."""
        value = Name("unknown") if self.polynomial == "unknown" else self.polynomial
        return code_of(value, self.problem, self.variables)


def _value(value: Expr | Literal["unknown"]) -> Expr:
    return S.NaN if value == "unknown" else value


def taylor(
    problem: Problem,
    *,
    order: int = 2,
    near: str | Source | None = None,
    box: str | Source | None = None,
    digits: int | None = None,
    simplify: str = "full",
    steps: bool = False,
) -> Taylor:
    """The Taylor polynomial of a function about the problem's point.

    `near` are points to compare it with the function at, `box` one to bound its error over.

    Raises DomainFault where the function is not defined there, Nondifferentiable where it is not differentiable
    `order` times, UsageFault for an order below 0 or a point with a value missing.

    >>> from symcalc.syntax import pose, written
    >>> written(taylor(pose("exp(x)", at="0"), order=3).polynomial)
    '1 + x + x**2/2 + x**3/6'
    """
    if order < 0:
        raise UsageFault(f"a polynomial of order {order}: the order is 0 or more")
    point = _point(problem)
    function = posed(problem)
    where: tuple[Node, ...] = ()
    if is_smooth_at_once(function):
        raw = expansion(function.expression, function.point(), function.variables, order)
    else:
        near_point = _germ(function, point, order)
        if near_point.regular is None:
            return _unknown(problem, order, point, near_point.note)
        raw, where = _coefficients(function, near_point, order), near_point.where
    series = raw if simplify == "none" else _tidied(raw)
    displacements = [displacement(name, point[name]) for name in problem.variables]
    body = polynomial(series, displacements)
    return Taylor(
        problem.function,
        problem.variables,
        order,
        _at(point, series, len(problem.variables), order),
        body,
        terms(series, displacements),
        None if near is None else _accuracy().compared(function, body, order, near, digits),
        None if box is None else _accuracy().bounded(function, body, order, box),
        where,
        _derivation(function, order, point, series, body) if steps else (),
        problem=problem,
    )


def _accuracy() -> ModuleType:
    """What compares the polynomial with the function, loaded where that is asked for: it certifies decimals."""
    from symcalc.calculus.expansion import accuracy  # noqa: PLC0415

    return accuracy


def _derivation(function: Posed, order: int, point: Mapping[str, Node], series: Series, body: Node) -> tuple[Step, ...]:
    """The derivatives as formulas, their values at the point, and the polynomial they make."""
    from symcalc.calculus.derivatives.derivative import gradient_of, hessian_of  # noqa: PLC0415 (only where steps are asked for)
    from symcalc.calculus.derivatives.steps import gradient_steps, hessian_steps, tree_of  # noqa: PLC0415

    names_, scope, tree = function.problem.variables, function.scope, function.tree
    slopes = gradient_of(function.expression, function.variables)
    lines = list(gradient_steps(tree, names_, tidied(slopes), scope)) if order == 1 else []
    if order > 1:
        rows = tuple(map(tidied, hessian_of(slopes, function.variables)))
        lines = list(hessian_steps(tree, names_, tidied(slopes), rows, scope))
    at = _at(point, series, len(names_), order)
    name = Name(function.problem.name)
    lefts = (name, Form("grad", (name,)), Form("hessian", (name,)))
    for left, value in zip(lefts[: order + 1], (at.value, at.gradient, at.hessian), strict=False):
        lines.append(Step("at the point", Relation(("==",), (left, tree_of(value)))))
    rule = "value + slopes times steps" + (" + half the quadratic form" if order > 1 else "")
    rule += " + higher terms" if order > 2 else ""
    total = Relation(("==",), (Call(f"T{order}", tuple(map(Name, names_))), body))
    return (*lines, Step(rule if order else "the value", total))


def _point(problem: Problem) -> Mapping[str, Node]:
    """The point of expansion.

    Raises UsageFault where there is none.
    """
    given = problem.point or {}
    lacking = [name for name in problem.variables if name not in given]
    if lacking:
        example = ", ".join(f"{name}=0" for name in lacking)
        raise UsageFault(f"the point has no value for {', '.join(lacking)}", hint=f'--at "{example}"')
    return given


def _unknown(problem: Problem, order: int, point: Mapping[str, Node], note: str) -> Taylor:
    at = TaylorAt(point, "unknown")
    return Taylor(problem.function, problem.variables, order, at, "unknown", (), problem=problem, note=note)


def _germ(function: Posed, point: Mapping[str, Node], order: int) -> Germ:
    """The function near the point, looked at closely: it may have a corner there, or no value."""
    from symcalc.calculus.smoothness import germ  # noqa: PLC0415 (a polynomial has no corners)

    problem = function.problem
    try:
        return germ(function.tree, problem.variables, point, order, problem.assumptions)
    except SymcalcError as error:
        raise error.within(problem.source) from None


def _coefficients(function: Posed, near_point: Germ, order: int) -> Series:
    """The Taylor coefficients: by expanding the formula where it is smooth, as decided by branches where not."""
    if near_point.regular:
        formula = build(near_point.formula, function.scope)
        return expansion(formula, function.point(), function.variables, order)
    built = {exponents: build(value, function.scope) for exponents, value in near_point.coefficients.items()}
    return {exponents: value for exponents, value in built.items() if value is not S.Zero}


def _tidied(series: Series) -> Series:
    """The coefficients in a short form, without those that are zero."""
    values = list(series.values())
    short = tidied_numbers(values) if all(value.is_number for value in values) else tidied(values)
    return {exponents: value for exponents, value in zip(series, short, strict=True) if not _vanishes(value)}


def _vanishes(value: Expr) -> bool:
    """Whether a coefficient is known to be 0."""
    if value.free_symbols or value.is_Rational:
        return value is S.Zero
    from symcalc.decide.sign import is_zero  # noqa: PLC0415 (a rational number shows its sign)

    return bool(is_zero(as_tree(value)))


def _at(point: Mapping[str, Node], series: Series, width: int, order: int) -> TaylorAt:
    """Value, gradient and Hessian from the coefficients of degree 0, 1 and 2."""

    def derivative(exponents: Exponents) -> Expr:
        return times(Integer(prod(map(factorial, exponents))), series.get(exponents, S.Zero))

    axes = list(exponents_of(width, 1))
    gradient = tuple(map(derivative, axes)) if order >= 1 else ()
    hessian = tuple(tuple(derivative(_sum(a, b)) for b in axes) for a in axes) if order >= 2 else ()
    return TaylorAt(point, series.get((0,) * width, S.Zero), gradient, hessian)


def _sum(a: Exponents, b: Exponents) -> Exponents:
    return tuple(map(sum, zip(a, b, strict=True)))
