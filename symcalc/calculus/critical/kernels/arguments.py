"""Which multiples of which arguments exponentials and angles have in an expression, read off before it is built."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from symcalc.calculus.critical.kernels.lattice import Form, basis
from symcalc.calculus.critical.systems.ring import Monomial
from symcalc.syntax.tree import Call, Constant, Node, Power, walk

_EXPONENTIAL = frozenset({"exp", "sinh", "cosh", "tanh", "coth", "sech", "csch", "sigmoid", "softplus"})
_CIRCULAR = frozenset({"sin", "cos", "tan", "cot", "sec", "csc"})


#: A tree as a polynomial in variables and pi, by monomials; None where it is none.
Reader = Callable[[Node], Form[Monomial] | None]


def bases(read: Reader, trees: Sequence[Node]) -> tuple[list[Form[Monomial]], list[Form[Monomial]]]:
    """Bases for the polynomial arguments of exponentials and of angles."""
    exponents, angles = [], []
    for tree in trees:
        for node in walk(tree):
            argument = _argument(node)
            form = None if argument is None else read(argument)
            if form and isinstance(node, Call) and node.function in _CIRCULAR:
                angles.append({m: c for m, c in form.items() if any(m[:-1]) or not any(m)})
            elif form:
                exponents.append(form)
    return basis([form for form in exponents if form]), basis([form for form in angles if form])


def _argument(node: Node) -> Node | None:
    match node:
        case Call(function, (argument,)) if function in _EXPONENTIAL | _CIRCULAR:
            return argument
        case Power(Constant("e"), exponent):
            return exponent
    return None
