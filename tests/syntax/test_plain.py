"""The lexer of plain notation: two patterns for one language."""

from hypothesis import given
from hypothesis import strategies as st

from symcalc.syntax import plain

#: What the language is made of, and what it is not.
PARTS = st.sampled_from(["x", "x_", "_{", "1", "1,2", "}", "x1", "x" * 101, "1.", ".5", "1e3", ".T", "'", "**", "!="])


@given(st.lists(PARTS | st.characters(max_codepoint=127)).map("".join))
def test_ascii_is_cut_by_the_quicker_pattern_as_by_the_whole_one(text: str) -> None:
    """Where a text has no other letters, the two find the same tokens at the same places."""

    def cut(*, is_ascii: bool) -> list[tuple[str | None, tuple[int, int]]]:
        return [(found.lastgroup, found.span()) for found in plain.pattern(is_ascii=is_ascii).finditer(text)]

    assert cut(is_ascii=True) == cut(is_ascii=False)
