"""Equations with parameters, solved by cases: a division says what is not zero, a root what is positive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from flint import fmpz_mpoly

from symcalc.calculus.critical.kernels.radicals import root
from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.kernels.tower import Tower
from symcalc.calculus.critical.search.bounds import Range, bounds
from symcalc.calculus.critical.systems.branches import irreducible
from symcalc.calculus.critical.systems.ring import support
from symcalc.record import field, record, replace

#: More cases than this are not followed.
MOST = 60
Relation = Literal["==", "!=", ">"]


class Unsolved(Exception):
    """The equations are not of a form that is solved by cases."""


@record
class Fact:
    """A polynomial in the parameters and what it is: zero, not zero, or positive."""

    polynomial: fmpz_mpoly
    relation: Relation

    @property
    def key(self) -> tuple[str, str]:
        """What makes two facts the same."""
        return str(self.polynomial), self.relation


@record
class Case:
    """A branch of the solution: equations still to solve, values found, and the facts that hold in it."""

    equations: tuple[fmpz_mpoly, ...]
    values: Mapping[int, Ratio] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()


@record
class Solver:
    """The unknowns of a tower that are solved for (variables, and exponentials that stand for theirs)."""

    tower: Tower
    unknowns: tuple[int, ...]
    nonzero: tuple[fmpz_mpoly, ...] = ()
    ranges: Mapping[str, Range] = field(default_factory=dict)

    def cases(self, equations: Sequence[fmpz_mpoly]) -> list[Case]:
        """All cases with a solution, values in terms of the parameters and of unknowns that are free.

        Raises Unsolved.

        >>> from symcalc.syntax import parse_expression
        >>> tower = Tower(("x", "a", "b"), [])
        >>> x, a, b = tower.ring.unknowns[:3]
        >>> [len(case.values) for case in Solver(tower, (0,)).cases([2 * a * x + b])]
        [1, 2]
        """
        pending = [Case(tuple(equations))]
        done: list[Case] = []
        while pending:
            if len(pending) + len(done) > MOST:
                raise Unsolved
            case = pending.pop()
            following = self._step(case)
            if following is None:
                done.append(case)
            else:
                pending += reversed(following)
        return done

    def _step(self, case: Case) -> list[Case] | None:
        """The cases that take the place of one; None where nothing is left to solve."""
        equations = [p for p in case.equations if not p.is_zero()]
        if not equations:
            return None
        for i, equation in enumerate(equations):
            factors = [f for f in irreducible(equation) if not self.excluded(f, case.facts)]
            rest = tuple(p for j, p in enumerate(equations) if j != i)
            if len(factors) != 1 or factors[0] != equation:
                return self._by_factors(case, factors, rest)
        for i, equation in enumerate(equations):
            if not self._inside(equation):
                rest = tuple(p for j, p in enumerate(equations) if j != i)
                return self._vanishing(replace(case, equations=rest), equation)
        for rule in (self._linear, self._quadratic):
            found = rule(case, equations)
            if found is not None:
                return found
        raise Unsolved

    def _by_factors(self, case: Case, factors: Sequence[fmpz_mpoly], rest: tuple[fmpz_mpoly, ...]) -> list[Case]:
        """One factor is zero, those before it are not."""
        found = []
        facts = case.facts
        for factor in sorted(factors, key=lambda f: len(self._inside(f)) > 0):
            found.append(replace(case, equations=(factor, *rest), facts=facts))
            if not self._inside(factor):
                facts = (*facts, Fact(factor, "!="))
        return found[::-1]

    def _inside(self, polynomial: fmpz_mpoly) -> tuple[int, ...]:
        """The unknowns in a polynomial."""
        return tuple(i for i in support(polynomial) if i in self.unknowns)

    def excluded(self, factor: fmpz_mpoly, facts: Sequence[Fact]) -> bool:
        """Whether a factor cannot vanish."""
        if factor in self.nonzero or -factor in self.nonzero:
            return True
        if any(f.relation in {"!=", ">"} and divmod(f.polynomial, factor)[1].is_zero() for f in facts):
            return True
        return self.sign(factor) in {1, -1}

    def sign(self, polynomial: fmpz_mpoly) -> int | None:
        """The sign of a polynomial in the parameters, where it is the same for all of them."""
        used = support(polynomial)
        kernel = self.tower.kernel(used[0]) if len(used) == 1 and len(polynomial) == 1 else None
        if kernel is not None and kernel.positive:
            return 1 if polynomial.leading_coefficient() > 0 else -1
        if self._inside(polynomial):
            return None
        known = dict(self.ranges)
        return bounds(self.tower.tree(Ratio.polynomial(polynomial)), known).sign

    def _vanishing(self, case: Case, polynomial: fmpz_mpoly) -> list[Case]:
        """The case in which a polynomial in the parameters is zero: it gives a parameter by the others, if it can."""
        if self.sign(polynomial) in {1, -1}:
            return []
        polynomial = polynomial.primitive()[1]
        facts = (*case.facts, Fact(polynomial, "=="))
        for i in support(polynomial):
            slope = polynomial.derivative(i)
            if i < len(self.tower.names) and slope.is_constant():
                rest = polynomial - slope * self.tower.ring.unknowns[i]
                value = -(Ratio.polynomial(rest) / Ratio.polynomial(slope))
                return [self._with(replace(case, facts=facts), i, value)]
        return [replace(case, facts=facts)]

    def _with(self, case: Case, position: int, value: Ratio) -> Case:
        """The case with a value put in for an unknown or a parameter."""
        equations = tuple(self.put(p, position, value).top for p in case.equations)
        values = {key: self._put_in(old, position, value) for key, old in case.values.items()}
        return replace(case, equations=equations, values={**values, position: value})

    def _put_in(self, ratio: Ratio, position: int, value: Ratio) -> Ratio:
        return self.tower.reduced(self.put(ratio.top, position, value) / self.put(ratio.bottom, position, value))

    def put(self, polynomial: fmpz_mpoly, position: int, value: Ratio) -> Ratio:
        """A polynomial with a value in place of an unknown."""
        degree = int(polynomial.degrees()[position])
        if degree <= 0:
            return Ratio.polynomial(polynomial)
        total, context = self.tower.zero, polynomial.context()
        for exponent in range(degree + 1):
            part = {
                (*m[:position], 0, *m[position + 1 :]): c
                for m, c in polynomial.to_dict().items()
                if int(m[position]) == exponent
            }
            if part:
                total = total + Ratio.polynomial(context.from_dict(part)) * value**exponent
        return self.tower.reduced(total)

    def _linear(self, case: Case, equations: Sequence[fmpz_mpoly]) -> list[Case] | None:
        """An equation c·v + d = 0 with c in the parameters: v = -d/c, or c = 0 and d = 0."""
        candidates = [
            (len(slope), i, v, slope)
            for i, equation in enumerate(equations)
            for v in self._inside(equation)
            if int(equation.degrees()[v]) == 1 and not self._inside(slope := equation.derivative(v))
        ]
        if not candidates:
            return None
        _, i, v, slope = min(candidates, key=lambda c: c[:3])
        rest = equations[i] - slope * self.tower.ring.unknowns[v]
        others = tuple(p for j, p in enumerate(equations) if j != i)
        value = -(Ratio.polynomial(rest) / Ratio.polynomial(slope))
        solved = self._with(replace(case, equations=others, facts=self._known_nonzero(case, slope)), v, value)
        if slope.is_constant() or self._all_excluded(slope, case.facts):
            return [solved]
        return [solved, *self._vanishing(replace(case, equations=(rest, *others)), slope)]

    def _all_excluded(self, polynomial: fmpz_mpoly, facts: Sequence[Fact]) -> bool:
        return all(self.excluded(factor, facts) for factor in irreducible(polynomial))

    def _known_nonzero(self, case: Case, polynomial: fmpz_mpoly) -> tuple[Fact, ...]:
        new = [f for f in irreducible(polynomial) if not self.excluded(f, case.facts)]
        return (*case.facts, *(Fact(f, "!=") for f in new))

    def _quadratic(self, case: Case, equations: Sequence[fmpz_mpoly]) -> list[Case] | None:
        """An equation a·v² + b·v + c = 0 in one unknown, by the sign of its discriminant; or a·v^n + c = 0."""
        for i, equation in enumerate(equations):
            inside = self._inside(equation)
            if len(inside) != 1:
                continue
            (v,) = inside
            parts = self._coefficients(equation, v)
            others = tuple(p for j, p in enumerate(equations) if j != i)
            lead = parts[max(parts)]
            if not lead.is_constant() and not self._all_excluded(lead, case.facts):
                degenerate = equation - lead * self.tower.ring.unknowns[v] ** max(parts)
                kept = replace(case, equations=equations_of(equations), facts=self._known_nonzero(case, lead))
                return [kept, *self._vanishing(replace(case, equations=(degenerate, *others)), lead)]
            return list(self._rooted(replace(case, equations=others), v, parts))
        return None

    def _coefficients(self, equation: fmpz_mpoly, v: int) -> dict[int, fmpz_mpoly]:
        parts: dict[int, dict[tuple[int, ...], int]] = {}
        for monomial, coefficient in equation.to_dict().items():
            exponents = tuple(map(int, monomial))
            parts.setdefault(exponents[v], {})[(*exponents[:v], 0, *exponents[v + 1 :])] = int(coefficient)
        return {k: equation.context().from_dict(terms) for k, terms in parts.items()}

    def _rooted(self, case: Case, v: int, parts: dict[int, fmpz_mpoly]) -> Iterator[Case]:
        degree, zero = max(parts), self.tower.ring.constant(0)
        if degree == 2:
            a, b, c = (parts.get(k, zero) for k in (2, 1, 0))
            inside = Ratio.polynomial(b * b - 4 * a * c)
            scale, shift = Ratio.polynomial(2 * a), Ratio.polynomial(-b)
            for sign, extra in self.signs(inside.top, case.facts):
                if sign == 0:
                    yield self._with(self._under(case, extra), v, shift / scale)
                elif sign > 0:
                    width = root(self.tower, inside, 2)
                    for side in (shift - width, shift + width):
                        yield self._with(self._under(case, extra), v, self.tower.reduced(side / scale))
            return
        if set(parts) - {degree, 0}:
            raise Unsolved
        yield from self._pure(case, v, degree, -(Ratio.polynomial(parts[0]) / Ratio.polynomial(parts[degree])))

    def _pure(self, case: Case, v: int, degree: int, power: Ratio) -> Iterator[Case]:
        """v^n = c: by the sign of c."""
        for sign, extra in self.signs(power.top * power.bottom, case.facts):
            below = self._under(case, extra)
            if sign == 0:
                yield self._with(below, v, self.tower.zero)
            elif sign > 0:
                size = root(self.tower, power, degree)
                yield self._with(below, v, size)
                if degree % 2 == 0:
                    yield self._with(below, v, -size)
            elif degree % 2:
                yield self._with(below, v, -root(self.tower, -power, degree))

    def _under(self, case: Case, extra: Sequence[Fact]) -> Case:
        """The case with more facts; one that says a parameter is zero is put in."""
        current = case
        for fact in extra:
            if fact.relation == "==":
                (current,) = self._vanishing(current, fact.polynomial) or [current]
            else:
                current = replace(current, facts=(*current.facts, fact))
        return current

    def signs(self, polynomial: fmpz_mpoly, facts: Sequence[Fact]) -> list[tuple[int, tuple[Fact, ...]]]:
        """The signs that a polynomial in the parameters may have, each with the facts that give it."""
        known = self.sign(polynomial)
        if known is not None:
            return [(known, ())]
        constant, factors = polynomial.factor()
        odd, sign = self.tower.ring.constant(1 if constant > 0 else -1), []
        for factor, multiplicity in factors:
            if int(multiplicity) % 2:
                odd = odd * factor
            if not self.excluded(factor, facts):
                sign.append(factor)
        zero = [(0, (Fact(factor, "=="),)) for factor in sign]
        if odd.is_constant():
            nonzero = tuple(Fact(f, "!=") for f in sign)
            return [(1 if odd.leading_coefficient() > 0 else -1, nonzero), *zero]
        fixed = self._given(odd, facts)
        if fixed is not None:
            return [(fixed, ()), *zero]
        even = tuple(Fact(f, "!=") for f in sign if str(f) not in str(odd))
        nonzero_cases = [(1, (Fact(odd, ">"), *even)), (-1, (Fact(-odd, ">"), *even))]
        return [*(case for case in nonzero_cases if not self._is_never(odd, case[0])), *zero]

    def _is_never(self, polynomial: fmpz_mpoly, sign: int) -> bool:
        """Whether a polynomial never has a sign, as a root is never negative."""
        range_ = bounds(self.tower.tree(Ratio.polynomial(polynomial)), self.ranges)
        return (-range_ if sign > 0 else range_).nonnegative

    def _given(self, polynomial: fmpz_mpoly, facts: Sequence[Fact]) -> int | None:
        for fact in facts:
            if fact.relation == ">" and fact.polynomial == polynomial:
                return 1
            if fact.relation == ">" and fact.polynomial == -polynomial:
                return -1
        return None


def equations_of(equations: Sequence[fmpz_mpoly]) -> tuple[fmpz_mpoly, ...]:
    """The equations as they are."""
    return tuple(equations)
