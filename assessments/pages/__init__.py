"""The pages of officers, assessors and administrators."""
