"""Counting wrong tries, and codes that are used up."""
