"""What workers do for awards and packages."""

from awards.printing.results import awards, packages
from ecotown.common.produced_files.tasks import file_task
from ecotown.common.queue.hints import retried_task

make_awards = file_task("awards.make_awards", awards.AWARDS)
make_reprints = file_task("awards.make_reprints", awards.REPRINTS)
make_packages = file_task("awards.make_packages", packages.FILES)


@retried_task("awards.finish_runs")
def finish_runs() -> None:
    """End the print runs whose last document was withdrawn, or whose worker died after it."""
    awards.finish_runs()
