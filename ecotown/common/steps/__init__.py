"""Steps that people take: running the action, saying how it went, and taking one a second time."""
