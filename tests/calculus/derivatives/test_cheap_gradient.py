"""The cheap gradient principle, by counting: what the shared answers cost in arithmetic operations."""

import pytest

from symcalc.calculus.derivatives.adjoints import gradient_tree
from symcalc.syntax import parse_expression
from tests.benchmarks.arithmetic import BEYOND, CORPUS, factors, operations
from tests.benchmarks.workloads import log_sum_exp, quadratic, rosenbrock, varied


@pytest.mark.parametrize("name", [name for name in CORPUS if "10,000" not in name])
def test_a_gradient_costs_at_most_five_functions(name):
    """Whatever the number of variables; and a Hessian with n of them costs at most 5n functions."""
    _, size, first, second = factors(CORPUS[name])

    assert first <= 5
    assert second <= 5 * size


@pytest.mark.parametrize("size", [2, 3, 5, 10])
@pytest.mark.parametrize("family", [rosenbrock, log_sum_exp, quadratic, lambda size: varied(200, size)])
def test_so_do_those_of_any_number_of_variables(family, size):
    """From two variables on, where symmetry counts."""
    _, count, first, second = factors(family(size))

    assert first <= 5
    assert second <= 5 * count


@pytest.mark.parametrize("name", BEYOND)
def test_what_shares_little_costs_more_but_not_much(name):
    """A composition in one variable, and a program that uses its values again and again: at most 9n functions."""
    _, size, first, second = factors(BEYOND[name])

    assert first <= 5
    assert second <= 9 * size


@pytest.mark.parametrize("family", [rosenbrock, log_sum_exp, quadratic])
def test_the_factor_of_a_gradient_does_not_grow_with_the_variables(family):
    """The same at 10 and at 40 variables, to a twentieth."""
    small, large = (factors(family(size))[2] for size in (10, 40))

    assert abs(large - small) <= 0.05 * small


def test_a_sparse_hessian_costs_as_its_entries():
    """Of the Rosenbrock function with 50 variables less than twice the function, not 50 times."""
    assert factors(rosenbrock(50))[3] < 2


def test_operations_are_those_that_are_written():
    """A part that stands twice is counted once, a number as none, a subtraction as one."""
    trees = [parse_expression(text) for text in ("sin(x*y) + x*y", "(x*y)^2/3 - 1/2")]

    assert operations(trees[:1]) == 3
    assert operations(trees) == 3 + 3
    assert operations([parse_expression("-x - y")]) == 2
    assert operations(gradient_tree(parse_expression("x*y*z"), ["x", "y", "z"])) == 3
