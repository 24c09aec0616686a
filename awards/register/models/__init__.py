"""The rows of the register."""
