"""The characters of written mathematics: Greek letters, raised and lowered digits, signs of comparison."""

from __future__ import annotations

import re

from symcalc.syntax.names import GREEK as _NAMES
from symcalc.syntax.names import canonical

#: Those Greek letters that cannot be told from Latin ones; they are written by name.
LATIN_LOOKING = frozenset({"Alpha", "Beta", "Epsilon", "Zeta", "Eta", "Iota", "Kappa", "Mu", "Nu"}) | frozenset(
    {"Omicron", "Rho", "Tau", "Upsilon", "Chi", "omicron"}
)
#: Greek letters by name.
GREEK = {name: letter for letter, name in _NAMES.items() if name not in LATIN_LOOKING and letter != "ς"}

SUPERSCRIPT = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")

UNICODE_RELATIONS = {"<": "<", "<=": "≤", ">": ">", ">=": "≥", "==": "=", "!=": "≠", "≈": "≈"}
ASCII_RELATIONS = {"<": "<", "<=": "<=", ">": ">", ">=": ">=", "==": "=", "!=": "!=", "≈": "~"}
LATEX_RELATIONS = {"<": "<", "<=": r"\le", ">": ">", ">=": r"\ge", "==": "=", "!=": r"\ne", "≈": r"\approx"}
PYTHON_RELATIONS = {"<": "<", "<=": "<=", ">": ">", ">=": ">=", "==": "==", "!=": "!=", "≈": "=="}

_NAME = re.compile(r"(?P<letters>[^\W\d_]+)_?(?P<index>\d*)(?P<rest>.*)", re.DOTALL)


def name_parts(name: str) -> tuple[str, str, str]:
    """The letters of a name, its number, and what follows both.

    >>> name_parts("beta12"), name_parts("x_max"), name_parts("w1_old")
    (('beta', '12', ''), ('x', '', 'max'), ('w', '1', '_old'))
    """
    found = _NAME.fullmatch(name if name.isascii() else canonical(name) or name)
    return (found["letters"], found["index"], found["rest"]) if found else (name, "", "")
