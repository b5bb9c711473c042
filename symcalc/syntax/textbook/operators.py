r"""Names that textbooks put before a function, `\Delta f`, `D f`, `laplacian f`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symcalc.errors import Ambiguous
from symcalc.syntax.tokens import Token
from symcalc.syntax.written import shown

if TYPE_CHECKING:
    from symcalc.syntax.expression import Reader

#: Names that stand before a function for what is computed of it, and that.
_OPERATORS = {
    **dict.fromkeys(("Delta", "laplacian", "Laplacian"), "the Laplacian"),
    **dict.fromkeys(("div", "divergence"), "the divergence"),
    **dict.fromkeys(("curl", "rot"), "the curl"),
    **dict.fromkeys(("D", "nabla", "grad", "gradient"), "the derivative"),
    **dict.fromkeys(("hessian", "Hessian", "Hess"), "the Hessian"),
    **dict.fromkeys(("jacobian", "Jacobian", "Jac"), "the Jacobian"),
    "d": "the differential",
}
_IN_CLAIMS = {"the derivative": "grad", "the Hessian": "hessian", "the Jacobian": "jacobian"}


def operator_name(reader: Reader, token: Token, behind: int | None = None) -> Ambiguous | None:
    r"""`\Delta f`, `laplacian f`, `D^2 f`: an operator, or a product with a name; None where it is a name.

    What it is applied to stands next, or `behind` its power.
    Before a bracket a capital letter is one only in LaTeX, where products with a bracket are written otherwise.
    """
    name, _, _ = token.text.partition("_")  # D_x f, too
    what, declared = _OPERATORS.get(name), reader.scope.declared
    if what is None or token.text in declared or token.text in reader.scope.functions or name in declared:
        return None
    place = reader.at if behind is None else behind
    functions, after = reader.scope.functions, reader.tokens[place]
    of_function = after.kind == "form" or (
        after.kind == "name" and after.text in functions and after.text not in declared
    )
    of_bracket = (
        after.kind == "("
        and after.text != "{"
        and bool(reader.groups[place].items)
        and (name == "Delta") == reader.scope.latex
    )
    if not of_function and not (of_bracket and name not in {"D", "d"}):
        return None
    inner = after.text if of_function else shown(reader.groups[place].items[0])
    hint = f"write {_instead(what, inner, functions.get(inner) or ('x', 'y'))}, or for a product {token.text}*({inner})"
    return Ambiguous(f"'{token.text}': {what}, or a name?", hint=hint, span=token.span)


def _instead(what: str, function: str, variables: tuple[str, ...]) -> str:
    """How what an operator computes is written."""
    if what in _IN_CLAIMS:
        return f"{_IN_CLAIMS[what]} ({function}) in a claim, diff({function}, {variables[0]})"
    if what == "the Laplacian":
        return " + ".join(f"diff({function}, {name}, {name})" for name in variables)
    if what == "the differential":
        return f"diff({function}, {variables[0]})"
    return "it as sums of diff(…), for it is not in the language"
