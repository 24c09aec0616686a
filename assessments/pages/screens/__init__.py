"""What single pages of assessments show, as frozen objects."""
