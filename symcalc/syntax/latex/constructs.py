r"""What each command of LaTeX does: fractions, roots, delimiters, environments; unknown ones are refused by name."""

from __future__ import annotations

import re
from collections.abc import Callable

from symcalc.errors import Ambiguous, SyntaxFault, Unsupported
from symcalc.syntax.latex import commands, delimiters, environments
from symcalc.syntax.latex.derivatives import Fraction, below, derivative
from symcalc.syntax.latex.names import Found, indexed, styled
from symcalc.syntax.latex.scanner import ARGUMENT, NOTHING, Open, Scanner, Step, Steps
from symcalc.syntax.tokens import RESERVED, Token
from symcalc.syntax.tree import Span

_COMMAND = re.compile(r"\\(?:([A-Za-z]+\*?)|(.))", re.DOTALL)
_OPTIONAL = re.compile(r"\s*\*?\s*\[([^\[\]]*)\]")
_BASE = re.compile(r"\s*_\s*")
_AFTER_NABLA = re.compile(r"\s*(?:(\^\s*(?:2|\{\s*2\s*\}))|\\(?:cdot|times)(?![A-Za-z]))")


def command(scanner: Scanner) -> Steps:
    """Read the command that stands here; what is to be done behind it, its arguments first."""
    found = _COMMAND.match(scanner.text, scanner.at, scanner.stop)
    name = (found[1] or found[2]) if found else ""
    start, end = scanner.at, found.end() if found else scanner.at + 1
    if name.endswith("*") and name not in commands.STYLES:
        name, end = name[:-1], end - 1
    read = _COMMANDS.get(name)
    if read is not None:
        scanner.at = end
        return read(scanner, name, start)
    if (named := styled(scanner.text, start)) is not None:
        scanner.is_vector = scanner.is_vector or (not scanner.head and name in commands.VECTORS)
        return _named(scanner, named, start)
    hint = commands.INSTEAD.get(name)
    raise SyntaxFault(f"'\\{name}' is not of the language", hint=hint, span=Span(start, end))


def _named(scanner: Scanner, found: Found, start: int) -> Steps:
    r"""`\mathbf{x}`, `\operatorname{softmax}`."""
    scanner.at = found.end
    kind = "word" if found.name == "for" else "name"
    scanner.give(found.name if found.name in RESERVED else kind, found.name, start, found.end)
    return NOTHING


def _letter(scanner: Scanner, name: str, start: int) -> Steps:
    r"""`\beta`, `\beta_1`."""
    return _named(scanner, indexed(commands.NAMES[name], scanner.text, scanner.at, start), start)


def _function(scanner: Scanner, name: str, start: int) -> Steps:
    r"""`\sin`, `\log`; `\log_b` has its base below."""
    base = _BASE.match(scanner.text, scanner.at) if name == "log" else None
    scanner.give("log_" if base else "name", name, start, scanner.at)
    if base is None:
        return NOTHING
    scanner.at = base.end()
    scanner.give("(", "{", scanner.at, scanner.at)
    return (ARGUMENT, ")")


def _nothing(scanner: Scanner, name: str, start: int) -> Steps:  # noqa: ARG001
    return NOTHING


def _sign(scanner: Scanner, name: str, start: int) -> Steps:
    """An operator or a relation."""
    scanner.give(commands.TOKENS[name], f"\\{name}", start, scanner.at)
    return NOTHING


def _nabla(scanner: Scanner, name: str, start: int) -> Steps:  # noqa: ARG001
    r"""`\nabla f`, `\nabla_{\mathbf{w}} L`."""
    _refuse_operator(scanner, start)
    scanner.give("form", "grad", start, scanner.at)
    base = _BASE.match(scanner.text, scanner.at)
    if base is None:
        return NOTHING
    scanner.at = base.end()
    scanner.give("_", "_", scanner.at, scanner.at)
    scanner.give("(", "{", scanner.at, scanner.at)
    return (ARGUMENT, ")")


def _refuse_operator(scanner: Scanner, start: int) -> None:
    r"""Refuse `\nabla^2 f`, the Hessian or the Laplacian, and `\nabla \cdot f`, `\nabla \times f`."""
    after = _AFTER_NABLA.match(scanner.text, scanner.at)
    if after is None:
        return
    span = Span(start, after.end())
    if after[1]:
        hint = r"write \mathbf{H} f for the Hessian, or the sum of \frac{\partial^2 f}{\partial x^2}, …"
        raise Ambiguous(r"\nabla^2: the Hessian, or the Laplacian?", hint=hint, span=span)
    what = "divergence" if "cdot" in after[0] else "curl"
    raise Unsupported(f"the {what} is not in the language", hint=r"write its terms with \partial", span=span)


# Fractions and roots


def _fraction(scanner: Scanner, name: str, start: int) -> Steps:  # noqa: ARG001
    r"""`\frac{a}{b}`, or a derivative."""
    brace = scanner.text.find("{", scanner.at, scanner.stop)
    if brace >= 0 and not scanner.text[scanner.at : brace].strip():
        found = derivative(scanner.text, brace)
        if found is not None:
            return _derivative(scanner, found, start)
    _begin(scanner, start)
    return (ARGUMENT, ")", "/", "(", ARGUMENT, ")", ")")


