"""The rows of meetings, resolutions and minutes."""
