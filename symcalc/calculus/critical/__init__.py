"""Critical points: found exactly where that is possible, each with its kind and a reason, and what is proved said."""

from symcalc.calculus.critical.answer import critical
from symcalc.calculus.critical.result import Critical

__all__ = ["Critical", "critical"]
