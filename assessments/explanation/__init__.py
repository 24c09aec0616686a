"""Why an assessment has its level, and what changed between two levels."""
