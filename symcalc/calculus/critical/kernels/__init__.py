"""Functions as quotients of polynomials in variables and kernels such as exp(x), sin(x), sqrt(x)."""
