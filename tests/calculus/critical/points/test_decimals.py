"""Numbers far beyond floats have decimals too."""

from decimal import Decimal

import symcalc


def test_a_tower_of_powers_is_a_constant_with_a_decimal():
    """9^9^9 has 369693100 digits, of which the first are 4281247731757 (OEIS A241292)."""
    answer = symcalc.critical("9^9^9")

    assert answer.complete is True
    assert answer.global_.minimum.approx == Decimal("4.28124773175747E+369693099")
    assert symcalc.critical("9^9^9 x").complete is False


def test_more_kernels_than_there_is_room_for_are_too_hard_and_no_bug():
    """Sines nested forty deep need more unknowns than a tower has."""
    text = "sin(" * 60 + "x" + ")" * 60

    assert symcalc.critical(text).complete is False
