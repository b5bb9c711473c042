r"""Brackets in LaTeX: `\left( … \right)`, `\lvert x \rvert`, `\|x\|`, `\lfloor x \rfloor`, `\max\{a, b\}`."""

from __future__ import annotations

import re
from itertools import accumulate

from symcalc.errors import SyntaxFault
from symcalc.syntax.functions import ELEMENTARY
from symcalc.syntax.latex import commands
from symcalc.syntax.latex.derivatives import closing
from symcalc.syntax.latex.scanner import ARGUMENT, NOTHING, Open, Scanner, Steps
from symcalc.syntax.tree import Span

_DELIMITER = re.compile(r"\s*(?:\\(?P<command>[A-Za-z]+|[{}|])|(?P<sign>[()\[\]|./]))")

#: What stands below a bar that takes a value: `x=1`, `(1, 2)`, `(x,y)=(1,2)`.
_PLACE = re.compile(r"\s*_\s*(?=\{[^{}=]*=|\{\s*(?:\\[A-Za-z]+\s*)?\()")
_BELOW = re.compile(r"\s*_\s*")
_SIDE = re.compile(r"\\(left|right)(?![A-Za-z])\s*(\\[A-Za-z]+|\\.|.)", re.DOTALL)
_ARGUMENTS = re.compile(r"\{\s*(?:\\left\s*)?\(")
_MOST_OPEN = 200
CHOOSE = r"\choose"

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
        return _open_value(scanner, start) if name == "left" and _ends_in_value(scanner) else NOTHING
    kind = commands.TOKENS.get(delimiter, delimiter) if found["command"] else delimiter
    if kind == "|" or found["command"] in commands.BARS:
        if name == "right" and scanner.open and scanner.open[-1].text == r"\left.":
            scanner.give(str(scanner.pop(r"\right|", r"\right|", start).then[0]), "|", start, scanner.at)
            return _value_at(scanner, _BELOW, start)
        is_double = delimiter == "|" and found["command"] is not None
        if not is_double and (steps := _value_at(scanner, _PLACE, start)):
            return steps
        side = {"left": "|(", "right": ")|"}.get(name, kind)
        scanner.give(side, _bar_of(found["command"] or ""), start, scanner.at)
        return NOTHING
    if kind in commands.ENCLOSING or kind in commands.ENCLOSED:
        read = enclosing if kind in commands.ENCLOSING else enclosed
        return read(scanner, kind, start)
    if kind not in BRACKETS:
        raise SyntaxFault(f"'\\{delimiter}' is no bracket of the language", span=Span(start, scanner.at))
    return bracket(scanner, kind, start)


def _ends_in_value(scanner: Scanner) -> bool:
    r"""Whether what `\left.` opens is closed by a bar with something below: `\left. x^2 \right|_{x=1}`."""
    depth = 1
    for found in _SIDE.finditer(scanner.text, scanner.at, scanner.stop):
        depth += 1 if found[1] == "left" else -1
        if depth == 0:
            is_bar = found[2] == "|" or found[2][1:] in {"vert", "rvert"}
            return is_bar and _BELOW.match(scanner.text, found.end()) is not None
        if depth > _MOST_OPEN:
            return False
    return False


def _open_value(scanner: Scanner, start: int) -> Steps:
    scanner.give("(", r"\left.", start, scanner.at)
    scanner.push(Open(r"\left.", r"\right|", (")",)))
    return NOTHING


def _value_at(scanner: Scanner, below: re.Pattern[str], start: int) -> Steps:
    r"""`|_{x=1}`: what stands before it has its value there; nothing where nothing stands below."""
    place = below.match(scanner.text, scanner.at)
    if place is None:
        return NOTHING
    scanner.at = place.end()
    scanner.give("|_", "|", start, scanner.at)
    scanner.give("(", "{", scanner.at, scanner.at)
    return (ARGUMENT, ")")


def lone(scanner: Scanner) -> Steps:
    r"""A bar without a command, `|`."""
    start = scanner.at
    scanner.at += 1
    steps = _value_at(scanner, _PLACE, start)
    if not steps:
        scanner.give("|", "|", start, scanner.at)
    return steps


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


def begin_arguments(scanner: Scanner) -> bool:
    r"""Whether the braces that open here hold nothing but the arguments of the name before: `f{\left(x\right)}`."""
    found = _ARGUMENTS.match(scanner.text, scanner.at, scanner.stop)
    if found is None or scanner.before.kind != "name" or scanner.before.end != scanner.at:
        return False
    inner = scanner.text[found.end() - 1 : closing(scanner.text, scanner.at)].rstrip()
    depth = [0, *accumulate({"(": 1, ")": -1}.get(sign, 0) for sign in inner)]
    if not inner.endswith(")") or depth.index(0, 1) != len(inner):
        return False
    scanner.push(Open("{", "}"))
    scanner.give("(", "(", scanner.at, found.end())
    scanner.push(Open("(", "bracket )", (")",)))
    scanner.at = found.end()
    return True


def begin_choice(scanner: Scanner) -> bool:
    r"""Whether the braces that open here are those of `{n \choose k}`, which are the brackets of a call."""
    start = scanner.at
    if scanner.text.find(CHOOSE, start, scanner.stop) < 0:
        return False
    inner = scanner.text[start + 1 : closing(scanner.text, start)]
    places = [found.start() for found in re.finditer(rf"\{CHOOSE}(?![A-Za-z])", inner)]
    if not any(inner.count("{", 0, place) == inner.count("}", 0, place) for place in places):
        return False
    scanner.give("name", "binomial", start, start)
    scanner.give("(", "(", start, start + 1)
    scanner.push(Open(CHOOSE, "}", (")",)))
    scanner.at = start + 1
    return True


def choose(scanner: Scanner, name: str, start: int) -> Steps:
    r"""`\choose` between the two of `{n \choose k}`."""
    if not scanner.open or scanner.open[-1].text != CHOOSE:
        raise SyntaxFault(
            f"'\\{name}' is not of the language", hint=commands.INSTEAD[name], span=Span(start, scanner.at)
        )
    scanner.open[-1] = Open("{", "}", (")",))
    scanner.give(",", ",", start, scanner.at)
    return NOTHING


def brace(scanner: Scanner, name: str, start: int) -> Steps:
    r"""`\{`, `\}`."""
    return bracket(scanner, commands.TOKENS[name], start)


def bar(scanner: Scanner, name: str, start: int) -> Steps:
    r"""`\lvert`, `\|`, `\rvert_{x=1}`."""
    if name in {"vert", "rvert"} and (steps := _value_at(scanner, _PLACE, start)):
        return steps
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
