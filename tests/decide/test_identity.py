"""Equality in three verdicts, on pairs of our own and on mutants, each verdict confirmed by a second method."""

from __future__ import annotations

import os
from collections import Counter
from functools import cache

import pytest

from symcalc.decide.identity import identical
from symcalc.decide.identity.conditions import conditions
from symcalc.decide.identity.proofs.prove import prove
from symcalc.decide.identity.work import Work
from symcalc.syntax import parse_conditions, parse_expression, written
from tests.decide import oracle
from tests.decide.identities import Pair, agree, differ, mutants, pairs, points, rewritings

PAIRS = pairs()
#: How many mutants are judged.
MUTANTS = int(os.environ.get("SYMCALC_MUTANTS", "2000"))
#: How many mutants are put to the prover without a search.
ALONE = int(os.environ.get("SYMCALC_MUTANTS_ALONE", "60"))
#: How many applications of rules are judged.
REWRITINGS = int(os.environ.get("SYMCALC_REWRITINGS", "250"))


def verdict_of(text, assumptions=""):
    """The verdict on `left == right`."""
    left, right = map(parse_expression, text.split(" == "))
    return identical(left, right, parse_conditions(assumptions) if assumptions else ())


@cache
def judged(pair):
    """What is found about a pair."""
    return identical(pair.left, pair.right, pair.conditions)


def confirmed(found, left, right, pair):
    """Whether a verdict stands up to mpmath: a proof at fixed points, a refutation at its witness."""
    if found.verdict == "undecided":
        return True
    if found.verdict == "refuted" and found.witness is not None:
        expected = None if None in (found.witness.left, found.witness.right) else True
        return differ(left, right, dict(found.witness.point)) is expected
    allowed = (True, None) if found.verdict == "proved" else (None,)
    return all(agree(left, right, point) in allowed for point in points(pair.names, pair.conditions, 40))


def missing(value):
    """Whether there is no value; at a pole that is no fraction, mpmath divides by what is left of zero."""
    return value is None or abs(value) > 1e40


def test_there_are_enough_pairs():
    """The corpus holds at least 300 pairs, true and false ones in earnest numbers, and few that stay undecided."""
    kinds = Counter(pair.verdict for pair in PAIRS)

    assert len(PAIRS) >= 300
    assert min(kinds["proved"], kinds["refuted"]) >= 100
    assert kinds["undecided"] <= 0.03 * len(PAIRS)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.text)
def test_pair(pair):
    """Each pair gets its verdict, and the verdict stands up to a second method."""
    found = judged(pair)

    assert found.verdict == pair.verdict
    assert confirmed(found, pair.left, pair.right, pair)


@pytest.mark.parametrize("pair", [pair for pair in PAIRS if pair.verdict == "proved"], ids=lambda pair: pair.text)
def test_domains_differ_where_they_do(pair):
    """A point at which only one side is defined is given where the file says there is one, and it is one."""
    domain = judged(pair).domain

    for side, first, second, point in (
        ("left", pair.left, pair.right, domain.left_only),
        ("right", pair.right, pair.left, domain.right_only),
    ):
        if side in pair.domains:
            assert oracle.value(first, dict(point)) is not None
            assert missing(oracle.value(second, dict(point)))
        else:
            assert point in (None, "unknown")


def test_few_domains_stay_open():
    """Whether the domains are the same is decided for all but a few pairs."""
    domains = [judged(pair).domain for pair in PAIRS if pair.verdict == "proved"]

    assert sum("unknown" in (d.left_only, d.right_only) for d in domains) <= 0.05 * len(domains)


def test_the_prover_alone_proves_no_false_pair():
    """Without a search for counterexamples, no false pair is proved, but for those that are defined nowhere."""
    for pair in PAIRS:
        if pair.verdict == "refuted" and not pair.nowhere:
            assert prove(pair.left, pair.right, conditions(pair.conditions), Work(400_000)) is None, pair.text


