"""Posed problems in SymPy: building, resolving written derivatives, values, and what is analytic."""

import pytest

from symcalc.build import Scope
from symcalc.calculus.derivatives.resolve import resolved
from symcalc.calculus.pointwise.analytic import is_analytic
from symcalc.calculus.posed import ValuesAt, decimals, posed, posed_vector, written_point
from symcalc.errors import DomainFault, RankFault, Unsupported
from symcalc.syntax import parse_expression, pose, written
from symcalc.syntax.tree import Derivative, Name


def test_an_operation_without_a_value_is_shown_in_the_input():
    """The error knows the text and the place."""
    with pytest.raises(DomainFault) as error:
        _ = posed(pose("x + log(0)")).expression

    assert error.value.source.text == "x + log(0)"
    assert error.value.source.text[slice(*error.value.span)] == "log(0)"


def test_values_share_a_substitution():
    """The point may hold constants and parameters."""
    function = posed(pose("a x^2", wrt="x", at="x=log(2), a=3"))

    assert str(ValuesAt(function)(function.expression)) == "3*log(2)**2"
    assert written_point(function.problem.point) == "x = log(2), a = 3"


def test_a_point_outside_the_domain_is_named():
    """The message says where."""
    function = posed(pose("sqrt(x)", at="-4"))

    with pytest.raises(DomainFault, match="f is not defined at x = -4"):
        ValuesAt(function)(function.expression)


def test_ranks():
    """A scalar is posed as it is, a vector by components, a matrix not at all."""
    assert len(posed_vector(pose("[x, y, x]")).expressions) == 3
    assert len(posed_vector(pose("x")).expressions) == 1
    with pytest.raises(RankFault):
        posed(pose("[x, y]"))
    with pytest.raises(RankFault):
        posed_vector(pose("[[x], [y]]"))


def test_decimals_of_constants_only():
    """A parameter has none."""
    assert str(decimals(posed(pose("pi")).expression, 20)) == "3.1415926535897932385"
    assert decimals(posed(pose("x")).expression, None) is None


def test_written_derivatives_are_taken_from_the_inside_out():
    """diff(diff(x^3 y, x) y, y) is 6 x^2 y."""
    inner = Derivative("diff", parse_expression("x^3 y"), (Name("x"),))
    tree = Derivative("diff", parse_expression("inner y"), (Name("y"),))
    nested = tree.map(
        lambda part: part if isinstance(part, Name) else part.map(lambda p: inner if p == Name("inner") else p)
    )

    assert written(resolved(nested, Scope())) == "6*x**2*y"


def test_a_derivative_of_an_expression_at_a_point_is_refused():
    """The language has no words for it."""
    with pytest.raises(Unsupported):
        resolved(Derivative("diff", parse_expression("x^2"), (Name("x"),), (Name("a"),)), Scope())


@pytest.mark.parametrize(
    "text", ["x^2 y", "1/x^3", "exp(x)/log(y)", "2^x", "e^x", "pi^x", "f(x, y)", "tan(x)", "(x + 1)!", "[x, y]"]
)
def test_functions_smooth_by_their_operations(text):
    """Nothing needs a closer look."""
    assert is_analytic(parse_expression(text, functions={"f": ("u", "v")}), frozenset({"f"}))


@pytest.mark.parametrize(
    "text", ["abs(x)", "sqrt(x)", "x^y", "x^(1/3)", "max(x, y)", "asin(x)", "(-2)^x", "piecewise((x, x > 0))", "0^x"]
)
def test_functions_that_need_a_closer_look(text):
    """Corners, jumps, and edges that belong to the domain."""
    assert not is_analytic(parse_expression(text))
