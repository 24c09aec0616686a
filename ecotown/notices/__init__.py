"""Telling people what concerns them: notices in the portal, and one mail a day at most."""
