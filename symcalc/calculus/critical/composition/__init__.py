"""Functions of something simpler: of fewer linear forms, or of one inner function; solved there and brought back."""
