"""The people who use the portal: invitations, roles, provinces, who can see an area."""
