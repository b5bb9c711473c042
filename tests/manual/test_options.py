"""The manual is whole: every command has its page, every option is explained, every page is on the index."""

from pathlib import Path

import click
import pytest

from symcalc.cli import cli
from symcalc.manual import names, page
from symcalc.shell.command import InputCommand
from symcalc.shell.options import Common, Running

COMMANDS = [name for name, command in cli.commands.items() if isinstance(command, InputCommand)]
SHIPPED = "\n".join(map(page, names()))
README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_page(name):
    """A page of its own, named in the index and in the README's table."""
    assert page(name).startswith(f"# symcalc {name}\n")
    assert f"`{name}`" in page("index")
    assert f"| `{name}` |" in README


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained(name):
    """A command's own options stand on its page, the shared ones somewhere in the manual."""
    for option in cli.commands[name].params:
        if isinstance(option, click.Option) and not option.hidden:
            text = SHIPPED if isinstance(option, Common | Running) else page(name)
            assert option.opts[0] in text, f"{option.opts[0]} of {name}"


@pytest.mark.parametrize("name", [name for name in cli.commands if name not in COMMANDS])
def test_the_other_commands_are_mentioned(name):
    """What shows pages and scripts is in the manual too."""
    assert f"symcalc {name}" in SHIPPED + README


@pytest.mark.parametrize("name", sorted(set(names()) - {"index"}))
def test_every_page_is_on_the_index(name):
    """No page is found by luck only."""
    assert f"`{name}`" in page("index")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_spelling_of_an_option_is_known(name):
    """`--no-marks` as well as `--marks`: what click declares is not refused before click sees it."""
    command = cli.commands[name]
    spellings = [spelling for param in command.params for spelling in (*param.opts, *param.secondary_opts)]
    options, inputs = command.separate([s for s in spellings if s.startswith("--") and not command.takes_value(s)])

    assert inputs == []
    assert "--shared" in options
