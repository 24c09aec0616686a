"""The two audits: assignments, verdicts, returns for correction, comments."""
