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
#: Styles in which vectors are set.
VECTORS = frozenset({"mathbf", "boldsymbol", "bm", "symbf", "vec"})
#: Styles in which several letters are one name.
WORDS = frozenset({"mathrm", "mathit", "mathsf", "mathtt", "operatorname", "operatorname*"})
MARKS = frozenset({"hat", "bar", "tilde", "widehat", "overline", "widetilde"})

FRACTIONS = frozenset({"frac", "dfrac", "tfrac", "cfrac"})

#: Commands that are names: Greek letters, and functions under their own name.
NAMES = {
    **{name: name for name in GREEK.values()},
    **{"var" + name: name for name in ("epsilon", "theta", "phi", "rho", "sigma", "pi", "kappa")},
    "ell": "ell", "hbar": "hbar", "infty": "oo", "imath": "i", "jmath": "j",
}  # fmt: skip
FUNCTIONS = frozenset({
    *("log", "ln", "exp", "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh"),
    *("tanh", "coth", "min", "max", "det", "arccot", "arcsec", "arccsc", "arsinh", "arcosh", "artanh"),
})  # fmt: skip

#: Functions that name what they are an index of: `V_{\max}`.
INDICES = frozenset({"max", "min"})

#: What is written instead of commands that are not of the language.
INSTEAD = {
    **dict.fromkeys(("langle", "rangle"), r"an inner product is written x^\top y, or \operatorname{dot}(x, y)"),
    **dict.fromkeys(("sum", "prod"), r"write the terms out; of a vector \operatorname{sum}(x)"),
    **dict.fromkeys(
        ("int", "iint", "oint"), "there are no integrals here; check the derivative of what one is said to be"
    ),
    **dict.fromkeys(("lim", "limsup", "liminf"), "there are no limits here"),
    "circ": "a composition is written out, f(g(x)); entry by entry it is \\odot",
    **dict.fromkeys(("dot", "ddot"), r"write \frac{dx}{dt}, or \frac{d^2 x}{dt^2}"),
    **dict.fromkeys(("otimes",), r"write \operatorname{kron}(A, B)"),
    **dict.fromkeys(("pm", "mp"), "write the two cases one by one"),
    **dict.fromkeys(("over", "atop"), r"write \frac{…}{…}"),
    **dict.fromkeys(("choose", "brack"), r"write \binom{n}{k}, or {n \choose k} in its own braces"),
    **dict.fromkeys(("dv", "pdv", "odv"), r"write \frac{df}{dx}, \frac{\partial f}{\partial x}"),
    **dict.fromkeys(("dd", "differential"), r"a derivative is written \frac{df}{dx}"),
    **dict.fromkeys(("norm", "abs"), r"write \|x\|, |x|"),
    **dict.fromkeys(("lg", "lb"), r"write \log_{10} or \log_2"),
    **dict.fromkeys(
        ("sgn", "sign", "sech", "csch", "erf", "tr", "Tr", "diag", "relu", "sigmoid"), r"write \operatorname{…}"
    ),
    **dict.fromkeys(("arsech", "arcsch", "arcoth", "arcsinh", "arccosh", "arctanh"), r"write \operatorname{…}"),
    **dict.fromkeys(("prime", "dagger", "star"), r"a derivative is written f'(x), a transpose x^\top"),
    **dict.fromkeys(("underbrace", "overbrace", "color", "textcolor"), "leave it out: it says nothing about the value"),
    **dict.fromkeys(("ldots", "cdots", "dots", "vdots", "ddots"), "write all terms out"),
    **dict.fromkeys(("to", "mapsto", "rightarrow"), "a function is defined by f(x) = …"),
    **dict.fromkeys(("in", "mathbb", "subset", "forall", "exists"), "what is assumed is said by --assume, or for …"),
    **dict.fromkeys(("equiv", "triangleq", "coloneqq"), "write = for a definition or a claim"),
    **dict.fromkeys(("propto", "sim", "simeq", "cong"), r"write = or \approx"),
    "top": r"a transpose is written A^\top, that of an inverse (A^{-1})^\top",
    "mid": r"bars are written | or \lvert … \rvert",
    "partial": r"write \frac{\partial f}{\partial x}, or \partial_x f",
}

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
#: Words behind a claim that its condition follows, as `for` does.
PROVIDED = IF - {"where", "and"} | {"whenever", "provided", "provided that", "as long as", "for all", "for every"}
#: Words between formulas, which are no names even where a bracket follows.
BETWEEN = (
    IF | OTHERWISE | frozenset({"or", "with", "so", "then", "thus", "hence", "gives", "to", "on", "in", "at", "as"})
)
