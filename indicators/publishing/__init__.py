"""The check list of an edition, loading, copying, publishing, discarding, its file."""
