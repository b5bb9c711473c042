"""Where the gradient is zero: pieces of a function, equations, exact solutions, proofs that there are no more."""
