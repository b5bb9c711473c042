"""Names must have shapes; one that has none is told how to declare it, and with which shape where only one fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from symcalc.errors import NameFault, SymcalcError
from symcalc.matrix.shapes.inference import Shapes
from symcalc.matrix.size import Dimensions, size
from symcalc.syntax.program import Shape
from symcalc.syntax.tree import Name, Node, walk

#: More candidates than this are not tried: the hint then is only how to declare.
MOST_TRIALS = 400
#: Shapes that are listed where several fit.
MOST_SHOWN = 4


def check_names(node: Node, declared: Mapping[str, Shape]) -> None:
    """Refuse the first name without a shape.

    >>> from symcalc.syntax import parse_expression
    >>> check_names(parse_expression("b*A"), {"A": Shape("n", "m")})
    Traceback (most recent call last):
    symcalc.errors.NameFault: b has no shape
    """
    shapes = Shapes(declared)
    known = shapes.dimension_names | set(declared)
    missing = [part for part in walk(node) if isinstance(part, Name) and part.name not in known]
    if not missing or missing[0].name == "T":
        return
    absent = sorted({part.name for part in missing})
    fitting = list(_fitting(node, declared, absent))
    name = missing[0].name
    raise NameFault(f"{name} has no shape", hint=_hint(absent, fitting), span=missing[0].span)


def _hint(absent: list[str], fitting: list[dict[str, Shape]]) -> str:
    """How to declare the names: with what fits, where that is little."""
    texts = ["; ".join(f"{name}: {_shape(each[name])}" for name in absent) for each in fitting[: MOST_SHOWN + 1]]
    if len(texts) == 1:
        return f'only one shape fits: --shape "{texts[0]}"'
    if len(absent) > 1 or not 1 < len(texts) <= MOST_SHOWN:
        return f'declare it, as in --shape "{absent[0]}: n"'
    return "these shapes fit: " + ", ".join(texts)


def _fitting(node: Node, declared: Mapping[str, Shape], absent: list[str]) -> Iterator[dict[str, Shape]]:
    """Every way to give the absent names shapes of the declared dimensions so that the expression fits."""
    parts = {part for shape in declared.values() for part in (shape.rows, shape.columns)}
    sizes = [1, *sorted(parts - {1}, key=str)]
    shapes = [Shape(rows, columns) for rows, columns in product(sizes, sizes)]
    if len(shapes) ** len(absent) > MOST_TRIALS:
        return
    for chosen in product(shapes, repeat=len(absent)):
        trial = dict(zip(absent, chosen, strict=True))
        if _fits(node, {**declared, **trial}):
            yield trial


def _fits(node: Node, declared: Mapping[str, Shape]) -> bool:
    try:
        Shapes(declared).of(node)
    except SymcalcError:
        return False
    return True


def _shape(shape: Shape) -> str:
    """A declaration's right side: `n`, `n x m`, `1`."""
    if shape.columns == 1:
        return str(shape.rows)
    return str(Dimensions(size(shape.rows), size(shape.columns)))
