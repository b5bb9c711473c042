"""Three-valued answers in certified arithmetic: is it defined, what is its sign, are these equal."""
