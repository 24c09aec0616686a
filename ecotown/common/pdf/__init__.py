"""Making PDF files."""
