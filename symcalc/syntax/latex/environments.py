r"""Environments of LaTeX, their rows, and words between formulas: `\begin{cases} … \end{cases}`, `\text{ and }`."""

from __future__ import annotations

import re

from symcalc.errors import SyntaxFault
from symcalc.syntax.latex import commands
from symcalc.syntax.latex.names import indexed
from symcalc.syntax.latex.scanner import NOTHING, ROW, Open, Scanner, Steps
from symcalc.syntax.tokens import CONTINUING
from symcalc.syntax.tree import Span

_ENVIRONMENT = re.compile(r"\s*\{\s*([A-Za-z]+\*?)\s*\}")
_GROUP = re.compile(r"\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
_WORD = re.compile(r"[A-Za-z]{2,}")
#: A comparison before the end of a statement.
_COMPARISON = r"[<>=≤≥≠]|\\(?:[lg]e(?:q|qslant)?|neq?|lt|gt)(?![A-Za-z])"
_CONDITION = re.compile(rf"(?:(?!\\\\|\\text|\\mbox)[^\n;])*?(?:{_COMPARISON})")
_SPACED_WORDS = re.compile(r"(?:\s|\\(?:q?quad(?![A-Za-z])|[,;: ]))*\\(?:text|textrm|mbox)(?=\s*\{)")
_NAMED = re.compile(r"\(|\\left\s*\(|\s*_")
_OPTIONAL = re.compile(r"\s*\*?\s*\[([^\[\]]*)\]")


def begin(scanner: Scanner, name: str, start: int) -> Steps:  # noqa: ARG001
    r"""`\begin{pmatrix}`, `\begin{cases}`, `\begin{aligned}`."""
    environment = _name_of_environment(scanner, start)
    text, closer = f"\\begin{{{environment}}}", f"\\end{{{environment}}}"
    if environment in {"array", "alignedat"} and (columns := _GROUP.match(scanner.text, scanner.at)):
        scanner.at = columns.end()
    if environment in commands.TRANSPARENT:
        scanner.push(Open(text, closer, transparent=True))
    elif environment in commands.CASES:
        scanner.give("name", "piecewise", start, scanner.at)
        scanner.give("(", "(", scanner.at, scanner.at)
        scanner.give("(", "(", scanner.at, scanner.at)
        scanner.push(Open(text, closer, (")", ")"), (")", ",", "(")))
    elif environment in commands.MATRICES:
        _begin_matrix(scanner, environment, start)
        scanner.push(Open(text, closer, ("]", "]", *([")"] * (environment == "vmatrix"))), ("]", ",", "[")))
    else:
        raise SyntaxFault(f"the environment {environment} is not of the language", span=Span(start, scanner.at))
    return NOTHING


def _begin_matrix(scanner: Scanner, environment: str, start: int) -> None:
    if environment == "vmatrix":
        scanner.give("name", "det", start, scanner.at)
        scanner.give("(", "(", scanner.at, scanner.at)
    scanner.give("[", r"\begin", start, scanner.at)
    scanner.give("[", ROW, scanner.at, scanner.at)


def end(scanner: Scanner, name: str, start: int) -> Steps:  # noqa: ARG001
    """The environment that is open last ends."""
    environment = _name_of_environment(scanner, start)
    opened = scanner.pop(f"\\end{{{environment}}}", f"\\end{{{environment}}}", start)
    scanner.run(opened.then)
    if opened.transparent:
        scanner.give("newline", "\n", start, scanner.at)
    return NOTHING


def _name_of_environment(scanner: Scanner, start: int) -> str:
    found = _ENVIRONMENT.match(scanner.text, scanner.at, scanner.stop)
    if not found:
        raise SyntaxFault("the name of an environment is missing", span=Span(start, scanner.at))
    scanner.at = found.end()
    return found[1]


def row(scanner: Scanner, name: str, start: int) -> Steps:  # noqa: ARG001
    r"""`\\` ends a row of a matrix; outside brackets it separates statements."""
    skipped = _OPTIONAL.match(scanner.text, scanner.at)
    scanner.at = skipped.end() if skipped and scanner.depth else scanner.at
    if scanner.open and scanner.open[-1].rows:
        scanner.end_row()
    elif not scanner.depth:
        scanner.give("newline", "\\\\", start, scanner.at)
    return NOTHING


def separator(scanner: Scanner, name: str, start: int) -> Steps:  # noqa: ARG001
    r"""`\qquad`, `\[`."""
    if not scanner.depth:
        scanner.give("semicolon", ";", start, scanner.at)
    return NOTHING


def words(scanner: Scanner, name: str, start: int) -> Steps:
    r"""`\text{ with gradient }` separates statements, `\text{ for }` says of a claim where it holds.

    In a case words say if or otherwise, and `\text{relu}(x)` is a name.
    """
    found = _GROUP.match(scanner.text, scanner.at, scanner.stop)
    if not found:
        raise SyntaxFault(f"the words of \\{name} are missing", span=Span(start, scanner.at))
    scanner.at = found.end()
    if _is_name(scanner, found[1]):
        named = indexed(found[1], scanner.text, scanner.at, start)
        scanner.at = named.end
        scanner.give("name", named.name, start, named.end)
        return NOTHING
    words = _plain(found[1])
    if not scanner.depth:
        scanner.give(*_between(scanner, found), start, scanner.at)
    elif scanner.open[-1].text.startswith("\\begin{") and (not words or set(words.split()) <= commands.IF):
        return NOTHING
    elif scanner.open[-1].text.startswith("\\begin{") and words in commands.OTHERWISE:
        scanner.give("true", "true", start, scanner.at)
    else:
        raise SyntaxFault("words inside brackets", span=Span(start, scanner.at))
    return NOTHING


def is_condition_next(scanner: Scanner) -> bool:
    r"""Whether words like `\text{ for }` come next, and a condition."""
    before = _SPACED_WORDS.match(scanner.text, scanner.at, scanner.stop)
    found = _GROUP.match(scanner.text, before.end(), scanner.stop) if before else None
    return found is not None and _says_when(scanner, found)


def _says_when(scanner: Scanner, found: re.Match[str]) -> bool:
    """Whether words say that a claim holds where what follows them does."""
    follows = _CONDITION.match(scanner.text, found.end(), scanner.stop)
    return _plain(found[1]) in commands.PROVIDED and follows is not None


def _between(scanner: Scanner, found: re.Match[str]) -> tuple[str, str]:
    """What words between formulas are: `for`, `and` between conditions, or the end of a statement."""
    if _says_when(scanner, found):
        return "word", "for"
    return ("and", "and") if _plain(found[1]) == "and" and "for" in scanner.head else ("semicolon", ";")


def _plain(words: str) -> str:
    return words.replace("~", " ").strip().strip(",.").lower()


def _is_name(scanner: Scanner, text: str) -> bool:
    """Whether a word is a name: it is called or has an index, or an operator stands before it."""
    if not _WORD.fullmatch(text) or text.lower() in commands.BETWEEN:
        return False
    return bool(_NAMED.match(scanner.text, scanner.at)) or scanner.before.kind in CONTINUING


def label(scanner: Scanner, name: str, start: int) -> Steps:  # noqa: ARG001
    r"""`\label{…}`, `\tag{…}`."""
    found = _GROUP.match(scanner.text, scanner.at, scanner.stop)
    scanner.at = found.end() if found else scanner.at
    return NOTHING
