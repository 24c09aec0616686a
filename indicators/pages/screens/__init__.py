"""What single pages of editions show."""
