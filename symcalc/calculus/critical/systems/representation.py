"""All solutions of a zero-dimensional system as the values of rational functions at the roots of one polynomial."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from flint import fmpq, fmpq_mat, fmpq_poly, fmpz_mpoly, fmpz_poly, nmod_mat, nmod_poly

from symcalc.calculus.critical.systems.groebner import Ideal, TooHard
from symcalc.calculus.critical.systems.modular import Residues, primes
from symcalc.calculus.critical.systems.quotient import Quotient, Vector
from symcalc.calculus.critical.systems.ring import Monomial
from symcalc.record import record

#: Primes spent before a system counts as too hard.
MOST_PRIMES = 2048


class NotSeparating(TooHard):
    """The linear form takes the same value at two solutions."""


@record
class Representation:
    """Each solution has unknown i equal to `numerators[i](t) / q'(t)` at one root t of the squarefree q.

    (Rouillier 1999, the rational univariate representation.)
    """

    ideal: Ideal
    q: fmpz_poly
    numerators: tuple[fmpz_poly, ...]
    denominator: fmpz_poly

    def at_root(self, polynomial: fmpz_mpoly) -> fmpz_poly:
        """A polynomial P with P(t)/denominator(t)^d = `polynomial` at the solution of t, d its total degree."""
        found: fmpz_poly = homogenised(polynomial, self.numerators, self.denominator)
        return found

    def complete(self) -> bool:
        """Whether every root of q gives a solution: an exact division an equation, after a quick one modulo a prime."""
        prime = next(primes())
        q = nmod_poly(list(self.q.coeffs()), prime)
        numerators = [nmod_poly(list(n.coeffs()), prime) % q for n in self.numerators]
        denominator = nmod_poly(list(self.denominator.coeffs()), prime) % q
        if any(homogenised(element, numerators, denominator) % q != 0 for element in self.ideal.equations):
            return False
        return all((self.at_root(element) % self.q).is_zero() for element in self.ideal.equations)


def homogenised(polynomial: fmpz_mpoly, numerators: Sequence[Any], denominator: Any) -> Any:
    """Sum of the terms c·Πn_i^e_i·denominator^(d - Σe_i): the polynomial at n/denominator, times denominator^d.

    By Horner's rule in one unknown after the other; numerators may be over the integers or modulo a prime.
    """
    degree = max(int(polynomial.total_degree()), 0)
    below = [denominator**0]
    for _ in range(degree):
        below.append(below[-1] * denominator)
    terms = {tuple(map(int, m)): int(c) for m, c in polynomial.to_dict().items()}
    return _horner(terms, numerators, below, degree)


def _horner(terms: Mapping[Monomial, int], numerators: Sequence[Any], below: Sequence[Any], degree: int) -> Any:
    """The homogenised sum of terms whose exponents belong to the first unknown and to those after it."""
    if not numerators:
        return below[degree] * sum(terms.values())
    groups: dict[int, dict[Monomial, int]] = {}
    for monomial, coefficient in terms.items():
        groups.setdefault(monomial[0], {})[monomial[1:]] = coefficient
    total = below[0] * 0
    for exponent in range(max(groups, default=0), -1, -1):
        total = total * numerators[0]
        if exponent in groups:
            total = total + _horner(groups[exponent], numerators[1:], below, degree - exponent)
    return total


def represent(system: Ideal, of: int | None = None) -> Representation:
    """The representation of a zero-dimensional ideal, t being unknown number `of` where one is given.

    Raises TooHard at the work limit, NotSeparating where that unknown does not tell the solutions apart.

    Proved, not sampled: q is squarefree of degree D, each of its roots gives a solution, different ones different
    solutions, and the system has at most D, its number of solutions with multiplicity.
    """
    radical = _radical(system)
    quotient = Quotient(radical)
    width = len(system.ring.names)
    forms = _forms(width, quotient.dimension) if of is None else [tuple(int(i == of) for i in range(width))]
    for form in forms:
        if _separates(quotient, form) and (found := _represented(quotient, form)) is not None:
            return found
    raise NotSeparating("no linear form that was tried tells the solutions apart")


def _radical(system: Ideal) -> Ideal:
    """The same points, each counted once: squarefree parts of the unknowns' polynomials join the ideal (Seidenberg)."""
    quotient = Quotient(system)
    if any(_separates(quotient, form) for form in islice(_forms(len(system.ring.names), quotient.dimension), 12)):
        return system
    more = []
    for i, unknown in enumerate(system.ring.unknowns):
        minimal = minimal_polynomial(quotient, i)
        squarefree = minimal // minimal.gcd(minimal.derivative())
        more.append(
            sum((unknown**k * c for k, c in enumerate(_integral(squarefree).coeffs())), system.ring.constant(0))
        )
    return system.with_equations(more)


