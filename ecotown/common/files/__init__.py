"""Uploaded files: their kinds, examination, pictures, previews."""
