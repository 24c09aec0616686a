"""Notices about certificates, and when an assessment waits for someone because of its certificate."""

from collections.abc import Callable
from typing import Protocol

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.history.words import declare_events
from assessments.workflow import notices
from assessments.workflow.models import Assessment
from assessments.workflow.notices import NoticeRecipients
from assessments.workflow.registry import PublishedStep, declare_published_step
from awards.designs.events import Event
from awards.register import words
from awards.register.models.awards import Award
from ecotown.accounts.models import Role, User
from ecotown.notices import registry
from ecotown.notices.actions import NoticeDraft, send
from ecotown.notices.registry import NoticeKind

URL_NAME = "awards:certificate"
STOPPED_STATES = (Award.State.FAILED, Award.State.HELD)
KINDS = {
    "certificate-ready": NoticeKind(
        gettext_lazy("A certificate is ready"),
        gettext_lazy("Certificate %(number)s is ready"),
        URL_NAME,
        frozenset([Role.OFFICER]),
    ),
    "certificate-failed": NoticeKind(
        gettext_lazy("A certificate could not be made"),
        gettext_lazy("Certificate %(number)s could not be made"),
        URL_NAME,
        frozenset([Role.ADMINISTRATOR]),
    ),
}
RECEIVERS: dict[str, Callable[[NoticeRecipients, Assessment], set[int]]] = {
    "certificate-ready": NoticeRecipients.officers,
    "certificate-failed": NoticeRecipients.administrators,
}


def notify(kind: str, certificate: Award) -> None:
    """Send a notice of `kind` to the people whom a certificate concerns, inside the caller's transaction."""
    assessment = certificate.assessment
    if assessment is None:
        return  # of a recipient by name, whom no notice reaches
    people = RECEIVERS[kind](NoticeRecipients([assessment]), assessment)
    draft = NoticeDraft(kind, notices.SUBJECT, assessment.pk, people, {"number": certificate.number})
    send([draft], by=None)


def waiting_condition(user: User) -> Q:
    """Return the condition under which a published result waits for `user`.

    It waits for administrators while its certificate is missing, failed or put off.
    """
    issued = Award.objects.certificates_of_assessments().filter(assessment=OuterRef("pk"))
    missing = Q(~Exists(issued), resolution__granted_level__gt=0)
    stopped = Q(Exists(issued.filter(state__in=STOPPED_STATES, revoked_at__isnull=True)))
    return missing | stopped if user.is_administrator else Q(pk__in=[])


def declare() -> None:
    """Register the notices, the events and the waiting assessments of awards when the portal starts."""
    declare_events(Event, words.EVENT_FACTS)
    registry.declare_kinds(KINDS)
    issued = Award.objects.certificates_of_assessments().filter(assessment=OuterRef("pk"))
    annotations = {"certificate_state": Subquery(issued.values("state")[:1])}
    declare_published_step(
        PublishedStep(
            waiting_for=waiting_condition,
            annotations=annotations,
            label=_next_step,
            url_name=URL_NAME,
            title=words.CERTIFICATE,
            outlook=words.AFTER_PUBLICATION,
        )
    )


class _ListedAssessment(Protocol):
    certificate_state: str | None


def _next_step(assessment: _ListedAssessment) -> str:
    if assessment.certificate_state in STOPPED_STATES:
        return _("Make the certificate again")
    return _("Issue the certificate")
