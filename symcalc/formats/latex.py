r"""LaTeX to paste into a document that uses amsmath: displayed equations, arrays, sentences with `$…$`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby, starmap

from symcalc.formats import matrices
from symcalc.formats.decimals import decimal
from symcalc.formats.latex_notation import Latex, latex_name
from symcalc.formats.page import Ink, Page
from symcalc.formats.statements import Stated, derivation, stated
from symcalc.formats.trees import as_node, is_number
from symcalc.result import Content, Equation, Note, Phrase, Result, Statement, Table
from symcalc.syntax import tree
from symcalc.syntax.program import Shape
from symcalc.syntax.tree import Node

_ESCAPES = {character: "\\" + character for character in "&%$#_{}"} | {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def write(result: Result, page: Page) -> Ink:
    """The statements; the heading is left to the document."""
    return [("\n".join(Writer(stated(result, page), page).lines()) + "\n", "")]


class Writer:
    """Writes the statements of one result; Markdown has its own way with words and tables."""

    def __init__(self, source: Stated, page: Page) -> None:
        self.source = source
        self.page = page
        self.notation = Latex(source.shapes)

    def lines(self) -> Iterator[str]:
        """Everything, what is declared and assumed first, equations that follow each other in one display."""
        yield from self.declarations()
        if self.source.definitions:
            yield from self.equations(self.source.definitions)
        for kind, group in groupby((*derivation(self.source), *self.source.statements), type):
            if kind is Equation:
                yield from self.equations([item for item in group if isinstance(item, Equation)])
            else:
                for statement in group:
                    yield from self.other(statement)

    def declarations(self) -> Iterator[str]:
        """What the answer needs to be read again, each displayed: shapes, functions without a formula, assumptions."""
        if self.source.shapes:
            yield from self.display(r",\ ".join(starmap(self.shape, self.source.shapes.items())))
        for statement in self.source.statements:
            if isinstance(statement, Note) and statement.declares:
                yield from self.display("".join(map(self.mathematics, statement.parts)))
        for condition in self.source.assumptions:
            yield from self.display(rf"\mathrm{{assume}}\ {self.mathematics(condition)}")

    def shape(self, name: str, shape: Shape) -> str:
        r"""A declaration, `A: n \times n`."""
        size = r" \times ".join(latex_name(str(size)) for size in (shape.rows, shape.columns))
        word = "positive" if shape.positive else "symmetric" if shape.symmetric else ""
        return f"{latex_name(name, bold=True)}: {size}" + (rf"\ \mathrm{{{word}}}" if word else "")

    def display(self, mathematics: str) -> Iterator[str]:
        """A formula by itself."""
        yield rf"\[ {mathematics} \]"

    def other(self, statement: Statement) -> Iterator[str]:
        """A table as an array, a sentence as a sentence."""
        match statement:
            case Table():
                yield from self.table(statement)
            case Note(parts) if not statement.declares:
                yield self.sentence(parts)

    def sentence(self, parts: Sequence[Content]) -> str:
        """Words and mathematics between dollars; a size is one formula."""
        return "".join(map(self.words, parts)).replace("$ x $", r" \times ")

    def equations(self, equations: Sequence[Equation]) -> Iterator[str]:
        """One equation displayed, several aligned."""
        if len(equations) == 1:
            yield from self.display(self.equation(equations[0], "="))
            return
        yield r"\begin{align*}"
        before: object = None
        for number, equation in enumerate(equations):
            end = r" \\" if number < len(equations) - 1 else ""
            yield self.equation(equation, "&=", repeated=equation.left == before) + end
            before = equation.left
        yield r"\end{align*}"

    def equation(self, equation: Equation, sign: str, *, repeated: bool = False) -> str:
        """The two sides; common factors of a matrix stand in front of it."""
        left = "" if repeated else self.mathematics(equation.left) + " "
        text = f"{left}{sign} {self.right(self.source.shared.node(equation.right))}"
        if is_number(equation.approx):
            text += rf" \approx {self.mathematics(equation.approx)}"
        if not equation.where:
            return text
        holds = (
            equation.where[0] if len(equation.where) == 1 else tree.Logic("and", tuple(map(as_node, equation.where)))
        )
        return rf"{text} \quad \mathrm{{for}}\ {self.mathematics(holds)}"

    def right(self, node: Node) -> str:
        """A right side."""
        if not matrices.is_matrix(node):
            return self.notation.text(node)
        factors, rest = matrices.common_factor(node)
        front = tree.Product(factors) if len(factors) > 1 else factors[0] if factors else None
        return (self.notation.text(front) + " " if front is not None else "") + self.notation.text(rest)

    def table(self, statement: Table) -> Iterator[str]:
        """An array with one rule under its heading."""
        if statement.title:
            yield rf"\textbf{{{escaped(statement.title)}}}"
        width = len(statement.columns) or max(map(len, statement.rows), default=1)
        yield rf"\[ \begin{{array}}{{{'l' * width}}}"
        if statement.columns:
            yield " & ".join(rf"\text{{{self.words(name)}}}" for name in statement.columns) + r" \\ \hline"
        for row in statement.rows:
            yield " & ".join(map(self.mathematics, row)) + r" \\"
        yield r"\end{array} \]"
        yield from map(self.words, statement.notes)

    def mathematics(self, content: Content) -> str:
        """What stands in mathematics: an expression, a number, or words set as text."""
        if content is None:
            return ""
        if isinstance(content, str):
            return rf"\text{{{self.words(content)}}}"
        if isinstance(content, Phrase):
            return "".join(map(self.mathematics, content.parts))
        if is_number(content):
            assert isinstance(content, int | float | Decimal)  # noqa: S101 (for the type checker)
            return scientific(decimal(content, self.page.digits))
        return self.notation.text(self.source.shared.node(content))

    def words(self, content: Content) -> str:
        """What stands in a sentence: words, and mathematics between dollars."""
        if isinstance(content, Phrase):
            return "".join(map(self.words, content.parts))
        return escaped(content) if isinstance(content, str) else f"${self.mathematics(content)}$"


def escaped(text: str) -> str:
    r"""Words with the characters escaped that LaTeX would act on.

    >>> escaped("100% of x_1")
    '100\\% of x\\_1'
    """
    return "".join(_ESCAPES.get(character, character) for character in text)


def scientific(text: str) -> str:
    r"""A decimal with its power of ten written out.

    >>> scientific("1.5e-12"), scientific("0.25")
    ('1.5 \\cdot 10^{-12}', '0.25')
    """
    mantissa, _, exponent = text.partition("e")
    return rf"{mantissa} \cdot 10^{{{int(exponent)}}}" if exponent else mantissa
