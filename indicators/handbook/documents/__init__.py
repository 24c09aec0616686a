"""The handbook of an edition as a PDF, and its data dictionary as CSV."""
