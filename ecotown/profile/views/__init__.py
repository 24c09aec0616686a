"""Views of a person's own account."""
