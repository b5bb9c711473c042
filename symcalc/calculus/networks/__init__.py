"""Chain rules and backpropagation through networks of definitions (22.4.17 to 22.4.24)."""
