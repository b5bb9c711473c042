"""Proofs of equality: normal forms, constants, cases by sign, squares of roots, constant differences.

Whatever is proved holds at every real point at which both sides are defined, under the conditions assumed.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from symcalc.decide.identity.facts.learning import ALLOWED
from symcalc.decide.identity.kernels.binomial import open_pole
from symcalc.decide.identity.kernels.construction import Built, built
from symcalc.decide.identity.kernels.kernel import Kernel, Polynomial
from symcalc.decide.identity.kernels.knowledge import MOST_REFINEMENTS, Condition, Knowledge, Nowhere, Refined
from symcalc.decide.identity.kernels.normal import normal
from symcalc.decide.identity.kernels.settling import Unsettled
from symcalc.decide.identity.kernels.tower import Tower
from symcalc.decide.identity.kernels.written import polynomial_tree
from symcalc.decide.identity.proofs.constancy import Sides, constant_difference
from symcalc.decide.identity.proofs.residues import remainders
from symcalc.decide.identity.proofs.vanishing import vanishes
from symcalc.decide.identity.work import OutOfWork, Work
from symcalc.record import record
from symcalc.syntax.tree import Call, Derivative, Logic, Negative, Node, Relation, names, substitute

#: Cases within cases, and cases in all.
MOST_DEPTH = 7
MOST_CASES = 160

#: Functions with the sign of their argument.
SIGNED: Final = frozenset({"asin", "atan", "erf", "sinh", "tanh", "asinh", "atanh", "cbrt"})


class Proof(NamedTuple):
    """How equality was proved: the methods used, in the order of their first use, and the number of cases."""

    methods: tuple[str, ...]
    cases: int

    def __str__(self) -> str:
        split = f", {self.cases} cases by sign" if self.cases > 1 else ""
        return ", ".join(self.methods) + split


@record(frozen=False)
class Prover:
    """A proof under way, with its budget."""

    work: Work
    methods: list[str]
    cases: int = 0

    def equal(self, left: Node, right: Node, knowledge: Knowledge, depth: int = 0) -> bool:
        """Whether equality is proved in one case; a case in which nothing is defined needs no proof."""
        for _ in range(MOST_REFINEMENTS):
            try:
                return self._decided(built(knowledge, self.work, (left, right)), left, right, knowledge, depth)
            except Refined:
                continue
            except Nowhere:
                return True
            except Unsettled as question:
                return self.split(left, right, knowledge, question.tree, depth)
        raise OutOfWork

    def _decided(self, made: Built, left: Node, right: Node, knowledge: Knowledge, depth: int) -> bool:
        difference = made.tower.subtract(*made.ratios)
        numerator = difference.numerator
        method = vanishes(made.tower, made.facts, numerator)
        if method is None:
            sides = Sides(
                left, right, tuple((c.tree, ALLOWED[c.relation]) for c in knowledge.assumed if c.relation in ALLOWED)
            )
            method = constant_difference(made.tower, made.facts, difference, sides)
        if method is not None:
            self.cases += 1
            if method not in self.methods:
                self.methods.append(method)
            return True
        if made.facts.impossible():
            return True
        for zero in made.facts.forced():
            solved = solution(polynomial_tree(made.tower, zero), self.work)
            if solved is not None:
                return self.at(solved, left, right, knowledge, depth + 1)
        side = _open_side(made.tower, numerator) or open_pole(made.tower, numerator)
        if side is not None:
            return self.split(left, right, knowledge, side, depth)
        cases = list(remainders(made.tower, numerator)) if depth < MOST_DEPTH else []
        return bool(cases) and all(self.at(values, left, right, knowledge, depth + 1) for values in cases)

    # -- cases -----------------------------------------------------------------------------------------------------

    def split(self, left: Node, right: Node, knowledge: Knowledge, tree: Node, depth: int) -> bool:
        """Prove equality where a tree is positive, where it is negative, and where it is zero."""
        if depth >= MOST_DEPTH or self.cases > MOST_CASES:
            return False
        tree = _of_same_sign(tree)
        for signed in (tree, Negative(tree)):
            if not self.equal(left, right, knowledge.under(Condition(signed, "> 0")), depth + 1):
                return False
        solved = solution(tree, self.work)
        if solved is None:
            return self.equal(left, right, knowledge.under(Condition(tree, "== 0")), depth + 1)
        return self.at(solved, left, right, knowledge, depth + 1)

    def at(self, values: dict[str, Node], left: Node, right: Node, knowledge: Knowledge, depth: int) -> bool:
        """Prove equality where a variable has a value."""
        under = knowledge.under()
        whole = tuple(c for c in knowledge.assumed if c.relation == "integer" and names(c.tree) & _kept(values))
        under.assumed = whole + tuple(Condition(substitute(c.tree, values), c.relation) for c in knowledge.assumed)
        under.denominators = ()
        return self.equal(substitute(left, values), substitute(right, values), under, depth)


def _kept(values: dict[str, Node]) -> set[str]:
    """The names that stand in their own values: those of an integer in a case by remainder."""
    return {name for name, value in values.items() if name in names(value)}


def _of_same_sign(tree: Node) -> Node:
    """A simpler tree that is positive, negative and zero where a tree is."""
    while isinstance(tree, Call) and tree.function in SIGNED:
        tree = tree.arguments[0]
    return tree


def solution(tree: Node, work: Work) -> dict[str, Node] | None:
    """A variable that makes a tree zero, in terms of the others, where it occurs linearly and nowhere else.

    >>> from symcalc.syntax.tree import Name, Negative
    >>> solution(Negative(Name("x")), Work(100))
    {'x': Number(value=Fraction(0, 1), unit=None)}
    """
    tower = Tower(Knowledge(), work)
    try:
        polynomial = normal(tower, tree).numerator
    except (Refined, Unsettled, Nowhere):
        return None
    used = tower.used(polynomial)
    for kernel in used:
        others = [other for other in used if other is not kernel]
        if kernel.kind == "name" and not any(kernel.key in names(other.tree) for other in others):
            slope = polynomial.derivative(kernel.slot)
            if slope.is_constant():
                rest = polynomial - tower.generator(kernel) * slope
                return {str(kernel.key): polynomial_tree(tower, rest / -slope.leading_coefficient())}
    return None


def _open_side(tower: Tower, numerator: Polynomial) -> Node | None:
    """A polynomial whose unknown sign the difference depends on, the first one made."""
    sides = [kernel for kernel in tower.kernels if kernel.kind == "side" and _matters(tower, kernel, numerator)]
    return polynomial_tree(tower, sides[0].arguments[0].numerator) if sides else None


def _matters(tower: Tower, side: Kernel, numerator: Polynomial) -> bool:
    """Whether a polynomial depends on a side, in itself or through other kernels and their relations."""
    seen: set[int] = set()
    waiting = tower.used(numerator)
    while waiting:
        kernel = waiting.pop()
        if kernel is side:
            return True
        if kernel.slot not in seen:
            seen.add(kernel.slot)
            waiting += [inner for ratio in kernel.arguments for part in ratio for inner in tower.used(part)]
            if kernel.slot in tower.relations:
                waiting += tower.used(tower.relations[kernel.slot][1])
    return False


def written_alike(left: Node, right: Node) -> bool:
    """Whether two trees are the same, however deep they are."""
    waiting = [(left, right)]
    while waiting:
        a, b = waiting.pop()
        if a is b:
            continue
        below, beside = a.children(), b.children()
        if type(a) is not type(b) or len(below) != len(beside):
            return False
        if not below and a != b:
            return False
        if isinstance(a, (Call, Relation, Logic, Derivative)) and not _same_head(a, b):
            return False
        waiting += zip(below, beside, strict=True)
    return True


def _same_head(a: Node, b: Node) -> bool:
    """Whether two nodes of one kind are the same but for what is below them."""
    heads = {Call: ("function",), Relation: ("operators",), Logic: ("operator",), Derivative: ("kind",)}
    return all(getattr(a, name) == getattr(b, name) for name in heads[type(a)])


def prove(left: Node, right: Node, assumed: tuple[Condition, ...], work: Work) -> Proof | None:
    """A proof that two trees are equal wherever both are defined, or None.

    >>> from symcalc.syntax.tree import Call, Name, Power, Sum, integer
    >>> x = Name("x")
    >>> square = Sum(tuple(Power(Call(f, (x,)), integer(2)) for f in ("sin", "cos")))
    >>> print(prove(square, integer(1), (), Work(1000)))
    normal form
    """
    if written_alike(left, right):
        return Proof(("the same expression",), 1)
    prover = Prover(work, [])
    try:
        proved = prover.equal(left, right, Knowledge(assumed=assumed))
    except OutOfWork:
        return None
    return Proof(tuple(prover.methods), prover.cases) if proved else None
