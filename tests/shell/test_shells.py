"""symcalc in the shells that people use, run for real: what Tab completes, and what becomes of unquoted inputs."""

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

#: How each shell starts without its owner's settings.
PLAIN = {"bash": ["bash", "--norc"], "zsh": ["zsh", "-f"], "fish": ["fish", "--no-config"]}
#: What each shell is told once, as the page `shell` says.
COMPLETION = {
    "bash": 'eval "$(symcalc completion bash)"',
    "zsh": 'autoload -U compinit; compinit -u; eval "$(symcalc completion zsh)"',
    "fish": "symcalc completion fish | source",
}


def environment(**variables):
    """The `symcalc` of this Python first on the path, and no colours."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "NO_COLOR": "1", "TERM": "dumb", "LC_ALL": "C.UTF-8", **variables}


def needs(shell):
    """Skip where the shell is not installed."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")


def typed(shell, line, folder):
    """What a shell says to a line."""
    needs(shell)
    done = subprocess.run(
        [*PLAIN[shell], "-c", line],
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.stdout + done.stderr


@pytest.fixture(name="folder")
def _folder(tmp_path):
    """A folder with three files, as a `*` finds them."""
    for name in ("data.csv", "main.py", "notes.md"):
        (tmp_path / name).write_text("")
    return tmp_path


@pytest.mark.parametrize("shell", PLAIN)
@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("symcalc grad -x^2", "-2*x"),
        ("symcalc grad x^2", "2*x"),
        ('symcalc grad "x^2 y"', "[2*x*y, x**2]"),
        ("symcalc grad 'x! - gamma(x+1)'", "g(x) = 0"),
        ("symcalc grad x^2 + y^2", 'symcalc grad "x^2 + y^2"'),
        (
            "symcalc grad 2 * x",
            'file names in place of a *: data.csv, main.py, notes.md\n  = help: put it in quotes: symcalc grad "2 * x"',
        ),
        ("symcalc grad x # y", "g(x) = 1"),
        ('symcalc grad "$x^2"', "single quotes keep it"),
        ("symcalc grad notes.md", '--file "notes.md"'),
    ],
)
def test_what_all_shells_make_of_it(shell, line, said, folder):
    """A minus and a power need no quotes; what the shell takes apart is put together again in the hint."""
    assert said in typed(shell, line, folder)


@pytest.mark.parametrize(
    ("shell", "line", "said"),
    [
        ("bash", "symcalc grad log(x)", "syntax error near unexpected token `('"),
        ("zsh", "symcalc grad log(x)", "no matches found: log(x)"),
        ("fish", "symcalc grad log(x)", "Unknown command: x"),
        ("bash", "symcalc grad 2*x", "g(x) = 2"),
        ("zsh", "symcalc grad 2*x", "no matches found: 2*x"),
        ("fish", "symcalc grad 2*x", "No matches for wildcard"),
        ("bash", "symcalc grad [x,y]", "jacobian"),
        ("zsh", "symcalc grad [x,y]", "no matches found: [x,y]"),
        ("bash", r'symcalc grad "x\!+1"', r"\!: a factorial, or a space of LaTeX?"),
        ("zsh", r'symcalc grad "x\!+1"', r"\!: a factorial, or a space of LaTeX?"),
        ("zsh", "symcalc check 1 == 2/2", "= not found"),
        ("bash", "symcalc check 1 == 2/2", 'symcalc check "1 == 2/2"'),
        ("fish", "symcalc check 1 == 2/2", 'symcalc check "1 == 2/2"'),
        ("fish", "symcalc grad $x", "an INPUT in single quotes reaches symcalc as it is"),
    ],
)
def test_what_one_shell_makes_of_it(shell, line, said, folder):
    """The shells differ; the page `shell` says how."""
    assert said in typed(shell, line, folder)


def on_terminal(shell, lines, folder, wanted):
    """What stands on the terminal of a shell in which lines are typed, until what is wanted is there."""
    needs(shell)
    child, terminal = pty.fork()
    if child == 0:  # the shell's side
        os.chdir(folder)
        os.execvpe(shell, [*PLAIN[shell], "-i"], environment(HOME=str(folder)))  # noqa: S606 (the shell itself)
    try:
        for line in lines:
            os.write(terminal, line.encode())
        return _read_until(terminal, wanted)
    finally:
        os.close(terminal)
        os.kill(child, 9)
        os.waitpid(child, 0)


def _read_until(terminal, wanted):
    shown, end = "", time.monotonic() + 20
    while wanted not in shown and time.monotonic() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            shown += os.read(terminal, 65536).decode(errors="replace").replace("\r", "")
    return shown


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_an_exclamation_mark_is_history_inside_double_quotes(shell, folder):
    """At a prompt, `!` is looked up in the history; symcalc is never started."""
    assert "event not found" in on_terminal(shell, ['symcalc grad "x!y"\n'], folder, "event not found")


@pytest.mark.parametrize("shell", PLAIN)
@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ('symcalc grad "x^5" --form\tpla\t\n', "5*x**4"),
        ('symcalc gra\t"x^6" --format=pla\t\n', "6*x**5"),
        ("symcalc manual ta\t| head -1\n", "# symcalc taylor"),
        ("symcalc check n\t\n", "There are no claims."),
    ],
)
def test_tab_completes(shell, keys, shown, folder):
    """Commands, options, their values (after a space or an equals sign), pages and files: the line then runs."""
    assert shown in on_terminal(shell, [COMPLETION[shell] + "\n", keys], folder, shown)


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("symcalc ", {"grad", "check", "manual"}),
        ("symcalc grad --al", {"--along"}),
        ("symcalc grad --simplify ", {"full", "none"}),
        ("symcalc grad --format p", {"plain", "pretty", "python"}),
        ("symcalc plot --theme ", {"light", "dark"}),
        ("symcalc example ", {"chapter"}),
    ],
)
def test_what_is_offered(symcalc, words, offered):
    """Every command, option and choice that begins so."""
    place = str(len(words.split()) - (not words.endswith(" ")))
    asking = {"_SYMCALC_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": place}
    found = {line.partition(",")[2] for line in symcalc(environment=asking).stdout.splitlines()}

    assert offered <= found
    assert all(name.startswith(words.split(" ")[-1]) for name in found)


def test_descriptions_are_whole(folder):
    """Fish shows what an option is for, commas and all."""
    said = typed("fish", f"{COMPLETION['fish']}; complete -C 'symcalc grad --dig'", folder)

    assert said == "--digits\tDecimals too, with N digits.\n"
