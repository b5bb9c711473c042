r"""The lexer of LaTeX: `\frac{\partial f}{\partial x} = 2x e^{-x^2}` to the tokens of the one parser.

Every letter is a name. An argument in braces becomes a bracket (its token has the text `{`), so the parser needs few
rules of its own; what TeX would make of a text decides: `x^2y` is x^2 times y, and `x^10` is x^1 followed by 0.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from symcalc.errors import Ambiguous, SyntaxFault
from symcalc.syntax import plain
from symcalc.syntax.declarations import SIGN_WORDS
from symcalc.syntax.functions import ELEMENTARY, known
from symcalc.syntax.latex import constructs, delimiters
from symcalc.syntax.latex.commands import ENCLOSING, FUNCTIONS, NAMES
from symcalc.syntax.latex.environments import is_condition_next
from symcalc.syntax.latex.names import Found, indexed
from symcalc.syntax.latex.scanner import ARGUMENT, NOTHING, RAISED, Open, Scanner, Steps
from symcalc.syntax.tokens import CONTINUING, RESERVED, VECTOR, WORDS, Token
from symcalc.syntax.tree import Span

_SKIPPED = re.compile(r"(?:[^\S\r\n]|~|[%#][^\r\n]*|\ufeff)+")
_QUICK = re.compile(
    r"[ \t]*(?:(?P<name>(?<![A-Za-z])[A-Za-z](?![A-Za-z]|\s*_))|(?P<number>[0-9]{1,15}(?![0-9.]|e[-+]?[0-9]))"
    r"|(?P<sign>[-+*/]))"
)
_EXPONENT = re.compile(r"e([-+]?)([0-9]+)")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+")
#: Words of claims and of assumptions that are no product of letters, and the kind of their token.
_READ_AS_WORDS = {word: "word" for word in WORDS if len(word) > 2} | dict.fromkeys(("integer", *SIGN_WORDS), "name")
_LETTERS = re.compile(r"[A-Za-z]+")
_OPERATOR = re.compile(r"==|<=|>=|!=(?!=)|:=|[-+*/!:'<>]")
_FOREIGN = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿⁱ]+|.", re.DOTALL)
_FINAL = re.compile(r"\.(?=\s|\\|&|\$|\}|\Z)")
_NORM = re.compile(r"_\s*(?:\{\s*([12F])\s*\}|([12F]))")
_TRANSPOSED = re.compile(
    r"\^\s*(?:\{\s*(?:\\(?:top|intercal)(?![A-Za-z])|\\math(?:rm|sf|bf)\s*\{?\s*T\s*\}?)\s*\}"
    r"|\\(?:top|intercal)(?![A-Za-z])|\\math(?:rm|sf|bf)\s*\{\s*T\s*\})"
)
_PRIMES = re.compile(r"\^\s*(?:\{\s*(?:\\prime(?![A-Za-z])\s*)+\}|\\prime(?![A-Za-z]))")
_CIRCLED = re.compile(r"\^\s*\{\s*\\circ(?![A-Za-z])")
_ROW_END = re.compile(r"\s*(?:\\\\|\Z)")
_CELL_END = re.compile(r"\s*(?:&|\\\\|\\end(?![A-Za-z])|\\text|\\mbox|\\quad)")
_ENCLOSING = dict(zip("⌊⌋⌈⌉", ("lfloor", "rfloor", "lceil", "rceil"), strict=True))
_LONG = re.compile(r"\^\s*([0-9]{2,})")


def tokens(text: str, start: int, stop: int) -> Iterator[Token]:
    r"""The tokens of a stretch of text; a mistake is raised when it is reached.

    >>> [token.kind for token in tokens(r"\frac{1}{2} x_1", 0, 15)]
    ['(', '(', 'number', ')', '/', '(', 'number', ')', ')', 'name']
    """
    held: Token | None = None
    for token in _scanned(Scanner(text, start, stop)):
        if token.kind == "newline":
            held = held or token
            continue
        if held is not None and (token.kind not in CONTINUING or token.kind == "not"):
            yield held
        held = None
        yield token


def _scanned(scanner: Scanner) -> Iterator[Token]:
    while scanner.at < scanner.stop:
        if scanner.wanted is None and not scanner.row_ended:
            found = _QUICK.match(scanner.text, scanner.at, scanner.stop)
            if found is not None:
                yield _quick(scanner, found)
                continue
        skipped = _SKIPPED.match(scanner.text, scanner.at, scanner.stop)
        if skipped:
            scanner.at = skipped.end()
            continue
        if scanner.wanted is not None and scanner.character not in "\r\n":
            _argument(scanner, scanner.wanted)
        else:
            _step(scanner, NOTHING)
        yield from scanner.ready
        scanner.ready.clear()
    scanner.finish()


def _quick(scanner: Scanner, found: re.Match[str]) -> Token:
    """The tokens that stand for themselves: a lone letter, a whole number, the four operators."""
    kind = found.lastgroup or ""
    spelled = found[kind]
    scanner.at = found.end()
    scanner.before = token = Token(spelled if kind == "sign" else kind, spelled, *found.span(kind))
    scanner.head.append(token.kind)
    if kind == "name":
        scanner.names.append(spelled)
    return token


def _argument(scanner: Scanner, then: Steps) -> None:
    """The argument of a command: a group in braces, or one letter, one digit, one command."""
    scanner.wanted = None
    character = scanner.character
    if character == "{":
        scanner.push(Open("{", "}", then))
        scanner.at += 1
    elif character.isalnum() or character == "\\":
        _step(scanner, then)
    else:
        hint = "put the argument in braces: x^{-1}"
        raise SyntaxFault(f"'{character}' is no argument", hint=hint, span=scanner.span(1))


def _step(scanner: Scanner, then: Steps) -> None:
    """Read what stands here; `then` is done behind it where it is an argument of one letter, one digit, one command."""
    character = scanner.character
    steps = NOTHING
    if character == "\\":
        steps = constructs.command(scanner)
    elif character.isascii() and character.isalpha():
        _letter(scanner, alone=bool(then))
    elif character.isascii() and _NUMBER.match(scanner.text, scanner.at, scanner.stop):
        _number(scanner, alone=bool(then))
    else:
        steps = _SIGNS.get(character, _operator)(scanner)
    scanner.run((*steps, *then))


def _letter(scanner: Scanner, *, alone: bool) -> None:
    """One letter is a name; as an argument it has no index."""
    start, letter = scanner.at, scanner.character
    if not start or not scanner.text[start - 1].isalpha():
        found = _LETTERS.match(scanner.text, start, scanner.stop)
        run = found[0] if found else ""
        if run in _READ_AS_WORDS and not alone:
            scanner.at = start + len(run)
            scanner.give(_READ_AS_WORDS[run], run, start, scanner.at)
            return
        _refuse_word(run, start)
    name = Found(letter, start + 1) if alone else indexed(letter, scanner.text, start + 1, start)
    scanner.at = name.end
    scanner.give("name", name.name, start, name.end)


def _refuse_word(run: str, start: int) -> None:
    """`sin(x)` without a backslash: the function, or s times i times n."""
    if len(run) < 3:
        return
    whole = run if known(run) or run in RESERVED or run in NAMES else ""
    word = whole or next((name for name in ELEMENTARY if len(name) > 2 and run.endswith(name)), "")
    if word:
        place = start + len(run) - len(word)
        command = word if word in FUNCTIONS or word in NAMES else f"operatorname{{{word}}}"
        hint = rf"write \{command}, or a product with spaces: {' '.join(word)}"
        message = f"'{word}' in LaTeX: the word, or a product of its letters?"
        raise Ambiguous(message, hint=hint, span=Span(place, place + len(word)))


def _number(scanner: Scanner, *, alone: bool) -> None:
    """A number; as an argument it is one digit."""
    found = _NUMBER.match(scanner.text, scanner.at, scanner.stop)
    spelled = found[0] if found and not alone else scanner.character
    token = plain.number(spelled, scanner.at, scanner.at + len(spelled))
    if not alone and (exponent := _EXPONENT.match(scanner.text, token.end, scanner.stop)):
        raise _scientific(spelled, exponent, token.start)
    scanner.at = token.end
    scanner.give(*token)


def _scientific(number: str, exponent: re.Match[str], start: int) -> Ambiguous:
    """`1e-3`: one number, or 1 times e minus 3."""
    sign, digits = exponent[1], exponent[2]
    product = f"{number} e {sign} {digits}" if sign else rf"{number} e \cdot {digits}"
    hint = rf"write {number} \cdot 10^{{{sign.replace('+', '')}{digits}}}, or {product}"
    message = f"{number}{exponent[0]}: one number, or a product with e?"
    return Ambiguous(message, hint=hint, span=Span(start, exponent.end()))


def _operator(scanner: Scanner) -> Steps:
    """An operator of plain notation, or a sign of Unicode."""
    start = scanner.at
    found = _OPERATOR.match(scanner.text, start, scanner.stop)
    if found:
        scanner.at = found.end()
        scanner.give("=" if found[0] == ":=" else found[0], found[0], start, scanner.at)
        return NOTHING
    sign = _FOREIGN.match(scanner.text, start, scanner.stop)
    (token,) = plain.tokens(scanner.text, start, sign.end() if sign else start + 1)
    named = indexed(token.text, scanner.text, token.end, start) if token.kind == "name" else None
    scanner.at = named.end if named else token.end
    scanner.give(token.kind, named.name if named else token.text, start, scanner.at)
    return NOTHING


def _equals(scanner: Scanner) -> Steps:
    """`=` defines behind a plain name or `f(names)`, anywhere else it is `==`."""
    start = scanner.at
    doubled = scanner.text.startswith("==", start)
    scanner.at += 1 + doubled
    defines = not doubled and scanner.defines()
    scanner.give("=" if defines else "==", VECTOR if defines and scanner.is_vector else "=", start, scanner.at)
    return NOTHING


def _power(scanner: Scanner) -> Steps:
    r"""`^`: a power, the transpose `^\top`, an elementwise power `^{\circ 2}`."""
    start = scanner.at
    transposed = _TRANSPOSED.match(scanner.text, start, scanner.stop)
    if transposed:
        scanner.at = transposed.end()
        scanner.give("'", transposed[0], start, scanner.at)
        return NOTHING
    primes = _PRIMES.match(scanner.text, start, scanner.stop)
    if primes:
        scanner.at = primes.end()
        for _ in range(primes[0].count("prime")):
            scanner.give("'", "'", start, scanner.at)
        return NOTHING
    _refuse_raised_twice(scanner)
    long = _LONG.match(scanner.text, start, scanner.stop)
    if long:
        hint = f"write ^{{{long[1]}}}"
        raise SyntaxFault(f"only the first digit of {long[1]} is in the exponent", hint=hint, span=scanner.span(1))
    circled = _CIRCLED.match(scanner.text, start, scanner.stop)
    scanner.at = circled.end() if circled else start + 1
    scanner.give(".^" if circled else "^", "^", start, scanner.at)
    scanner.give("(", "{", scanner.at, scanner.at)
    if not circled:
        return (ARGUMENT, RAISED)
    scanner.push(Open("{", "}", (RAISED,)))
    return NOTHING


def _refuse_raised_twice(scanner: Scanner) -> None:
    r"""Refuse `e^{x}^2`, which TeX does not set: the power may be raised, or the exponent."""
    transposed = scanner.before.kind == "'" and scanner.before.text.startswith("^")
    if scanner.before is scanner.raised or transposed:
        hint = "write {x^a}^b or x^{a^b}; TeX takes two exponents side by side for a mistake"
        raise Ambiguous("is the power raised, or the exponent?", hint=hint, span=scanner.span(1))


def _below(scanner: Scanner) -> Steps:
    """`_`: the index of a norm; of a name it has been read with the name."""
    found = _NORM.match(scanner.text, scanner.at, scanner.stop)
    if found is None or scanner.before.kind not in {"norm", ")|"}:
        is_norm = scanner.before.kind in {"norm", ")|"}
        hint = (
            r"a norm is written \|x\|, \|x\|_1, \|x\|_2^2, \|A\|_F"
            if is_norm
            else "a value at a point is written |_{x=1}"
        )
        raise SyntaxFault("an index stands behind a name", hint=hint, span=scanner.span(1))
    start, scanner.at = scanner.at, found.end()
    scanner.give("_", found[1] or found[2], start, scanner.at)
    return NOTHING


def _open_group(scanner: Scanner) -> Steps:
    """`{`: a group; an empty one is nothing."""
    start = scanner.at
    if delimiters.begin_arguments(scanner) or delimiters.begin_choice(scanner):
        return NOTHING
    empty = re.compile(r"\{\s*\}").match(scanner.text, start, scanner.stop)
    scanner.at = empty.end() if empty else start + 1
    if not empty:
        scanner.give("(", "{", start, scanner.at)
        scanner.push(Open("{", "}", (")",)))
    return NOTHING


def _close_group(scanner: Scanner) -> Steps:
    opened = scanner.pop("}", "}", scanner.at)
    scanner.at += 1
    return opened.then


def _bracket(scanner: Scanner) -> Steps:
    start = scanner.at
    scanner.at += 1
    return delimiters.bracket(scanner, scanner.text[start], start)


def _whole(scanner: Scanner) -> Steps:
    """`⌊x⌋`: what its commands are."""
    start, name = scanner.at, _ENCLOSING[scanner.character]
    scanner.at += 1
    return (delimiters.enclosing if name in ENCLOSING else delimiters.enclosed)(scanner, name, start)


def _align(scanner: Scanner) -> Steps:
    """`&` separates the entries of a row, and aligns elsewhere."""
    scanner.at += 1
    if scanner.open and scanner.open[-1].rows:
        scanner.give(",", "&", scanner.at - 1, scanner.at)
    return NOTHING


def _comma(scanner: Scanner) -> Steps:
    """A comma outside brackets ends a statement, or stands between conditions; at the end of a case it is nothing."""
    start = scanner.at
    scanner.at += 1
    in_rows = bool(scanner.open and scanner.open[-1].rows)
    if not scanner.depth and is_condition_next(scanner):
        return NOTHING
    in_conditions = "assume" in scanner.head or ("for" in scanner.head and not _ROW_END.match(scanner.text, scanner.at))
    if not scanner.depth and not in_conditions:
        scanner.give("semicolon", ";", start, scanner.at)
    elif not (in_rows and _CELL_END.match(scanner.text, scanner.at)):
        scanner.give(",", ",", start, scanner.at)
    return NOTHING


def _period(scanner: Scanner) -> Steps:
    """A final period ends a statement, or the last case."""
    if not _FINAL.match(scanner.text, scanner.at):
        raise SyntaxFault("unexpected '.'", span=scanner.span(1))
    scanner.at += 1
    if not scanner.depth:
        scanner.give("semicolon", ";", scanner.at - 1, scanner.at)
    return NOTHING


def _separator(scanner: Scanner) -> Steps:
    """A semicolon, a dollar, the end of a line."""
    kind = "newline" if scanner.character in "\r\n$" else "semicolon"
    scanner.at += 1
    if not scanner.depth:
        scanner.give(kind, ";", scanner.at - 1, scanner.at)
    return NOTHING


_SIGNS: dict[str, Callable[[Scanner], Steps]] = {
    "=": _equals,
    "^": _power,
    "_": _below,
    "{": _open_group,
    "}": _close_group,
    **dict.fromkeys("()[]", _bracket),
    **dict.fromkeys("⌊⌋⌈⌉", _whole),
    "|": delimiters.lone,
    "&": _align,
    ",": _comma,
    ".": _period,
    **dict.fromkeys(";$\r\n", _separator),
}
