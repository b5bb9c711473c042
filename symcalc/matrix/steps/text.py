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
    Entry,
    Exponent,
    Factor,
    Indexed,
    Inverse,
    Kronecker,
    Literal,
    Mark,
    Rate,
    Softmax,
    Stacked,
    Surd,
    Term,
)
from symcalc.matrix.positions import Index, Pair, Position, new, simple
from symcalc.matrix.shapes import Shapes
from symcalc.matrix.steps.letters import Letters
from symcalc.syntax import written


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
        places = tuple(dict.fromkeys(base.positions())) if isinstance(base, Bracket | Apply) else base.positions()
        places = places[::-1] if isinstance(base, Softmax) else places
        whole, ends = _apart(base, places)
        node = self.emitter.tree(Indexed((Term(PLAIN, ((whole, PLAIN),)),)), *(*ends, None, None)[:2])
        return f"[{written(node)}]_{self.at(places)}" if places else f"[{written(node)}]"

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


def _apart(base: Factor, places: tuple[Position, ...]) -> tuple[Factor, list[Index]]:
    """The factor at new indices, so that [M]_ii is written by M, and one at composite indices by the whole."""
    ends = [new(place.size) for place in places]
    match base:
        case Inverse(body, row, column, _):
            return Inverse(body, row, column, (ends[0], ends[1])), ends
        case Kronecker(left, right, slots, at):
            spots = iter(ends)
            row_spot, column_spot = (None if spot is None else next(spots) for spot in at)
            return Kronecker(left, right, slots, (row_spot, column_spot)), ends
        case Stacked(body, row, column, _):
            return Stacked(body, row, column, ends[0]), ends
        case Softmax(body, slot, _):
            others = {index: end for place, end in zip(places, ends[:-1], strict=False) for index in simple(place)}
            return Softmax(body.rename(others), slot, ends[-1]), ends
        case Literal(array, _):
            return Literal(array, tuple(ends)), ends
    return base, [index for place in places for index in simple(place)]


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
