"""What a mistyped command line may have meant: near names, other tools' words, an expression the shell took apart."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

#: What others call it.
_COMMANDS = {
    "diff": "grad",
    "differentiate": "grad",
    "derivative": "grad",
    "derive": "grad",
    "gradient": "grad",
    "matgrad": "grad",
    "extrema": "critical",
    "minimize": "critical",
    "maximize": "critical",
    "optimize": "critical",
    "solve": "critical",
    "stationary": "critical",
    "series": "taylor",
    "expand": "taylor",
    "approximate": "taylor",
    "prove": "check",
    "verify": "check",
    "equal": "check",
    "newton": "descend",
    "minimise": "critical",
    "draw": "plot",
    "graph": "plot",
    "backward": "backprop",
    "man": "manual",
}
_OPTIONS = {
    "--var": "--wrt",
    "--vars": "--wrt",
    "--variable": "--wrt",
    "--variables": "--wrt",
    "--by": "--wrt",
    "--point": "--at",
    "--shapes": "--shape",
    "--assuming": "--assume",
    "--precision": "--digits",
    "--output-format": "--format",
    **{f"--{form}": f"--format {form}" for form in ("json", "latex", "plain", "pretty", "markdown", "python")},
}


def for_command(name: str, commands: Iterable[str]) -> str:
    """A hint for a command that does not exist.

    >>> for_command("grda", ["grad"]), for_command("derivative", ["grad"]), for_command("x^2", ["grad"])
    ('did you mean grad?', 'did you mean grad?', 'a command comes first: symcalc grad "x^2"')
    """
    if not name.replace("-", "").isalpha() or name.startswith("-"):
        return f'a command comes first: symcalc grad "{name}"'
    known = list(commands)
    if _COMMANDS.get(name) in known:
        return f"did you mean {_COMMANDS[name]}?"
    return nearest(name, known) or "symcalc --help shows the commands"


def for_option(name: str, options: Iterable[str], command: str) -> str:
    """A hint for an option that does not exist.

    >>> for_option("--att", ["--at"], "grad"), for_option("--json", ["--format"], "grad")
    ('did you mean --at?', 'did you mean --format json?')
    """
    known = list(options)
    other = _OPTIONS.get(name, "")
    if other.split(" ")[0] in known:
        return f"did you mean {other}?"
    return nearest(name, known) or f"{command} --help shows the options"


def for_several(words: Sequence[str], command: str) -> tuple[str, str]:
    """What is wrong with several words where one input is expected, and what to type instead.

    >>> for_several(["x", "+", "y"], "grad")
    ('there are 3 arguments where one INPUT is expected', 'put the expression in quotes: symcalc grad "x + y"')
    """
    names = [word for word in words if os.path.exists(word)]  # noqa: PTH110 (pathlib is an import)
    if names and len(words) > 2:
        message = f"the shell has put file names in place of a *: {', '.join(names[:3])}"
        return message, f"put the expression in quotes: symcalc {command} '2*x + 1'"
    quote = "'" if '"' in "".join(words) else '"'
    hint = f"put the expression in quotes: symcalc {command} {quote}{' '.join(words)}{quote}"
    return f"there are {len(words)} arguments where one INPUT is expected", hint


def nearest(name: str, names: Sequence[str]) -> str:
    """The nearest name as a question; empty where none is near.

    >>> nearest("--fromat", ["--format"]), nearest("zzz", ["grad"])
    ('did you mean --format?', '')
    """
    import difflib  # noqa: PLC0415 (only a mistake needs it)

    spelled = {known.lstrip("-"): known for known in names}
    found = difflib.get_close_matches(name.lstrip("-"), spelled, n=1, cutoff=0.6)
    return f"did you mean {spelled[found[0]]}?" if found else ""
