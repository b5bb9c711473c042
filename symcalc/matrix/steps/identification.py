"""From entries back to matrices: dummies renamed, brackets read as entries, factors put in the order of a product."""

from __future__ import annotations

from collections.abc import Iterator

from symcalc.matrix.answer import Answer
from symcalc.matrix.lowering import Lowering
from symcalc.matrix.positions import Index, Pair, Position, fresh
from symcalc.matrix.steps.letters import Letters
from symcalc.matrix.steps.text import IndexText, sigma
from symcalc.result import Step
from symcalc.syntax import written
from symcalc.syntax.tree import Name, Negative, Node, Number, Product, Quotient, Sum, Transpose

Spot = Position | None


def identification(answer: Answer, text: IndexText, rate: str, seen: set[str]) -> Iterator[Step]:
    """The lines between the contracted entry and the matrix."""
    layout = answer.layout
    if isinstance(layout.row, Pair) or isinstance(layout.column, Pair) or not answer.entry.terms:
        return
    for rule, line in _readings(answer, text):
        if line not in seen:
            seen.add(line)
            yield Step(rule, f"{rate} = {line}")


def _readings(answer: Answer, text: IndexText) -> Iterator[tuple[str, str]]:
    """The entry with dummies renamed, with brackets as entries of matrices, as a product, as one matrix."""
    row, column = answer.layout.row, answer.layout.column
    with_names = _again(text, answer)
    yield "like terms, dummies renamed", with_names.sum(answer.entry, restart=True)
    yield "brackets as entries of matrices", _again(text, answer).sum(answer.entry, matrices=True, restart=True)
    yield "common factors", _Reader(_again(text, answer), opened=True).entry(answer.tree, row, column)
    yield "entries of matrices", _Reader(_again(text, answer), opened=False).entry(answer.tree, row, column)
    yield "matrix product", f"[{written(answer.tree)}]{_at(text, row, column)}"


def _again(text: IndexText, answer: Answer) -> IndexText:
    """The same way of writing with letters from the beginning, except for the free ones."""
    letters = Letters()
    letters.fix(answer.layout.by)
    letters.keep(text.letters, answer.layout.of)
    new = IndexText(text.shapes, letters)
    new.explicit = text.explicit
    return new


def _at(text: IndexText, row: Spot, column: Spot) -> str:
    places = tuple(place for place in (row, column) if place is not None)
    return f"_{text.at(places)}" if places else ""


class _Reader:
    """A tree of matrices as entries: a product as a sum over what joins its factors."""

    def __init__(self, text: IndexText, *, opened: bool) -> None:
        self.text = text
        self.opened = opened
        self.lowering = Lowering(text.shapes)

    def entry(self, node: Node, row: Spot, column: Spot) -> str:
        """The entry of a tree."""
        if self.text.shapes.of(node).scalar and not isinstance(node, Product | Quotient | Negative):
            return self._scalar(node)
        match node:
            case Negative(operand):
                return f"-{self._tight(operand, row, column)}"
            case Sum(terms):
                return self._sum(terms, row, column)
            case Product(factors):
                return self._product(factors, row, column)
            case Quotient(numerator, denominator):
                return f"{self._tight(numerator, row, column)}/{self._scalar(denominator)}"
        return self._factor(node, row, column)

    def _scalar(self, node: Node) -> str:
        return written(node) if isinstance(node, Name | Number) else f"[{written(node)}]"

    def _tight(self, node: Node, row: Spot, column: Spot) -> str:
        text = self.entry(node, row, column)
        return f"({text})" if isinstance(node, Sum) else text

    def _sum(self, terms: tuple[Node, ...], row: Spot, column: Spot) -> str:
        parts = [self.entry(term, row, column) for term in terms]
        return " + ".join(parts).replace("+ -", "- ")

    def _product(self, factors: tuple[Node, ...], row: Spot, column: Spot) -> str:
        """Scalars in front, then the sum over the indices between the matrices."""
        shapes = self.text.shapes
        scalars = [factor for factor in factors if shapes.of(factor).scalar]
        matrices = [factor for factor in factors if not shapes.of(factor).scalar]
        inner = [fresh(shapes.of(factor).columns) for factor in matrices[:-1]]
        spots = [row, *inner, column]
        present = [index for index in inner if index is not None]
        parts = [self._scalar(factor) for factor in scalars]
        body = [self._factor(factor, spots[place], spots[place + 1]) for place, factor in enumerate(matrices)]
        return " ".join(parts + self._sigma(present) + body)

    def _sigma(self, indices: list[Index]) -> list[str]:
        return [sigma(self.text.letters.of(index) for index in indices)] if self.text.explicit and indices else []

    def _factor(self, node: Node, row: Spot, column: Spot) -> str:
        """A single matrix: by its own entries where it is a name or a sum of names, else in brackets."""
        lone = isinstance(node, Name) or (isinstance(node, Transpose) and isinstance(node.operand, Name))
        if lone and (self.opened or isinstance(node, Name)):
            return self.text.sum(self.lowering.entry(node, row, column))
        if self.opened and isinstance(node, Sum):
            inside = self.lowering.entry(node, row, column)
            if self.text.explicit or not any(term.dummies for term in inside.terms):
                return f"({self.text.sum(inside)})"
        return f"[{written(node)}]{_at(self.text, row, column)}"
