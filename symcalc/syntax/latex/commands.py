r"""The commands of LaTeX that the language knows: what each is, as data."""

from __future__ import annotations

from symcalc.syntax.names import GREEK

#: Commands that are one token: operators, relations, delimiters.
TOKENS = {
    "cdot": "*", "times": "*", "ast": "*", "div": "/", "odot": ".*", "oslash": "./",
    "le": "<=", "leq": "<=", "leqslant": "<=", "lt": "<", "ge": ">=", "geq": ">=", "geqslant": ">=", "gt": ">",
    "ne": "!=", "neq": "!=", "approx": "≈", "land": "and", "wedge": "and", "lor": "or", "vee": "or",
    "lnot": "not", "neg": "not",
    "{": "{", "}": "}", "lbrace": "{", "rbrace": "}", "lbrack": "[", "rbrack": "]",
    "vert": "|", "lvert": "|(", "rvert": ")|", "|": "norm", "Vert": "norm", "lVert": "|(", "rVert": ")|",
}  # fmt: skip

BRACES = frozenset({"{", "}", "lbrace", "rbrace", "lbrack", "rbrack"})
BARS = frozenset({"vert", "lvert", "rvert", "|", "Vert", "lVert", "rVert"})

#: What stands for nothing: spaces, styles, numbering.
SILENT = frozenset({
    *(",", ";", ":", "!", " ", ">", "\n", "quad", "displaystyle", "textstyle", "scriptstyle", "limits", "nolimits"),
    *("nonumber", "notag", "thinspace", "enspace", "strut", "boldmath"),
})  # fmt: skip

#: Sizes of the bracket that follows.
SIZES = frozenset({
    *("left", "right", "middle", "big", "Big", "bigg", "Bigg", "bigl", "Bigl", "biggl", "Biggl"),
    *("bigr", "Bigr", "biggr", "Biggr", "bigm", "Bigm"),
})  # fmt: skip

#: What separates statements; text does with its argument, labels are dropped with theirs.
SEPARATORS = frozenset({"qquad", "(", ")", "[", "]"})
TEXT = frozenset({"text", "textrm", "textit", "textbf", "mbox", "intertext"})
LABELS = frozenset({"label", "tag", "hspace", "vspace", "phantom"})

#: Styles of a name, which are not part of it, and marks above it, which are.
STYLES = frozenset({
    *("mathrm", "mathbf", "mathit", "mathsf", "mathtt", "mathcal", "mathbb", "mathfrak", "mathnormal"),
    *("boldsymbol", "bm", "operatorname", "operatorname*", "vec", "symbf", "mathscr"),
})  # fmt: skip
#: Styles in which several letters are one name.
WORDS = frozenset({"mathrm", "mathit", "mathsf", "mathtt", "operatorname", "operatorname*"})
MARKS = frozenset({"hat", "bar", "tilde", "widehat", "overline", "widetilde"})

FRACTIONS = frozenset({"frac", "dfrac", "tfrac", "cfrac"})

#: Commands that are names: Greek letters, and functions under their own name.
NAMES = {
    **{name: name for name in GREEK.values()},
    **{"var" + name: name for name in ("epsilon", "theta", "phi", "rho", "sigma", "pi", "kappa")},
    "ell": "ell", "infty": "oo", "imath": "i", "jmath": "j",
}  # fmt: skip
FUNCTIONS = frozenset({
    *("log", "ln", "exp", "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh"),
    *("tanh", "coth", "min", "max", "det", "arccot", "arcsec", "arccsc", "arsinh", "arcosh", "artanh"),
})  # fmt: skip

#: Brackets that are a function: `\lfloor x \rfloor`.
ENCLOSING = {"lfloor": "floor", "lceil": "ceil"}
ENCLOSED = frozenset({"rfloor", "rceil"})

MATRICES = frozenset({"matrix", "pmatrix", "bmatrix", "Bmatrix", "smallmatrix", "array", "vmatrix"})
CASES = frozenset({"cases", "dcases"})
TRANSPARENT = frozenset({
    *("aligned", "align", "align*", "split", "gathered", "gather", "gather*", "equation", "equation*"),
    *("eqnarray", "eqnarray*", "alignedat", "multline", "multline*", "displaymath", "math"),
})  # fmt: skip

#: Words in a case that say nothing, and those that say "in every other case".
IF = frozenset({"if", "for", "when", "where", "and"})
OTHERWISE = frozenset({"otherwise", "else", "elsewhere"})
#: Words between formulas, which are no names even where a bracket follows.
BETWEEN = (
    IF | OTHERWISE | frozenset({"or", "with", "so", "then", "thus", "hence", "gives", "to", "on", "in", "at", "as"})
)
