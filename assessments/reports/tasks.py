"""What workers do for reports."""

from assessments.reports.results import REPORTS
from ecotown.common.produced_files.tasks import file_task

make_reports = file_task("assessments.make_reports", REPORTS)
