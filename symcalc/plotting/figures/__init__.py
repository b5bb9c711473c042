"""What is drawn, as plain numbers: the figures of functions and of answers."""
