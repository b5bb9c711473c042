"""The pages name every word: functions, reserved words, words of claims, kinds of errors, exit codes."""

import re

import pytest

from symcalc.errors import SymcalcError
from symcalc.manual import page
from symcalc.shell import exits
from symcalc.syntax.functions import FUNCTIONS, spellings
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
