"""A function without a formula that is all of a text, `L(w1, w2)`: refused where it may be something else, `sni(x)`."""

from __future__ import annotations

from symcalc.errors import Ambiguous
from symcalc.syntax.functions import known, spellings
from symcalc.syntax.tree import Span


def refuse_slip(name: str, arguments: str, span: Span) -> None:
    """Refuse the only item of a text, `L(w1, w2)`, where it may be a product or a slip of the pen."""
    declared = f"or to declare a function {name}: {name}({arguments}); {name}"
    if name == "e":
        hint = f"write e*({arguments}), {declared}"
        raise Ambiguous("'e': the constant, or a function without a formula?", hint=hint, span=span)
    near = near_function(name)
    if near:
        hint = f"write {near}({arguments}), {declared}"
        raise Ambiguous(f"'{name}': a function without a formula, or {near} misspelt?", hint=hint, span=span)


def near_function(name: str) -> str | None:
    """The known function of which a name of three letters or more is one edit away.

    >>> near_function("sni"), near_function("cost"), near_function("loss"), near_function("L")
    ('sin', 'cos', None, None)
    """
    if len(name) < 3:
        return None
    if known(name.lower()) is not None:
        return name.lower()
    return next((other for other in spellings() if len(other) > 1 and _one_edit(name, other)), None)


def _one_edit(a: str, b: str) -> bool:
    """Whether a letter added, dropped or changed, or two neighbours swapped, make one of the other."""
    if abs(len(a) - len(b)) > 1 or a == b:
        return False
    start = next((i for i, (p, q) in enumerate(zip(a, b, strict=False)) if p != q), min(len(a), len(b)))
    a, b = a[start:], b[start:]
    if len(a) == len(b):
        return a[1:] == b[1:] or (len(a) > 1 and a[0] == b[1] and a[1] == b[0] and a[2:] == b[2:])
    return a[1:] == b if len(a) > len(b) else a == b[1:]
