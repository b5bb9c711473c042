r"""Mathematics in LaTeX that compiles with amsmath and that symcalc reads back: `\frac{\partial f}{\partial x}`."""

from __future__ import annotations

from collections.abc import Collection

from symcalc.formats import symbols
from symcalc.formats.notation import Level, Notation, Written, runs, whole
from symcalc.syntax import tree
from symcalc.syntax.functions import FUNCTIONS
from symcalc.syntax.tree import Node

#: Functions that LaTeX has a command for; the others are operator names.
_COMMANDS = frozenset("log exp sin cos tan cot sec csc sinh cosh tanh coth min max det".split())
_INVERSES = {"asin": "arcsin", "acos": "arccos", "atan": "arctan"}


class Latex(Notation):
    """The notation; names in `shaped` are vectors and matrices and printed bold."""

    plus_sign = " + "
    minus_sign = " - "
    relations = symbols.LATEX_RELATIONS
    logic = {"and": r"\land", "or": r"\lor", "not": r"\lnot"}  # noqa: RUF012 (constant)

    def __init__(self, shaped: Collection[str] = ()) -> None:
        super().__init__()
        self.shaped = shaped

    def bracket(self, text: str) -> str:
        return rf"\left({text}\right)"

    def times(self, before: Node, factor: Node, written: str) -> str:  # noqa: ARG002 (other notations look)
        """Side by side, but a dot before a digit, and between a name and a bracket, which would be a call."""
        called = isinstance(before, tree.Name | tree.Derivative | tree.Form) and written.startswith(r"\left(")
        return r" \cdot " if called or written[0].isdigit() else " "

    def quotient(self, node: tree.Quotient) -> Written:
        return Written(rf"\frac{{{self.text(node.numerator)}}}{{{self.text(node.denominator)}}}", Level.FACTOR)

    def write_power(self, node: tree.Power) -> Written:
        exponent = self.text(node.exponent)
        match node.base:
            case tree.Call(function, (operand,)) if function in _COMMANDS and (whole(node.exponent) or 0) > 1:
                return Written(rf"\{function}^{{{exponent}}}{self.argument(operand)}", Level.POWER)
            case _:
                return Written(f"{self.at(node.base, Level.ATOM)}^{{{exponent}}}", Level.POWER)

    def argument(self, operand: Node) -> str:
        """The argument of a function, in brackets."""
        return self.bracket(self.text(operand))

    def write_name(self, node: tree.Name) -> Written:
        return Written(latex_name(node.name, bold=node.name in self.shaped), Level.ATOM)

    def write_constant(self, node: tree.Constant) -> Written:
        return Written({"pi": r"\pi", "e": "e", "oo": r"\infty"}[node.name], Level.ATOM)

    def write_call(self, node: tree.Call) -> Written:
        special = getattr(self, f"call_{node.function}", None)
        if special is not None:
            written: Written = special(*node.arguments)
            return written
        return Written(f"{latex_function(node.function)}{self.bracket(self.listed(node.arguments))}", Level.ATOM)

    def call_exp(self, exponent: Node) -> Written:
        """A power of e."""
        return Written("e" if exponent == tree.integer(1) else f"e^{{{self.text(exponent)}}}", Level.POWER)

    def call_sqrt(self, operand: Node) -> Written:
        """A root."""
        return Written(rf"\sqrt{{{self.text(operand)}}}", Level.ATOM)

    def call_cbrt(self, operand: Node) -> Written:
        """The real cube root."""
        return Written(rf"\sqrt[3]{{{self.text(operand)}}}", Level.ATOM)

    def call_abs(self, operand: Node) -> Written:
        """Bars, but around vectors and matrices, where they are determinants or norms, the name."""
        if self.shaped:
            return Written(rf"\operatorname{{abs}}{self.argument(operand)}", Level.ATOM)
        return Written(rf"\left|{self.text(operand)}\right|", Level.ATOM)

    def call_norm(self, operand: Node) -> Written:
        """Double bars."""
        return Written(rf"\left\|{self.text(operand)}\right\|", Level.ATOM)

    def call_inv(self, operand: Node) -> Written:
        """The inverse of a matrix as a power."""
        return Written(f"{self.at(operand, Level.ATOM)}^{{-1}}", Level.POWER)

    def call_integer(self, operand: Node) -> Written:
        """The words `n integer`."""
        return Written(rf"{self.text(operand)}\ \mathrm{{integer}}", Level.ATOM)

    def call_factorial(self, operand: Node) -> Written:
        """`x!`."""
        return Written(self.at(operand, Level.ATOM) + "!", Level.POWER)

    def call_log(self, operand: Node, base: Node | None = None) -> Written:
        """The natural logarithm, or the one to a base."""
        below = f"_{{{self.text(base)}}}" if base is not None else ""
        return Written(rf"\log{below}{self.argument(operand)}", Level.ATOM)

    def call_log2(self, operand: Node) -> Written:
        """The logarithm to base 2."""
        return self.call_log(operand, tree.integer(2))

    def call_log10(self, operand: Node) -> Written:
        """The logarithm to base 10."""
        return self.call_log(operand, tree.integer(10))

    def write_piecewise(self, node: tree.Piecewise) -> Written:
        rows = (self._piece(value, condition) for value, condition in node.pieces)
        return Written(r"\begin{cases} " + r" \\ ".join(rows) + r" \end{cases}", Level.ATOM)

    def _piece(self, value: Node, condition: Node) -> str:
        always = isinstance(condition, tree.Truth) and condition.value
        return f"{self.text(value)} & " + (r"\text{otherwise}" if always else self.text(condition))

    def write_truth(self, node: tree.Truth) -> Written:
        return Written(rf"\mathrm{{{'true' if node.value else 'false'}}}", Level.ATOM)

    def write_array(self, node: tree.Array) -> Written:
        rows = [item.items if isinstance(item, tree.Array) else (item,) for item in node.items]
        body = r" \\ ".join(" & ".join(map(self.text, row)) for row in rows)
        return Written(rf"\begin{{bmatrix}} {body} \end{{bmatrix}}", Level.ATOM)

    def write_transpose(self, node: tree.Transpose) -> Written:
        return Written(rf"{self.at(node.operand, Level.ATOM)}^{{\top}}", Level.POWER)

    def write_elementwise(self, node: tree.Elementwise) -> Written:
        sign = {".*": r"\odot", "./": r"\oslash", ".^": r"^{\circ"}[node.operator]
        left = self.at(node.left, Level.ATOM)
        if node.operator == ".^":
            return Written(f"{left}{sign} {self.text(node.right)}}}", Level.POWER)
        return Written(f"{left} {sign} {self.at(node.right, Level.ATOM)}", Level.PRODUCT)

    def write_derivative(self, node: tree.Derivative) -> Written:
        d = "d" if node.kind == "total" else r"\partial"
        order = len(node.variables)
        top = f"{d}{f'^{{{order}}}' if order > 1 else ''} {self.at(node.function, Level.ATOM)}"
        by = " ".join(
            f"{d} {self.at(variable, Level.ATOM)}" + (f"^{{{count}}}" if count > 1 else "")
            for variable, count in runs(node.variables[::-1])
        )
        point = self.bracket(self.listed(node.point)) if node.point is not None else ""
        return Written(rf"\frac{{{top}}}{{{by}}}{point}", Level.FACTOR)

    def write_pointset(self, node: tree.PointSet) -> Written:
        pairs = zip(node.points, node.kinds, strict=True)
        listed = ", ".join(self.text(point) + (rf" \text{{ {kind}}}" if kind else "") for point, kind in pairs)
        return Written(rf"\left\{{{listed}\right\}}", Level.ATOM)

    def write_form(self, node: tree.Form) -> Written:
        sign = {"grad": r"\nabla ", "hessian": r"\mathbf{H} ", "jacobian": r"\mathbf{J} "}.get(
            node.name, rf"\operatorname{{{node.name}}} "
        )
        if len(node.operands) == 1 and not node.variables and node.at is None:
            return Written(sign + self.at(node.operands[0], Level.ATOM), Level.FACTOR)
        at = rf"\big|_{{{self.text(node.at)}}}" if node.at is not None else ""
        return Written(f"{sign}{self.bracket(self.listed((*node.operands, *node.variables)))}{at}", Level.FACTOR)


