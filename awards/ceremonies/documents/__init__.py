"""The form in which a list of recipients is filled in."""
