"""The cheap gradient principle, counted: arithmetic operations of the shared answers over those of the function.

A sum of n terms is n - 1 additions or subtractions, a product of n factors n - 1 multiplications, a quotient, a power,
a call and a minus that is no subtraction one each; a part that occurs twice counts once, as it is written with shared
names. (Griewank and Walther, Evaluating Derivatives, 2008: a gradient costs at most a small multiple of the function,
whatever the number of variables, and a Hessian n times that, or less where symmetry and sparsity are used.)
"""

from __future__ import annotations

from collections.abc import Sequence

from symcalc.calculus.derivatives.adjoints import gradient_tree
from symcalc.calculus.derivatives.elimination import hessian_tree
from symcalc.formats.sharing import share
from symcalc.syntax import pose
from symcalc.syntax.tree import Call, Negative, Node, Number, Power, Product, Quotient, Sum, walk
from tests.benchmarks.measuring import Goal, table
from tests.benchmarks.workloads import (
    SMALL,
    composed,
    expression,
    ladder,
    log_sum_exp,
    program,
    quadratic,
    rosenbrock,
    varied,
)

#: Functions as they stand in exercises.
SMALL_ONES = [text.format(a=3, b=5) for text in SMALL]
#: Functions by name; of several variables and of every shape, narrow and wide, deep and flat.
CORPUS = {
    **dict(zip(SMALL_ONES, SMALL_ONES, strict=True)),
    "Rosenbrock-200": rosenbrock(200),
    "log-sum-exp-50": log_sum_exp(50),
    "quadratic form, 30": quadratic(30),
    "root of a squared quadratic form, 20": f"sqrt(1 + ({quadratic(20)})^2)",
    "product of 50": "*".join(f"x{i}" for i in range(1, 51)),
    "exponential of a product of 20": f"exp({'*'.join(f'x{i}' for i in range(1, 21))})",
    "product of 20 sums": "*".join(f"(x{i} + {i}*x{i % 20 + 1})" for i in range(1, 21)),
    "sum of 20 quotients": "+".join(f"x{i}/(1 + x{i % 20 + 1}^2)" for i in range(1, 21)),
    "sum of 5 powers": "+".join(f"x{i}^x{i % 5 + 1}" for i in range(1, 6)),
    "20 nested roots": "".join(f"sqrt(x{i}^2 + " for i in range(1, 21)) + "1" + ")" * 20,
    "continued fraction of 20": "".join(f"x{i} + 1/(" for i in range(1, 20)) + "x20" + ")" * 19,
    "60 functions of a product": composed(60, "x1*x2"),
    "random, 1,000 nodes": expression(1_000),
    "random, 10,000 nodes": expression(10_000),
    **{f"random of all operations, {size} variables": varied(500, size) for size in (2, 5, 20)},
    "ladder, 40 layers": ladder(40),
}
#: Where there is little to share, a Hessian takes more than 5n functions: of one variable, where each operation has at
#: least a value, a slope, a bend and their chain rule, and of programs that use their values again and again.
BEYOND = {
    "60 functions of one variable": composed(60, "x1"),
    "program of 200 steps in 2 variables": program(200, 2),
}


def operations(trees: Sequence[Node]) -> int:
    """The arithmetic operations of some trees, where what they share is worked out once."""
    shared = share(tuple(trees))
    written = [*(tree for _, tree in shared.definitions), *(shared.node(tree) for tree in trees)]
    distinct = {id(tree): tree for tree in written}.values()
    return sum(_operation(part) for tree in distinct for part in walk(tree))


def _operation(part: Node) -> int:
    match part:
        case Sum(terms):
            minuses = sum(isinstance(term, Negative) for term in terms)
            return len(terms) - 1 - min(minuses, len(terms) - 1)
        case Product(factors):
            return len(factors) - 1
        case Quotient(Number(), Number()):  # a number
            return 0
        case Negative() | Quotient() | Power() | Call():
            return 1
    return 0


def factors(text: str) -> tuple[int, int, float, float]:
    """Operations of a function, its variables, and its gradient's and its Hessian's over its own."""
    problem = pose(text)
    own = operations([problem.function])
    slopes = gradient_tree(problem.function, problem.variables)
    rows = hessian_tree(problem.function, problem.variables)
    entries = [entry for i, row in enumerate(rows) for entry in row[i:]]
    return own, len(problem.variables), operations([*slopes]) / own, operations(entries) / own


def main(_rounds: int, *, quick: bool = False) -> list[Goal]:
    """Print the factors of the corpus, and of what goes beyond the limits."""
    found = {name: factors(text) for name, text in {**CORPUS, **BEYOND}.items()}
    print(
        "Arithmetic: operations of the shared answers over those of the function (limits 5, and 5n for the Hessian).\n"
    )
    rows = [
        (f"`{name}`" if name in SMALL_ONES else name, size, own, f"{first:.2f}", f"{second:.1f} (limit {5 * size})")
        for name, (own, size, first, second) in found.items()
    ]
    table(("function", "variables", "operations", "gradient", "Hessian"), rows)
    corpus = [found[name] for name in CORPUS]
    return [
        Goal("operations of a gradient, at most", "of the function's", 5, max(first for _, _, first, _ in corpus)),
        Goal(
            "operations of a Hessian of n variables, at most",
            "n of the function's",
            5,
            max(second / size for _, size, _, second in corpus),
        ),
    ]
