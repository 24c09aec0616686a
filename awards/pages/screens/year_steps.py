"""The steps of a year that the awards add to its checklist: certificates and ceremonies."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessments.cycles.registry import YearStep, declare_year_steps
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment
from awards.ceremonies.models import Ceremony
from awards.register.models.awards import Award

HOLD = "awards.hold_ceremonies"


def declare() -> None:
    """Register the steps; called when the portal starts."""
    declare_year_steps(year_steps)


def year_steps(year: int) -> list[YearStep]:
    """Return the steps of a fiscal year: certificates for all results with a level, and ceremonies."""
    return [_certificates(year), _ceremonies(year)]


def _certificates(year: int) -> YearStep:
    valid = Award.objects.not_replaced().filter(assessment=OuterRef("pk"), revoked_at__isnull=True)
    with_level = Assessment.objects.filter(
        cycle__year=year, status=Status.PUBLISHED, resolution__granted_level__gt=0
    )
    has_award = with_level.annotate(has_award=Exists(valid)).order_by().values_list("has_award", flat=True)
    issued, total = sum(has_award), len(has_award)
    return YearStep(
        gettext_lazy("Certificates and plaques are issued"),
        is_done=total > 0 and issued == total,
        detail=_("%(done)s of %(total)s areas with a level") % {"done": issued, "total": total}
        if total
        else "",
        url=reverse("awards:ceremonies"),
        permission=HOLD,
    )


def _ceremonies(year: int) -> YearStep:
    days = list(Ceremony.objects.filter(fiscal_year=year).order_by("date").values_list("date", flat=True))
    today = timezone.localdate()
    held = sum(day <= today for day in days)
    words = ngettext(
        "%(held)s of %(count)s ceremony held", "%(held)s of %(count)s ceremonies held", len(days)
    )
    return YearStep(
        gettext_lazy("The ceremony is held"),
        is_done=bool(days) and held == len(days),
        detail=words % {"held": held, "count": len(days)} if days else _("No ceremony has been planned yet"),
        due=days[-1] if days else None,
        url=reverse("awards:ceremonies"),
        permission=HOLD,
    )
