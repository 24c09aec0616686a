"""The cycle, the assessment, its steps, its events and who may do what."""
