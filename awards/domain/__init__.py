"""The rules of awards."""
