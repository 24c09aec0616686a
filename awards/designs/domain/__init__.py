"""Kinds and purposes of awards, layouts, and fitting text into them."""
