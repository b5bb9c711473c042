"""Points known exactly or enclosed: their coordinates, values there, and how both are written."""
