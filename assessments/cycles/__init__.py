"""Cycles: opening a fiscal year with its areas and dates, moving the dates, and the checklist of the year."""
