"""The pages name every word: functions, reserved words, words of claims, kinds of errors, exit codes."""

import re

import pytest

from symcalc.errors import SymcalcError
from symcalc.manual import page
from symcalc.shell import exits
from symcalc.shell.inputs import MAX_BYTES
from symcalc.syntax import parse_expression
from symcalc.syntax.functions import FUNCTIONS, spellings
from symcalc.syntax.reading import MAX_TEXT
from symcalc.syntax.statements import MAX_DEPTH, MAX_TOKENS
from symcalc.syntax.tokens import RESERVED, WORDS


def words(name):
    """Every word of a page."""
    return set(re.findall(r"\w+", page(name)))


@pytest.mark.parametrize("name", sorted({*FUNCTIONS, "ln", "sgn", "ceiling", "trace", "arcsin", "arsinh"}))
def test_every_function_is_named(name):
    """By its canonical name, and other spellings by an example."""
    assert name in spellings()
    assert name in words("language")


def test_words_of_the_language():
    """Reserved words on the page of the language, words of claims on the page of claims."""
    assert words("language") >= RESERVED
    assert words("check") >= WORDS


@pytest.mark.parametrize("fault", SymcalcError.__subclasses__(), ids=lambda fault: fault.kind)
def test_every_kind_of_error_is_explained(fault):
    """In the table of the page on JSON."""
    assert f"`{fault.kind}`" in page("json")


@pytest.mark.parametrize("name", ["json", "shell"])
def test_every_exit_code_is_explained(name):
    """With what it means, on the page on JSON and the page on the command line."""
    codes = {exits.DONE, exits.REFUTED, exits.WRONG, exits.UNDECIDED, exits.LIMIT, exits.BUG, exits.INTERRUPTED}

    assert [code for code in codes if f"| {code} | " not in page(name)] == []


def refusals():
    """What the page says is refused, and what to write instead."""
    _, _, table = page("language").partition("| written | because it may mean | so write |\n| --- | --- | --- |\n")
    rows = [re.split(r"(?<!\\)\|", line) for line in table.partition("\n\n")[0].splitlines()]
    return [
        (code.replace("\\|", "|"), cells[3]) for cells in rows for code in re.findall(r"`([^`]+)`", cells[1].strip())
    ]


@pytest.mark.parametrize(("text", "instead"), refusals())
def test_what_is_refused(text, instead):
    """Each text of the table is refused, and what is to be written instead is read."""
    with pytest.raises(SymcalcError):
        parse_expression(text)
    for code in re.findall(r"`([^`…]+)`", instead):
        assert parse_expression(code)


def test_limits_are_as_the_page_on_security_says():
    """The numbers on the page are those of the program."""
    assert "| an input, a line of a batch | 1 MiB;" in page("security")
    assert (MAX_BYTES, MAX_TEXT) == (1 << 20, 1 << 20)
    assert f"| a text | {MAX_TOKENS:,} symbols, brackets {MAX_DEPTH} deep" in page("security")
