"""Systems of polynomial equations over the rational numbers, solved exactly: what they have in common, nothing lost."""
