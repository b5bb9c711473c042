"""Cheap imports: the collector rests and wakes again."""

import gc
from importlib import import_module

import pytest

from symcalc.imports import uncollected


def test_the_collector_rests_and_wakes_again():
    """Also after an import that fails; where it was off before, it stays off."""
    with pytest.raises(ModuleNotFoundError), uncollected():
        import_module("no_module_of_this_name")
    assert gc.isenabled()
    with uncollected():
        assert not gc.isenabled()
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
