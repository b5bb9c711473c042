"""Mathematics of vectors and matrices as Python with NumPy: a vector is a column, a number may be 1 by 1.

`@` stands where two matrices are multiplied and `*` where a factor is a number, so the shapes of the parts decide.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import zip_longest

from symcalc.errors import Unsupported
from symcalc.formats.notation import Level, Written, whole, without_sign
from symcalc.formats.python_notation import Python, python_name
from symcalc.formats.trees import as_node
from symcalc.matrix.shapes import Shapes
from symcalc.matrix.size import ONE
from symcalc.result import Formula, Value
from symcalc.syntax import tree
from symcalc.syntax.program import Shape
from symcalc.syntax.tree import Node

_SAME = "exp log log2 log10 sqrt cbrt sin cos tan sinh cosh tanh floor ceil abs sign".split()
_ELEMENTWISE = dict(zip(_SAME, _SAME, strict=True)) | {
    f"a{name}": f"arc{name}" for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh")
}
_MATRIX = {
    "inv": "np.linalg.inv({})",
    "det": "np.linalg.det({})",
    "logdet": "np.linalg.slogdet({})[1]",
    "tr": "np.trace({})",
    "norm": "np.linalg.norm({})",
    "norm1": "np.abs({}).sum()",
    "sum": "np.sum({})",
    "mean": "np.mean({})",
    "kron": "np.kron({}, {})",
    "vec": '{}.reshape(-1, 1, order="F")',
    "eye": "np.eye({})",
}
#: Functions that NumPy has nowhere, each in one line of those it has.
_DEFINED = {
    "cot": "1/np.tan(t)",
    "sec": "1/np.cos(t)",
    "csc": "1/np.sin(t)",
    "coth": "1/np.tanh(t)",
    "sech": "1/np.cosh(t)",
    "csch": "1/np.sinh(t)",
    "heaviside": "np.heaviside(t, 0.5)",
    "relu": "np.maximum(t, 0)",
    "sigmoid": "1/(1 + np.exp(-t))",
    "softplus": "np.logaddexp(0, t)",
    "logsumexp": "np.max(t) + np.log(np.sum(np.exp(t - np.max(t))))",
    "softmax_of_column": "np.exp(t - np.max(t))/np.sum(np.exp(t - np.max(t)))",
    "softmax_of_rows": "np.apply_along_axis(lambda row: np.exp(row - row.max())/np.exp(row - row.max()).sum(), 1, t)",
}


class NumPy(Python):
    """The notation; `dimensions` are the names of sizes that the text uses.

    `like` names the variables in whose shape the values are given, and `taken` the names that the code must not bind.
    """

    def __init__(
        self, declared: Mapping[str, Shape], like: Sequence[str | None] = (), taken: Collection[str] = ()
    ) -> None:
        super().__init__()
        self.shapes = Shapes(declared)
        self.dimensions: set[str] = set()
        self.like = like
        self.given = {name: _free(f"shape_of_{name}", taken) for name in like if name is not None}

    def write_name(self, node: tree.Name) -> Written:
        if node.name not in self.shapes.declared:
            self.dimensions.add(node.name)
        return super().write_name(node)

    def write_constant(self, node: tree.Constant) -> Written:
        return Written(f"np.{'inf' if node.name == 'oo' else node.name}", Level.ATOM)

    def write_product(self, node: tree.Product) -> Written:
        first, *others = node.factors
        sign = without_sign(first)
        if sign.negative:
            return self.write_negative(tree.Negative(tree.Product((sign.size, *others))))
        text, before = self.at(first, Level.FACTOR), self.shapes.of(first)
        for number, factor in enumerate(others, start=2):
            number_joins = before.scalar or self.shapes.of(factor).scalar
            text += ("*" if number_joins else " @ ") + self.at(factor, Level.FACTOR)
            before = self.shapes.of(tree.Product(node.factors[:number]))
        return Written(text, Level.PRODUCT)

    def write_power(self, node: tree.Power) -> Written:
        if self.shapes.of(node.base).scalar:
            return Written(f"{self.at(node.base, Level.ATOM)}**{self.at(node.exponent, Level.ATOM)}", Level.POWER)
        power = whole(node.exponent)
        if power is None:
            raise Unsupported("there is no NumPy function for this power of a matrix", span=node.span)
        return Written(f"np.linalg.matrix_power({self.text(node.base)}, {power})", Level.ATOM)

    def write_array(self, node: tree.Array) -> Written:
        column = not any(isinstance(item, tree.Array) for item in node.items)
        rows = [f"[{self.text(item)}]" if column else self._row(item) for item in node.items]
        return Written(f"np.array([{', '.join(rows)}])", Level.ATOM)

    def _row(self, item: Node) -> str:
        entries = item.items if isinstance(item, tree.Array) else (item,)
        return f"[{self.listed(entries)}]"

    def write_transpose(self, node: tree.Transpose) -> Written:
        return Written(f"{self.at(node.operand, Level.ATOM)}.T", Level.ATOM)

    def write_elementwise(self, node: tree.Elementwise) -> Written:
        if node.operator == ".^":
            return Written(f"{self.at(node.left, Level.ATOM)}**{self.at(node.right, Level.ATOM)}", Level.POWER)
        left, right = self.at(node.left, Level.FACTOR), self.at(node.right, Level.FACTOR)
        return Written(f"{left}{node.operator[1]}{right}", Level.PRODUCT)

    def write_call(self, node: tree.Call) -> Written:
        arguments = [self.text(argument) for argument in node.arguments]
        special = getattr(self, f"call_{node.function}", None)
        if special is not None:
            return Written(special(node.arguments, arguments), Level.ATOM)
        if node.function in _MATRIX:
            if node.function == "vec":
                arguments = [self.at(node.arguments[0], Level.ATOM)]
            return Written(_MATRIX[node.function].format(*arguments), Level.ATOM)
        if node.function in _ELEMENTWISE:
            return Written(f"np.{_ELEMENTWISE[node.function]}({', '.join(arguments)})", Level.ATOM)
        return Written(f"{self.function(node.function)}({', '.join(arguments)})", Level.ATOM)

    def function(self, name: str) -> str:
        if name not in _DEFINED:
            raise Unsupported(f"there is no NumPy function for {name}")
        self.defined[name] = _DEFINED[name]
        return name

    def call_ones(self, _: tuple[Node, ...], texts: list[str]) -> str:
        """A column of ones, or a matrix."""
        return f"np.ones(({texts[0]}, {texts[1] if len(texts) > 1 else 1}))"

    def call_dot(self, arguments: tuple[Node, ...], texts: list[str]) -> str:
        """The sum of products, of columns or of a column and a row."""
        turned = self.shapes.of(arguments[0]) != self.shapes.of(arguments[1])
        other = f"{self.at(arguments[1], Level.ATOM)}.T" if turned else texts[1]
        return f"np.sum(({texts[0]})*({other}))"

    def call_diag(self, arguments: tuple[Node, ...], texts: list[str]) -> str:
        """The matrix with a vector on its diagonal, or the diagonal of a matrix as a column."""
        is_vector = ONE in self.shapes.of(arguments[0])
        return f"np.diagflat({texts[0]})" if is_vector else f"np.diag({texts[0]}).reshape(-1, 1)"

    def call_softmax(self, arguments: tuple[Node, ...], texts: list[str]) -> str:
        """Of a column over its entries, of a matrix row by row."""
        standing = self.shapes.of(arguments[0]).columns == ONE
        return f"{self.function('softmax_of_column' if standing else 'softmax_of_rows')}({texts[0]})"

    def call_min(self, _: tuple[Node, ...], texts: list[str]) -> str:
        """The least, entry by entry."""
        return f"np.minimum.reduce([{', '.join(texts)}])"

    def call_max(self, _: tuple[Node, ...], texts: list[str]) -> str:
        """The greatest, entry by entry."""
        return f"np.maximum.reduce([{', '.join(texts)}])"

    def returned(self, value: Value) -> str:
        """One array, in the shape of the variable that it is for; several, which make no array, as a list."""
        parts = value if isinstance(value, tuple) else (value,)
        texts = [self._shaped(part, name) for part, name in zip_longest(parts, self.like)]
        return f"[{', '.join(texts)}]" if isinstance(value, tuple) else texts[0]

    def _shaped(self, value: Value, name: str | None) -> str:
        node = as_node(value)
        if name is None:
            return self.text(node)
        if self.shapes.of(node).scalar:
            return f"np.full({self.given[name]}, {self.text(node)})"
        return f"np.reshape({self.text(node)}, {self.given[name]})"

    def prelude(self) -> list[str]:
        """Lines that make columns of vectors, also of arrays of one axis, and give the names of sizes their values."""
        given = [f"{shape} = np.shape({python_name(name)})" for name, shape in self.given.items()]
        vectors = [name for name, shape in self.shapes.declared.items() if _is_vector(shape)]
        return [
            *given,
            *(f"{name} = np.reshape({name}, (-1, 1))" for name in map(python_name, vectors)),
            *self._sizes(),
        ]

    def _sizes(self) -> list[str]:
        lines = []
        for name in sorted(self.dimensions):
            for matrix, shape in self.shapes.declared.items():
                if name in (shape.rows, shape.columns):
                    axis = 0 if shape.rows == name else 1
                    lines.append(f"{python_name(name)} = {python_name(matrix)}.shape[{axis}]")
                    break
        return lines

    def preamble(self) -> str:
        """The import of NumPy, and the functions that the text written so far needs."""
        lines = ["import numpy as np"]
        for name, formula in sorted(self.defined.items()):
            lines += ["", "", f"def {name}(t):", f"    return {formula}"]
        return "\n".join(lines)


def shapes_in_words(formula: Formula) -> Iterator[str]:
    """What a docstring says of shapes: those of the arguments, and of what is returned.

    >>> list(shapes_in_words(Formula(tree.Name("v"), shapes={"v": Shape("n", 1)}, like=("v",))))
    ['v is n x 1 or of one axis', 'returned in the shape of v']
    """
    for name, shape in formula.shapes.items():
        yield f"{name} is {shape.rows} x {shape.columns}" + (" or of one axis" if _is_vector(shape) else "")
    like = [name for name in formula.like if name is not None]
    if like:
        yield f"returned in the shape{'s' * (len(like) > 1)} of {', '.join(like)}"


def _is_vector(shape: Shape) -> bool:
    """Whether a name with this shape is a column, and no number."""
    return shape.columns == 1 and shape.rows != 1


def _free(name: str, taken: Collection[str]) -> str:
    """A name that is not taken."""
    while name in taken:
        name += "_"
    return name
