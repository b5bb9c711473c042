"""The cheap gradient principle, counted: arithmetic operations of the shared answers over those of the function.

A sum of n terms is n - 1 operations, a product of n factors n - 1, a minus, a quotient, a power and a call one each; a
part that occurs twice counts once, as it is written with shared names. (Griewank and Walther, Evaluating Derivatives,
2008: a gradient costs at most a small multiple of the function, whatever the number of variables.)
"""

from __future__ import annotations

from collections.abc import Sequence

from symcalc.calculus.derivatives.adjoints import gradient_tree, hessian_tree
from symcalc.formats.sharing import share
from symcalc.syntax import pose
from symcalc.syntax.tree import Call, Negative, Node, Number, Power, Product, Quotient, Sum, walk
from tests.benchmarks.measuring import table
from tests.benchmarks.workloads import SMALL, expression, ladder, log_sum_exp, quadratic, rosenbrock

#: Functions by name; the Hessian is asked of those with few variables or a sparse one.
CORPUS = {
    **{text.format(a=3, b=5): text.format(a=3, b=5) for text in SMALL},
    "Rosenbrock-200": rosenbrock(200),
    "log-sum-exp-50": log_sum_exp(50),
    "quadratic form, 30": quadratic(30),
    "product of 50": "*".join(f"x{i}" for i in range(1, 51)),
    "random, 1,000 nodes": expression(1_000),
    "random, 10,000 nodes": expression(10_000),
    "ladder, 40 layers": ladder(40),
}


def operations(trees: Sequence[Node]) -> int:
    """The arithmetic operations of some trees, where what they share is worked out once."""
    shared = share(tuple(trees))
    written = [*(tree for _, tree in shared.definitions), *(shared.node(tree) for tree in trees)]
    distinct = {id(tree): tree for tree in written}.values()
    return sum(_operation(part) for tree in distinct for part in walk(tree))


def _operation(part: Node) -> int:
    match part:
        case Sum(parts) | Product(parts):
            return len(parts) - 1
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


def main(_rounds: int) -> None:
    """Print the factors of the corpus."""
    rows = []
    for name, text in CORPUS.items():
        own, size, first, second = factors(text)
        rows.append(
            (
                f"`{name}`" if "x" in name and "-" not in name[:11] else name,
                size,
                own,
                f"{first:.2f}",
                f"{second:.1f} (limit {5 * size})",
            )
        )
    print(
        "Arithmetic: operations of the shared answers over those of the function (limits 5, and 5n for the Hessian).\n"
    )
    table(("function", "variables", "operations", "gradient", "Hessian"), rows)