def _integral(polynomial: fmpq_poly) -> fmpz_poly:
    numerator = polynomial.numer()
    return numerator // numerator.content()


def _forms(width: int, dimension: int) -> Iterator[tuple[int, ...]]:
    """Linear forms to try: the unknowns themselves, then combinations; one of them separates the solutions."""
    for i in reversed(range(width)):
        yield tuple(int(j == i) for j in range(width))
    for k in range(1, max(2, width * dimension * (dimension - 1) // 2 + 2)):
        for sign in (1, -1):
            yield tuple((sign * k) ** i for i in range(width))


def _combined(quotient: Quotient, form: Sequence[int]) -> fmpq_mat:
    size = quotient.dimension
    total = fmpq_mat(size, size)
    for coefficient, matrix in zip(form, quotient.multiplications, strict=True):
        if coefficient:
            total += matrix * coefficient
    return total


def _separates(quotient: Quotient, form: Sequence[int]) -> bool:
    """Whether the form takes as many values as the dimension, seen modulo one prime (so also over the rationals)."""
    multiplication = _Multiplication(_combined(quotient, form))
    for prime in islice(primes(), 3):
        krylov = multiplication.krylov(prime)
        if krylov is None:
            continue
        solution = _solved(krylov, krylov.last, prime)
        if solution is None:
            return False
        q = nmod_poly([-c for c in solution] + [1], prime)
        return int(q.gcd(q.derivative()).degree()) == 0
    return False


class _Multiplication:
    """A rational matrix whose powers are applied to the vector of 1 modulo primes."""

    def __init__(self, matrix: fmpq_mat) -> None:
        self.numerator, self.denominator = matrix.numer_denom()
        self.size = matrix.nrows()

    def krylov(self, prime: int) -> _Krylov | None:
        """The images of 1 under the powers of the matrix, or None where the prime divides its denominator."""
        denominator = int(self.denominator) % prime
        if denominator == 0:
            return None
        matrix = nmod_mat(self.numerator, prime) * pow(denominator, -1, prime)
        vector = nmod_mat(self.size, 1, [1] + [0] * (self.size - 1), prime)
        columns = []
        for _ in range(self.size + 1):
            columns.append([int(entry) for entry in vector.entries()])
            vector = matrix * vector
        return _Krylov(columns[:-1], columns[-1])


@record
class _Krylov:
    columns: list[list[int]]
    last: list[int]


def _solved(krylov: _Krylov, right: Sequence[int], prime: int) -> list[int] | None:
    """Coordinates of a vector in the Krylov basis modulo a prime, or None where that is no basis."""
    many = _solved_all(krylov, [right], prime)
    return None if many is None else many[0]


def _solved_all(krylov: _Krylov, rights: Sequence[Sequence[int]], prime: int) -> list[list[int]] | None:
    size = len(krylov.columns)
    matrix = nmod_mat(size, size, [c for row in zip(*krylov.columns, strict=True) for c in row], prime)
    columns = nmod_mat(size, len(rights), [c for row in zip(*rights, strict=True) for c in row], prime)
    try:
        solution = matrix.solve(columns)
    except ZeroDivisionError:
        return None
    return [[int(solution[i, j]) for i in range(size)] for j in range(len(rights))]


def _represented(quotient: Quotient, form: Sequence[int]) -> Representation | None:
    """The representation by one separating form, found modulo primes and then verified exactly."""
    multiplication = _Multiplication(_combined(quotient, form))
    unknowns = [quotient.unknown(i) for i in range(len(form))]
    residues, enough = Residues(), 1
    for count, prime in enumerate(islice(primes(), MOST_PRIMES), 1):
        image = _image(multiplication, unknowns, prime)
        if image is None:
            continue
        residues.add(image, prime)
        if count >= enough:
            enough = count + 1 + count // 2
            found = _lifted(quotient, form, residues)
            if found is not None:
                return found
    return None


def _image(multiplication: _Multiplication, unknowns: Sequence[Vector], prime: int) -> list[int] | None:
    """Coefficients of q and of the numerators modulo a prime, one after the other, or None for an unlucky prime."""
    krylov = multiplication.krylov(prime)
    rights = [_reduced(vector, multiplication.size, prime) for vector in unknowns]
    if krylov is None or any(right is None for right in rights):
        return None
    solutions = _solved_all(krylov, [krylov.last, *(right for right in rights if right is not None)], prime)
    if solutions is None:
        return None
    q = nmod_poly([-c for c in solutions[0]] + [1], prime)
    slope = q.derivative()
    image = [int(q[k]) for k in range(multiplication.size)]
    for coordinates in solutions[1:]:
        numerator = nmod_poly(coordinates, prime) * slope % q
        image += [int(numerator[k]) for k in range(multiplication.size)]
    return image


def _reduced(vector: Vector, size: int, prime: int) -> list[int] | None:
    column = [0] * size
    for i, entry in vector.items():
        bottom = int(entry.denominator) % prime
        if bottom == 0:
            return None
        column[i] = int(entry.numerator) * pow(bottom, -1, prime) % prime
    return column


def _lifted(quotient: Quotient, form: Sequence[int], residues: Residues) -> Representation | None:
    """The representation with these residues, if it is one: every equation and the form itself are checked."""
    rationals = residues.rationals()
    if rationals is None:
        return None
    size = quotient.dimension
    monic = fmpq_poly([*rationals[:size], 1])
    numerators = [fmpq_poly(rationals[size * (i + 1) : size * (i + 2)]) for i in range(len(form))]
    slope = monic.derivative()
    scale = fmpq(1)
    for polynomial in (slope, *numerators):
        scale *= (polynomial * scale).denom()
    integral = [(polynomial * scale).numer() for polynomial in (slope, *numerators)]
    found = Representation(quotient.ideal, _integral(monic), tuple(integral[1:]), integral[0])
    value = sum((n * c for n, c in zip(found.numerators, form, strict=True)), fmpz_poly([0]))
    faithful = ((value - found.denominator * fmpz_poly([0, 1])) % found.q).is_zero()
    return found if faithful and found.complete() else None


def minimal_polynomial(quotient: Quotient, i: int) -> fmpq_poly:
    """The monic polynomial of least degree of the i-th unknown, by exact linear algebra."""
    matrix, size = quotient.multiplications[i], quotient.dimension
    vector = fmpq_mat(size, 1, [1] + [0] * (size - 1))
    powers = [vector]
    for _ in range(size):
        powers.append(matrix * powers[-1])
    for degree in range(1, size + 1):
        if (relation := _relation(powers[: degree + 1])) is not None:
            return relation
    raise AssertionError("a matrix satisfies its characteristic polynomial")


def _relation(vectors: Sequence[fmpq_mat]) -> fmpq_poly | None:
    """The monic relation that makes the last vector a combination of the others, or None where there is none."""
    rows = vectors[0].nrows()
    table = fmpq_mat(rows, len(vectors), [v[r, 0] for r in range(rows) for v in vectors])
    reduced, rank = table.rref()
    if rank == len(vectors):
        return None
    return fmpq_poly([*(-reduced[k, len(vectors) - 1] for k in range(len(vectors) - 1)), 1])
