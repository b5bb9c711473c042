"""Expressions as rational functions of kernels: their normal form, and the tower of kernels it is built over."""
