"""The pairs of identities.txt, fixed points to confirm verdicts at, and one-node mutants of true identities."""

from __future__ import annotations

import random
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import mpmath as mp

from symcalc.syntax import parse_conditions, parse_document, parse_expression
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
    integer,
    names,
    rewrite,
    walk,
)
from tests.decide import oracle


@dataclass(frozen=True)
class Pair:
    """A claim of the file: what is to be found, both sides, the conditions, where the domains differ."""

    verdict: str
    text: str
    left: Node
    right: Node
    conditions: tuple[Node, ...]
    domains: tuple[str, ...]

    @property
    def names(self):
        """The names of both sides and of the conditions."""
        return sorted(names(self.left) | names(self.right) | {n for c in self.conditions for n in names(c)})

    @property
    def nowhere(self):
        """Whether the file says that the sides are defined together nowhere."""
        return self.domains == ("nowhere",)


def pairs():
    """Every pair of the file."""
    lines = (Path(__file__).parent / "identities.txt").read_text(encoding="utf-8").splitlines()
    return [_pair(line) for line in lines if line and not line.startswith("#")]


def _pair(line):
    claim, _, domains = line.partition("  #")[0].partition(" | ")
    verdict, text = claim.split(" ", 1)
    (read,) = parse_document(text, notation="plain")
    left, right = read.relation.operands
    return Pair(verdict, text, left, right, read.conditions, tuple(domains.split()))


def points(variables, conditions, count=60, most=1500):
    """Fixed points that satisfy the conditions, spread over several scales."""
    chance = random.Random(22_4)  # noqa: S311 (fixed points, no secrets)
    whole = {c.arguments[0].name for c in conditions if isinstance(c, Call) and c.function == "integer"}
    found = []
    for k in range(most):
        scale = (1, 4, 30, Fraction(1, 20))[k % 4]
        point = {name: Fraction(chance.randint(-999, 999), 331) * scale for name in variables}
        point |= {name: Fraction(chance.randint(-6, 6)) for name in whole}
        if all(oracle.holds(c, {n: mp.mpf(x.numerator) / x.denominator for n, x in point.items()}) for c in conditions):
            found.append(point)
        if len(found) == count or (not variables and found):
            break
    return found


def agree(left, right, point):
    """Whether both sides have the same value at a point to 25 digits; None where one is undefined there."""
    quick = _agree(left, right, point, oracle.DIGITS)
    return _agree(left, right, point, 5 * oracle.DIGITS) if quick is False else quick


def _agree(left, right, point, digits):
    a, b = oracle.value(left, point, digits), oracle.value(right, point, digits)
    if a is None or b is None:
        return None
    with mp.workdps(digits):
        return bool(abs(a - b) <= mp.mpf(10) ** -25 * (1 + abs(a) + abs(b)))


def differ(left, right, point):
    """Whether both sides have values at a point that differ, looked at with 700 digits; None where one has none."""
    a, b = oracle.value(left, point, 700), oracle.value(right, point, 700)
    if a is None or b is None:
        return None
    with mp.workdps(700):
        return bool(abs(a - b) > mp.mpf(10) ** -650 * (abs(a) + abs(b)))


SWAPS = {"sin": "cos", "cos": "sin", "sinh": "cosh", "cosh": "sinh", "log": "exp", "asin": "atan", "atan": "tanh"}
SWAPS |= {"max": "min", "min": "max", "floor": "ceil", "ceil": "floor", "abs": "sign", "tan": "sin", "sqrt": "cbrt"}


def mutants(count, seed=4):
    """So many true identities with one node of the right side changed, and the pair each came from."""
    chance = random.Random(seed)  # noqa: S311 (fixed changes, no secrets)
    true = [pair for pair in pairs() if pair.verdict == "proved"]
    while count:
        pair = chance.choice(true)
        nodes = [node for node in walk(pair.right) if _changes(node, pair)]
        if nodes:
            target = chance.choice(nodes)
            change = chance.choice(_changes(target, pair))
            yield pair, rewrite(pair.right, lambda node, old=target, new=change: new if node is old else node)
            count -= 1


def _changes(node, pair):
    """What may be put in the place of a node."""
    match node:
        case Number(value):
            return [Number(value + 1), Negative(Number(value + 1)), Number(value + Fraction(1, 10**9))]
        case Name(name):
            return [Name(other) for other in pair.names if other != name] + [Negative(node)]
        case Constant():
            return [integer(3)]
        case Negative(operand):
            return [operand]
        case Sum(terms):
            return [Sum(terms[1:]) if len(terms) > 2 else terms[1], Sum((*terms[:-1], Negative(terms[-1])))]
        case Product(factors):
            return [Product(factors[1:]) if len(factors) > 2 else factors[1]]
        case Quotient(top, bottom):
            return [Product((top, bottom)), Quotient(bottom, top)]
        case Power(base, exponent):
            return [Power(base, Sum((exponent, integer(1)))), base]
        case Call(function, arguments) if function in SWAPS and len(arguments) == 1:
            return [Call(SWAPS[function], arguments)]
    return []


