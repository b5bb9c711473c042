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


def varied(nodes: int, size: int, draw: random.Random | None = None) -> str:
    """A lopsided expression of about so many nodes and so many variables, with every kind of operation."""
    draw = draw or random.Random(size)  # noqa: S311 (no secret)
    if nodes <= 1:
        return f"x{draw.randint(1, size)}"
    operation = draw.choice(["{}+{}", "{}-{}", "{}*{}", "{}/(2+{}^2)", *ONE_PLACE])
    if operation in ONE_PLACE:
        return operation.format(varied(nodes - 1, size, draw))
    left = draw.randint(1, max(1, nodes - 2))
    return "(" + operation.format(varied(left, size, draw), varied(max(1, nodes - 1 - left), size, draw)) + ")"


#: Operations of one argument that are defined everywhere.
ONE_PLACE = ("sin({})", "exp({})", "tanh({})", "sqrt(1+({})^2)", "log(2+({})^2)", "({})^3")


def composed(depth: int, inner: str) -> str:
    """So many functions of one another, the innermost of an expression."""
    for place in range(depth):
        inner = f"{('sin', 'exp', 'tanh', 'cos', 'atan')[place % 5]}({inner})"
    return inner


def program(steps: int, size: int) -> str:
    """Random definitions, each of values that were computed not long before; the product of those left over."""
    draw = random.Random(steps)  # noqa: S311 (no secret)
    names, left, lines = [f"x{i}" for i in range(1, size + 1)], {}, []
    for step in range(1, steps + 1):
        pool = names[-8:] + names[:size]
        one, other = draw.choice(pool), draw.choice(pool)
        used = draw.choice(["{} + {}", "{} * {}", "{} - {}", "sin({})", "tanh({})"]).format(one, other)
        left = {name: None for name in left if name not in used.replace("(", " ").replace(")", " ").split()}
        left[f"u{step}"] = None
        names.append(f"u{step}")
        lines.append(f"u{step} = {used}")
    return f"f = {'*'.join(left)}; {'; '.join(lines)}"


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
