"""From index notation back to matrices, written as a person writes them."""

from symcalc.matrix.emission.emitter import Emitter, NoMatrixForm

__all__ = ["Emitter", "NoMatrixForm"]
