"""What a shell made of an INPUT without quotes is recognised, and what to type instead is said, ready to be pasted."""

import shlex

import pytest

from symcalc.shell.unquoted import behind, quoted, several


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    """A folder of three files and a hidden one."""
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.py", "c", ".hidden"):
        (tmp_path / name).write_text("")


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["x^2", "+", "y"], 'put it in quotes: symcalc grad "x^2 + y"'),
        (["-x^2", "+3"], 'put it in quotes: symcalc grad "-x^2 +3"'),
        (["x^2", "x=1"], 'did you mean symcalc grad "x^2" --at "x=1"?'),
        (["x^2 y", "x=1", "y=2"], 'did you mean symcalc grad "x^2 y" --at "x=1, y=2"?'),
        (
            ["x^2 y", "y", "x"],
            'put it in quotes: symcalc grad "x^2 y y x"\nor name the variables: symcalc grad "x^2 y" --wrt y,x',
        ),
        (["x^2", "-f", "json"], "options are long ones: --format for -f"),
        (["x^2", "+", "1", "-h"], 'options are long ones: --help for -h\nput it in quotes: symcalc grad "x^2 + 1"'),
        (["n!", "+", "1"], "put it in quotes: symcalc grad 'n! + 1'"),
        (["2", "a.txt", "b.py", "c", "x"], 'put it in quotes: symcalc grad "2 * x"'),
        (["a.txt", "b.py", "c"], 'put it in quotes: symcalc grad "2*x + 1"'),
        (["2", "a.txt", "x"], 'put it in quotes: symcalc grad "2*x + 1"'),
    ],
)
def test_what_to_type_instead(words, hint):
    """The words as one input, or as what an option is for."""
    assert several(words, "grad").hint == hint


def test_several_inputs():
    """Words that stand by themselves may be several inputs: those are lines of standard input."""
    assert several(["x^2", "y^2"], "grad").hint.splitlines() == [
        'put it in quotes: symcalc grad "x^2 y^2"',
        'or, for several inputs, one a line: printf \'%s\\n\' "x^2" "y^2" | symcalc grad -',
    ]


def test_file_names_are_named():
    """The first three, so that one sees where they come from."""
    assert several(["2", "a.txt", "b.py", "c", "x"], "grad").message.endswith("in place of a *: a.txt, b.py, c")


def test_a_name_that_is_a_file_too_is_no_expansion():
    """Two words of which one happens to be a file are an expression without quotes."""
    assert several(["c", "d"], "grad").message == "there are 2 arguments where one INPUT is expected"


@pytest.mark.parametrize("text", ["x^2", "A' x", "x!", "$x", "a\\b", 'say "x"', "`x`", "x'!", "x*y; z"])
def test_quotes_keep_the_text(text):
    """What is quoted is read back by a shell as it was."""
    assert shlex.split(quoted(text)) == [text]


@pytest.mark.parametrize(
    ("text", "hint"),
    [("a.txt", '--file "a.txt"'), ("^2 + 1", "$name"), ("*x", "$name"), ("x^2", None), ("nowhere.txt", None)],
)
def test_what_is_behind_a_mistake(text, hint):
    """The name of a file, or a variable of the shell that was empty."""
    found = behind(text)

    assert (found is None) if hint is None else (hint in found)
