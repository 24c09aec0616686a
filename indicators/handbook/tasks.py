"""What workers do for handbooks."""

from ecotown.common.produced_files.tasks import file_task
from indicators.handbook.results import HANDBOOKS

make_handbooks = file_task("indicators.make_handbooks", HANDBOOKS)
