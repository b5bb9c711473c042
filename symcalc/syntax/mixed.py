r"""Documents in which some lines are LaTeX and others are not: which are which.

A line with a backslash command is LaTeX, and so is what stands in an environment or a bracket that such a line opens,
and what goes on a line that ends in `\\`, an operator or a comma. Any other line may be either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

from symcalc.errors import Ambiguous, SymcalcError
from symcalc.syntax.program import Claim, Definition, Item, Unreadable
from symcalc.syntax.statements import Broken, Lexer, Statement, recovering
from symcalc.syntax.written import written

_DEPTH = re.compile(r"\\begin(?![A-Za-z])|\\end(?![A-Za-z])|[(\[{}\])]")
_GOES_ON = re.compile(r"(?:\\\\|[-+*/=<>&,^_]|\\(?:times|cdot|le|ge|leq|geq|approx))\s*\Z")
_CONTINUES = re.compile(r"\s*[=+*/<>&^_)\]}|,.]")


class Either(NamedTuple):
    """Lines that may be plain or LaTeX: their statements as the one and as the other."""

    plain: list[Statement | Broken]
    latex: list[Statement | Broken]


class _Stretch(NamedTuple):
    start: int
    stop: int
    latex: bool


def entries(text: str, marks: re.Pattern[str], plain: Lexer, latex: Lexer) -> Iterator[Statement | Broken | Either]:
    """The statements of a document in LaTeX, and what may be plain; `marks` tells what only LaTeX has."""
    for start, stop, is_latex in _stretches(text, marks):
        if is_latex:
            yield from recovering(latex, text, start, stop)
        else:
            yield from _open(text, start, stop, plain, latex)


def _open(text: str, start: int, stop: int, plain: Lexer, latex: Lexer) -> Iterator[Either]:
    """Whole lines, as many as their statements take in plain notation."""
    held: list[Statement | Broken] = []
    for statement in recovering(plain, text, start, stop):
        begin = statement.start if isinstance(statement, Broken) else statement.span.start
        if held and begin >= _line_end(text, _end(held[-1]), stop):
            end = _line_end(text, _end(held[-1]), stop)
            yield Either(held, list(recovering(latex, text, start, end)))
            held, start = [], end
        held.append(statement)
    if held:
        yield Either(held, list(recovering(latex, text, start, stop)))


def _end(statement: Statement | Broken) -> int:
    return statement.start if isinstance(statement, Broken) else statement.span.end


def _line_end(text: str, place: int, stop: int) -> int:
    found = text.find("\n", place, stop)
    return stop if found < 0 else found


def _stretches(text: str, marks: re.Pattern[str]) -> Iterator[_Stretch]:
    """Neighbouring lines of one kind."""
    begin = place = depth = 0
    latex = goes_on = False
    for line in text.splitlines(keepends=True):
        said = line.partition("#")[0]
        inside = latex and (depth > 0 or goes_on or bool(_CONTINUES.match(said)))
        is_latex = inside or bool(marks.search(said))
        if is_latex != latex and said.strip():
            if begin < place:
                yield _Stretch(begin, place, latex)
            begin, latex, depth = place, is_latex, 0
        if latex and said.strip():
            depth = max(0, depth + sum(_opened(found[0]) for found in _DEPTH.finditer(said)))
            goes_on = bool(_GOES_ON.search(said.rstrip()))
        place += len(line)
    if begin < place:
        yield _Stretch(begin, place, latex)


def _opened(sign: str) -> int:
    return 1 if sign in {"\\begin", "(", "[", "{"} else -1


def all_read(items: list[Item | SymcalcError]) -> bool:
    """Whether lines could be read in a notation."""
    return not any(isinstance(item, SymcalcError | Unreadable) for item in items)


def has_word(found: list[Statement | Broken]) -> bool:
    """Whether a word that computes something stands in the statements, `grad`, `critical`, `diff`."""
    statements = [statement for statement in found if isinstance(statement, Statement)]
    return any(token.kind in {"form", "diff", "partial"} for statement in statements for token in statement.tokens)


def two_notations(plain: list[Item | SymcalcError], latex: list[Item | SymcalcError]) -> Ambiguous:
    """The refusal of a line that says one thing in plain notation and another in LaTeX."""
    pairs = zip_longest(plain, latex)
    one, other = next((a, b) for a, b in pairs if a != b)
    hint = (
        f"--input plain reads {_said(one)}, --input latex reads {_said(other)}; a backslash or a * makes it one of them"
    )
    span = next(item.span for item in (one, other) if item is not None and not isinstance(item, SymcalcError))
    return Ambiguous("plain notation or LaTeX? the document holds both", hint=hint, span=span)


def _said(item: Item | SymcalcError | None) -> str:
    if isinstance(item, Definition) and item.body is not None:
        return f"{item.name} = {written(item.body)}"
    return written(item.relation) if isinstance(item, Claim) else "something else"
