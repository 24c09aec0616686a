"""The handbooks that workers could not make, as pending work of administrators."""

from django.conf import settings
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecotown.accounts.models import User
from ecotown.common.thai.formats import text
from ecotown.notices.registry import PendingWork, declare_work
from indicators.handbook.models import Handbook

LANGUAGE_NAMES = dict(settings.LANGUAGES)


def declare() -> None:
    """Register the kind of work, for the page of a person's work and for the daily mail."""
    declare_work(gettext_lazy("Handbooks of the criteria"), failed_handbooks)


def failed_handbooks(user: User) -> list[PendingWork]:
    """Return the handbooks that could not be made, for those who can have them made again; one query."""
    if not user.is_administrator:
        return []
    failed = Handbook.objects.filter(state=Handbook.State.FAILED, checksum=F("framework__checksum"))
    return [
        PendingWork(
            name=f"{text(handbook.framework, 'name')} ({LANGUAGE_NAMES[handbook.language]})",
            action=_("Make the handbook again"),
            url=reverse("indicators:handbook", args=[handbook.framework.edition]),
            list_url=reverse("indicators:edition-list"),
            due=None,
            since=timezone.localdate(handbook.asked_at),
            detail=handbook.error_words,
        )
        for handbook in failed.select_related("framework").order_by("asked_at", "pk")
    ]
