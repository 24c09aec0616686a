"""Settings of the portal that administrators change in the browser."""
