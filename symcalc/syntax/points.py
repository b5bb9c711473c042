"""Points, directions, boxes and equations: what stands in `--at`, `--near`, `--along`, `--domain`, `--subject-to`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from symcalc.errors import SymcalcError, SyntaxFault, UsageFault
from symcalc.syntax.expression import Reader
from symcalc.syntax.reading import as_source, end_of, lines, parts
from symcalc.syntax.scope import Scope, uncalled, unknown_name
from symcalc.syntax.source import Source
from symcalc.syntax.statements import Statement
from symcalc.syntax.tree import Array, Node, Relation, Span, names


def parse_point(text: str | Source, variables: Iterable[str] = (), parameters: Iterable[str] = ()) -> dict[str, Node]:
    """A point: `x=0, y=log(2)`, or the values in the order of the variables, `0, log(2)`, in brackets or not.

    A position without a name takes the next of `variables`; a name is one of `variables` or `parameters`.

    >>> from symcalc.syntax.written import written
    >>> {name: written(value) for name, value in parse_point("0, log(2)", ["x", "y"]).items()}
    {'x': '0', 'y': 'log(2)'}
    """
    source, order = as_source(text), tuple(variables)
    try:
        found = lines(source)
        return _point(_values(found, source), order, {*order, *parameters})
    except SymcalcError as error:
        raise error.within(source) from None


def _point(values: Iterable[tuple[str | None, Node]], order: tuple[str, ...], known: set[str]) -> dict[str, Node]:
    values, point = list(values), dict[str, Node]()
    if len(order) > 1 and len(values) == 1 and values[0][0] is None and isinstance(values[0][1], Array):
        values = [(None, item) for item in values[0][1].items]
    for place, (name, value) in enumerate(values):
        if name is None and place >= len(order):
            plural = "" if len(order) == 1 else "s"
            message = f"{place + 1} values for {len(order)} variable{plural} ({', '.join(order)})"
            raise UsageFault(message, hint="a decimal is written with a point: 2.5", span=value.span)
        target = order[place] if name is None else name
        if target in point:
            raise UsageFault(f"two values for {target}", span=value.span)
        if target not in known:
            raise unknown_name(target, known, value.span)
        point[target] = value
    return point


def parse_points(
    text: str | Source, variables: Iterable[str] = (), parameters: Iterable[str] = ()
) -> tuple[dict[str, Node], ...]:
    """Several points, separated by `;`.

    >>> [sorted(point) for point in parse_points("0, 0; x=1, y=2", ["x", "y"])]
    [['x', 'y'], ['x', 'y']]
    """
    source, order = as_source(text), tuple(variables)
    try:
        return tuple(_point(_values([line], source), order, {*order, *parameters}) for line in lines(source))
    except SymcalcError as error:
        raise error.within(source) from None


def refuse_names(values: Iterable[Node], source: Source, known: Collection[str] = ()) -> None:
    """Refuse a value that holds a name where a number is needed; the names in `known` have values.

    >>> point = parse_point("x=nan", ["x"])
    >>> refuse_names(point.values(), Source("x=nan"))
    Traceback (most recent call last):
    symcalc.errors.UsageFault: 'nan' is no number
    """
    for value in values:
        for name in names(value):
            if name not in known:
                raise UsageFault(f"'{name}' is no number", span=value.span, source=source)


def parse_direction(text: str | Source, variables: Iterable[str]) -> tuple[Node, ...]:
    """A direction by its components, one for each variable: `[3, 4]`, `3, 4` or `x=3, y=4`.

    >>> len(parse_direction("[3, 4]", ["x", "y"]))
    2
    """
    source, order = as_source(text), tuple(variables)
    try:
        direction = _point(_values(lines(source), source), order, set(order))
        if len(direction) < len(order):
            missing = ", ".join(name for name in order if name not in direction)
            raise UsageFault(f"the component by {missing} is missing", span=end_of(source))
    except SymcalcError as error:
        raise error.within(source) from None
    return tuple(_component(direction[name]) for name in order)


def _component(node: Node) -> Node:
    """A component, out of the brackets of a direction in one variable."""
    return node.items[0] if isinstance(node, Array) and len(node.items) == 1 else node


def parse_box(
    text: str | Source, variables: Iterable[str], parameters: Collection[str] = ()
) -> dict[str, tuple[Node, Node]]:
    """The ranges of `x=0..1, y=-1..1`, each a least and a greatest value: numbers, or made of `parameters`.

    >>> from symcalc.syntax.written import written
    >>> {name: [written(end) for end in ends] for name, ends in parse_box("x=0..1/2", ["x"]).items()}
    {'x': ['0', '1/2']}
    """
    source, order = as_source(text), tuple(variables)
    box: dict[str, tuple[Node, Node]] = {}
    try:
        for line in some_lines(source, "x=0..1"):
            for name, ends, span in _ranges(line):
                if name in box:
                    raise UsageFault(f"two ranges for {name}", span=span)
                if name not in order:
                    raise unknown_name(name, order, span)
                refuse_names(ends, source, parameters)
                box[name] = ends
    except SymcalcError as error:
        raise error.within(source) from None
    return box


def some_lines(source: Source, example: str) -> list[Statement]:
    """The statements of an option, of which there must be one."""
    found = lines(source)
    if not found:
        raise SyntaxFault("there is nothing to read", hint=example, span=end_of(source))
    return found


def _ranges(line: Statement) -> Iterator[tuple[str, tuple[Node, Node], Span]]:
    scope = _scope([line])._replace(infinite=True)
    for first, last in parts(line, 0, len(line.tokens) - 1):
        tokens = line.tokens[first:last]
        dots = next((first + index for index, token in enumerate(tokens) if token.kind == ".."), None)
        if dots is None or len(tokens) < 2 or tokens[0].kind != "name" or tokens[1].kind != "=":
            raise SyntaxFault("a range is written x=0..1", span=Span(tokens[0].start, tokens[-1].end))
        reader = Reader(line, scope)
        low = reader.value(reader.read(first + 2, dots))
        high = reader.value(reader.read(dots + 1, last))
        yield tokens[0].text, (low, high), tokens[0].span


def parse_equations(text: str | Source) -> tuple[Relation, ...]:
    """Equations (with `=` or `==`) and inequalities, separated by `;`: `x^2 + y^2 = 1; x >= 0`.

    >>> [equation.operators for equation in parse_equations("x^2 + y^2 = 1; x >= 0")]
    [('==',), ('>=',)]
    """
    source = as_source(text)
    try:
        return tuple(_equation(line) for line in some_lines(source, "x^2 + y^2 = 1"))
    except SymcalcError as error:
        raise error.within(source) from None


def _equation(line: Statement) -> Relation:
    line.tokens[:] = [token._replace(kind="==") if token.kind == "=" else token for token in line.tokens]
    first, *others = parts(line, 0, len(line.tokens) - 1)
    if any(token.kind == "==" for start, stop in others for token in line.tokens[start:stop]):
        comma = line.tokens[first[1]]
        raise SyntaxFault("equations are separated by ';'", hint="x + y = 1; x = z", span=comma.span)
    node = Reader(line, _scope([line])).read(0, len(line.tokens) - 1)
    if not isinstance(node, Relation) or len(node.operators) > 1:
        raise SyntaxFault("an equation is expected", hint="x^2 + y^2 = 1", span=node.span)
    return node


def _values(found: Iterable[Statement], source: Source) -> Iterator[tuple[str | None, Node]]:
    """Names and values, as they stand; positions have no name."""
    found = list(found)
    scope = _scope(found)
    if not found:
        raise SyntaxFault("there is no point to read", hint="x=0, y=1", span=end_of(source))
    named: set[bool] = set()
    for line in found:
        start, stop = 0, len(line.tokens) - 1
        if line.pairs.get(0) == stop - 1 and line.tokens[0].kind == "(":
            start, stop = 1, stop - 1
        for first, last in parts(line, start, stop):
            is_named = last - first > 1 and line.tokens[first + 1].kind == "="
            reader = Reader(line, scope)
            value = reader.value(reader.read(first + 2 if is_named else first, last))
            named.add(is_named)
            if len(named) > 1:
                raise UsageFault("either every value has its name or none", span=line.span)
            yield (line.tokens[first].text if is_named else None), value


def _scope(found: Iterable[Statement]) -> Scope:
    return Scope(variables=frozenset(name for line in found for name in uncalled(line)))
