"""Textbook notation: primes, indices, bars and operators, read where they have one meaning, else asked about."""
