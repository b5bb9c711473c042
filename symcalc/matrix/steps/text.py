"""Index notation as text: x_i a_ij x_j, with sums written out where a repeated index does not say them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

from symcalc.matrix.emission import Emitter
from symcalc.matrix.indices import (
    PLAIN,
    Apply,
    Bracket,
    Delta,
    Determinant,
    Entry,
    Exponent,
    Factor,
    Index,
    Indexed,
    Mark,
    Pair,
    Position,
    Rate,
    Surd,
    Term,
    simple,
)
from symcalc.matrix.shapes import Shapes
from symcalc.matrix.steps.letters import Letters
from symcalc.syntax import written
from symcalc.syntax.tree import Node


class IndexText:
    """Writes entries with letters for indices; names of matrices in lower case where no other name is meant so."""

    def __init__(self, shapes: Shapes, letters: Letters) -> None:
        self.shapes = shapes
        self.letters = letters
        self.emitter = Emitter(shapes)
        self.explicit = False

    def sum(self, expression: Indexed, *, matrices: bool = False, restart: bool = False) -> str:
        """A sum of terms; with `matrices`, brackets as entries of matrices: [X - U*V]_ib.

        With `restart` every term calls what it sums over i, j, … again.
        """
        if not expression.terms:
            return "0"
        text = ""
        for term in expression.terms:
            if restart:
                self.letters.restart()
            sign = "-" if term.coefficient < 0 else "+"
            body = self._term(term, matrices=matrices)
            text += f" {sign} {body}" if text else f"-{body}" if sign == "-" else body
        return text

    def _term(self, term: Term, *, matrices: bool) -> str:
        """A term without its sign."""
        size = abs(term.coefficient)
        above = [self._powered(base, power, matrices=matrices) for base, power in term.factors]
        number = [] if size == 1 and above else [str(size)]
        return " ".join(number + self._sigma(term.dummies) + above)

    def _sigma(self, dummies: tuple[Index, ...]) -> list[str]:
        """The sign of a sum where sums are written out."""
        return [sigma(self.letters.of(index) for index in dummies)] if self.explicit and dummies else []

    def _powered(self, base: Factor, power: Exponent, *, matrices: bool) -> str:
        text = self._factor(base, matrices=matrices)
        if power == PLAIN:
            return text
        above = self._exponent(power)
        needs = isinstance(base, Rate) or text[0] in "∂-" or "/" in text
        return f"({text})^{above}" if needs else f"{text}^{above}"

    def _exponent(self, power: Exponent) -> str:
        if isinstance(power, Fraction) and power.denominator == 1 and power > 0:
            return str(power)
        return f"({power if isinstance(power, Fraction) else self.sum(power)})"

    def _factor(self, base: Factor, *, matrices: bool) -> str:
        match base:
            case Entry(name, at):
                return self.entry(name, at)
            case Rate(name, at, by):
                return f"∂{self.entry(name, at)}/∂{self.entry(name, by)}"
            case Delta(left, right):
                return f"δ_{self.at((left, right))}"
            case Surd(value):
                return f"({value})"
            case Mark(name):
                return name
            case Bracket(body):
                return self._bracket(base, body, matrices=matrices)
            case Apply(function, arguments):
                return f"{function}({', '.join(self.sum(part) for part in arguments)})"
        return self.named(base)

    def _bracket(self, base: Bracket, body: Indexed, *, matrices: bool) -> str:
        places = list(dict.fromkeys(index for part in base.positions() for index in simple(part)))
        if matrices and 1 <= len(places) <= 2:
            return self.named(base)
        return f"({self.sum(body)})"

    def named(self, base: Factor) -> str:
        """A factor as an entry of the matrix that it is: [inv(X)]_ij."""
        if isinstance(base, Determinant):
            return written(self.emitter.tree(Indexed((Term(PLAIN, ((base, PLAIN),)),))))
        places = [index for part in base.positions() for index in simple(part)]
        ends = list(dict.fromkeys(places))
        return f"[{written(self._matrix(base, ends))}]_{self.at(tuple(ends))}"

    def _matrix(self, base: Factor, ends: list[Index]) -> Node:
        whole = Indexed((Term(PLAIN, ((base, PLAIN),)),))
        return self.emitter.tree(whole, *(*ends, None, None)[:2])

    def entry(self, name: str, at: tuple[Position, ...]) -> str:
        """x_i, a_ij."""
        lower = name.lower() if at and name.lower() not in self.shapes.declared else name
        return f"{lower}_{self.at(at)}" if at else name

    def at(self, positions: tuple[Position, ...]) -> str:
        """Indices side by side, in braces where they are more than letters."""
        letters = [self._letter(part) for part in positions]
        plain = all(len(letter) == 1 for letter in letters)
        return "".join(letters) if plain else "{" + ",".join(letters) + "}"

    def _letter(self, position: Position) -> str:
        if isinstance(position, Pair):
            return f"({self._letter(position.slow)},{self._letter(position.fast)})"
        return self.letters.of(position)


def sigma(letters: Iterable[str]) -> str:
    """The sign of a sum over one index, Σ_i, or several, Σ_{i,j}."""
    together = ",".join(letters)
    return f"Σ_{together}" if len(together) == 1 else f"Σ_{{{together}}}"


def needs_sums(expression: Indexed) -> bool:
    """Whether repeated indices do not say what is summed: one is not there twice, or stands inside a function."""
    return any(_needs_sums(term) for term in expression.terms)


def _needs_sums(term: Term) -> bool:
    uses = Counter(index for part in Term(PLAIN, term.factors).positions() for index in simple(part))
    deep = any(not isinstance(base, Entry | Rate | Delta | Surd | Mark) for base, _ in term.factors)
    return deep or any(uses[index] != 2 for index in term.dummies) or any(power != 1 for _, power in term.factors)
