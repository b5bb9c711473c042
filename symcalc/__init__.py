"""symcalc: multivariable calculus at the command line, and as a library."""
