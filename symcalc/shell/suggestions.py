"""What a mistyped command or option may have meant: near names and the words of other tools."""

from __future__ import annotations

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
#: What an option of a command does, and what is done elsewhere.
_ELSEWHERE = "symcalc does not do that; symcalc manual comparison names programs that do"
_OTHERWISE = {
    "help": "symcalc --help shows the commands, symcalc COMMAND --help the options of one, symcalc manual the pages",
    "lagrange": "symcalc critical INPUT --subject-to EQUATIONS",
    "directional": "symcalc grad INPUT --at POINT --along VECTOR",
    "steepest": "symcalc grad INPUT --at POINT gives the direction of steepest descent",
    **dict.fromkeys(("eval", "evaluate", "value"), "symcalc grad INPUT --at POINT gives the value too"),
    **dict.fromkeys(
        ("eigenvalues", "definiteness"), "symcalc hessian INPUT --at POINT gives eigenvalues and definiteness"
    ),
    **dict.fromkeys(("integrate", "integral", "limit", "simplify", "factor", "dsolve", "sum"), _ELSEWHERE),
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
    if name in _OTHERWISE:
        return _OTHERWISE[name]
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


def nearest(name: str, names: Sequence[str]) -> str:
    """The nearest name as a question; empty where none is near.

    >>> nearest("--fromat", ["--format"]), nearest("zzz", ["grad"])
    ('did you mean --format?', '')
    """
    import difflib  # noqa: PLC0415 (only a mistake needs it)

    spelled = {known.lstrip("-"): known for known in names}
    found = difflib.get_close_matches(name.lstrip("-"), spelled, n=1, cutoff=0.6)
    return f"did you mean {spelled[found[0]]}?" if found else ""
