"""Which linear forms a function depends on: `sin(x + y) + z^2` on x + y and z alone, so on two instead of three."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from symcalc.calculus.critical.search.bounds import rational_of
from symcalc.record import record
from symcalc.syntax.tree import Name, Negative, Node, Product, Quotient, Sum, integer, names, rational, rewrite, walk

#: What a linear form is called when it is a variable of its own.
LETTERS = ("u", "v", "w", "p", "q", "r")

#: The coefficients of a linear form by variable.
Form = dict[str, Fraction]


@record
class Reduction:
    """A function of `variables` that depends on some linear forms alone: as `function` of these, by new names.

    Each form is a pivot, a variable that no other form has, plus multiples of the variables `free`. Where the free
    variables are 0, the forms are the pivots.
    """

    function: Node
    forms: Mapping[str, Form]
    pivots: Mapping[str, str]
    variables: tuple[str, ...]
    free: tuple[str, ...]

    def form(self, name: str) -> Node:
        """A form as a tree.

        >>> from symcalc.syntax import parse_expression, written
        >>> found = reduced(parse_expression("sin(x - 2y)"), ("x", "y"))
        >>> written(found.function), written(found.form("u"))
        ('sin(u)', 'x - 2*y')
        """
        return combined([(self.forms[name][v], Name(v)) for v in self.variables if v in self.forms[name]])

    def places(self) -> tuple[Node, ...]:
        """One point of the variables for given forms, by their names: with zeros for the free variables."""
        names_of = {pivot: name for name, pivot in self.pivots.items()}
        return tuple(Name(names_of[v]) if v in names_of else integer(0) for v in self.variables)

    def said(self) -> str:
        """What the new names stand for: `u = x + y`; nothing where they are variables already."""
        return ", ".join(f"{name} = {self.form(name)}" for name in self.forms if name not in self.variables)

    def arguments(self) -> str:
        """What the function depends on."""
        return " and ".join(str(self.form(name)) for name in self.forms)


def combined(terms: Sequence[tuple[Fraction, Node]]) -> Node:
    """A sum of multiples of trees."""
    scaled = [_scaled(factor, node) for factor, node in terms if factor]
    if not scaled:
        return integer(0)
    return scaled[0] if len(scaled) == 1 else Sum(tuple(scaled))


def _scaled(factor: Fraction, node: Node) -> Node:
    if factor < 0:
        return _scaled(-factor, node.operand) if isinstance(node, Negative) else Negative(_scaled(-factor, node))
    if factor == 1:
        return node
    if isinstance(node, Negative):
        return Negative(_scaled(factor, node.operand))
    return Product((rational(factor), node))


def reduced(function: Node, variables: Sequence[str]) -> Reduction | None:
    """The function by the linear forms that it depends on, where these are fewer than the variables; else None.

    The domain is that of the form: nothing is cancelled to see it.
    """
    rows = _independent(forms_of(function, variables), variables)
    if not rows or len(rows) >= len(variables):
        return None
    pivots = [next(v for v in variables if v in row) for row in rows]
    taken = {*variables, *names(function)}
    letters = iter([letter for letter in LETTERS if letter not in taken] + [f"u{i}" for i in range(len(rows))])
    new = [pivot if len(row) == 1 else next(letters) for row, pivot in zip(rows, pivots, strict=True)]
    free = tuple(v for v in variables if v not in pivots)
    values: dict[str, Node] = {v: integer(0) for v in free}
    values |= {pivot: Name(name) for pivot, name in zip(pivots, new, strict=True)}
    tree = _put(function, values)
    return Reduction(
        tree, dict(zip(new, rows, strict=True)), dict(zip(new, pivots, strict=True)), tuple(variables), free
    )


def forms_of(function: Node, variables: Sequence[str]) -> Iterator[Form]:
    """The largest parts of a tree that are linear forms, the linear terms of a sum together as one."""
    linear = _linear_parts(function, set(variables))
    stack = [function]
    while stack:
        node = stack.pop()
        own = linear[id(node)]
        if own is not None:
            yield own
        elif isinstance(node, Sum):
            yield _total([form for term in node.terms if (form := linear[id(term)]) is not None])
            stack += [term for term in node.terms if linear[id(term)] is None]
        else:
            stack += node.children()


def _linear_parts(function: Node, variables: set[str]) -> dict[int, Form | None]:
    """What each part of a tree is as a linear form without a constant; None for a part that is none."""
    known: dict[int, Form | None] = {}
    for node in reversed(list(walk(function))):
        if id(node) not in known:
            known[id(node)] = _linear(node, known, variables)
    return known


def _linear(node: Node, known: Mapping[int, Form | None], variables: set[str]) -> Form | None:
    match node:
        case Name(name) if name in variables:
            return {name: Fraction(1)}
        case Negative(operand):
            return _times(known[id(operand)], Fraction(-1))
        case Product(factors):
            moving = [factor for factor in factors if known[id(factor)] is not None]
            numbers = [rational_of(factor) for factor in factors if known[id(factor)] is None]
            return _times(known[id(moving[0])], *numbers) if len(moving) == 1 else None
        case Quotient(top, bottom):
            below = None if known[id(bottom)] is not None else rational_of(bottom)
            return _times(known[id(top)], 1 / below) if below else None
        case Sum(terms):
            found = [known[id(term)] for term in terms]
            return None if None in found else _total([form for form in found if form is not None])
    return None


def _times(form: Form | None, *factors: Fraction | None) -> Form | None:
    if form is None or None in factors:
        return None
    for factor in factors:
        assert factor is not None  # noqa: S101 (just seen)
        form = {name: value * factor for name, value in form.items()}
    return form


def _total(forms: Sequence[Form]) -> Form:
    total: Form = {}
    for form in forms:
        for name, value in form.items():
            total[name] = total.get(name, Fraction(0)) + value
    return total


def _independent(found: Iterator[Form], variables: Sequence[str]) -> list[Form]:
    """A basis of the space that forms span, each with a variable that the others lack, by elimination."""
    rows: list[tuple[str, Form]] = []
    for form in found:
        left = {name: value for name, value in form.items() if value}
        for pivot, row in rows:
            left = _less(left, row, pivot)
        if not left:
            continue
        new = next(v for v in variables if v in left)
        left = {name: value / left[new] for name, value in left.items()}
        rows = [(pivot, _less(row, left, new)) for pivot, row in rows] + [(new, left)]
        if len(rows) == len(variables):
            break
    return [row for _, row in sorted(rows, key=lambda pair: variables.index(pair[0]))]


def _less(form: Form, row: Form, pivot: str) -> Form:
    """A form less the multiple of a row that rids it of the row's pivot."""
    share = form.get(pivot)
    if not share:
        return form
    found = _total([form, {name: -share * value for name, value in row.items()}])
    return {name: value for name, value in found.items() if value}


def _put(function: Node, values: Mapping[str, Node]) -> Node:
    """The function with values for variables, the zeros among linear terms dropped."""
    zero = integer(0)

    def change(node: Node) -> Node:
        match node:
            case Name(name):
                return values.get(name, node)
            case Negative(operand) if operand == zero:
                return zero
            case Product(factors) if zero in factors and all(rational_of(f) is not None for f in factors):
                return zero
            case Quotient(top, bottom) if top == zero and rational_of(bottom):
                return zero
            case Sum(terms) if zero in terms:
                kept = tuple(term for term in terms if term != zero)
                return Sum(kept) if len(kept) > 1 else kept[0] if kept else zero
        return node

    return rewrite(function, change)
