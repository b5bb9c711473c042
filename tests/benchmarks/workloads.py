"""The functions that the benchmarks differentiate, by size, as texts that every peer reads."""

from __future__ import annotations

import random


def rosenbrock(size: int) -> str:
    """The chained Rosenbrock function of so many variables."""
    return "+".join(f"100*(x{i + 1}-x{i}^2)^2+(1-x{i})^2" for i in range(1, size))


def log_sum_exp(size: int) -> str:
    """The logarithm of a sum of so many exponentials."""
    return f"log({'+'.join(f'exp(x{i})' for i in range(1, size + 1))})"


def quadratic(size: int) -> str:
    """A full quadratic form."""
    draw = random.Random(3)  # noqa: S311 (no secret)
    pairs = [(i, j) for i in range(1, size + 1) for j in range(i, size + 1)]
    return "+".join(f"{draw.randint(1, 9)}*x{i}*x{j}" for i, j in pairs)


def expression(nodes: int, draw: random.Random | None = None) -> str:
    """A balanced expression of about so many nodes in five variables."""
    draw = draw or random.Random(7)  # noqa: S311 (no secret)
    if nodes <= 2:
        return draw.choice(["x1", "x2", "x3", "x4", "x5"])
    operation = draw.choice(["+", "*", "sin", "+", "*", "cos"])
    if operation in "+*":
        return f"({expression(nodes // 2, draw)}{operation}{expression(nodes - nodes // 2 - 1, draw)})"
    return f"{operation}({expression(nodes - 1, draw)})"


def ladder(depth: int) -> str:
    """A network of so many layers, each of two nodes that use both of the layer below: 2^depth paths."""
    layers = "; ".join(f"u{i} = sin(u{i - 1} + v{i - 1}); v{i} = u{i - 1}*v{i - 1}" for i in range(1, depth + 1))
    return f"f = u{depth}*v{depth}; u0 = x1*x2; v0 = x1 - x2; {layers}"


#: Small functions as they stand in exercises; a and b make each line another.
SMALL = (
    "x^{a}*y + {b}*x",
    "sin({b}*x*y) + y^{a}",
    "exp(-x^2 - {b}*y^2)*x",
    "log(exp(x) + {b}*exp(y))",
    "x^{a}/({b} + y^2)",
    "sqrt(x^2 + y^2 + {b})",
    "(x - {a})^2 + (y - {b})^2*x",
    "x*y*exp({b}*x)",
    "cos(x)^{a}*sin({b}*y)",
    "tanh({a}*x + {b}*y)",
)


def small(count: int) -> list[str]:
    """So many small functions, no two the same."""
    return [SMALL[i % 10].format(a=2 + i // 10 % 8, b=2 + i // 10) for i in range(count)]
