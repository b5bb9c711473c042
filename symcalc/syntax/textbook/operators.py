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
    **dict.fromkeys(("hessian", "Hessian"), "the Hessian"),
    **dict.fromkeys(("jacobian", "Jacobian"), "the Jacobian"),
}
_IN_CLAIMS = {"the derivative": "grad", "the Hessian": "hessian", "the Jacobian": "jacobian"}


def operator_name(reader: Reader, token: Token) -> Ambiguous | None:
    r"""`\Delta f`, `laplacian f`, `D f`: an operator, or a product with a name; None where it is a name.

    Before a bracket a capital letter is one only in LaTeX, where products with a bracket are written otherwise.
    """
    what, after = _OPERATORS.get(token.text), reader.token
    if what is None or token.text in reader.scope.declared or token.text in reader.scope.functions:
        return None
    functions = reader.scope.functions
    of_function = after.kind == "name" and after.text in functions and after.text not in reader.scope.declared
    of_bracket = after.kind == "(" and after.text != "{" and (token.text == "Delta") == reader.scope.latex
    if not of_function and not (of_bracket and token.text != "D"):
        return None
    inner = after.text if of_function else shown(reader.groups[reader.at].items[0])
    hint = f"write {_instead(what, inner, functions.get(inner) or ('x', 'y'))}, or for a product {token.text}*({inner})"
    return Ambiguous(f"'{token.text}': {what}, or a name?", hint=hint, span=token.span)


def _instead(what: str, function: str, variables: tuple[str, ...]) -> str:
    """How what an operator computes is written."""
    if what in _IN_CLAIMS:
        return f"{_IN_CLAIMS[what]} ({function}) in a claim, diff({function}, {variables[0]})"
    if what == "the Laplacian":
        return " + ".join(f"diff({function}, {name}, {name})" for name in variables)
    return "it as sums of diff(…), for it is not in the language"
