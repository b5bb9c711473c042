"""Matrix calculus: derivatives once names have shapes."""
