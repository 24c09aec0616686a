"""The handbook of an edition, for reading and printing, and its data dictionary."""
