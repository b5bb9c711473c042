"""Whether two expressions are equal: proved, refuted with a witness, or undecided."""
