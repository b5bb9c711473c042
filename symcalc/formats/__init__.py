"""One file a format: how statements become text."""
