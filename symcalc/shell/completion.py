"""Completion in bash, zsh and fish: the script that each shell runs, and what it is answered.

Click knows what may follow in a command line. What is added here are the values of options written with an equals sign
(`--format=pl`), which bash cuts into three words and the others replace whole, and in fish descriptions with commas.
"""

from __future__ import annotations

from collections.abc import Mapping

import click
from click.shell_completion import BashComplete, CompletionItem, FishComplete, ShellComplete, ZshComplete

_VARIABLE = "_SYMCALC_COMPLETE"


class _Bash(BashComplete):
    """Bash, which takes `--format=pl` for three words and wants the last of them only."""

    def get_completion_args(self) -> tuple[list[str], str]:
        args, incomplete = super().get_completion_args()
        return [arg for place, arg in enumerate(args) if arg != "=" or not args[place - 1].startswith("--")], incomplete


class _Whole(ShellComplete):
    """A shell that takes `--format=pl` for one word and wants the whole of it back."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[str]]:
        found = super().get_completions(args, incomplete)
        option, equals, _ = incomplete.partition("=")
        if not (equals and option.startswith("--")):
            return found
        return [CompletionItem(f"{option}={item.value}", item.type, item.help) for item in found]


class _Zsh(_Whole, ZshComplete):
    """Zsh."""


class _Fish(_Whole, FishComplete):
    """Fish, whose script cuts a line at its first comma only: descriptions have commas too."""

    source_template = FishComplete.source_template.replace('string split "," ', 'string split -m 1 "," ')


_SHELLS: Mapping[str, type[ShellComplete]] = {"bash": _Bash, "zsh": _Zsh, "fish": _Fish}


def script(commands: click.Group, shell: str) -> str:
    """What makes a shell ask."""
    return _SHELLS[shell](commands, {}, "symcalc", _VARIABLE).source()


def answer(commands: click.Group, asked: str) -> str:
    """What a shell asks for: `bash_source` the script, `bash_complete` what may follow the words in the environment."""
    shell, _, what = asked.partition("_")
    if shell not in _SHELLS:
        return ""
    return (
        script(commands, shell) if what == "source" else _SHELLS[shell](commands, {}, "symcalc", _VARIABLE).complete()
    )
