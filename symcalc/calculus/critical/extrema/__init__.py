"""The least and the greatest value, and constraints."""
