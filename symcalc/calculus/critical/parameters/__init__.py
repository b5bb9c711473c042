"""Functions with parameters: solutions as formulas, by cases."""
