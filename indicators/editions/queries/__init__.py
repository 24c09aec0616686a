"""Reading editions: as pure data, as parts to edit, with their faults."""
