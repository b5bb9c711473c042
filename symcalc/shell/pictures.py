"""`--output`: the picture that goes with an answer, drawn into a file by the command that computes the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from symcalc.shell.options import files

if TYPE_CHECKING:  # --help needs no parser
    from symcalc.result import Result

Command = Callable[..., Any]


def output_options(command: Command) -> Command:
    """The options of a command whose answer has a picture; the picture is drawn once the answer is there."""

    @wraps(command)
    def drawing(*arguments: Any, output: str | None = None, theme: str = "light", **options: Any) -> Any:
        check(output)
        answer = command(*arguments, **options)
        save(answer, output, theme)
        return answer

    return _options(drawing)


def own_output_options(command: Command) -> Command:
    """The same options for a command that wants to know the file's name itself."""

    @wraps(command)
    def drawing(*arguments: Any, theme: str = "light", **options: Any) -> Any:
        check(options.get("output"))
        answer = command(*arguments, **options)
        save(answer, options.get("output"), theme)
        return answer

    return _options(drawing)


def _options(command: Command) -> Command:
    output = click.option(
        "--output", metavar="FILE", shell_complete=files, help="Draw the picture into a file: .svg, .png or .pdf."
    )
    theme = click.option(
        "--theme", type=click.Choice(["light", "dark"]), default="light", help="The colours of that picture."
    )
    decorated: Command = output(theme(command))
    return decorated


def check(output: str | None) -> None:
    """Refuse a file that no picture can be drawn into, before anything is computed."""
    if output is not None:
        from symcalc.formats.picture import check as refuse  # noqa: PLC0415 (only pictures need plotting)

        refuse(output)


def save(answer: Result | Sequence[Result], output: str | None, theme: str) -> None:
    """Draw the picture of an answer, if a file is asked for."""
    if output is not None:
        from symcalc.formats.picture import save as draw  # noqa: PLC0415 (only pictures need plotting)

        draw(answer, output, theme=theme)
