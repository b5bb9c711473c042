"""The options that mean the same in every command, each declared once."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:  # --help needs no parser
    from click.shell_completion import CompletionItem

    from symcalc.syntax.source import Source

_LONGEST = 1_000_000
_MOST_MEGABYTES = 1 << 20

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def as_source(_: click.Context, param: click.Parameter, value: str | None) -> Source | None:
    """An option's text as a `Source`, so that a mistake in it is shown in it: `callback=as_source`."""
    from symcalc.syntax.source import Source  # noqa: PLC0415 (--help needs no parser)

    return None if value is None else Source(value, name=param.opts[0])


def files(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """What completes to the name of a file, which the shell knows best: `shell_complete=files`."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415 (only completion needs it)

    return [CompletionItem(incomplete, type="file")]


def seconds(_: click.Context, __: click.Parameter, value: str) -> float:
    """A stretch of time that a clock can measure: more than 0, at most a million seconds."""
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not 0 < number <= _LONGEST:  # nor is NaN
        raise click.BadParameter(f"'{value}' is no number of seconds above 0, at most {_LONGEST:,}")
    return number


class Common(click.Option):
    """An option that means the same everywhere; help lists it after the command's own."""


class Running(click.Option):
    """An option about how a command runs and writes, which the shell keeps for itself."""


def together(*options: Callable[[Decorated], Decorated]) -> Callable[[Decorated], Decorated]:
    """Several options as one decorator, in the order in which help shows them."""

    def decorate(command: Decorated) -> Decorated:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def common(*names: str, **settings: Any) -> Callable[[Decorated], Decorated]:
    """An option that means the same everywhere."""
    return click.option(*names, cls=Common, **settings)


wrt = common("--wrt", metavar="x,y", help="The variables and their order; all names unless told.")
at = common(
    "--at",
    callback=as_source,
    metavar="POINT",
    help='A point: "x=0, y=log(2)", or "0, log(2)" in the order of the variables.',
)
assume = common("--assume", callback=as_source, metavar="CONDITIONS", help='What may be assumed: "x > 0, n integer".')
shape = common(
    "--shape", callback=as_source, metavar="SHAPES", help='Vectors and matrices: "x: n; A: n x n symmetric".'
)
of = common("--of", metavar="NAME", help="The definition that is meant, where there are several.")
steps = common("--steps", is_flag=True, help="Show the derivation.")
digits = common("--digits", type=click.IntRange(1, 1000), metavar="N", help="Decimals too, with N digits.")
simplify = common(
    "--simplify",
    type=click.Choice(["full", "none"]),
    default="full",
    help="none: as differentiated.",
)
notation = common(
    "--input",
    "notation",
    type=click.Choice(["auto", "plain", "latex"]),
    default="auto",
    help="How INPUT is written; auto: LaTeX where it holds a backslash command.",
)

#: What every command that takes a function has.
function_options = together(wrt, at, assume, shape, of, steps, digits, simplify, notation)


#: How every answer can be written; `python` where it is code.
FORMS = ("pretty", "plain", "json", "latex", "markdown", "python")


def running_options(forms: Sequence[str] = FORMS) -> list[click.Option]:
    """How a command runs and writes: every command has these without declaring them."""
    return [
        Running(
            ["--format", "form"],
            type=click.Choice(forms),
            metavar="FORM",
            help=f"How the answer is written: {', '.join(forms)}. Pretty on a terminal, plain in a pipe unless told.",
        ),
        Running(["--shared"], is_flag=True, help="Name common parts once."),
        Running(
            ["--file"],
            metavar="PATH",
            shell_complete=files,
            help="Read one input with its newlines; - is standard input.",
        ),
        Running(
            ["--timeout"],
            callback=seconds,
            default="10",
            metavar="SECONDS",
            help="For each input; 10 unless told.",
        ),
        Running(
            ["--memory"],
            type=click.IntRange(1, _MOST_MEGABYTES),
            default=1024,
            metavar="MB",
            help="For each input; 1024 unless told.",
        ),
        Running(
            ["--jobs"], type=click.IntRange(1, 256), default=1, metavar="N", help="Answer so many inputs at a time."
        ),
        Running(["--debug"], is_flag=True, hidden=True, envvar="SYMCALC_DEBUG"),
    ]
