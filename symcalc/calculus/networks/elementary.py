"""An expression taken apart into elementary steps: one operation each, named, what occurs twice named once.

`log(exp(x) + exp(y))` becomes v1 = exp(x), v2 = exp(y), v3 = v1 + v2, f = log(v3): the evaluation trace on which
backpropagation works (Griewank and Walther, Evaluating Derivatives, section 2.2).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, count
from types import MappingProxyType

from symcalc.record import replace
from symcalc.syntax.network import Network, Step
from symcalc.syntax.problem import PosedNetwork
from symcalc.syntax.tree import Derivative, Name, Negative, Node, Piecewise, is_closed, names, ordered_names

#: Letters for the names of steps: the first with which no name of the expression begins, else v as often as it takes.
LETTERS = ("v", "t", "s", "q")


def taken_apart(problem: PosedNetwork) -> PosedNetwork:
    """The same question about the elementary steps of the output's formula, where the network is that formula alone.

    >>> from symcalc.syntax.pose import pose_network
    >>> from symcalc.syntax.written import written
    >>> steps = taken_apart(pose_network("log(exp(x) + exp(y))")).network.steps
    >>> [(name, written(step.formula)) for name, step in steps.items()]
    [('v1', 'exp(x)'), ('v2', 'exp(y)'), ('v3', 'v1 + v2'), ('f', 'log(v3)')]
    """
    network = problem.network
    step = network.steps[network.output]
    if step.formula is None or network.needed & network.steps.keys() != {network.output}:
        return problem
    taken = {name for value in (problem.point or {}).values() for name in names(value)}
    steps = MappingProxyType({found.name: found for found in elementary_steps(step, taken)})
    return replace(problem, network=Network(steps, network.inputs, network.output))


def elementary_steps(step: Step, taken: set[str]) -> tuple[Step, ...]:
    """The steps of one formula, each behind those it uses; the last has the name of the whole, none a taken one."""
    if step.formula is None:
        return (step,)
    trace = _Trace({*names(step.formula), *step.arguments, step.name, *taken})
    whole = trace.atom(step.formula)
    *steps, last = [*trace.steps.values()] if whole == trace.newest else [*trace.steps.values(), Step("", (), whole)]
    used = {name for found in (*steps, last) if found.formula is not None for name in ordered_names(found.formula)}
    unused = tuple(name for name in step.arguments if name not in used)
    arguments = (*(ordered_names(last.formula) if last.formula is not None else ()), *unused)
    return (*steps, Step(step.name, arguments, last.formula, step.head, span=step.span))


class _Trace:
    """The steps so far, equal ones once."""

    def __init__(self, taken: set[str]) -> None:
        letters = chain(LETTERS, ("v" * length for length in count(2)))
        self.letter = next(letter for letter in letters if not any(name.startswith(letter) for name in taken))
        self.known: dict[Node, Name] = {}
        self.steps: dict[str, Step] = {}
        self.newest: Node | None = None

    def atom(self, tree: Node) -> Node:
        """What stands for a tree in a step: a constant, a name, or minus one of them."""
        atoms: dict[int, Node] = {}
        for part in _operands_first(tree):
            atoms[id(part)] = self._shortened(_over(part, atoms))
        return atoms[id(tree)]

    def _shortened(self, operation: Node) -> Node:
        plain = operation.operand if isinstance(operation, Negative) else operation
        if isinstance(plain, Name) or not names(operation):
            return operation
        if operation not in self.known:
            name = f"{self.letter}{len(self.steps) + 1}"
            self.known[operation] = Name(name)
            self.steps[name] = Step(name, tuple(ordered_names(operation)), operation, span=operation.span)
        self.newest = self.known[operation]
        return self.newest


def _operands_first(tree: Node) -> Iterator[Node]:
    """The operations of a tree, operands before them, without recursion."""
    stack, seen = [(tree, False)], set[int]()
    while stack:
        part, opened = stack.pop()
        if opened:
            yield part
        elif id(part) not in seen:
            seen.add(id(part))
            stack.append((part, True))
            stack.extend((operand, False) for operand in reversed(_operands(part)))


def _operands(part: Node) -> tuple[Node, ...]:
    """What an operation is applied to; a choice between pieces and a derivative are one step each."""
    return () if isinstance(part, Piecewise | Derivative) or is_closed(part) else part.children()


def _over(part: Node, atoms: Mapping[int, Node]) -> Node:
    """An operation over the atoms of its operands."""
    return part.map(lambda operand: atoms[id(operand)]) if _operands(part) else part
