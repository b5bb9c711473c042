"""Right at every point."""