def test_mutants():
    """A true identity with one node changed is never proved where it differs, nor refuted where it does not."""
    verdicts = Counter()
    for pair, mutant in mutants(MUTANTS):
        found = identical(pair.left, mutant, pair.conditions)
        verdicts[found.verdict] += 1

        assert confirmed(found, pair.left, mutant, pair), f"{written(pair.left)} == {written(mutant)}: {found}"

    assert verdicts["undecided"] <= 0.03 * MUTANTS


def test_the_prover_alone_proves_no_false_mutant():
    """Without a search for counterexamples, what is proved of identities with one node changed agrees with mpmath."""
    for pair, mutant in mutants(ALONE, seed=7):
        proof = prove(pair.left, mutant, conditions(pair.conditions), Work(100_000))
        if proof is not None and proof.cases:
            agreed = [agree(pair.left, mutant, point) for point in points(pair.names, pair.conditions, 30)]
            assert False not in agreed, f"{written(pair.left)} == {written(mutant)}"


def test_rewritings():
    """Rules that people apply, right or wrong, to parts of either sign, get verdicts that stand up."""
    verdicts = Counter()
    for left, right, assumed in rewritings(REWRITINGS):
        found = identical(left, right, assumed)
        verdicts[found.verdict] += 1
        pair = Pair("", "", left, right, assumed, ())

        assert confirmed(found, left, right, pair), f"{written(left)} == {written(right)} for {assumed}: {found}"

    assert verdicts["undecided"] <= 0.08 * REWRITINGS


@pytest.mark.parametrize("text", ["sqrt(x^2) == x", "cos(x)^2 + sin(x)^2 == 1", "log(x y) == log(x) + log(y)"])
def test_same_verdict_on_every_run(text):
    """Verdict, method, witness and domains do not change from run to run."""
    assert verdict_of(text) == verdict_of(text)


def test_a_common_domain_without_interior_is_said():
    """Where the sides are defined together only at x = 0, the equation comes with the verdict."""
    found = verdict_of("sqrt(x) + sqrt(-x) == x")

    assert found.verdict == "proved"
    assert [written(equation) for equation in found.only] == ["x == 0"]


def test_an_assumed_equation_is_solved():
    """`for x + y == 1` compares on the line, and the witness names both coordinates."""
    assert verdict_of("x^2 - y^2 == x - y", "x + y == 1").verdict == "proved"

    found = verdict_of("x^2 + y^2 == 1", "x + y == 1")

    assert found.verdict == "refuted"
    assert set(found.witness.point) == {"x", "y"}


def test_witnesses_satisfy_the_assumptions():
    """A witness lies where the claim speaks."""
    found = verdict_of("abs(x) == -x", "2 < x < 3")

    assert 2 < oracle.value(found.witness.point["x"], {}) < 3


def test_functions_without_a_formula():
    """An identity for all functions is proved; a false one is refuted by a concrete choice."""
    formal = {"g": ("x", "y"), "h": ("x",)}

    def ask(text):
        left, right = (parse_expression(side, free=True) for side in text.split(" == "))
        return identical(left, right, formal=formal)

    assert ask("g(x, y) + h(x) == h(x) + g(x, y)").verdict == "proved"
    assert ask("diff(g, x, y)(x, y) == diff(g, y, x)(x, y)").verdict == "proved"

    found = ask("g(x, y) == g(y, x)")

    assert found.verdict == "refuted"
    assert [written(function) for function, _ in found.witness.choices] == ["g(x, y)"]


@pytest.mark.parametrize(
    "text",
    [
        "(1 + 1/10^12)^(10^12) == (1 + 1/10^12)^(10^12)",
        "(x + y + z + t)^400 == (t + z + y + x)^400",
        "x^(10^30) == x x^(10^30 - 1)",
        "9^9^9^9 == 9^9^9^9",
        "(x + 1)^(10^8) == (x + 1)^(10^8)",
    ],
)
def test_huge_exponents_are_guarded(text):
    """Sizes are looked at before the polynomial library is: nothing crashes, nothing takes long."""
    assert verdict_of(text).verdict in {"proved", "undecided"}
