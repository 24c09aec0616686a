"""What single pages of awards show, as frozen objects."""
