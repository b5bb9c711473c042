r"""Brackets in LaTeX: `\left( … \right)`, `\lvert x \rvert`, `\|x\|`, `\lfloor x \rfloor`, `\max\{a, b\}`."""

from __future__ import annotations

import re

from symcalc.errors import SyntaxFault
from symcalc.syntax.functions import ELEMENTARY
from symcalc.syntax.latex import commands
from symcalc.syntax.latex.scanner import NOTHING, Open, Scanner, Steps
from symcalc.syntax.tree import Span

_DELIMITER = re.compile(r"\s*(?:\\(?P<command>[A-Za-z]+|[{}|])|(?P<sign>[()\[\]|./]))")

#: What closes a bracket; a closing one has nothing.
BRACKETS = {"(": ")", "[": "]", "{": "}", ")": "", "]": "", "}": ""}


def sized(scanner: Scanner, name: str, start: int) -> Steps:
    r"""`\left(`, `\right|`, `\left.`, `\big(`: the bracket; a dot is none."""
    found = _DELIMITER.match(scanner.text, scanner.at, scanner.stop)
    if found is None:
        raise SyntaxFault(f"'\\{name}' stands before a bracket", span=Span(start, scanner.at))
    scanner.at = found.end()
    delimiter = found["sign"] or found["command"]
    if delimiter == ".":
        return NOTHING
    kind = commands.TOKENS.get(delimiter, delimiter) if found["command"] else delimiter
    if kind == "|" or found["command"] in commands.BARS:
        side = {"left": "|(", "right": ")|"}.get(name, kind)
        scanner.give(side, _bar_of(found["command"] or ""), start, scanner.at)
        return NOTHING
    if kind in commands.ENCLOSING or kind in commands.ENCLOSED:
        read = enclosing if kind in commands.ENCLOSING else enclosed
        return read(scanner, kind, start)
    if kind not in BRACKETS:
        raise SyntaxFault(f"'\\{delimiter}' is no bracket of the language", span=Span(start, scanner.at))
    return bracket(scanner, kind, start)


def bracket(scanner: Scanner, kind: str, start: int) -> Steps:
    r"""A bracket opens or closes; the braces of `\max\{a, b\}`, `\exp\{x\}` are those of the arguments."""
    if BRACKETS[kind]:
        called = kind == "{" and scanner.before.kind == "name" and scanner.before.text in ELEMENTARY
        closer = ")" if called else BRACKETS[kind]
        if called:
            scanner.give("(", "(", scanner.before.end, scanner.at)
        else:
            scanner.give(kind, kind, start, scanner.at)
        scanner.push(Open(kind, f"bracket {BRACKETS[kind]}", (closer,)))
        return NOTHING
    opened = scanner.pop(f"bracket {kind}", kind, start)
    scanner.give(str(opened.then[0]), kind, start, scanner.at)
    return NOTHING


def brace(scanner: Scanner, name: str, start: int) -> Steps:
    r"""`\{`, `\}`."""
    return bracket(scanner, commands.TOKENS[name], start)


def bar(scanner: Scanner, name: str, start: int) -> Steps:
    r"""`\lvert`, `\|`."""
    scanner.give(commands.TOKENS[name], _bar_of(name), start, scanner.at)
    return NOTHING


def _bar_of(name: str) -> str:
    """Whether a command is a single bar or a double one."""
    return "‖" if name in {"|", "Vert", "lVert", "rVert"} else "|"


def enclosing(scanner: Scanner, name: str, start: int) -> Steps:
    r"""`\lfloor x \rfloor`."""
    scanner.give("name", commands.ENCLOSING[name], start, scanner.at)
    scanner.give("(", "(", scanner.at, scanner.at)
    scanner.push(Open(f"\\{name}", f"\\r{name[1:]}"))
    return NOTHING


def enclosed(scanner: Scanner, name: str, start: int) -> Steps:
    r"""`\rfloor`."""
    scanner.pop(f"\\{name}", f"\\{name}", start)
    scanner.give(")", ")", start, scanner.at)
    return NOTHING
