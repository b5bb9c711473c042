"""A function as a quotient of polynomials in its variables and in kernels: exp(x), log(x), sin(x), sqrt(x), pi.

The kernels are closed under differentiation, so gradients are quotients of polynomials too: a differential field,
in which factors that never vanish, such as exp(-x^2 - y^2), are seen and divided out. The kernels need not be
independent: a solution of the polynomial equations may be none, but no solution is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from symcalc.calculus.critical.kernels.arguments import bases
from symcalc.calculus.critical.kernels.extension import Extension, Kernel, NotClosed
from symcalc.calculus.critical.kernels.functions import application, power
from symcalc.calculus.critical.kernels.lattice import Form
from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.calculus.critical.systems.ring import Monomial
from symcalc.syntax.tree import (
    Call,
    Constant,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    walk,
)

#: Functions that stand deeper inside one another have derivatives too long to work with.
DEEPEST = 12

__all__ = ["Kernel", "NotClosed", "Tower"]


class Tower(Extension):
    """The field of quotients of polynomials in `names` and the kernels that trees need, and how it reads trees."""

    def __init__(self, names: Sequence[str], trees: Iterable[Node]) -> None:
        trees = tuple(trees)
        calls = sum(_needed(node) for tree in trees for node in walk(tree))
        deep = max(map(_nesting, trees), default=0) > DEEPEST
        super().__init__(names, 1 if deep else 6 + 3 * min(calls, 40))
        self._ratios: dict[int, tuple[Node, Ratio]] = {}
        self.exponents, self.angles = bases(self._polynomial_form, trees)

    def ratio(self, node: Node) -> Ratio:
        """A tree as an element; raises NotClosed, TooHard, and ZeroDivisionError where a denominator is 0.

        >>> from symcalc.syntax import parse_expression
        >>> tree = parse_expression("exp(2x) / exp(x) + x - x")
        >>> tower = Tower(("x",), [tree])
        >>> tower.tree(tower.ratio(tree))
        Call(function='exp', arguments=(Name(name='x'),))
        """
        for part in _children_first(node, self._ratios):
            match part:
                case Number(value):
                    found = self.number(value)
                case Name(name):
                    found = self._name(name)
                case Constant("pi"):
                    found = self.unknown(self.pi.position)
                case Constant("e"):
                    found = application(self, "exp", (self.number(1),))
                case Negative(operand):
                    found = -self._of(operand)
                case Sum(terms):
                    found = self.total([self._of(term) for term in terms])
                case Product(factors):
                    found = self.number(1)
                    for factor in factors:
                        found = self.reduced(found * self._of(factor))
                case Quotient(top, bottom):
                    found = self._of(top) / self._of(bottom)
                case Power(base, exponent):
                    found = power(self, self._of(base), self._of(exponent), exponential=base == Constant("e"))
                case Call("rootof"):
                    found = application(self, "rootof", (), part)
                case Call(function, arguments):
                    found = application(self, function, tuple(map(self._of, arguments)))
                case _:
                    raise NotClosed(type(part).__name__)
            self._ratios[id(part)] = part, self.reduced(found)
        return self._of(node)

    def _of(self, node: Node) -> Ratio:
        return self._ratios[id(node)][1]

    def _name(self, name: str) -> Ratio:
        if name not in self.names:
            raise NotClosed(name)
        return self.unknown(self.names.index(name))

    def _polynomial_form(self, node: Node) -> Form[Monomial] | None:
        """A tree as a polynomial in variables and pi, None where it is none."""
        if any(isinstance(part, Call) or part == Constant("e") for part in walk(node)):
            return None
        try:
            form, rest = self.flat_form(self.ratio(node))
        except (NotClosed, TooHard, ZeroDivisionError):
            return None
        return form if rest.is_zero else None


def _needed(node: Node) -> int:
    """How many functions the derivatives of a node may bring along, for each order: of its arguments and their sums."""
    if isinstance(node, Call):
        count = len(node.arguments)
        return count * (count + 1) // 2
    return int(isinstance(node, (Power, Constant)))


def _nesting(tree: Node) -> int:
    """How deep functions stand inside one another."""
    depths: dict[int, int] = {}
    for part in _children_first(tree, {}):
        inner = max((depths[id(child)] for child in part.children() if id(child) in depths), default=0)
        depths[id(part)] = inner + isinstance(part, Call)
    return depths[id(tree)]


def _children_first(node: Node, known: dict[int, tuple[Node, Ratio]]) -> list[Node]:
    """The parts of a tree that are not known yet, children before parents."""
    order: list[Node] = []
    seen: set[int] = set()
    stack = [(node, False)]
    while stack:
        part, opened = stack.pop()
        if opened:
            order.append(part)
        elif id(part) not in seen and id(part) not in known:
            seen.add(id(part))
            stack.append((part, True))
            if not (isinstance(part, Call) and part.function == "rootof"):
                stack.extend((child, False) for child in part.children())
    return order
