"""Moments of a document share what they have in common, and none sees what came after it."""

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from symcalc.claims.chronicle import Chronicle

ENTRIES = st.lists(st.tuples(st.sampled_from("abcd"), st.integers()), max_size=12)


@given(ENTRIES, ENTRIES, st.integers(0, 12))
def test_each_moment_is_the_dictionary_that_it_would_be(entries, others, place):
    """Also where two continuations begin at the same moment; the last entry of a name counts, and stands last."""
    moments, copies = [Chronicle({"a": 0, "z": 1})], [{"a": 0, "z": 1}]

    def go_on(moment, copy, name, value):
        rest = {other: held for other, held in copy.items() if other != name}
        moments.append(moment.after(name, value))
        copies.append({**rest, name: value})

    for name, value in entries:
        go_on(moments[-1], copies[-1], name, value)
    start = min(place, len(entries))
    moments.append(moments[start])
    copies.append(copies[start])
    for name, value in others:
        go_on(moments[-1], copies[-1], name, value)

    assert [list(moment.items()) for moment in moments] == [list(copy.items()) for copy in copies]


def test_ten_thousand_moments_take_the_memory_of_one_mapping():
    """A hundredth of what copies would."""
    tracemalloc.start()
    moments = [Chronicle({})]
    for number in range(10_000):
        moments.append(moments[-1].after(f"a{number}", number))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 10_000_000
    assert "a9" not in moments[9]
    assert moments[-1]["a9"] == 9
