"""Criteria editions and the rule that decides a level."""
