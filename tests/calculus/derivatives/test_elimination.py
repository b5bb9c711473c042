"""Hessians by elimination, against difference quotients of the gradient in ball arithmetic."""

import random

import pytest
from flint import ctx, fmpq

from symcalc.calculus.derivatives.adjoints import gradient_tree
from symcalc.calculus.derivatives.elimination import Elimination, Graph, hessian_tree
from symcalc.calculus.derivatives.partials import SECOND_RULES, second_rule
from symcalc.calculus.derivatives.rules import RULES, rule
from symcalc.decide.ball import compile_balls
from symcalc.errors import Nondifferentiable, Unsupported
from symcalc.syntax import parse_expression, pose, written
from symcalc.syntax.tree import Array, Call, Name, substitute
from tests.benchmarks.workloads import composed, ladder, log_sum_exp, program, quadratic, rosenbrock, varied


def agree(rows, function, variables):
    """Whether the entries are the difference quotients of the partial derivatives, to 30 digits."""
    place = [fmpq(2 * i + 3, 7 + i) for i in range(len(variables))]
    step = fmpq(1, 10**60)
    with ctx.workprec(1500):
        slopes = compile_balls(gradient_tree(function, variables), variables)
        here = slopes(place)
        values = iter(compile_balls([entry for row in zip(*rows, strict=True) for entry in row], variables)(place))
        for j in range(len(variables)):
            there = slopes([x + step * (i == j) for i, x in enumerate(place)])
            for one, other in zip(there, here, strict=True):
                quotient = (one - other) / step
                if not abs(float((next(values) - quotient).mid())) <= 1e-30 * (1 + abs(float(quotient.mid()))):
                    return False
    return True


SHAPES = {
    "Rosenbrock": rosenbrock(6),
    "log-sum-exp": log_sum_exp(6),
    "quadratic form": quadratic(6),
    "a sum wider than is looked through": f"sqrt(1 + ({quadratic(17)})^2)",
    "ladder": ladder(6),
    "product": "*".join(f"x{i}" for i in range(1, 8)),
    "composition": composed(12, "x1*x2"),
    "program": program(30, 3),
    "continued fraction": "x1 + 1/(x2 + 1/(x3 + 1/(x4 + 1)))",
    "powers": "x1^x2 + x2^(1/2) + x1^(-3/2) + (x1 + x2)^5 + 2^x1 + x1^0 + x2^1",
    "powers of one argument": "x1^x1 + (x1 x2)^(x1 x2)",
    "quotients of one argument": "x1/(x1 + x2) - (x1 x2)/(x1 x2 + 1) + 3/x1 - x2/5",
    "a factor twice": "sin(x1) sin(x1) x2 exp(x2) sin(x1)",
    "cases": "piecewise((x1^2 x2, x1 > x2), (sin(x1) x2, true)) x1 + exp(piecewise((x1^3, x1 < 5), (0, true)))",
    "functions of two arguments": "atan2(x1, x2 + 1) + log(x1 + 3, x2 + 5) + max(x1 x2, x2^2) + x1 min(x1, 1/9)",
    "special functions": "gamma(x1 + 2) + besselj(1, x1 x2) + (x1 + 1)! + beta(x1, x2) + binomial(x1 + 3, x2)",
}


@pytest.mark.parametrize("name", SHAPES)
def test_hessians_of_every_shape_are_the_slopes_of_the_gradient(name):
    """Sums, products, quotients, powers, cases and functions, narrow and wide."""
    problem = pose(SHAPES[name])

    assert agree(hessian_tree(problem.function, problem.variables), problem.function, problem.variables)


@pytest.mark.parametrize("size", [1, 2, 4, 7])
def test_hessians_of_random_functions_are_the_slopes_of_the_gradient(size):
    """Lopsided expressions with every kind of operation."""
    for seed in range(6):
        function = parse_expression(varied(60, size, random.Random(seed)))  # noqa: S311 (the same every time)
        variables = [f"x{i}" for i in range(1, size + 1)]

        assert agree(hessian_tree(function, variables), function, variables)


def test_any_order_of_elimination_is_right():
    """From the whole down, from the variables up, and a shuffled one give the same values."""

    class InOrder(Elimination):
        order = range(0)

        def _key(self, place):
            return self.order[place]

    problem = pose(program(25, 3))
    orders = [range(0, -100, -1), range(100), random.Random(4).sample(range(100), 100)]  # noqa: S311
    for order in orders:
        graph = Graph(problem.function, problem.variables, {})
        InOrder.order = order
        InOrder(graph).run()

        assert agree(graph.hessian(), problem.function, problem.variables)


@pytest.mark.parametrize("function", [name for name, lines in RULES.items() if len(lines) == 1])
def test_second_rules_are_the_derivatives_of_the_rules(function):
    """Those of the table, which are shorter, as those that are found by differentiating."""
    variable = Name("x")
    point = fmpq(5, 2) if function in {"acosh", "asec", "acsc", "acoth"} else fmpq(2, 5)
    values = {"a": variable, "itself": Call(function, (variable,))}
    slope = substitute(rule(function, 1, 0), values)
    second = substitute(second_rule(function, 1, 0, 0), {**values, "slope": slope})
    with ctx.workprec(200):
        wanted, found = compile_balls([*gradient_tree(slope, ["x"]), second], ["x"])([point])

    assert abs(float((wanted - found).mid())) < 1e-40
    assert set(SECOND_RULES) <= set(RULES)


def test_a_hessian_is_symmetric_and_shares_its_entries():
    """Equal entries are one object."""
    rows = hessian_tree(parse_expression("exp(x y) z"), ["x", "y", "z"])

    assert all(rows[i][j] is rows[j][i] for i in range(3) for j in range(3))


def test_functions_without_a_formula():
    """Second derivatives at the arguments and at their own variables, by chain and product rule."""
    formal = {"f": ("u", "v")}
    tree = parse_expression("x f(x, 2 y)", functions=formal)
    own = parse_expression("diff(f, u)", functions=formal)

    assert [written(entry) for entry in hessian_tree(tree, ["y"], formal)[0]] == ["4*(x*diff(f, v, v)(x, 2*y))"]
    assert [written(entry) for entry in hessian_tree(own, ["u", "v"], formal)[1]] == [
        "diff(f, u, u, v)",
        "diff(f, u, v, v)",
    ]


def test_what_is_linear_has_no_second_derivatives():
    """A variable, a number, a sum of multiples."""
    for text in ("x", "7", "3 x - y/2 + abs(x)"):
        assert {written(entry) for row in hessian_tree(parse_expression(text), ["x", "y"]) for entry in row} == {"0"}


def test_depth_is_no_limit():
    """5,000 nested functions are differentiated twice without recursion."""
    node = Name("x")
    for _ in range(5_000):
        node = Call("sin", (node,))

    assert len(hessian_tree(node, ["x"])) == 1


def test_what_has_no_formula_is_refused():
    """Powers of negative numbers, derivatives by the order of a Bessel function, arrays."""
    with pytest.raises(Nondifferentiable):
        hessian_tree(parse_expression("(-2)^x"), ["x"])
    for tree in (parse_expression("besselj(x, y)"), Array((Name("x"),))):
        with pytest.raises(Unsupported):
            hessian_tree(tree, ["x"])
