"""Handing an assessment in: submitting, withdrawing, resubmitting."""
