"""Awards, which are certificates and plaques, from their design to their public verification."""
