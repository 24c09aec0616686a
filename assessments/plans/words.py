"""Words of the progress to a target."""

from django.utils.translation import pgettext_lazy

from assessments.plans.domain import Progress

TARGET_PROGRESS = {
    Progress.REACHED: pgettext_lazy("target", "reached"),
    Progress.ON_THE_WAY: pgettext_lazy("target", "on the way"),
    Progress.LATE: pgettext_lazy("target", "late"),
}


def target_progress(progress: Progress) -> str:
    """Return the words for the progress of a target."""
    return str(TARGET_PROGRESS[progress])
