"""Where the indicators of an edition come from, and two editions side by side."""
