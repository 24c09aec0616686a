"""Rules of warnings, stored warnings and the range of other areas."""
