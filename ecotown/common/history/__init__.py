"""The hash-chained history: recording, reading, verifying."""