def latex_name(name: str, *, bold: bool = False) -> str:
    r"""A name: one letter as it is, a Greek one by its command, a longer one upright, its index lowered.

    >>> latex_name("beta1"), latex_name("loss"), latex_name("x", bold=True)
    ('\\beta_{1}', '\\mathrm{loss}', '\\mathbf{x}')
    """
    letters, index, rest = symbols.name_parts(name)
    if rest or (len(letters) > 1 and letters not in symbols.GREEK):
        escaped = name.replace("_", r"\_")
        return rf"\mathrm{{{escaped}}}"
    letter = rf"\{letters}" if letters in symbols.GREEK else letters
    if bold:
        letter = rf"\boldsymbol{{{letter}}}" if letters in symbols.GREEK else rf"\mathbf{{{letter}}}"
    return f"{letter}_{{{index}}}" if index else letter


def latex_function(name: str) -> str:
    r"""The name of a function before its argument.

    >>> latex_function("sin"), latex_function("asin"), latex_function("sigmoid"), latex_function("f")
    ('\\sin', '\\arcsin', '\\operatorname{sigmoid}', 'f')
    """
    if name in _COMMANDS:
        return rf"\{name}"
    if name in _INVERSES:
        return rf"\{_INVERSES[name]}"
    return rf"\operatorname{{{name}}}" if name in FUNCTIONS else latex_name(name)
