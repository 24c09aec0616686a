"""Form fields, layouts and refused forms."""
