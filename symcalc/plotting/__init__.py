"""Figures as numbers, and the two ways to draw them: matplotlib and the terminal."""
