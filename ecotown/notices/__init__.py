"""Notifications: notices in the portal, and at most one mail a day."""
