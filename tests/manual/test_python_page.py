"""The page on Python tells the truth: every example in it runs and prints what it says, and names every function."""

import doctest

import symcalc
from symcalc.manual import page

TEXT = page("python")


def test_every_example_prints_what_it_says():
    """The page as one session."""
    session = doctest.DocTestParser().get_doctest(TEXT, {}, "python.md", None, 0)
    said = []
    doctest.DocTestRunner(optionflags=doctest.REPORT_NDIFF).run(session, out=said.append)

    assert len(session.examples) > 20
    assert "".join(said) == ""


def test_every_public_function_is_named():
    """What the package exports stands on the page."""
    functions = [name for name in symcalc.__all__ if callable(getattr(symcalc, name)) and name[0].islower()]

    assert [name for name in functions if f"`{name}(" not in TEXT] == []
