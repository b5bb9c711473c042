"""Records: frozen, compared by their fields, as a dataclass would be."""

import copy
import dataclasses
import pickle
from functools import cached_property

import pytest

from symcalc.record import Later, field, fields_of, record, replace, values_of


@record
class Part:
    """A record with a field by name only that does not count."""

    where: int = field(default=-1, compare=False, repr=False, kw_only=True)


@record
class Pair(Part):
    """A record that inherits a field."""

    left: int
    right: int = 2
    notes: list = field(default_factory=list)


@dataclasses.dataclass(frozen=True, slots=True)
class Twin:
    """The same as a dataclass."""

    left: int
    right: int = 2
    notes: list = dataclasses.field(default_factory=list)
    where: int = dataclasses.field(default=-1, compare=False, repr=False, kw_only=True)


@pytest.mark.parametrize(
    ("values", "named"), [((1,), {}), ((1, 3), {"where": 5}), ((), {"left": 1, "right": 0}), ((1,), {"notes": [4]})]
)
def test_records_are_made_as_dataclasses_are(values, named):
    """Values by position, by name and by default land in the same fields."""
    ours, twin = Pair(*values, **named), Twin(*values, **named)

    assert [getattr(ours, name) for name in ("left", "right", "notes", "where")] == [
        getattr(twin, name) for name in ("left", "right", "notes", "where")
    ]
    assert repr(ours) == repr(twin).replace("Twin", "Pair")
    assert Pair.__match_args__ == Twin.__match_args__


@pytest.mark.parametrize(
    ("values", "named"), [((), {}), ((1, 2, [], 4), {}), ((1,), {"middle": 3}), ((1,), {"left": 3})]
)
def test_wrong_values_are_refused(values, named):
    """A missing, a surplus, an unknown and a doubled value are errors."""
    with pytest.raises(TypeError):
        Pair(*values, **named)


def test_a_factory_makes_a_value_for_each():
    """Two records do not share a default that can change."""
    assert Pair(1).notes is not Pair(1).notes


def test_what_does_not_count_does_not_count():
    """Equality and hash leave out fields that are not compared, and tell classes apart."""
    assert Part(where=1) == Part(where=2)
    assert hash(Part(where=1)) == hash(Part(where=2))
    assert Part() != Pair(1)


def test_records_are_frozen():
    """A field can neither be set nor deleted, and no other attribute can be added."""
    pair = Pair(1)

    for change in (lambda: setattr(pair, "left", 3), lambda: delattr(pair, "left"), lambda: setattr(pair, "other", 3)):
        with pytest.raises(AttributeError):
            change()


def test_records_can_be_copied_and_sent():
    """Copies, pickles and changed copies are equal records."""
    pair = Pair(1, where=7)

    assert copy.copy(pair) == pickle.loads(pickle.dumps(pair)) == replace(pair, right=2) == pair
    assert replace(pair, right=5).where == 7


def test_a_record_is_matched_by_position():
    """`match` takes the fields in their order."""
    match Pair(1, 2):
        case Pair(left, right):
            assert (left, right) == (1, 2)


@record(frozen=False)
class Tally:
    """A record that can change, and counts what is there when it is made."""

    parts: list
    value: int = 0

    def __post_init__(self):
        self.value += len(self.parts)


def test_a_record_can_be_made_to_change():
    """Its fields can be set, no others, and it has no hash."""
    tally = Tally([1, 2])
    tally.value += 1

    assert tally == replace(Tally([1, 2]), value=1)
    assert values_of(tally) == {"parts": [1, 2], "value": 3}
    with pytest.raises(AttributeError):
        tally.other = 1
    with pytest.raises(TypeError):
        hash(tally)


@record
class Square(Part):
    """A record that works something out once."""

    side: int
    asked: list = field(default_factory=list, compare=False, internal=True)

    @cached_property
    def area(self):
        """The area."""
        self.asked.append("area")
        return self.side**2


def test_a_record_can_remember():
    """A cached property is worked out once, is no field, and does not count."""
    square = Square(3)

    assert (square.area, square.area, square.asked) == (9, 9, ["area"])
    assert square == Square(3)
    assert list(values_of(square)) == ["where", "side", "asked"]
    assert [name for name, about in fields_of(square).items() if about.internal] == ["asked"]
    assert repr(square) == "Square(side=3, asked=['area'])"


@record
class Slow(Part):
    """A record with a field that takes long."""

    name: str
    total: int = field(later=True)


def test_a_field_can_be_worked_out_later():
    """When it is first looked at, once; it is a value like any other to whoever looks, compares, copies or prints."""
    asked = []
    slow = Slow("sum", Later(lambda: asked.append("total") or 6))

    assert (slow.name, asked) == ("sum", [])
    assert (slow.total, slow.total, asked) == (6, 6, ["total"])
    assert slow == Slow("sum", 6) == Slow("sum", Later(lambda: 6))
    assert replace(Slow("sum", Later(lambda: 6)), where=2).total == 6
    assert pickle.loads(pickle.dumps(Slow("sum", Later(lambda: 6)))) == slow