#: Parts that rules are tried on, and rules: some are identities, some hold on a half of the line, some are wrong.
PARTS = (
    "x",
    "-x",
    "x-1",
    "1-x",
    "x*y",
    "x+y",
    "x-y",
    "x^2-1",
    "1-x^2",
    "x^2+1",
    "-x^2",
    "sin(x)",
    "cos(x)",
    "1+cos(x)",
    "1-sin(x)",
    "exp(x)-1",
    "exp(x)",
    "x^2*y",
    "x/y",
    "1/x",
    "abs(x)",
    "abs(x)-1",
    "x^3",
    "x^2-2",
    "sqrt(x)",
    "sqrt(x)-1",
    "log(x)",
    "x^2-2*x+1",
    "tanh(x)",
    "x-abs(x)",
    "x+abs(x)",
    "max(x,y)",
    "cbrt(x)",
    "x+sqrt(x^2+1)",
    "x-sqrt(x^2+1)",
    "atan(x)",
    "floor(x)",
    "cos(2*x)",
    "x*abs(x)",
    "-1",
    "1/2",
    "2",
    "pi-3",
    "sign(x)",
    "(x-1)*(y-2)",
    "x^2*(x-1)",
)
RULES = (
    ("sqrt(({u})^2)", "{u}"),
    ("sqrt(({u})^2)", "abs({u})"),
    ("sqrt({u})*sqrt({v})", "sqrt(({u})*({v}))"),
    ("sqrt({u})/sqrt({v})", "sqrt(({u})/({v}))"),
    ("log(({u})*({v}))", "log({u})+log({v})"),
    ("log(({u})^2)", "2*log({u})"),
    ("log(({u})^2)", "2*log(abs({u}))"),
    ("log(abs({u}))", "log({u})"),
    ("(({u})^2)^(1/2)", "{u}"),
    ("(({u})^(1/2))^2", "{u}"),
    ("cbrt(({u})^3)", "{u}"),
    ("(({u})^3)^(1/3)", "{u}"),
    ("(({u})^2)^(3/2)", "({u})^3"),
    ("(({u})^2)^(3/2)", "abs({u})^3"),
    ("abs({u})*abs({v})", "abs(({u})*({v}))"),
    ("abs({u})+abs({v})", "abs(({u})+({v}))"),
    ("sign({u})*abs({u})", "{u}"),
    ("abs({u})/({u})", "sign({u})"),
    ("sign(({u})*({v}))", "sign({u})*sign({v})"),
    ("max({u},{v})", "(({u})+({v})+abs(({u})-({v})))/2"),
    ("max({u},{v})+min({u},{v})", "({u})+({v})"),
    ("relu({u})", "({u})*heaviside({u})"),
    ("relu({u})", "(({u})+abs({u}))/2"),
    ("exp(log({u}))", "{u}"),
    ("log(exp({u}))", "{u}"),
    ("({u})^({v})", "exp(({v})*log({u}))"),
    ("({u})^({v})*({u})", "({u})^(({v})+1)"),
    ("(({u})*({v}))^3", "({u})^3*({v})^3"),
    ("atan({u})+atan(1/({u}))", "pi/2"),
    ("atan({u})+atan(1/({u}))", "pi/2*sign({u})"),
    ("asin(sin({u}))", "{u}"),
    ("sin(asin({u}))", "{u}"),
    ("acos(cos({u}))", "abs({u})"),
    ("cos(asin({u}))", "sqrt(1-({u})^2)"),
    ("sqrt(1-sin({u})^2)", "cos({u})"),
    ("sqrt(1-sin({u})^2)", "abs(cos({u}))"),
    ("tan({u})*cos({u})", "sin({u})"),
    ("acosh(cosh({u}))", "{u}"),
    ("acosh(cosh({u}))", "abs({u})"),
    ("piecewise((({u}),({v})>0),(-({u}),true))", "({u})*sign({v})"),
    ("piecewise((({u}),({u})>=0),(-({u}),true))", "abs({u})"),
    ("floor({u})+floor(-({u}))", "-1"),
    ("floor(({u})+1)", "floor({u})+1"),
    ("({u})/({u})", "1"),
    ("({u})^0", "1"),
    ("0*({u})", "0"),
    ("sqrt(({u})^4)", "({u})^2"),
    ("heaviside({u})", "(1+sign({u}))/2"),
    ("heaviside({u})^2", "heaviside({u})"),
    ("2*atan({u})", "atan(2*({u})/(1-({u})^2))"),
    ("sqrt({u})*sqrt({u})", "{u}"),
    ("x^({u})*y^({u})", "(x*y)^({u})"),
    ("(x^({u}))^2", "x^(2*({u}))"),
    ("(x^2)^({u})", "x^(2*({u}))"),
    ("log({u},{v})", "log({u})/log({v})"),
    ("cbrt({u})*cbrt({v})", "cbrt(({u})*({v}))"),
    ("({u})^(1/3)", "cbrt({u})"),
    ("sqrt(({u})^2*({v}))", "({u})*sqrt({v})"),
    ("sqrt(({u})^2*({v}))", "abs({u})*sqrt({v})"),
    ("abs({u})^({v})", "({u})^({v})"),
    ("acot({u})", "atan(1/({u}))"),
    ("atan2({u},{v})", "atan(({u})/({v}))"),
)


#: What may be assumed of rewritings; the first is nothing.
ASSUMED = (
    *("", "x > 0", "x >= 0", "0 < x < 1", "-1 <= x <= 0", "x < 0", "0 <= x <= pi", "-pi/2 < x < pi/2"),
    *("x > y", "x > y, y > 0", "x integer", "abs(x) < 1", "x + y > 0, x - y > 0"),
)


def rewritings(count, seed=7):
    """So many pairs made by putting parts into rules, each under assumptions."""
    chance = random.Random(seed)  # noqa: S311 (fixed choices, no secrets)
    for _ in range(count):
        rule, assumed = chance.choice(RULES), chance.choice(ASSUMED)
        u, v = chance.choice(PARTS), chance.choice(PARTS)
        left, right = (parse_expression(side.format(u=u, v=v)) for side in rule)
        yield left, right, tuple(parse_conditions(assumed)) if assumed else ()
