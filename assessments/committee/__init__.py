"""Meetings of the expert committee, their resolutions and minutes."""
