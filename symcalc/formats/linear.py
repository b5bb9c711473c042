"""Mathematics on one line, as a person types it: `4x³·exp(−x²)` in Unicode, `4x^3*exp(-x^2)` in ASCII."""

from __future__ import annotations

from symcalc.formats import symbols
from symcalc.formats.notation import Level, Notation, Written, runs, whole
from symcalc.syntax import tree
from symcalc.syntax.functions import FUNCTIONS
from symcalc.syntax.tree import Node


class Linear(Notation):
    """What the two one-line notations share; with `shaped`, products of matrices stand side by side."""

    times_sign: str
    partial_sign: str

    def __init__(self, *, shaped: bool = False) -> None:
        super().__init__()
        self.shaped = shaped

    def times(self, before: Node, factor: Node, written: str) -> str:
        if isinstance(before, tree.Derivative) or isinstance(factor, tree.Derivative):
            return f" {self.times_sign} "
        if isinstance(before, tree.Number) and not written[0].isdigit():
            return " " if self.shaped else ""
        return " " if self.shaped else self.times_sign

    def minus_in(self, decimal: str) -> str:
        """A decimal with this notation's minus."""
        return decimal.replace("-", self.minus)

    def at_factor(self, node: Node) -> str:
        """The node as a factor before a block."""
        return self.at(node, Level.PRODUCT if isinstance(node, tree.Product) else Level.FACTOR)

    def write_power(self, node: tree.Power) -> Written:
        raised = self.raised(node.exponent)
        base = self.at(node.base, Level.ATOM)
        return Written(base + raised, Level.POWER)

    def raised(self, exponent: Node) -> str:
        """An exponent with the sign that raises it."""
        return "^" + self.at(exponent, Level.ATOM)

    def write_call(self, node: tree.Call) -> Written:
        special = getattr(self, f"call_{node.function}", None)
        if special is not None and len(node.arguments) == 1:
            written: Written = special(node.arguments[0])
            return written
        return Written(f"{self.function_name(node.function)}({self.listed(node.arguments)})", Level.ATOM)

    def function_name(self, name: str) -> str:
        """The name of a function that is called."""
        return name

    def call_exp(self, exponent: Node) -> Written:
        """`exp(x)`, but `e` itself and its whole powers as such."""
        if exponent == tree.integer(1):
            return Written("e", Level.ATOM)
        if whole(exponent) is not None:
            return Written("e" + self.raised(exponent), Level.POWER)
        return Written(f"exp({self.text(exponent)})", Level.ATOM)

    def call_factorial(self, operand: Node) -> Written:
        """`x!`."""
        return Written(self.at(operand, Level.ATOM) + "!", Level.POWER)

    def call_abs(self, operand: Node) -> Written:
        """`|x|`, but `abs(…)` where bars have two readings: around others, and around vectors and matrices."""
        text = self.text(operand)
        named = self.shaped or "|" in text or "‖" in text
        return Written(f"abs({text})" if named else f"|{text}|", Level.ATOM)

    def write_piecewise(self, node: tree.Piecewise) -> Written:
        pieces = (f"({self.text(value)}, {self.text(condition)})" for value, condition in node.pieces)
        return Written(f"piecewise({self.comma.join(pieces)})", Level.ATOM)

    def write_truth(self, node: tree.Truth) -> Written:
        return Written("true" if node.value else "false", Level.ATOM)

    def write_array(self, node: tree.Array) -> Written:
        return Written(f"[{self.listed(node.items)}]", Level.ATOM)

    def write_elementwise(self, node: tree.Elementwise) -> Written:
        if node.operator == ".^":
            base, exponent = self.at(node.left, Level.ATOM), self.at(node.right, Level.ATOM)
            return Written(f"{base}.^{exponent}", Level.POWER)
        left, right = self.at(node.left, Level.FACTOR), self.at(node.right, Level.FACTOR)
        return Written(f"{left} {node.operator} {right}", Level.PRODUCT)

    def write_derivative(self, node: tree.Derivative) -> Written:
        d = "d" if node.kind == "total" else self.partial_sign
        function = self.at(node.function, Level.ATOM)
        if d == "d" and isinstance(node.function, tree.Call):
            function = self.bracket(function)
        order = len(node.variables)
        by = "".join(d + self.counted(variable, count) for variable, count in runs(node.variables[::-1]))
        text = f"{d}{self.raised(tree.integer(order)) if order > 1 else ''}{function}/{by}"
        if node.point is not None:
            text += f"({self.listed(node.point)})"
        return Written(text, Level.FACTOR)

    def counted(self, variable: Node, count: int) -> str:
        """A variable in the denominator of a derivative, with how often it is differentiated by."""
        return self.at(variable, Level.ATOM) + (self.raised(tree.integer(count)) if count > 1 else "")

    def write_pointset(self, node: tree.PointSet) -> Written:
        pairs = zip(node.points, node.kinds, strict=True)
        return Written(
            "{" + self.comma.join(self.text(point) + (f" {kind}" if kind else "") for point, kind in pairs) + "}",
            Level.ATOM,
        )

    def write_form(self, node: tree.Form) -> Written:
        operands = self.listed(node.operands)
        variables = f"{self.comma}{self.listed(node.variables)}" if node.variables else ""
        at = f" at {self.text(node.at)}" if node.at is not None else ""
        order = f" order {self.text(node.order)}" if node.order is not None else ""
        if len(node.operands) == 1 and not variables:
            return Written(
                f"{self.form_name(node.name)}{self.at(node.operands[0], Level.ATOM)}{at}{order}", Level.FACTOR
            )
        return Written(f"{node.name}({operands}{variables}){at}{order}", Level.FACTOR)

    def form_name(self, name: str) -> str:
        """What stands before the function whose gradient, Hessian, … this is."""
        return f"{name} "


