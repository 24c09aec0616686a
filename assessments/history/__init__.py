"""The history of an assessment in words, on pages and as CSV."""
