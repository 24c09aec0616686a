"""Forms of the pages of assessments; they parse and save nothing."""
