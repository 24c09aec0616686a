"""Rules of ceremonies and the pronunciation of names."""
