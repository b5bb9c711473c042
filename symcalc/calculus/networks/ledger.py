"""A straight-line program worked out at a point, line by line: exact, in names where that is long, and certified.

Each line is a formula in the lines before it. Its value is written exactly; where writing it out would be long (sines
of sines, sixty layers deep) later lines use its name instead, and so do all that follow from them: nothing grows with
the depth. Beside that stands a ball of certified arithmetic, an exact fraction wherever the value is one.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Context, Decimal
from fractions import Fraction
from functools import reduce
from itertools import count
from operator import or_
from typing import Any

from flint import arb, ctx, fmpq

from symcalc.build import Scope, as_tree, build
from symcalc.calculus.tidying.lines import ZERO, constant, is_sum_of_products, product, terms_of, total
from symcalc.decide.ball import UNDEFINED, Verdict, arithmetic
from symcalc.decide.ball.compile import compiled
from symcalc.decide.decimals import fraction
from symcalc.decide.sign import sign
from symcalc.errors import DomainFault
from symcalc.record import field, record
from symcalc.syntax.tree import (
    Call,
    Derivative,
    Name,
    Negative,
    Node,
    Number,
    free_parts,
    rational,
    rewrite,
    substitute,
    walk,
)
from symcalc.syntax.written import written

#: What is longer than so many parts (a long number counts for several) is named rather than written out.
SHORT = 30
#: Digits of a number that count as one part.
DIGITS_A_PART = 20
#: Digits that are certain of every number; floats and decimals end at so many bits on each side of the point.
DIGITS, FLOAT_BITS, DECIMAL_BITS = 15, 1000, 10**17
#: The precisions that are tried in turn, in bits, and the bits that a digit takes.
PRECISIONS = (128, 1024, 8192)
BITS_A_DIGIT = 4


@record
class Entry:
    """A line at the point: its exact value, what later lines write for it, and a ball (None without a formula)."""

    exact: Node
    stand_in: Node
    ball: arb | fmpq | Verdict | None

    def decimal(self, digits: int | None) -> float | Decimal | None:
        """The value rounded, to so many digits where they are asked for; None where it is no number."""
        return rounded(self.ball, digits) if isinstance(self.ball, arb | fmpq) else None


def rounded(ball: arb | fmpq, digits: int | None = None) -> float | Decimal | None:
    """A ball's midpoint as a float, as a `Decimal` for more digits or where floats end, None where even those do.

    >>> rounded(fmpq(1, 3)), rounded(fmpq(1, 3), 20), rounded(fmpq(10) ** 400)
    (0.3333333333333333, Decimal('0.33333333333333333333'), Decimal('1E+400'))
    """
    with ctx.workprec(max(PRECISIONS[0], BITS_A_DIGIT * (digits or 0))):
        middle = arb(ball).mid()
    mantissa, exponent = middle.man_exp()
    if not mantissa or (digits is None and -FLOAT_BITS < exponent + mantissa.bit_length() < FLOAT_BITS):
        return float(fraction(middle))
    if abs(exponent) > DECIMAL_BITS:
        return None
    wanted = digits or DIGITS
    return Decimal(middle.str(wanted, radius=False)).normalize(
        Context(prec=wanted, Emin=-(10**18) + 1, Emax=10**18 - 1)
    )


class Unsettled(Exception):
    """More precision is needed to tell a value, or whether there is one."""


@record(frozen=False)
class Ledger:
    """The lines so far, by key; keys of values are their names, those of derivatives hold what no name can.

    `parameters` are names without a value, which a point may use, and `conditions` those on them under which all this
    holds; `exact` keeps the values of an earlier precision.
    """

    scope: Scope
    precision: int = PRECISIONS[0]
    digits: int = DIGITS
    parameters: frozenset[str] = frozenset()
    exact: dict[str, Node] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    conditions: list[Node] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.entries |= {name: Entry(Name(name), Name(name), None) for name in self.parameters}

    def enter(self, key: str, formula: Node, name: Node) -> None:
        """Work out a line; `name` is what stands for it where its value is long to write.

        Raises:
            DomainFault: it has no value at the point.
            Unsettled: the precision does not tell.
        """
        used = {name: self.entries[name] for name in value_names(formula)}
        ball = self._ball(formula, used, name)
        if isinstance(ball, fmpq):
            exact = rational(Fraction(int(ball.p), int(ball.q)))
        else:
            exact = self._exact(key, formula, used)
            value = constant(exact)
            ball = ball if value is None else fmpq(value.numerator, value.denominator)
        if isinstance(ball, arb) and ball.contains(0) and sign(exact) == 0:
            exact, ball = ZERO, fmpq(0)
        if isinstance(ball, Verdict) or (isinstance(ball, arb) and not self._fine(ball)):
            raise Unsettled(key)
        closed = size(exact) <= SHORT and not self.uses_names(exact)
        self.entries[key] = Entry(exact, exact if closed else name, ball)

    def _fine(self, ball: arb) -> bool:
        """Whether a ball is known well enough."""
        last = self.precision >= PRECISIONS[-1]
        return ball.is_finite() and (last or ball.rel_accuracy_bits() >= BITS_A_DIGIT * self.digits)

    def _ball(self, formula: Node, used: Mapping[str, Entry], name: Node) -> arb | fmpq | Verdict | None:
        """The value by ball arithmetic; None where it depends on a function without a formula."""
        balls = {key: entry.ball for key, entry in used.items()}
        if None in balls.values() or (self.scope.formal and any(map(self._formal, walk(formula)))):
            return None
        with ctx.workprec(self.precision):
            known = sum_of_products(formula, balls)
            ball = known if known is not None else compiled((formula,), list(balls)).answers([*balls.values()])[0]
        if ball is UNDEFINED:
            raise DomainFault(f"{written(name)} is not defined at this point")
        found: arb | fmpq | Verdict = ball
        return found

    def _formal(self, part: Node) -> bool:
        """Whether a part is a function without a formula, or a derivative of one."""
        return isinstance(part, Derivative) or (isinstance(part, Call) and part.function in self.scope.formal)

    def may_vanish(self, expression: Node) -> bool:
        """Whether an expression in the lines so far may be zero, as far as its ball tells; undefined counts as that."""
        used = {name: self.entries[name] for name in value_names(expression)}
        try:
            ball = self._ball(expression, used, expression)
        except DomainFault:
            return True
        return not isinstance(ball, arb | fmpq) or not arb(ball).is_finite() or arb(ball).contains(0)

    def uses_names(self, tree: Node) -> bool:
        """Whether a value is written with names of other values."""
        return any(
            (isinstance(part, Name) and part.name not in self.parameters)
            or (isinstance(part, Derivative) and part.kind != "diff")
            for part in free_parts(tree)
        )

    def _exact(self, key: str, formula: Node, used: Mapping[str, Entry]) -> Node:
        """The value as SymPy simplifies it on the way in; that of an earlier precision where there is one.

        In a sum of products SymPy has nothing to do with names, fractions and functions without a formula.
        """
        if key not in self.exact:
            exact = substitute(formula, {name: entry.stand_in for name, entry in used.items()})
            named = [self.uses_names(entry.stand_in) for entry in used.values()]
            open_ends = [yes or entry.ball is None for yes, entry in zip(named, used.values(), strict=True)]
            rational_ends = [isinstance(entry.ball, fmpq) for entry in used.values()]
            if named and all(named):
                self.exact[key] = exact
            elif any(open_ends) and all(map(or_, open_ends, rational_ends)) and is_sum_of_products(formula):
                self.exact[key] = total(product([term]) for term in terms_of(exact))
            else:
                self.exact[key] = simplified(exact, self.scope)
        return self.exact[key]


def sum_of_products(tree: Node, balls: Mapping[str, Any]) -> Any:
    """The value of such a tree in ball arithmetic, without compiling it; None for any other tree."""
    if not is_sum_of_products(tree):
        return None
    found: list[Any] = []
    for term in terms_of(tree):
        factors = [_atom(part, balls) for part in walk(term) if isinstance(part, Name | Number)]
        signs = sum(isinstance(part, Negative) for part in walk(term))
        value = reduce(arithmetic.multiply, factors)
        found.append(-value if signs % 2 else value)
    return reduce(arithmetic.add, found)


def _atom(part: Name | Number, balls: Mapping[str, Any]) -> Any:
    return balls[part.name] if isinstance(part, Name) else fmpq(part.value.numerator, part.value.denominator)


def simplified(tree: Node, scope: Scope) -> Node:
    """The tree as SymPy writes it after its automatic simplification; derivatives that stand for their values stay.

    >>> from symcalc.syntax import parse_expression
    >>> simplified(parse_expression("sqrt(2)^2 + cos(0)"), Scope())
    Number(value=Fraction(3, 1), unit=None)
    """
    taken = set(value_names(tree))
    names: dict[Node, str] = {}

    def hold(part: Node) -> Node:
        if not isinstance(part, Derivative) or part.kind == "diff":
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
    return list(dict.fromkeys(part.name for part in free_parts(tree) if isinstance(part, Name)))


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
