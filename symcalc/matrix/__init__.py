"""Matrix calculus on index notation."""
