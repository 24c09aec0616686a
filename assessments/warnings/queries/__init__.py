"""Warnings of an assessment with their answers, and the values of other areas."""
