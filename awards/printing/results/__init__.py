"""Rendering awards and making packages."""
