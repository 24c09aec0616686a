"""Queries of awards: verification, ceremonies, designs, history."""

from awards.queries.ceremonies import (
    Course,
    CourseLine,
    ceremonies_of,
    course_of,
    honourable,
    is_issued,
    items_of,
    packages_of,
    present_count,
    run_of,
)
from awards.queries.designs import TRIALS, free_design_name, trial_words
from awards.queries.history import Deed, deeds_of_ceremony, deeds_of_design
from awards.queries.verification import Standing, by_file, plain_code, same_number, standing_of, verified

__all__ = [
    "TRIALS",
    "Course",
    "CourseLine",
    "Deed",
    "Standing",
    "by_file",
    "ceremonies_of",
    "course_of",
    "deeds_of_ceremony",
    "deeds_of_design",
    "free_design_name",
    "honourable",
    "is_issued",
    "items_of",
    "packages_of",
    "plain_code",
    "present_count",
    "run_of",
    "same_number",
    "standing_of",
    "trial_words",
    "verified",
]
