"""Results in the form in which a person would write them."""
