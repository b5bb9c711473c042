"""The picture of an answer in a file, its mathematics written as in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from symcalc.formats.decimals import decimal
from symcalc.formats.linear import Unicode
from symcalc.formats.trees import as_node, is_number
from symcalc.plotting.files import check
from symcalc.plotting.files import save as draw
from symcalc.result import Content, Phrase, Result

__all__ = ["check", "save", "words"]


def save(results: Result | Sequence[Result], path: str, *, theme: str = "light") -> None:
    """Draw the picture of an answer into a file that ends in .svg, .png or .pdf.

    Raises:
        UsageFault: there is no picture of such an answer, or the file cannot be written.
        Unsupported: matplotlib is not installed, or the function has more than two variables.
    """
    from symcalc.plotting.figures.answers import picture  # noqa: PLC0415 (whoever only checks a name needs no calculus)

    several = (results,) if isinstance(results, Result) else tuple(results)
    draw(picture(several), path, words, theme=theme)


def words(content: Content) -> str:
    """Mathematics, a decimal or words as text.

    >>> words(-0.5), words("of")
    ('−0.5', 'of')
    """
    if content is None:
        return ""
    if isinstance(content, str):
        return content
    if isinstance(content, Phrase):
        return "".join(map(words, content.parts))
    notation = Unicode()
    if isinstance(content, int | float | Decimal) and is_number(content):
        return notation.minus_in(decimal(content))
    return notation.text(as_node(content))
