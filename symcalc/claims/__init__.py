"""Claims, their verdicts, and documents of claims."""
