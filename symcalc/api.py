"""The library: one function a command, which poses its question and returns the `Result`.

A function is given as text of the input language, or as a SymPy expression; a point as text or by a mapping.
Posing needs no SymPy, so a mistake in the input is answered before SymPy is imported; each function imports its
room only then.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypedDict, Unpack

from symcalc import formats
from symcalc.arguments import as_names, as_point, as_text, in_symbols_of
from symcalc.errors import SymcalcError, Unsupported, UsageFault
from symcalc.formats.page import Page, text_of
from symcalc.imports import uncollected
from symcalc.result import Result, show_with
from symcalc.syntax.declarations import parse_shapes
from symcalc.syntax.pose import pose, pose_network
from symcalc.syntax.problem import PosedNetwork, Problem
from symcalc.syntax.source import Source
from symcalc.syntax.tree import Node

_SHAPES = 'declare them: --shape "x: n; A: n x n"'

if TYPE_CHECKING:
    from symcalc.calculus.critical import Critical
    from symcalc.calculus.expansion.taylor import Taylor
    from symcalc.calculus.gradient import Gradient
    from symcalc.calculus.hessian import Hessian
    from symcalc.calculus.jacobian import Jacobian
    from symcalc.calculus.networks.backprop import Backprop
    from symcalc.calculus.networks.chain import Chain
    from symcalc.calculus.walks.descent import Descent
    from symcalc.claims.result import Check
    from symcalc.matrix import MatrixGradient, MatrixHessian, MatrixJacobian
    from symcalc.plotting.figures.plot import Plot


def write(result: Result, form: str = "plain", page: Page | None = None) -> str:
    """A result as text, in one of the formats of the command line.

    >>> write(grad("x^2 y"))
    '[2*x*y, x**2]'
    """
    return text_of(formats.write(result, form, page or Page())).rstrip("\n")


show_with(write)


def as_sympy(value: Any) -> Any:
    """A part of a result as SymPy objects: trees become expressions, tuples and mappings keep their form.

    Raises:
        SymcalcError: the part is no expression of numbers, such as a matrix with a declared shape.

    >>> answer = critical("x^4 - 2x^2")
    >>> [as_sympy(point.point) for point in answer.points]
    [{'x': -1}, {'x': 0}, {'x': 1}]
    """
    if isinstance(value, Node):
        with uncollected():
            from symcalc.build import Scope, build  # noqa: PLC0415 (each question imports its own room)

        return build(value, Scope())
    if isinstance(value, tuple):
        return tuple(map(as_sympy, value))
    return {key: as_sympy(part) for key, part in value.items()} if isinstance(value, Mapping) else value


class FunctionOptions(TypedDict, total=False):
    """What every function of this module takes besides the input.

    `wrt` names the variables ("x, y", or a list), `at` a point ("x=0, y=log(2)", or a mapping), `assume` what holds
    ("x > 0"), `shape` vectors and matrices ("x: n; A: n x n"), `of` the definition that is meant; `notation` is
    "auto", "plain" or "latex". `steps` asks for the derivation, `digits` for decimals, `simplify` "none" for no
    tidying.
    """

    wrt: Any
    at: Any
    assume: str | None
    shape: str | None
    of: str | None
    notation: str
    steps: bool
    digits: int | None
    simplify: str


def _pose(function: str | Source | Any, options: FunctionOptions) -> tuple[Problem, dict[str, Any]]:
    """The problem, and the options that are not about posing it."""
    rest: dict[str, Any] = dict(options)
    posing = {name: rest.pop(name) for name in ("assume", "shape", "of", "notation") if name in rest}
    wrt, at = as_names(rest.pop("wrt", None)), as_point(rest.pop("at", None))
    return pose(as_text(function), wrt=wrt, at=at, **posing), rest


def _is_shaped(problem: Problem) -> bool:
    """Whether a problem is about vectors and matrices."""
    if not problem.shapes:
        return False
    from symcalc.matrix import concerns  # noqa: PLC0415 (each question imports its own room)

    return concerns(problem)


def grad(
    function: str | Source | Any,
    *,
    along: str | None = None,
    cotangent: str | None = None,
    structured: bool = False,
    **options: Unpack[FunctionOptions],
) -> Gradient | MatrixGradient:
    """The gradient of a function; in one variable, its derivative.

    `along` is a direction, `cotangent` and `structured` are for expressions with shapes.

    Raises:
        SymcalcError: the input makes no sense, or the function has no gradient at the point.

    >>> grad("x^2 y").gradient
    (2*x*y, x**2)
    >>> grad("log(exp(x) + exp(y))", at={"x": 0, "y": "log(2)"}).at.gradient
    (1/3, 2/3)
    """
    problem, rest = _pose(function, options)
    if _is_shaped(problem):
        from symcalc.matrix import gradient as by_matrices  # noqa: PLC0415

        if along is not None:
            raise UsageFault("a derivative along a direction is of a function of numbers", hint="try --cotangent")
        return by_matrices(problem, cotangent=cotangent, structured=structured, steps=rest.get("steps", False))
    if cotangent is not None or structured:
        raise UsageFault("a cotangent and a structured derivative are of expressions with shapes", hint=_SHAPES)
    with uncollected():
        from symcalc.calculus.gradient import gradient  # noqa: PLC0415

    answer: Gradient = in_symbols_of(function, gradient(problem, along=along, **rest))
    return answer


def hessian(function: str | Source | Any, **options: Unpack[FunctionOptions]) -> Hessian | MatrixHessian:
    """The matrix of second derivatives of a function.

    Raises:
        SymcalcError: the input makes no sense, or the function has no second derivatives at the point.

    >>> hessian("x^2 y").hessian
    ((2*y, 2*x), (2*x, 0))
    """
    problem, rest = _pose(function, options)
    if _is_shaped(problem):
        from symcalc.matrix import hessian as by_vectors  # noqa: PLC0415

        return by_vectors(problem, steps=rest.get("steps", False))
    with uncollected():
        from symcalc.calculus.hessian import hessian as second_derivatives  # noqa: PLC0415

    answer: Hessian = in_symbols_of(function, second_derivatives(problem, **rest))
    return answer


def jacobian(function: str | Source | Any, **options: Unpack[FunctionOptions]) -> Jacobian | MatrixJacobian:
    """The matrix of derivatives of a vector of expressions.

    Raises:
        SymcalcError: the input makes no sense, or it is no vector.

    >>> jacobian("[x y, x + y]").jacobian
    ((y, x), (1, 1))
    """
    problem, rest = _pose(function, options)
    if _is_shaped(problem):
        from symcalc.matrix import jacobian as by_matrices  # noqa: PLC0415

        return by_matrices(problem, steps=rest.get("steps", False))
    with uncollected():
        from symcalc.calculus.jacobian import jacobian as first_derivatives  # noqa: PLC0415

    answer: Jacobian = in_symbols_of(function, first_derivatives(problem, **rest))
    return answer


def critical(
    function: str | Source | Any,
    *,
    domain: str | Source | None = None,
    subject_to: str | Source | None = None,
    strict: bool = False,
    **options: Unpack[FunctionOptions],
) -> Critical:
    """All critical points of a function, each with its kind and a reason, and whether they are proved to be all.

    `domain` is a box ("x=0..1, y=-1..1"), `subject_to` equations that must hold ("x^2 + y^2 = 1").

    Raises:
        SymcalcError: the input makes no sense, or the constraints are not equations.

    >>> answer = critical("x^2 y + x y^2")
    >>> [(point.kind, point.degenerate) for point in answer.points], answer.complete
    ([('saddle', True)], True)
    """
    problem, rest = _pose(function, options)
    from symcalc.syntax.points import parse_box, parse_equations  # noqa: PLC0415 (each question imports its own room)

    box = {} if domain is None else parse_box(domain, problem.variables, problem.parameters)
    constraints = () if subject_to is None else parse_equations(subject_to)
    with uncollected():
        from symcalc.calculus.critical import critical as found  # noqa: PLC0415

    return found(problem, box=box, subject_to=constraints, strict=strict, **rest)


def taylor(
    function: str | Source | Any,
    *,
    order: int = 2,
    near: str | None = None,
    box: str | None = None,
    **options: Unpack[FunctionOptions],
) -> Taylor:
    """The Taylor polynomial of total degree `order` about the point `at`; compared with the function `near` points.

    `box` asks for a proved bound on its error over a box, "x=-0.1..0.1, y=0..1".

    Raises:
        SymcalcError: the input makes no sense, or the function is not differentiable so often at the point.

    >>> answer = taylor("exp(x)", at="0", order=2)
    >>> answer.at.hessian
    ((1,),)
    """
    problem, rest = _pose(function, options)
    with uncollected():
        from symcalc.calculus.expansion.taylor import taylor as expanded  # noqa: PLC0415

    return expanded(problem, order=order, near=near, box=box, **rest)


def chain(
    network: str | Source, *, paths: int | Literal["all"] | None = None, **options: Unpack[FunctionOptions]
) -> tuple[Chain, ...]:
    """The chain rule for a network of definitions, path by path: an answer for each variable.

    `paths` is how many paths are listed: all up to 300, else 20, unless told; the derivative sums all of them.

    Raises:
        SymcalcError: the definitions form no network, or a step is not differentiable at the point.

    >>> [answer] = chain("f(u, v); u(a, b); v(a, b)", wrt="a")
    >>> answer.paths
    (('f', 'u', 'a'), ('f', 'v', 'a'))
    """
    problem, rest = _pose_network(network, options)
    from symcalc.calculus.networks.chain import chain as path_by_path  # noqa: PLC0415 (each command imports its own room)

    return path_by_path(problem, paths=paths, **rest)


def backprop(
    network: str | Source, *, mode: Literal["reverse", "forward"] = "reverse", **options: Unpack[FunctionOptions]
) -> Backprop:
    """The forward and the backward pass through a network of definitions, or through one expression taken apart.

    Raises:
        SymcalcError: the definitions form no network, or a step is not differentiable at the point.

    >>> backprop("f = u^2; u = x y").operations.reverse
    Cost(multiplications=2, additions=0)
    """
    problem, rest = _pose_network(network, options)
    from symcalc.calculus.networks.backprop import backprop as both_passes  # noqa: PLC0415 (each command imports its own room)

    return both_passes(problem, mode=mode, **rest)


def _pose_network(network: str | Source, options: FunctionOptions) -> tuple[PosedNetwork, dict[str, Any]]:
    """The network, and the options that are not about posing it."""
    if options.get("shape"):
        raise Unsupported("a network computes with numbers, not with declared shapes")
    given: dict[str, Any] = dict(options)
    posing = {name: given[name] for name in ("wrt", "at", "assume", "of", "notation") if name in given}
    rest: dict[str, Any] = {name: given[name] for name in ("digits", "simplify") if name in given}
    return pose_network(network, **posing), rest


def descend(
    function: str | Source | Any,
    start: str | Source,
    *,
    method: Literal["gradient", "newton"] = "gradient",
    rate: float = 0.1,
    iterations: int = 100,
    line_search: bool = False,
    **options: Unpack[FunctionOptions],
) -> Descent:
    """The iterates of gradient descent, or of Newton's method, from a point ("x=1, y=2") on.

    Raises:
        SymcalcError: the input makes no sense, or the function is not defined where the walk begins.

    >>> descend("(x - 3)^2", "x=0", rate=0.25, iterations=100).iterates[1].point
    {'x': 1.5}
    """
    if options.get("at") is not None:
        raise UsageFault("a walk begins --from a point, not --at one")
    beginning = start if isinstance(start, Source) else Source(start, "--from")
    problem, _ = _pose(function, {**options, "at": beginning})
    from symcalc.syntax.points import refuse_names  # noqa: PLC0415 (each question imports its own room)

    refuse_names((problem.point or {}).values(), beginning)
    with uncollected():
        from symcalc.calculus.walks.descent import descent  # noqa: PLC0415

    return descent(problem, method=method, rate=rate, iterations=iterations, line_search=line_search)


def check(
    claims: str | Source,
    *,
    assume: str | Source | None = None,
    shape: str | Source | None = None,
    strict_domain: bool = False,
    notation: str = "auto",
) -> tuple[Check, ...]:
    """The verdict on each claim of a text, which may hold definitions, shapes and assumptions too.

    Raises:
        SymcalcError: a part of the text makes no sense, and no such error is expected there.

    >>> [answer.verdict for answer in check("f(x) = x^2; diff(f, x) == 2x; diff(f, x) == x")]
    ['proved', 'refuted']
    """
    from symcalc.claims.context import Context  # noqa: PLC0415 (each question imports its own room)
    from symcalc.claims.document import entries  # noqa: PLC0415
    from symcalc.syntax.consistency import parse_assumptions  # noqa: PLC0415

    context = Context(shapes={} if shape is None else parse_shapes(shape))
    given = context.under(() if assume is None else parse_assumptions(assume))
    source = claims if isinstance(claims, Source) else Source(claims)
    found = list(entries(source, notation=notation, given=given))
    for entry in found:
        if isinstance(entry, SymcalcError):
            raise entry
    with uncollected():
        from symcalc.claims.verdicts import checked  # noqa: PLC0415

    return tuple(checked(entry, strict_domain=strict_domain) for entry in found if not isinstance(entry, SymcalcError))


def plot(
    function: str | Source | Any,
    *,
    domain: str | Source | None = None,
    taylor: str | Source | None = None,
    surface: bool = False,
    marks: bool = True,
    output: str | None = None,
    **options: Unpack[FunctionOptions],
) -> Plot:
    """A picture of a function of one or two variables as numbers, with its critical points marked.

    `domain` are ranges ("x=-2..3"), `taylor` is the point of an approximating quadratic, `output` the name of the file
    that the picture is meant for (which makes it finer; `symcalc.formats.picture.save` draws it).

    Raises:
        SymcalcError: the input makes no sense, or the function has more than two variables.

    >>> plot("x^2 - y^2").kind
    'map'
    """
    problem, _ = _pose(function, options)
    from symcalc.syntax.asked import point_of  # noqa: PLC0415 (each question imports its own room)
    from symcalc.syntax.points import parse_box, refuse_names  # noqa: PLC0415

    box = None if domain is None else parse_box(domain, problem.variables)
    about = Source(taylor, "--taylor") if isinstance(taylor, str) else taylor
    centre = point_of(about, problem.variables, ())
    if centre is not None and about is not None:
        refuse_names(centre.values(), about)
    with uncollected():
        from symcalc.plotting.figures.plot import Wish  # noqa: PLC0415
        from symcalc.plotting.figures.plot import plot as drawn  # noqa: PLC0415

    return drawn(problem, Wish(box, centre, marks, surface, output))
