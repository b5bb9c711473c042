"""Proofs that two expressions are equal: by normal forms, cases, squares, angles, constant differences."""
