"""Where an expression is defined, read off the tree as it was written: `x/x` is not defined at 0.

SymPy simplifies on sight, and then nobody can ask any more; so this is the one answer that all commands use.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from flint import arb

from symcalc.decide.ball import UNDEFINED, Verdict, enclose
from symcalc.decide.domain.conditions import ALWAYS, operation_domain
from symcalc.decide.domain.signs import ANY, Signs, possible_signs, sign_of
from symcalc.decide.domain.simplify import HOLDS, conjuncts, follows, joined, simplified, together
from symcalc.decide.domain.switching import Switch, switches
from symcalc.decide.sign import settled
from symcalc.syntax.functions import known as known_function
from symcalc.syntax.tree import (
    Call,
    Derivative,
    Logic,
    Name,
    Node,
    Number,
    Piecewise,
    Relation,
    Truth,
    free_parts,
    names,
    open_children,
    substitute,
)

__all__ = [
    "Signs",
    "Switch",
    "assumed_signs",
    "conjuncts",
    "defined_at",
    "domain",
    "follows",
    "is_open",
    "open_valued",
    "possible_signs",
    "sign_of",
    "simplified",
    "switches",
    "together",
]

#: Precisions with which a settled constant is tried before its existence is left open.
_PRECISIONS = (64, 512, 4096)


def domain(node: Node, assumptions: Sequence[Node] = ()) -> Node:
    """The condition under which an expression is defined, simplified lightly; `true` where it always is.

    Nothing is cancelled first: x/x needs x != 0, exp(log(x)) needs x > 0, sqrt(x)^2 needs x >= 0. A piecewise function
    is defined where the piece that is meant is; a condition whose operands have no value makes it undefined.
    Assumptions about single names (`a > 0`) are used to leave out what follows from them.

    >>> from symcalc.syntax import parse_expression, written
    >>> [written(domain(parse_expression(text))) for text in ("x/x", "exp(log(x))", "0*log(x)", "exp(x)/(x^2+1)")]
    ['x != 0', 'x > 0', 'x > 0', 'true']
    """
    known = assumed_signs(assumptions)
    found: dict[int, Node] = {}
    for part in _parts(node):
        below = [found[id(child)] for child in open_children(part)]
        own = (
            _piecewise(part, below) if isinstance(part, Piecewise) else joined("and", (*below, operation_domain(part)))
        )
        found[id(part)] = own
    return _by_each_other(simplified(found[id(node)], known), known)


def _by_each_other(condition: Node, known: Mapping[str, Signs]) -> Node:
    """A conjunction, simplified by what its parts say of single names: `x > 0 and sqrt(x) != 0` is `x > 0`."""
    parts = conjuncts(condition)
    learnt = {**known, **assumed_signs(parts)}
    return joined("and", (part if _on_a_name(part) else simplified(part, learnt) for part in parts))


def _on_a_name(condition: Node) -> bool:
    return isinstance(condition, Relation) and any(isinstance(operand, Name) for operand in condition.operands)


def _parts(node: Node) -> Iterable[Node]:
    """All parts, children first, each object once."""
    stack = [(node, False)]
    seen: set[int] = set()
    while stack:
        part, opened = stack.pop()
        if opened:
            yield part
        elif id(part) not in seen:
            seen.add(id(part))
            stack.append((part, True))
            stack.extend((child, False) for child in reversed(open_children(part)))


def _piecewise(node: Piecewise, below: Sequence[Node]) -> Node:
    """For each piece: it is not reached, or its condition has a value and, where that is true, so has the piece."""
    asked: list[Node] = []
    reached: Node = ALWAYS  # no condition before this one holds
    for (_, condition), value_defined, condition_defined in zip(node.pieces, below[::2], below[1::2], strict=True):
        asked.append(_implies(reached, condition_defined))
        asked.append(_implies(joined("and", (reached, condition)), value_defined))
        reached = simplified(joined("and", (reached, Logic("not", (condition,)))))
    asked.append(simplified(Logic("not", (reached,))))
    return joined("and", asked)


def _implies(premise: Node, conclusion: Node) -> Node:
    """`premise -> conclusion`, without what the premise says already."""
    premise = simplified(premise)
    given = conjuncts(premise)
    left = [part for part in conjuncts(conclusion) if not follows(part, given)]
    if not left:
        return ALWAYS
    return joined("or", (simplified(Logic("not", (premise,))), joined("and", left)))


def assumed_signs(assumptions: Iterable[Node]) -> dict[str, Signs]:
    """The signs of names that are known from conditions such as `a > 0`.

    >>> from symcalc.syntax import parse_conditions
    >>> {name: sorted(signs) for name, signs in assumed_signs(parse_conditions("a > 0, b >= 2")).items()}
    {'a': [1], 'b': [1]}
    """
    known: dict[str, Signs] = {}
    for condition in assumptions:
        for part in conjuncts(condition):
            if isinstance(part, Relation):
                for operator, left, right in zip(part.operators, part.operands, part.operands[1:], strict=False):
                    _learn(known, left, operator, right)
    return known


def _learn(known: dict[str, Signs], left: Node, operator: str, right: Node) -> None:
    mirrored = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}.get(operator, operator)
    for name, symbol, bound in ((left, operator, right), (right, mirrored, left)):
        if isinstance(name, Name) and not names(bound) and symbol in HOLDS:
            known[name.name] = known.get(name.name, ANY) & _signs_beyond(symbol, sign_of(bound))


def _signs_beyond(operator: str, bound: int | None) -> Signs:
    """The signs of the numbers that compare so with a number of this sign."""
    if bound == 0:
        return HOLDS[operator]
    if operator == "==" and bound is not None:
        return frozenset({bound})
    if (operator, bound) in {(">", 1), (">=", 1)}:
        return frozenset({1})
    return frozenset({-1}) if (operator, bound) in {("<", -1), ("<=", -1)} else ANY


def defined_at(node: Node, point: Mapping[str, Node] | None = None) -> bool | None:
    """Whether an expression is defined at a point, exactly; None where that is not decided, or hangs on a name.

    >>> from symcalc.syntax import parse_expression
    >>> from symcalc.syntax.tree import integer
    >>> f = parse_expression("x/(x^2 - 2)")
    >>> defined_at(f, {"x": integer(1)}), defined_at(f, {"x": parse_expression("sqrt(2)")})
    (True, False)
    """
    at = substitute(node, point or {})
    if open_valued(at):
        condition = domain(at)
        return condition.value if isinstance(condition, Truth) else None
    quick = _exists(at, _PRECISIONS[:1]) if not isinstance(at, (Relation, Logic, Truth)) else None
    if quick is not None:
        return quick
    exact = settled(at)
    if exact is UNDEFINED:
        return False
    if exact is None or isinstance(exact, Verdict):
        return None
    return isinstance(exact, (Number, Truth)) or _exists(exact, _PRECISIONS)


def open_valued(node: Node) -> bool:
    """Whether the value of an expression hangs on names, or on functions without a formula."""
    return any(is_open(part) for part in free_parts(node))


def is_open(part: Node) -> bool:
    """Whether a part is a name, or a function without a formula or a derivative of one."""
    if isinstance(part, Call):
        return known_function(part.function) is None
    return isinstance(part, (Name, Derivative))


def _exists(constant: Node, precisions: Sequence[int]) -> bool | None:
    for precision in precisions:
        value = enclose(constant, {}, precision)
        if isinstance(value, arb):
            return True
        if value is UNDEFINED:
            return False
    return None
