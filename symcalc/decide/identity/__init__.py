"""Whether two expressions are equal: proved, refuted with a witness, or undecided; always the same answer."""

from symcalc.decide.identity.equality import identical
from symcalc.decide.identity.verdict import DomainDifference, Verdict, Witness

__all__ = ["DomainDifference", "Verdict", "Witness", "identical"]
