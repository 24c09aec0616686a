"""Reading awards: for the public, for a ceremony, for its papers."""

from awards.queries.ceremonies import (
    Course,
    CourseLine,
    ceremonies_of,
    course_of,
    honourable,
    items_of,
    packages_of,
    run_of,
)
from awards.queries.designs import TRIALS, free_design_name, trial_words
from awards.queries.verification import Standing, by_file, plain_code, same_number, standing_of, verified

__all__ = [
    "TRIALS",
    "Course",
    "CourseLine",
    "Standing",
    "by_file",
    "ceremonies_of",
    "course_of",
    "free_design_name",
    "honourable",
    "items_of",
    "packages_of",
    "plain_code",
    "run_of",
    "same_number",
    "standing_of",
    "trial_words",
    "verified",
]