class Unicode(Linear):
    """One line in Unicode: `∂²f/∂x²`, `β₁`, `√(x + 1)`, `Aᵀ`."""

    minus = "−"
    minus_sign = " − "
    times_sign = "·"
    partial_sign = "∂"
    relations = symbols.UNICODE_RELATIONS
    logic = {"and": "and", "or": "or", "not": "not"}  # noqa: RUF012 (constant)

    def write_name(self, node: tree.Name) -> Written:
        return Written(unicode_name(node.name), Level.ATOM)

    def function_name(self, name: str) -> str:
        return name if name in FUNCTIONS else unicode_name(name)

    def write_constant(self, node: tree.Constant) -> Written:
        return Written({"pi": "π", "e": "e", "oo": "∞"}[node.name], Level.ATOM)

    def raised(self, exponent: Node) -> str:
        number = whole(exponent)
        return str(number).translate(symbols.SUPERSCRIPT) if number is not None else super().raised(exponent)

    def call_sqrt(self, operand: Node) -> Written:
        """`√x`, `√(x + 1)`."""
        simple = isinstance(operand, tree.Number | tree.Name | tree.Constant)
        text = self.at(operand, Level.ATOM)
        return Written("√" + (text if simple else self.bracket(self.text(operand))), Level.POWER)

    def call_norm(self, operand: Node) -> Written:
        """`‖x‖`, but `norm(…)` around other bars."""
        text = self.text(operand)
        return Written(f"norm({text})" if "|" in text or "‖" in text else f"‖{text}‖", Level.ATOM)

    def write_transpose(self, node: tree.Transpose) -> Written:
        return Written(self.at(node.operand, Level.ATOM) + "ᵀ", Level.POWER)

    def form_name(self, name: str) -> str:
        return {"grad": "∇", "hessian": "H_", "jacobian": "J_"}.get(name, f"{name} ")


class Ascii(Linear):
    """One line in ASCII, for terminals that show no more."""

    times_sign = "*"
    partial_sign = "d"
    relations = symbols.ASCII_RELATIONS
    logic = {"and": "and", "or": "or", "not": "not"}  # noqa: RUF012 (constant)

    def write_name(self, node: tree.Name) -> Written:
        return Written(node.name, Level.ATOM)

    def write_constant(self, node: tree.Constant) -> Written:
        return Written(node.name, Level.ATOM)

    def write_transpose(self, node: tree.Transpose) -> Written:
        return Written(self.at(node.operand, Level.ATOM) + "'", Level.POWER)


def unicode_name(name: str) -> str:
    """A name with its Greek letter and its index lowered.

    >>> unicode_name("beta1"), unicode_name("x_max"), unicode_name("lambda_"), unicode_name("loss")
    ('β₁', 'x_max', 'λ_', 'loss')
    """
    letters, index, rest = symbols.name_parts(name)
    separator = "_" if rest and not rest.startswith("_") and not index else ""
    tail = separator + rest if not name.endswith("_") or rest else "_"
    return symbols.GREEK.get(letters, letters) + index.translate(symbols.SUBSCRIPT) + tail
