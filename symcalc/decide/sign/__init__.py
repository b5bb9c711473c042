"""The sign of a constant, exactly: by balls where it is not zero, by a proof where it is, else not at all."""

from __future__ import annotations

from contextvars import ContextVar

from flint import arb

from symcalc.decide.ball import UNDEFINED, Verdict, enclose
from symcalc.decide.sign.constants import written_out
from symcalc.decide.sign.separation import vanishes
from symcalc.decide.sign.settle import Undecided, settle
from symcalc.syntax.tree import Logic, Node, Relation, Truth, integer, names

__all__ = ["is_zero", "settled", "sign", "truth"]

#: Balls are tried with so many bits before a proof of zero, and after one has failed.
_BEFORE = (64, 192)
_AFTER = (512, 2048, 8192)
#: Units of work that a proof by normal forms may take.
_WORK = 50_000
_asked: ContextVar[bool] = ContextVar("asked", default=False)


def sign(node: Node) -> int | None:
    """-1, 0 or 1; None where the constant is undefined, holds a name, or its sign could not be decided.

    A sign that is not 0 is certified by ball arithmetic. Zero is proved: by writing the constant over independent
    kernels, for algebraic numbers by a root separation bound, else by the normal forms for identities.

    >>> from symcalc.syntax.tree import Call, Negative, Power, Sum, integer
    >>> root = Call("sqrt", (Sum((integer(5), Call("sqrt", (integer(24),)))),))
    >>> sign(Sum((root, Negative(Call("sqrt", (integer(2),))), Negative(Call("sqrt", (integer(3),))))))
    0
    """
    if names(node):
        return None
    quick = _by_balls(node, _BEFORE)
    if quick is not None:
        return quick
    if enclose(node) is UNDEFINED:
        return None
    exact = settled(node)
    return None if exact is None or isinstance(exact, Verdict) else _sign(exact)


def settled(node: Node) -> Node | Verdict | None:
    """A constant with its switches decided and the edges of domains made exact, so that balls can tell the rest.

    UNDEFINED where it has no value for certain, None where something could not be decided.
    """
    if names(node):
        return None
    try:
        exact = settle(node, _sign)
    except Undecided:
        return None
    return UNDEFINED if not isinstance(exact, (Verdict, Truth)) and enclose(exact) is UNDEFINED else exact


def truth(condition: Node) -> bool | None:
    """Whether a condition on constants holds; None where it is undefined or could not be decided.

    >>> from symcalc.syntax.tree import Power, integer
    >>> truth(Relation(("==",), (Power(Power(integer(2), integer(2)), integer(0)), integer(1))))
    True
    """
    found = settled(condition)
    return found.value if isinstance(found, Truth) else None


def is_zero(node: Node) -> bool | None:
    """Whether a constant is zero; None where it is undefined or that could not be decided."""
    if isinstance(node, (Relation, Logic, Truth)):
        raise TypeError("a condition is no number")
    found = sign(node)
    return None if found is None else found == 0


def _by_balls(node: Node, precisions: tuple[int, ...]) -> int | None:
    for precision in precisions:
        value = enclose(node, {}, precision)
        if not isinstance(value, arb):
            continue
        if value > 0 or value < 0:
            return 1 if value > 0 else -1
        if value == 0:
            return 0
    return None


def _sign(node: Node) -> int | None:
    """The sign of a settled constant."""
    quick = _by_balls(node, _BEFORE)
    if quick is not None:
        return quick
    if not isinstance(enclose(node, {}, 512), arb):
        return None  # not certified to be defined
    written = written_out(node)
    if written is not None and vanishes(written.top):
        return 0
    found = _by_balls(node, _AFTER[:2])
    if found is None and _proved_zero(node):
        return 0
    return _by_balls(node, _AFTER[2:]) if found is None else found


def _proved_zero(node: Node) -> bool:
    """Whether the normal forms for identities prove a constant zero: sums of arc tangents, sin(2) = 2 sin(1) cos(1).

    They ask for signs of constants themselves, which must not lead back here.
    """
    if _asked.get():
        return False
    from symcalc.decide.identity.proofs.prove import prove  # noqa: PLC0415 (built on this)
    from symcalc.decide.identity.work import Work  # noqa: PLC0415 (the same)

    token = _asked.set(True)
    try:
        proof = prove(node, integer(0), (), Work(_WORK))
    finally:
        _asked.reset(token)
    return proof is not None and proof.cases > 0
