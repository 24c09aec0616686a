"""What workers do for the committee."""

from assessments.committee.results import MINUTES
from ecotown.common.produced_files.tasks import file_task

make_minutes = file_task("assessments.make_minutes", MINUTES)
