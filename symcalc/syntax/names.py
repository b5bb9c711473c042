"""Names: one spelling for each; `x_1`, `x_{1}`, `x₁` are `x1`, `β` is `beta`.

>>> canonical("x_{12}"), canonical("β₁"), canonical("x_max")
('x12', 'beta1', 'x_max')
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

MAX_LENGTH = 100

GREEK = {
    **dict(zip("αβγδεζηθικλμνξοπρστυφχψω", (
        "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu",
        "nu", "xi", "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
    ), strict=True)),
    **dict(zip("ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ", (
        "Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta", "Theta", "Iota", "Kappa", "Lambda", "Mu",
        "Nu", "Xi", "Omicron", "Pi", "Rho", "Sigma", "Tau", "Upsilon", "Phi", "Chi", "Psi", "Omega",
    ), strict=True)),
    "ς": "sigma",
}  # fmt: skip

#: Letters that stand for a matrix of derivatives of the function below them: `H_f`.
MATRICES = {"H": "hessian", "J": "jacobian"}

_SUBSCRIPT_LETTERS = dict(zip("ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", "aehijklmnoprstuvxβγρφχ", strict=True))
_INDEX = re.compile(r"(?<=[^\W\d_])_(?=[0-9])")
_SUBSCRIPT = f"[{''.join(_SUBSCRIPT_LETTERS)}]+"
_CANONICAL = re.compile(r"[^\W\d_](?:[^\W\d]|[0-9])*\Z")


def canonical(text: str) -> str:
    """The one spelling of a name; an empty string where the text is no name, like `x y` or `2x`.

    >>> canonical("x_1") == canonical("x1"), canonical("xᵢ"), canonical("𝐱"), canonical("μ")
    (True, 'x_i', 'x', 'mu')
    """
    if text.isascii():
        name = text
    else:
        spelled = re.sub(_SUBSCRIPT, _spelled_index, text)
        name = "".join(GREEK.get(letter, letter) for letter in unicodedata.normalize("NFKC", spelled))
    name = _INDEX.sub("", name.replace("{", "").replace("}", "").replace(",", "_"))
    return name if _CANONICAL.match(name) else ""


def _spelled_index(found: re.Match[str]) -> str:
    return "_" + "".join(map(_SUBSCRIPT_LETTERS.__getitem__, found[0]))


def parts_of_index(index: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names that an index is made of; none where something is left over.

    >>> parts_of_index("xy", ["x", "y"]), parts_of_index("x_x1", ["x", "x1"]), parts_of_index("max", ["x"])
    (('x', 'y'), ('x', 'x1'), ())
    """
    found = []
    ordered = sorted(names, key=len, reverse=True)
    while index := index.lstrip("_"):
        name = next((name for name in ordered if index.startswith(name)), None)
        if name is None:
            return ()
        found.append(name)
        index = index[len(name) :]
    return tuple(found)


def is_derivative(name: str, heads: Mapping[str, Sequence[str] | None]) -> bool:
    """Whether a name is the sign of a derivative of a function with one of these heads, `f_xy`, `H_f`.

    >>> heads = {"f": ("x", "y")}
    >>> is_derivative("f_xy", heads), is_derivative("H_f", heads), is_derivative("f_n", heads)
    (True, True, False)
    """
    base, _, index = name.partition("_")
    return bool((base in MATRICES and heads.get(index)) or parts_of_index(index, heads.get(base) or ()))


def glued_greek(text: str) -> bool:
    """Whether a Greek letter stands beside another letter, as in `Δx`, which may be one name or a product."""
    letters = re.findall(r"[^\W\d_]{2,}", unicodedata.normalize("NFKC", text))
    return any(letter in GREEK for run in letters for letter in run)


def natural_order(name: str) -> tuple[tuple[str, int], ...]:
    """A key that sorts names as people do: x2 before x10.

    >>> sorted(["x10", "y", "x2", "x"], key=natural_order)
    ['x', 'x2', 'x10', 'y']
    """
    parts = re.findall(r"([^0-9]*)([0-9]*)", name)
    return tuple((word, int(digits) if digits else -1) for word, digits in parts if word or digits)
