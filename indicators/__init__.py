"""Criteria editions and the rule that computes a level."""
