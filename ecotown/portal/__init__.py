"""The public pages: reads everything, writes nothing."""
