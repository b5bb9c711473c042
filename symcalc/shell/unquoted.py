"""An INPUT that a shell took apart or changed before symcalc saw it: what happened, and what to type instead."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

#: Short options of other programs; here options are long, so that an INPUT may begin with a minus.
_SHORT = {"-f": "--format", "-h": "--help", "-o": "--output", "-v": "--version"}
_NAME = re.compile(r"[A-Za-z_]\w*")
_VALUE = re.compile(r"[A-Za-z_]\w*=[^=]+")
#: What joins the words before and after it to one expression.
_JOINING = "+-*/^=<>(,;"


class Advice(NamedTuple):
    """What is wrong, and what to type instead."""

    message: str
    hint: str


def several(words: Sequence[str], command: str) -> Advice:
    """What is wrong with several words where one INPUT is expected.

    >>> several(["x", "+", "y"], "grad")
    Advice(message='there are 3 arguments where one INPUT is expected', hint='put it in quotes: symcalc grad "x + y"')
    >>> several(["x y", "x=1", "y=2"], "grad").hint
    'did you mean symcalc grad "x y" --at "x=1, y=2"?'
    """
    if names := expanded(words):
        return Advice(
            f"the shell has put file names in place of a *: {', '.join(names[:3])}{', …' * (len(names) > 3)}",
            f"put it in quotes: symcalc {command} {quoted(_unexpanded(words, names) or '2*x + 1')}",
        )
    return Advice(
        f"there are {len(words)} arguments where one INPUT is expected",
        "\n".join(_readings(words, f"symcalc {command}")),
    )


def _readings(words: Sequence[str], call: str) -> Iterator[str]:
    """What several words may have meant, the likeliest first."""
    first, *rest = words
    if all(map(_VALUE.fullmatch, rest)):
        yield f'did you mean {call} {quoted(first)} --at "{", ".join(rest)}"?'
        return
    short = [word for word in rest if word in _SHORT]
    if short:
        yield f"options are long ones: {_SHORT[short[0]]} for {short[0]}"
        words = words[: words.index(short[0])]
    if len(words) > 1:
        yield f"put it in quotes: {call} {quoted(' '.join(words))}"
    if len(words) > 1 and all(_NAME.fullmatch(word) and word in _NAME.findall(first) for word in rest):
        yield f"or name the variables: {call} {quoted(first)} --wrt {','.join(rest)}"
    elif not short and not _are_joined(words):
        yield f"or, for several inputs, one a line: printf '%s\\n' {' '.join(map(quoted, words))} | {call} -"


def _are_joined(words: Sequence[str]) -> bool:
    """Whether a word begins or ends with what needs another word beside it."""
    return any(word[:1] in _JOINING + ")" for word in words[1:]) or any(word[-1:] in _JOINING for word in words[:-1])


def expanded(words: Sequence[str]) -> list[str]:
    """The words that a `*` without quotes has become: several names of files, or one among other words."""
    names = [word for word in words if not word.startswith("-") and os.path.exists(word)]  # noqa: PTH110 (pathlib is an import)
    return names if len(words) > 2 or len(names) == len(words) else []


def _unexpanded(words: Sequence[str], names: Sequence[str]) -> str:
    """The words with a `*` again, where the names are all there are in the folder; else nothing."""
    if sorted(names) != sorted(name for name in os.listdir() if not name.startswith(".")):  # noqa: PTH208 (the same)
        return ""
    kept = [word if word not in names else "*" for word in words]
    once = [word for place, word in enumerate(kept) if word != "*" or kept[place - 1 : place] != ["*"]]
    return " ".join(once) if len(once) > 1 else ""


def quoted(text: str) -> str:
    """A text in quotes that every shell leaves alone.

    >>> quoted("x^2 y"), quoted("x!")
    ('"x^2 y"', "'x!'")
    """
    import shlex  # noqa: PLC0415 (only a mistake needs it)

    return shlex.quote(text) if set(text) & set('"!$`\\') else f'"{text}"'


def behind(text: str) -> str | None:
    """What may be behind a mistake in an INPUT, where the mistake itself says nothing: a file's name, a lost `$name`.

    >>> behind("^2 + 1")
    'inside double quotes the shell puts a value in place of $name: single quotes keep it'
    >>> behind("x^2")
    """
    if "\n" not in text and os.path.isfile(text):  # noqa: PTH113 (pathlib is an import)
        return f"to read the file: --file {quoted(text)}"
    if text.lstrip()[:1] in {"^", "*", "/"}:
        return "inside double quotes the shell puts a value in place of $name: single quotes keep it"
    return None
