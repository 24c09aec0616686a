"""Words of the states of a print run."""

from django.utils.translation import pgettext_lazy

from awards.printing.domain import RunState

RUN_STATES = {
    RunState.RUNNING.value: pgettext_lazy("print run", "Running"),
    RunState.FINISHED.value: pgettext_lazy("print run", "Finished"),
    RunState.CANCELLED.value: pgettext_lazy("print run", "Cancelled"),
}
