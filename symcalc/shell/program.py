"""The whole program around the commands: signals, mistakes in the usage, and the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from itertools import pairwise

import click

from symcalc.errors import LimitReached, SymcalcError, UsageFault
from symcalc.shell.descriptors import FULL, let_go, open_missing
from symcalc.shell.exits import BUG, DONE, INTERRUPTED, close_quietly, interrupt_on_signals


def run(commands: click.Group, args: Sequence[str]) -> int:
    """Run the command that the arguments name; its exit code."""
    open_missing()
    interrupt_on_signals()
    if question := os.environ.get("_SYMCALC_COMPLETE"):
        from symcalc.shell.completion import answer  # noqa: PLC0415 (only a shell that completes needs it)

        click.echo(answer(commands, question))
        return DONE
    try:
        code = commands.main(list(args), prog_name="symcalc", standalone_mode=False)
    except click.exceptions.Abort:
        return INTERRUPTED
    except KeyboardInterrupt:
        return INTERRUPTED
    except click.ClickException as error:
        return _refuse(UsageFault(_sentence(error), hint=_hint(error)), args)
    except SymcalcError as error:
        return _refuse(error, args)
    except (BrokenPipeError, SystemExit):  # nobody reads any more; Click says so by leaving
        close_quietly()
        return DONE
    except OSError as error:
        return _unwritten(error) if error.errno in FULL else _confess(error)
    except Exception as bug:  # noqa: BLE001 (a bug is said as such, whatever it is)
        return _confess(bug)
    return code if isinstance(code, int) else DONE


def _confess(bug: Exception) -> int:
    """Say that this is a mistake of symcalc's own."""
    if os.environ.get("SYMCALC_DEBUG"):
        import traceback  # noqa: PLC0415 (only a bug needs it)

        traceback.print_exception(bug)
    from symcalc.shell import diagnostics, terminal  # noqa: PLC0415 (only a mistake needs them)

    terminal.Screen(sys.stderr).write(diagnostics.bug(f"{type(bug).__name__}: {bug}".split("\n")[0]))
    return BUG


def _unwritten(error: OSError) -> int:
    """Say that standard output takes no more."""
    from symcalc.shell import diagnostics, terminal  # noqa: PLC0415 (only a mistake needs them)

    let_go(1)
    reached = LimitReached(f"the answer cannot be written: {(error.strerror or str(error)).lower()}")
    terminal.Screen(sys.stderr).write(diagnostics.drawn(reached))
    return reached.exit_code


def _refuse(error: SymcalcError, args: Sequence[str]) -> int:
    """Say what is wrong with the usage; in JSON too where the arguments ask for it."""
    from symcalc.shell import diagnostics, terminal  # noqa: PLC0415 (only a mistake needs them)

    output, errors = terminal.standard_streams()
    if "--format=json" in args or ("--format", "json") in pairwise(args):
        output.write([(diagnostics.as_json(error) + "\n", "")])
    errors.write(diagnostics.drawn(error))
    return error.exit_code


def _sentence(error: click.ClickException) -> str:
    """Click's message in our manner: one line, no capital, no full stop."""
    message = " ".join(error.format_message().replace(". Choose from:", ":").split()).rstrip(".")
    message = message.replace("float range", "number").replace("integer range", "whole number")
    return message[:1].lower() + message[1:]


def _hint(error: click.ClickException) -> str | None:
    """What an option or an argument that is missing is for, as the help says it."""
    if isinstance(error, click.MissingParameter) and isinstance(error.param, click.Option) and error.ctx is not None:
        return f"{error.param.opts[0]} {error.param.make_metavar(error.ctx)}: {error.param.help}"
    return None
