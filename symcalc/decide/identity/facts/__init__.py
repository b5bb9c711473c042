"""What is known of signs: ranges of kernels, facts learnt of domains and assumptions, and what follows from them."""
