"""Files that prove values: uploading, citing, examining, previews."""
