"""Template tags of the criteria."""