def _begin(scanner: Scanner, start: int) -> None:
    """Two brackets, the outer one from where the command begins: there a statement begins, too."""
    scanner.give("(", "{", start, scanner.at)
    scanner.give("(", "{", scanner.at, scanner.at)


def _derivative(scanner: Scanner, found: Fraction, start: int) -> Steps:
    r"""`\frac{df}{dx}` as `diff(f, x)`, `\frac{d}{dx}` as an operator on what follows."""
    variables = [Token("name", name, *span) for name, span in found.variables]
    listed: list[Step] = [part for variable in variables for part in (",", variable)]
    end = Token(")", ")", found.end, found.end)
    is_operator = not scanner.text[found.top.start : found.top.end].strip()
    scanner.give("d/d" if is_operator else "diff", "d" if found.total else "∂", start, scanner.at)
    scanner.give("(", "(", scanner.at, scanner.at)
    if is_operator:
        scanner.at = found.end
        scanner.run((*listed[1:], end))
        return NOTHING
    scanner.push(Open("{", "}", (*listed, end, found.end)))
    scanner.at = found.top.start
    return NOTHING


def _root(scanner: Scanner, name: str, start: int) -> Steps:  # noqa: ARG001
    r"""`\sqrt{x}`, `\sqrt[n]{x}`: of 3 the real cube root, of an odd one from 5 on two things."""
    index = _OPTIONAL.match(scanner.text, scanner.at)
    degree = index[1].strip() if index else "2"
    scanner.at = index.end() if index else scanner.at
    if degree in {"2", "3"}:
        scanner.give("name", "sqrt" if degree == "2" else "cbrt", start, scanner.at)
        scanner.give("(", "(", scanner.at, scanner.at)
        return (ARGUMENT, ")")
    if not re.fullmatch(r"[0-9]{1,9}|[A-Za-z]", degree) or (degree.isdigit() and int(degree) % 2):
        hint = rf"write x^{{1/{degree}}}, for x ≥ 0, or \operatorname{{sign}}(x) |x|^{{1/{degree}}}"
        raise Unsupported(f"a root of degree {degree}", hint=hint, span=Span(start, scanner.at))
    of = Token("number" if degree.isdigit() else "name", degree, start, scanner.at)
    one = Token("number", "1", start, start)
    _begin(scanner, start)
    return (ARGUMENT, ")", "^", "(", one, "/", of, ")", ")")


def _binomial(scanner: Scanner, name: str, start: int) -> Steps:  # noqa: ARG001
    r"""`\binom{n}{k}`."""
    scanner.give("name", "binomial", start, scanner.at)
    scanner.give("(", "(", scanner.at, scanner.at)
    return (ARGUMENT, ",", ARGUMENT, ")")


def _box(scanner: Scanner, name: str, start: int) -> Steps:  # noqa: ARG001
    r"""`\boxed{…}`: what is inside."""
    scanner.give("(", "{", start, scanner.at)
    return (ARGUMENT, ")")


def _partial(scanner: Scanner, name: str, start: int) -> Steps:  # noqa: ARG001
    r"""`\partial_x f`: the operator, as in `\frac{\partial}{\partial x} f`."""
    found = below(scanner.text, scanner.at)
    if found is None:
        hint = r"write \frac{\partial f}{\partial x}, or \partial_x f"
        raise SyntaxFault(r"'\partial' without what it is taken by", hint=hint, span=Span(start, scanner.at))
    variables, scanner.at = found
    scanner.give("d/d", "∂", start, scanner.at)
    listed: list[Step] = [part for variable in variables for part in (",", variable)]
    scanner.run(("(", *listed[1:], ")"))
    return NOTHING


_COMMANDS: dict[str, Callable[[Scanner, str, int], Steps]] = {
    **dict.fromkeys(commands.NAMES, _letter),
    **dict.fromkeys(commands.FUNCTIONS, _function),
    **dict.fromkeys(commands.SILENT, _nothing),
    **dict.fromkeys(commands.SIZES, delimiters.sized),
    **dict.fromkeys(commands.TOKENS, _sign),
    **dict.fromkeys(commands.BRACES, delimiters.brace),
    **dict.fromkeys(commands.BARS, delimiters.bar),
    **dict.fromkeys(commands.ENCLOSING, delimiters.enclosing),
    **dict.fromkeys(commands.ENCLOSED, delimiters.enclosed),
    **dict.fromkeys(commands.FRACTIONS, _fraction),
    **dict.fromkeys(commands.SEPARATORS, environments.separator),
    **dict.fromkeys(commands.TEXT, environments.words),
    **dict.fromkeys(commands.LABELS, environments.label),
    "choose": delimiters.choose,
    "nabla": _nabla,
    "partial": _partial,
    "boxed": _box,
    "sqrt": _root,
    **dict.fromkeys(("binom", "dbinom", "tbinom"), _binomial),
    "begin": environments.begin,
    "end": environments.end,
    "\\": environments.row,
}
