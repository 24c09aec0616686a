"""Assessments of target areas, from the first value to the published level: a folder for each capability."""
