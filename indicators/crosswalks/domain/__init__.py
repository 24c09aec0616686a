"""Rules of origins and the comparison of two editions."""
