"""A command that takes an input: how its arguments are read, its help, and what happens when it is invoked.

A command's function computes: it gets a `Source` and the values of its options and returns a `Result` (or
several). It is called in the worker, once for each input; everything else is done here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

import click

from symcalc.errors import UsageFault
from symcalc.shell.options import FORMS, Common, Running, running_options
from symcalc.shell.suggestions import for_command, for_option

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from symcalc.shell.running import Run

_OPTION = re.compile(r"--[A-Za-z]")


class InputCommand(click.Command):
    """A command with an INPUT, shared options and a worker."""

    #: How its answers can be written.
    forms: Sequence[str] = FORMS
    #: The endings of pictures of them that are drawn without matplotlib.
    written_by_hand: tuple[str, ...] = ()

    def __init__(self, *args: Any, examples: Sequence[str] = (), **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.examples = examples
        self.epilog = f"More: symcalc manual {self.name}"
        self.params.insert(0, self.argument())
        self.params += running_options(self.forms)

    def argument(self) -> click.Argument:
        """The INPUT, or what stands in its place."""
        return click.Argument(["input_"], metavar="INPUT", required=False, nargs=-1)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Options are long; whatever else begins with a minus is an input."""
        if ctx.resilient_parsing:  # completion: the line is not finished yet
            return super().parse_args(ctx, args)
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
                value = next(rest, None)
                if value is None:
                    raise UsageFault(f"{arg} needs a value", hint=f"symcalc {self.name} --help shows which")
                options.append(value)
        return options, inputs

    def takes_value(self, arg: str) -> bool:
        """Whether the next argument belongs to this option; an option that does not exist is refused."""
        name, equals, _ = arg.partition("=")
        declared = {spelling: param for param in self.params for spelling in (*param.opts, *param.secondary_opts)}
        if name == "--help":
            return False
        if name not in declared:
            raise UsageFault(f"there is no option {name}", hint=for_option(name, declared, f"symcalc {self.name}"))
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
        from symcalc.shell.running import Run  # noqa: PLC0415 (--help needs no worker and no parser)

        return self.run(Run(self, dict(ctx.params)))

    def run(self, run: Run) -> int:
        """Answer what is asked; a command with inputs of its own kind does it its own way."""
        assert self.callback is not None  # noqa: S101 (every command has a function)
        questions = run.questions()
        return run.answer(questions, run.preparing(self.callback, batch=run.is_batch))


class NetworkCommand(InputCommand):
    """A command whose answers can be drawn as networks by other programs."""

    forms = (*FORMS, "mermaid", "dot")
    written_by_hand = (".svg",)


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

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (as click declares it)
        """In the order in which they are declared."""
        return list(self.commands)

    def sentences(self) -> dict[str, str]:
        """Every command with the whole of its first sentence."""
        return {name: command.get_short_help_str(200) for name, command in self.commands.items()}

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 (as click declares it)
        """Every command with what it answers."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.sentences().items()))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        """The commands, or the options before one, that a word may become."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415 (only completion needs it)

        if incomplete.startswith("-"):
            return click.Command.shell_complete(self, ctx, incomplete)
        known = self.sentences().items()
        return [CompletionItem(name, help=said) for name, said in known if name.startswith(incomplete)]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command named by the first argument."""
        name = args[0]
        if self.get_command(ctx, name) is None:
            raise UsageFault(f"there is no command {name}", hint=for_command(name, self.commands))
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Only --help, --version and the like stand before the command."""
        declared = {spelling for param in self.get_params(ctx) for spelling in param.opts}
        if args and args[0].startswith("-") and args[0] not in declared and not ctx.resilient_parsing:
            raise UsageFault(f"there is no option {args[0]}", hint=self.instead_of(args[0], declared))
        return super().parse_args(ctx, args)

    def instead_of(self, arg: str, declared: Collection[str]) -> str:
        """What may be meant by an option before the command that is none."""
        name = arg.partition("=")[0]
        having = [command for command in self.commands.values() if any(name in param.opts for param in command.params)]
        if having:
            return f"options stand after the command: symcalc {having[0].name} {name} …"
        if arg == "-h":
            return "symcalc --help"
        return for_option(name, declared, "symcalc") if _OPTION.match(arg) else for_command(arg, ())


def write_examples(examples: Sequence[str], formatter: click.HelpFormatter) -> None:
    """Command lines to try, as they are typed."""
    if examples:
        with formatter.section("Examples"):
            for example in examples:
                formatter.write(f"{'':>{formatter.current_indent}}symcalc {example}\n")
