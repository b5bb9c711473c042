"""Formulas are found among words, and nothing else is taken for one; joined, the parts are the sentence."""

import pytest

from symcalc.syntax import written
from symcalc.syntax.sentences import parts

SENTENCES = [
    ("along (t - 3*t**2, t), f = 2*t**3 + … changes sign", ["(t - 3*t**2, t)", "2*t**3"]),
    ("the Hessian has a positive eigenvalue, but along (t, 2*t**2), f = -t**4 + … < 0", ["(t, 2*t**2)", "-t**4"]),
    ("all eigenvalues are positive: 54 - 20*sqrt(2), 54 + 20*sqrt(2)", ["54 - 20*sqrt(2)", "54 + 20*sqrt(2)"]),
    ("at x = 0, y = -7 f is greater", ["-7"]),
    ("near the point, f begins with dx**6 + dx**3*dy**2, positive", ["dx**6 + dx**3*dy**2"]),
    ("where rootof(x**3 - x, 0) is", ["rootof(x**3 - x, 0)"]),
    ("f_k = (a + b) x_i", ["a + b"]),
    ("a one-sided word (in brackets) of 3 letters", []),
    ("", []),
]


@pytest.mark.parametrize(("sentence", "formulas"), SENTENCES)
def test_formulas_are_found_among_words(sentence, formulas):
    """What has an operator, a bracket or a sign is a formula; names and counts are words."""
    found = parts(sentence)

    assert [written(part) for part in found if not isinstance(part, str)] == formulas
    assert "".join(part if isinstance(part, str) else written(part) for part in found) == sentence


def test_decimals_are_numbers():
    """A decimal stays one: no format writes it as a fraction."""
    assert parts("in x = -20.0000..20.0000, near -1.5E-7") == ("in x = ", -20.0, "..", 20.0, ", near ", -1.5e-7)
