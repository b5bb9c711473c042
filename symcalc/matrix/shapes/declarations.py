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
    fitting = list(_fitting(node, declared, absent, shapes.dimension_names))
    name = missing[0].name
    hint = f'declare it, as in --shape "{name}: n"'
    if len(fitting) == 1:
        both = "; ".join(f"{key}: {_shape(fitting[0][key])}" for key in absent)
        hint = f'only one shape fits: --shape "{both}"'
    raise NameFault(f"{name} has no shape", hint=hint, span=missing[0].span)


def _fitting(
    node: Node, declared: Mapping[str, Shape], absent: list[str], dimensions: frozenset[str]
) -> Iterator[dict[str, Shape]]:
    """Every way to give the absent names shapes of the declared dimensions so that the expression fits."""
    sizes: list[int | str] = [1, *sorted(dimensions)]
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
