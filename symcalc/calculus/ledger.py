"""A straight-line program worked out at a point, line by line: exact, in names where that is long, and certified.

Each line is a formula in the lines before it. Its value is written exactly; where writing it out would be long (sines
of sines, sixty layers deep) later lines use its name instead, so nothing grows with the depth. Beside that stands a
ball of certified arithmetic, an exact fraction wherever the value is one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Context, Decimal
from fractions import Fraction
from itertools import count

from flint import arb, ctx, fmpq

from symcalc.build import Scope, as_tree, build
from symcalc.calculus.lines import ZERO, constant
from symcalc.decide.ball import UNDEFINED, Verdict
from symcalc.decide.ball.compile import compiled
from symcalc.decide.decimals import fraction
from symcalc.decide.sign import sign
from symcalc.errors import DomainFault
from symcalc.syntax.tree import Derivative, Name, Node, Number, rational, rewrite, substitute, walk
from symcalc.syntax.written import written

#: What is longer than so many parts (a long number counts for several) is named rather than written out.
SHORT = 60
#: Digits of a number that count as one part.
DIGITS_A_PART = 20
#: The precisions that are tried in turn, in bits, and the bits that are wanted of every value.
PRECISIONS = (128, 1024, 8192)
WANTED = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """A line at the point: its exact value, what later lines write for it, and a ball (None without a formula)."""

    exact: Node
    stand_in: Node
    ball: arb | fmpq | Verdict | None

    @property
    def decimal(self) -> float | Decimal | None:
        """The value rounded to 17 digits, or to as many as are certain; a `Decimal` where no float is so large."""
        return None if self.ball is None or isinstance(self.ball, Verdict) else rounded(self.ball)


def rounded(ball: arb | fmpq) -> float | Decimal:
    """A ball's midpoint as a float, as a `Decimal` where floats end.

    >>> rounded(fmpq(1, 3)), rounded(fmpq(10) ** 400)
    (0.3333333333333333, Decimal('1E+400'))
    """
    value = Fraction(int(ball.p), int(ball.q)) if isinstance(ball, fmpq) else fraction(ball.mid())
    try:
        return float(value)
    except OverflowError:
        wide = Context(prec=17, Emin=-(10**9), Emax=10**9)
        return wide.divide(Decimal(value.numerator), Decimal(value.denominator)).normalize(wide)


class Unsettled(Exception):
    """More precision is needed to tell a value, or whether there is one."""


@dataclass(slots=True)
class Ledger:
    """The lines so far, by key; keys of values are their names, those of derivatives hold what no name can."""

    scope: Scope
    precision: int = PRECISIONS[0]
    entries: dict[str, Entry] = field(default_factory=dict)
    exact: dict[str, Node] = field(default_factory=dict)

    def enter(self, key: str, formula: Node, name: Node) -> None:
        """Work out a line; `name` is what stands for it where its value is long to write.

        Raises:
            DomainFault: it has no value at the point.
            Unsettled: the precision does not tell.
        """
        ball = self._ball(formula, name)
        if isinstance(ball, fmpq):
            exact = rational(Fraction(int(ball.p), int(ball.q)))
        else:
            exact = self._exact(key, formula)
            value = constant(exact)
            ball = ball if value is None else fmpq(value.numerator, value.denominator)
        if isinstance(ball, arb) and ball.contains(0) and sign(exact) == 0:
            exact, ball = ZERO, fmpq(0)
        self._accept(key, Entry(exact, exact if size(exact) <= SHORT else name, ball))

    def _accept(self, key: str, entry: Entry) -> None:
        """Keep a line if it is certain to have a value, to many digits while there are precisions left to try."""
        coarse = isinstance(entry.ball, arb) and entry.ball.rel_accuracy_bits() < WANTED
        if isinstance(entry.ball, Verdict) or (coarse and self.precision < PRECISIONS[-1]):
            raise Unsettled(key)
        self.entries[key] = entry

    def _ball(self, formula: Node, name: Node) -> arb | fmpq | Verdict | None:
        """The value by ball arithmetic; None where it depends on a function without a formula."""
        used = value_names(formula)
        balls = [self.entries[used_name].ball for used_name in used]
        if None in balls or any(isinstance(part, Derivative) for part in walk(formula)):
            return None
        with ctx.workprec(self.precision):
            ball = compiled((formula,), used).answers(balls)[0]
        if ball is UNDEFINED:
            raise DomainFault(f"{written(name)} is not defined at this point")
        known: arb | fmpq | Verdict = ball
        return known

    def _exact(self, key: str, formula: Node) -> Node:
        """The value as SymPy simplifies it on the way in; that of an earlier precision where there is one."""
        if key not in self.exact:
            values = {used: self.entries[used].stand_in for used in value_names(formula)}
            self.exact[key] = simplified(substitute(formula, values), self.scope)
        return self.exact[key]


def simplified(tree: Node, scope: Scope) -> Node:
    """The tree as SymPy writes it after its automatic simplification; totals that stand for their values stay.

    >>> from symcalc.syntax import parse_expression
    >>> simplified(parse_expression("sqrt(2)^2 + cos(0)"), Scope())
    Number(value=Fraction(3, 1), unit=None)
    """
    taken = set(value_names(tree))
    names: dict[Node, str] = {}

    def hold(part: Node) -> Node:
        if not (isinstance(part, Derivative) and part.kind == "total"):
            return part
        if part not in names:
            names[part] = next(name for name in (f"D{number}" for number in count()) if name not in taken)
            taken.add(names[part])
        return Name(names[part])

    plain = rewrite(tree, hold)
    return substitute(as_tree(build(plain, scope)), {name: part for part, name in names.items()})


def value_names(tree: Node) -> list[str]:
    """The names in a tree that stand for values, not those that say by what a derivative is taken.

    >>> from symcalc.syntax import parse_expression
    >>> value_names(parse_expression("x + rootof(t^3 - 2, 0)"))
    ['x']
    """
    found: dict[str, None] = {}

    def note(part: Node) -> Node:
        if isinstance(part, Name):
            found.setdefault(part.name)
        return part

    rewrite(tree, note)
    return list(found)


def size(tree: Node) -> int:
    """How long a tree is to write, in parts; counted no further than what is short.

    >>> size(Name("x")), size(Number(Fraction(10**100)))
    (1, 5)
    """
    total, stack = 0, [tree]
    while stack and total <= SHORT:
        part = stack.pop()
        total += 1
        if isinstance(part, Number):
            total += (part.value.numerator.bit_length() * 3 // 10) // DIGITS_A_PART
        stack.extend(part.children())
    return total
