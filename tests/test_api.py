"""The library: text or SymPy in, values out, errors that know their kind."""

import subprocess
import sys

import pytest
import sympy

import symcalc
from symcalc.api import write
from symcalc.errors import SymcalcError


def test_a_text_and_an_expression_give_the_same():
    """SymPy expressions are taken by the names of their symbols, whatever is assumed of them."""
    x, y = sympy.symbols("x y", positive=True)

    assert write(symcalc.grad(sympy.log(sympy.exp(x) + sympy.exp(y)))) == write(symcalc.grad("log(exp(x) + exp(y))"))
    assert write(symcalc.grad(x**2 * y, wrt=[y, x])) == "g(y, x) = [x**2, 2*x*y]"
    assert write(symcalc.jacobian([x * y, x + y])) == "[[y, x], [1, 1]]"
    assert write(symcalc.jacobian(sympy.Matrix([x * y, x + y]))) == "[[y, x], [1, 1]]"


def test_an_answer_to_an_expression_is_in_its_symbols():
    """What is assumed of a symbol is part of it: answers are in the caller's own, so substitution finds them."""
    x, y = sympy.symbols("x y")
    answer = symcalc.grad(x**2 * y, at={"x": y, "y": 1})

    assert answer.gradient == (2 * x * y, x**2)
    assert answer.gradient[0].subs({x: 3, y: 5}) == 30
    assert answer.at.gradient == (2 * y, y**2)
    assert symcalc.hessian(x**3).hessian == ((6 * x,),)
    assert symcalc.jacobian([x * y, x]).jacobian == ((y, x), (1, 0))


def test_a_result_prints_as_the_command_does():
    """`print` shows the plain line, and so do the parts of a result that are trees."""
    answer = symcalc.taylor("x e^(-x^2 - y^2)", at="-1, 0")

    assert str(symcalc.grad("x^2 y")) == "[2*x*y, x**2]"
    assert str(answer.polynomial) == "exp(-1)*(-1 - (x + 1) + (x + 1)**2 + y**2)"


def test_parts_of_a_result_become_sympy():
    """A point and a polynomial, as numbers and expressions in real symbols."""
    x = sympy.Symbol("x", real=True)
    answer = symcalc.critical("x^3 - 3x")

    assert [symcalc.as_sympy(point.point) for point in answer.points] == [{"x": -1}, {"x": 1}]
    assert sympy.expand(symcalc.as_sympy(symcalc.taylor("exp(x)", at="0").polynomial)) == 1 + x + x**2 / 2
    with pytest.raises(SymcalcError):
        symcalc.as_sympy(symcalc.grad("tr(A)", wrt="A", shape="A: n x n").gradient)


@pytest.mark.parametrize(
    "at", ["x=0, y=log(2)", "0, log(2)", {"x": 0, "y": "log(2)"}, {"x": 0, "y": sympy.log(2)}, [0, "log(2)"]]
)
def test_a_point_is_text_or_a_mapping(at):
    """However it is given, it is the same point."""
    assert symcalc.grad("log(exp(x) + exp(y))", at=at).at.gradient == (sympy.Rational(1, 3), sympy.Rational(2, 3))


def test_floats_are_decimals():
    """A float is the decimal that it is written as."""
    assert str(symcalc.grad("x^2", at={"x": 0.1}).at.gradient[0]) == "1/5"


def test_a_mistake_is_an_error_of_its_kind():
    """Errors are values: kind, message, hint, place."""
    with pytest.raises(symcalc.SymcalcError) as caught:
        symcalc.grad("log(x")

    assert (caught.value.kind, caught.value.span.start, caught.value.source.text) == ("syntax", 5, "log(x")


@pytest.mark.parametrize(
    "ask",
    [
        lambda: symcalc.descend("x^2", "y"),
        lambda: symcalc.descend("x^2", "x=nan"),
        lambda: symcalc.plot("x^2", taylor="y"),
        lambda: symcalc.plot("x^2", domain="x=nan..1"),
        lambda: symcalc.taylor("sin(x)", at="0", box="x=nan..1"),
        lambda: symcalc.critical("x^2", domain="x=0..x"),
    ],
)
def test_a_name_where_a_number_is_needed_is_refused(ask):
    """A walk, a picture, a box, a domain: `nan` is a name like any other."""
    with pytest.raises(SymcalcError, match="is no number") as caught:
        ask()

    assert caught.value.kind == "usage"


def test_the_centre_of_a_drawn_quadratic_has_a_value_for_each_variable():
    """As every point has."""
    with pytest.raises(SymcalcError, match="no value for y"):
        symcalc.plot("x^y", taylor="0")


def test_text_is_never_run(tmp_path):
    """A string that looks like Python is an input like any other, in a list and in a point too."""
    marker = tmp_path / "ran"
    code = f"__import__('os').system('touch {marker}')"
    for ask in (
        lambda: symcalc.grad(code),
        lambda: symcalc.jacobian([code]),
        lambda: symcalc.grad("x", at={"x": code}),
    ):
        with pytest.raises(symcalc.SymcalcError):
            ask()

    assert not marker.exists()


def test_a_notebook_shows_latex():
    """A result shows itself as LaTeX."""
    assert symcalc.grad("x^2")._repr_latex_() == r"\[ \frac{d f}{d x} = 2 x \]"


def test_importing_the_package_is_cheap():
    """`import symcalc` loads neither SymPy nor the parser; the names are there all the same."""
    program = (
        "import sys, symcalc; print('sympy' in sys.modules, 'symcalc.syntax' in sys.modules, 'grad' in dir(symcalc))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["False", "False", "True"]


def test_every_public_name_is_there():
    """What the package says that it has, it has, with a docstring."""
    for name in symcalc.__all__:
        assert getattr(symcalc, name).__doc__
    with pytest.raises(AttributeError):
        symcalc.nothing  # noqa: B018 (to be missing is the point)
