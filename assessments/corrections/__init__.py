"""After publication: questions of visitors, corrections and errata."""
