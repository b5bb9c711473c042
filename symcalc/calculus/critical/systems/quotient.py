"""The finite-dimensional algebra of polynomials on the points of a zero-dimensional system."""

from __future__ import annotations

from functools import cached_property

from flint import fmpq, fmpq_mat

from symcalc.calculus.critical.systems.groebner import Ideal, TooHard
from symcalc.calculus.critical.systems.ring import Monomial
from symcalc.record import record

#: The largest number of complex solutions, with multiplicity, that is attempted.
LARGEST = 300

Vector = dict[int, fmpq]


@record
class Quotient:
    """Polynomials modulo a zero-dimensional ideal, in the basis of the monomials below its leading ones.

    Its dimension is the number of complex solutions with multiplicity; multiplication by an unknown is a matrix.
    (Stickelberger; Cox, Little, O'Shea, Using Algebraic Geometry, ch. 2.)
    """

    ideal: Ideal

    @cached_property
    def monomials(self) -> tuple[Monomial, ...]:
        """The standard monomials, by degree; the first is 1."""
        width, leading = len(self.ideal.ring.names), self.ideal.leading
        found: list[Monomial] = []
        layer: list[Monomial] = [(0,) * width]
        while layer:
            standard = [m for m in layer if not any(_divides(l, m) for l in leading)]
            found += standard
            if len(found) > LARGEST:
                raise TooHard(f"more than {LARGEST} complex solutions")
            layer = list(dict.fromkeys(_raised(m, i) for m in standard for i in range(width)))
        return tuple(found)

    @property
    def dimension(self) -> int:
        """The number of complex solutions, with multiplicity."""
        return len(self.monomials)

    @cached_property
    def _position(self) -> dict[Monomial, int]:
        return {m: i for i, m in enumerate(self.monomials)}

    @cached_property
    def _normal_forms(self) -> dict[Monomial, Vector]:
        """The standard monomials and those one step beyond them, each as a combination of standard ones."""
        place = self._position
        known: dict[Monomial, Vector] = {m: {i: fmpq(1)} for m, i in place.items()}
        for element, lead in zip(self.ideal.basis, self.ideal.leading, strict=True):
            terms = {tuple(map(int, m)): c for m, c in element.to_dict().items()}
            top = terms.pop(lead)
            known[lead] = {place[m]: -fmpq(c, top) for m, c in terms.items()}
        width = len(self.ideal.ring.names)
        border = {_raised(m, i) for m in self.monomials for i in range(width)} - known.keys()
        for monomial in sorted(border, key=_grevlex):
            i, below = next(
                (i, m) for i, m in enumerate(_lowered(monomial)) if m is not None and m in known and m not in place
            )
            known[monomial] = self._times(known[below], i, known)
        return known

    def _times(self, vector: Vector, i: int, known: dict[Monomial, Vector]) -> Vector:
        product: Vector = {}
        for j, coefficient in vector.items():
            for k, entry in known[_raised(self.monomials[j], i)].items():
                product[k] = product.get(k, fmpq(0)) + coefficient * entry
        return product

    def unknown(self, i: int) -> Vector:
        """The i-th unknown as a combination of standard monomials."""
        return self._normal_forms[_raised(self.monomials[0], i)]

    @cached_property
    def multiplications(self) -> tuple[fmpq_mat, ...]:
        """For each unknown the matrix of multiplication by it (columns are images of standard monomials)."""
        size, matrices = self.dimension, []
        for i in range(len(self.ideal.ring.names)):
            matrix = fmpq_mat(size, size)
            for column, monomial in enumerate(self.monomials):
                for row, entry in self._normal_forms[_raised(monomial, i)].items():
                    matrix[row, column] = entry
            matrices.append(matrix)
        return tuple(matrices)


def _divides(divisor: Monomial, monomial: Monomial) -> bool:
    return all(d <= m for d, m in zip(divisor, monomial, strict=True))


def _raised(monomial: Monomial, i: int) -> Monomial:
    return (*monomial[:i], monomial[i] + 1, *monomial[i + 1 :])


def _lowered(monomial: Monomial) -> list[Monomial | None]:
    return [(*monomial[:i], e - 1, *monomial[i + 1 :]) if e else None for i, e in enumerate(monomial)]


def _grevlex(monomial: Monomial) -> tuple[int, tuple[int, ...]]:
    return sum(monomial), tuple(-e for e in reversed(monomial))
