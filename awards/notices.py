"""Notices about certificates, and when an assessment waits for someone because of its certificate."""

from collections.abc import Callable

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments import notices as assessments
from assessments.models import Assessment
from assessments.notices import Concerned
from assessments.queries import Turn, declare_turn
from awards.models import Certificate
from ecotown.accounts.models import Role, User
from ecotown.notices import registry
from ecotown.notices.actions import Telling, send
from ecotown.notices.registry import Kind

ADDRESS = "awards:certificate"
STOPPED = (Certificate.State.FAILED, Certificate.State.HELD)
KINDS = {
    "certificate-ready": Kind(
        gettext_lazy("A certificate is ready"),
        gettext_lazy("Certificate %(number)s is ready"),
        ADDRESS,
        frozenset([Role.OFFICER]),
    ),
    "certificate-failed": Kind(
        gettext_lazy("A certificate could not be made"),
        gettext_lazy("Certificate %(number)s could not be made"),
        ADDRESS,
        frozenset([Role.ADMINISTRATOR]),
    ),
}
TO: dict[str, Callable[[Concerned, Assessment], set[int]]] = {
    "certificate-ready": Concerned.officers,
    "certificate-failed": Concerned.administrators,
}


def tell(kind: str, certificate: Certificate) -> None:
    """Send a notice of `kind` to the people whom a certificate concerns, inside the caller's transaction."""
    assessment = certificate.assessment
    people = TO[kind](Concerned([assessment]), assessment)
    data = {"number": certificate.number}
    send([Telling(kind, assessments.SUBJECT, assessment.pk, people, data)], by=None)


def turn_of(user: User) -> Q:
    """Return the condition under which a published result waits for `user`.

    It waits for administrators while its certificate is missing, failed or put off.
    """
    issued = Certificate.objects.of_assessments().filter(assessment=OuterRef("pk"))
    missing = ~Exists(issued) & Q(resolution__granted_level__gt=0)
    stopped = Exists(issued.filter(state__in=STOPPED, revoked_at__isnull=True))
    return missing | stopped if user.is_administrator else Q(pk__in=[])


def declare() -> None:
    """Register the kinds of notices and the waiting assessments of awards when the portal starts."""
    registry.declare_kinds(KINDS)
    issued = Certificate.objects.of_assessments().filter(assessment=OuterRef("pk"))
    annotations = {"certificate_state": Subquery(issued.values("state")[:1])}
    declare_turn(Turn(of=turn_of, known=annotations, label=_next_step, address=ADDRESS))


def _next_step(assessment):
    if assessment.certificate_state in STOPPED:
        return _("Make the certificate again")
    return _("Issue the certificate")
