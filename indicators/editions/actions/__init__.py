"""Editing the draft of an edition."""
