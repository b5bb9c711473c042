"""A command that takes an input: how its arguments are read, its help, and what happens when it is invoked.

A command's function computes: it gets a `Source` and the values of its options and returns a `Result` (or
several). It is called in the worker, once for each input; everything else is done here.
"""

from __future__ import annotations

import difflib
import os
import re
import sys
from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple, NoReturn

import click

from symcalc.confinement import Limits
from symcalc.errors import UsageFault
from symcalc.shell import terminal
from symcalc.shell.answering import Answering, Manner
from symcalc.shell.inputs import Given, Lines, Question, from_file
from symcalc.shell.options import Common, Running, running_options
from symcalc.shell.session import Session, Streams
from symcalc.worker import Questions

_OPTION = re.compile(r"--[A-Za-z]")


class Inputs(NamedTuple):
    """The questions of one run; a batch is one from standard input, of unknown length."""

    questions: Questions
    batch: bool


class InputCommand(click.Command):
    """A command with an INPUT, shared options and a worker."""

    def __init__(self, *args: Any, examples: Sequence[str] = (), **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.examples = examples
        self.params.insert(0, click.Argument(["input_"], metavar="INPUT", required=False, nargs=-1))
        self.params += running_options()

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Options are long; whatever else begins with a minus is an input."""
        options, inputs = self.separate(args)
        return super().parse_args(ctx, [*options, "--", *inputs])

    def separate(self, args: Sequence[str]) -> tuple[list[str], list[str]]:
        """Options with their values, and inputs."""
        options: list[str] = []
        inputs: list[str] = []
        rest = iter(args)
        for arg in rest:
            if arg == "--":
                return options, [*inputs, *rest]
            if not _OPTION.match(arg):
                inputs.append(arg)
                continue
            options.append(arg)
            if self.takes_value(arg):
                options += [value for value in [next(rest, None)] if value is not None]
        return options, inputs

    def takes_value(self, arg: str) -> bool:
        """Whether the next argument belongs to this option; an option that does not exist is refused."""
        name, equals, _ = arg.partition("=")
        declared = {spelling: param for param in self.params for spelling in param.opts if spelling.startswith("--")}
        if name == "--help":
            return False
        if name not in declared:
            raise UsageFault(f"there is no option {name}", hint=nearest(name, declared, f"symcalc {self.name} --help"))
        option = declared[name]
        return isinstance(option, click.Option) and not option.is_flag and not equals

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What it does, then how it is called."""
        super().format_help_text(ctx, formatter)
        write_examples(self.examples, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The command's own options first, then those that mean the same everywhere, then how it runs."""
        kinds: dict[str, list[tuple[str, str]]] = {"Options": [], "The function": [], "Running": []}
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx) if isinstance(param, click.Option) else None
            if record is not None:
                kind = (
                    "The function"
                    if isinstance(param, Common)
                    else "Running"
                    if isinstance(param, Running)
                    else "Options"
                )
                kinds[kind].append((record[0], re.sub(r"  \[.*\]$", "", record[1])))
        for title, records in kinds.items():
            if records:
                with formatter.section(title):
                    formatter.write_dl(records)

    def invoke(self, ctx: click.Context) -> int:
        """Answer the inputs; the exit code."""
        values = dict(ctx.params)
        running = {name: values.pop(name) for name in ("form", "shared", "file", "timeout", "memory", "jobs", "debug")}
        inputs = self.inputs(values.pop("input_"), running["file"])
        output, errors = terminal.standard_streams()
        manner = Manner(
            running["form"] or ("pretty" if output.is_terminal else "plain"),
            terminal.page(sys.stdout, values.get("digits"), shared=running["shared"]),
            terminal.columns(sys.stderr),
            inputs.batch,
            running["debug"],
        )
        streams = Streams(output, errors, terminal.Status(sys.stderr))
        limits = Limits(running["timeout"], running["memory"])
        session = Session(self.answering(ctx, values, manner), limits, streams, jobs=running["jobs"])
        return session.run(inputs.questions)

    def answering(self, ctx: click.Context, values: dict[str, Any], manner: Manner) -> Answering:  # noqa: ARG002
        """What is done with a question."""
        assert self.callback is not None  # noqa: S101 (every command has a function)
        return Answering(partial(_compute, self.callback, values), manner)

    def inputs(self, given: Sequence[str], file: str | None) -> Inputs:
        """Where the questions come from."""
        if file is not None:
            if given:
                raise UsageFault("there is an INPUT and a --file", hint="give one of them")
            return Inputs(Given([from_file(file)]), batch=False)
        if len(given) > 1:
            self.refuse_several(given)
        if given and given[0] != "-":
            return Inputs(Given([Question(os.fsencode(given[0]))]), batch=False)
        if terminal.is_terminal(sys.stdin):
            if not given:
                raise UsageFault("there is no INPUT", hint=f'symcalc {self.name} "x^2 + y^2", or --help')
            sys.stderr.write("One expression a line; the end is Ctrl-D.\n")
        return Inputs(Lines(), batch=True)

    def refuse_several(self, given: Sequence[str]) -> NoReturn:
        """More than one INPUT: the shell has taken an expression without quotes apart."""
        expanded = [argument for argument in given if os.path.exists(argument)]  # noqa: PTH110 (pathlib is an import)
        if expanded:
            message = f"the shell has put file names in place of a *: {', '.join(expanded[:3])}"
        else:
            message = f"there are {len(given)} arguments where one INPUT is expected"
        raise UsageFault(message, hint=f"put the expression in quotes: symcalc {self.name} 'x*y + 1'")


class Commands(click.Group):
    """The group of all commands: it suggests names, and has no short options either."""

    command_class = InputCommand

    def __init__(self, *args: Any, examples: Sequence[str] = (), **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.examples = examples

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What it does, then how it is called."""
        super().format_help_text(ctx, formatter)
        write_examples(self.examples, formatter)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command named by the first argument."""
        name = args[0]
        if self.get_command(ctx, name) is None:
            hint = nearest(name, self.commands, "symcalc --help")
            if not re.fullmatch(r"[a-z]+", name):
                hint = f'a command comes first: symcalc grad "{name}"'
            raise UsageFault(f"there is no command {name}", hint=hint)
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Only --help, --version and the like stand before the command."""
        declared = {spelling: param for param in self.get_params(ctx) for spelling in param.opts}
        if args and args[0].startswith("-") and args[0] not in declared and not ctx.resilient_parsing:
            suggestion = nearest(args[0], declared, "symcalc --help")
            hint = suggestion if _OPTION.match(args[0]) else f'a command comes first: symcalc grad "{args[0]}"'
            raise UsageFault(f"there is no option {args[0]}", hint="symcalc --help" if args[0] == "-h" else hint)
        return super().parse_args(ctx, args)


def write_examples(examples: Sequence[str], formatter: click.HelpFormatter) -> None:
    """Command lines to try, as they are typed."""
    if examples:
        with formatter.section("Examples"):
            for example in examples:
                formatter.write(f"{'':>{formatter.current_indent}}symcalc {example}\n")


def nearest(name: str, names: Any, otherwise: str) -> str:
    """A suggestion for a mistyped name.

    >>> nearest("grda", ["grad", "hessian"], "symcalc --help"), nearest("zzz", ["grad"], "symcalc --help")
    ('did you mean grad?', 'symcalc --help')
    """
    spelled = {known.lstrip("-"): known for known in names}
    found = difflib.get_close_matches(name.lstrip("-"), spelled, n=1, cutoff=0.6)
    return f"did you mean {spelled[found[0]]}?" if found else otherwise


def _compute(callback: Any, values: dict[str, Any], source: Any) -> Any:
    return callback(source, **values)
