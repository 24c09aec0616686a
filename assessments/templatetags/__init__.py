"""What the templates of assessments may ask."""
