"""The pages name every word: functions, reserved words, words of claims, kinds of errors, exit codes."""

import re

import pytest

from symcalc.errors import Ambiguous, SymcalcError
from symcalc.manual import page
from symcalc.shell import exits
from symcalc.shell.inputs import MAX_BYTES
from symcalc.syntax import parse_document, parse_expression
from symcalc.syntax.functions import FUNCTIONS, spellings
from symcalc.syntax.program import Claim
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


def rows(header):
    """The cells of the table with a header."""
    _, _, table = page("language").partition(f"{header}\n")
    lines = table.partition("\n\n")[0].splitlines()[1:]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def codes(cell):
    """What is written as code in a cell."""
    return [code.replace("\\|", "|") for code in re.findall(r"`([^`…]+)`", cell)]


def refusals():
    """What the page says is refused, and what to write instead."""
    table = rows("| written | because it may mean | so write |")
    return [(code, instead) for written, _, instead in table for code in codes(written)]


def questions():
    """What the page says is asked about, where, and what to write instead."""
    table = rows("| where | written | because it may mean | so write |")
    return [(codes(where)[0], code, codes(instead)) for where, written, _, instead in table for code in codes(written)]


@pytest.mark.parametrize(("where", "text", "instead"), questions())
def test_what_is_asked_about(where, text, instead):
    """Each text of the table of textbook notation is ambiguous, and what is to be written instead is read."""
    found = parse_document(f"{where}; {text} == 1", argument=True)[-1]
    assert isinstance(found, Ambiguous)
    for code in instead:
        assert isinstance(parse_document(f"{where}; {code} == 1", argument=True)[-1], Claim)


@pytest.mark.parametrize(("text", "instead"), refusals())
def test_what_is_refused(text, instead):
    """Each text of the table is refused, and what is to be written instead is read."""
    with pytest.raises(SymcalcError):
        parse_expression(text)
    for code in codes(instead):
        assert parse_expression(code)


def test_limits_are_as_the_page_on_security_says():
    """The numbers on the page are those of the program."""
    assert "| an input, a line of a batch | 1 MiB;" in page("security")
    assert (MAX_BYTES, MAX_TEXT) == (1 << 20, 1 << 20)
    assert f"| a text | {MAX_TOKENS:,} symbols, brackets {MAX_DEPTH} deep" in page("security")
