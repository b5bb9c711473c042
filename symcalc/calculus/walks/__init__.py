"""Walks downhill: gradient descent and Newton's method (22.4.10 and the end of 22.4.6)."""
