"""Taylor polynomials, and rigorous bounds on what they leave out (22.4.5, 22.4.30)."""
