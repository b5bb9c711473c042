"""What all commands share: inputs, options, limits, exit codes, and how answers and errors reach the screen."""
