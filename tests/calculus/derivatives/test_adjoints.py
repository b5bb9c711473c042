"""Gradients of large expressions, tree to tree, against difference quotients in ball arithmetic."""

import random
from fractions import Fraction

import pytest
from flint import ctx, fmpq

from symcalc.calculus.derivatives.adjoints import gradient_tree
from symcalc.decide.ball import compile_balls
from symcalc.errors import Nondifferentiable, Unsupported
from symcalc.syntax import parse_expression, written
from symcalc.syntax.tree import Array, Call, Name, Negative, Node, Number, Power, Product, Quotient, Sum

TWO = Number(Fraction(2))


def distinct(*nodes: Node) -> int:
    """How many distinct parts trees have together."""
    seen, stack = set(), list(nodes)
    while stack:
        node = stack.pop()
        if id(node) not in seen:
            seen.add(id(node))
            stack.extend(node.children())
    return len(seen)


def random_tree(leaves, names, seed):
    """A random tree of so many leaves, with values of moderate size."""
    choice = random.Random(seed)  # noqa: S311 (the same tree every time)
    pool = [Name(choice.choice(names)) for _ in range(leaves)]
    while len(pool) > 1:
        left = pool.pop(choice.randrange(len(pool)))
        if choice.random() < 0.3:
            pool.append(Call(choice.choice(["sin", "cos", "tanh", "atan", "sigmoid"]), (left,)))
            continue
        right = pool.pop(choice.randrange(len(pool)))
        safe = Quotient(left, Sum((TWO, Power(right, TWO))))
        pool.append(choice.choice([Sum((left, right)), Product((left, right)), Negative(safe)]))
    return pool[0]


def agree(tree, names, at=None):
    """Whether the gradient is that of the central difference quotients, to 25 digits."""
    gradient = gradient_tree(tree, names)
    point = at or [fmpq(place + 3, 7) for place in range(len(names))]
    step = fmpq(1, 10**40)
    with ctx.workprec(500):
        function, slopes = compile_balls([tree], names), compile_balls(gradient, names)(point)
        for place, slope in enumerate(slopes):
            above, below = ([x + side * step * (i == place) for i, x in enumerate(point)] for side in (1, -1))
            quotient = (function(above)[0] - function(below)[0]) / (2 * step)
            if abs(float((quotient - slope).mid())) > 1e-25 * (1 + abs(float(quotient.mid()))):
                return False
    return True


@pytest.mark.parametrize("seed", range(8))
def test_gradients_of_random_trees_are_the_slopes(seed):
    """200 leaves, five variables."""
    names = [f"x{place}" for place in range(5)]

    assert agree(random_tree(200, names, seed), names)


@pytest.mark.parametrize(
    "text",
    [
        "x^y + y^3 - x^(-2) + x^(1/2) + y^(-3/2)",
        "x y/(x - 7 y)/(1 + y^2)",
        "-(-x) y - (x - y)/2",
        "piecewise((x^2 y, x > y), (sin(x) y, true)) x",
        "piecewise((x^2 y, x < y), (sin(x) y, true)) + x",
        "max(x, y, 1/3) min(x, y^2)",
        "log(x + 3, y + 5) + log2(x) + atan2(x, y)",
        "sqrt(x + sqrt(y)) cbrt(x - 2 y)",
        "x y sin(x) y exp(y) x",
        "gamma(x + 2) + besselj(1, x y) + (x + 1)!",
        "2^x + pi x + e^y",
    ],
)
def test_every_operation(text):
    """Each kind of node of the tree has its rule."""
    assert agree(parse_expression(text), ["x", "y"])


def test_gradients_share_the_work_of_the_function():
    """Whatever the number of variables, function and gradient together have at most five times its parts."""
    for count in (2, 20, 200):
        names = [f"x{place}" for place in range(count)]
        tree = random_tree(3000, names, seed=7)

        assert distinct(tree, *gradient_tree(tree, names)) <= 5 * distinct(tree)


def test_a_product_of_many_factors_is_differentiated_in_linear_size():
    """The products of all factors but one are taken from both ends."""
    names = [f"x{place}" for place in range(400)]
    tree = Product(tuple(map(Name, names)))

    assert distinct(*gradient_tree(tree, names)) <= 4 * len(names)


def test_depth_is_no_limit():
    """20,000 nested functions are differentiated without recursion."""
    node: Node = Name("x")
    for _ in range(20_000):
        node = Call("sin", (Sum((node, Name("y"))),))

    assert distinct(*gradient_tree(node, ["x", "y"])) < 200_000


def test_functions_without_a_formula():
    """Partials at the arguments; at its own variables a derivative has no point."""
    formal = {"f": ("u", "v")}
    tree = parse_expression("x f(x, x y)", functions=formal)
    own = parse_expression("diff(f, u)", functions=formal)

    assert [written(part) for part in gradient_tree(tree, ["y"], formal)] == ["(x*diff(f, v)(x, x*y))*x"]
    assert [written(part) for part in gradient_tree(own, ["u", "v", "x"], formal)] == [
        "diff(f, u, u)",
        "diff(f, u, v)",
        "0",
    ]


def test_what_does_not_move_has_no_slope():
    """Variables that do not occur, and functions that are constant off their jumps."""
    assert [written(part) for part in gradient_tree(parse_expression("x floor(y)"), ["y", "z"])] == ["0", "0"]


def test_powers_of_numbers_that_are_not_positive():
    """0^x is 0 where it is defined; (-2)^x is defined at the integers only."""
    assert [written(part) for part in gradient_tree(parse_expression("0^x + y"), ["x", "y"])] == ["0", "1"]
    with pytest.raises(Nondifferentiable):
        gradient_tree(parse_expression("(-2)^x"), ["x"])


def test_what_has_no_formula_is_refused():
    """Derivatives of Bessel functions by their order, and arrays."""
    with pytest.raises(Unsupported):
        gradient_tree(parse_expression("besselj(x, y)"), ["x"])
    with pytest.raises(Unsupported):
        gradient_tree(Array((Name("x"),)), ["x"])
