"""Values, thresholds, fields and faults of the criteria in words."""
