"""What is told of certificates, and when one waits for someone."""

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
    """Tell those whom the making of a certificate concerns, inside its transaction."""
    assessment = certificate.assessment
    people = TO[kind](Concerned([assessment]), assessment)
    data = {"number": certificate.number}
    send([Telling(kind, assessments.SUBJECT, assessment.pk, people, data)], by=None)


def turn_of(user: User) -> Q:
    """Published results wait for an administrator while their certificate is missing, failed or put off."""
    issued = Certificate.objects.of_assessments().filter(assessment=OuterRef("pk"))
    missing = ~Exists(issued) & Q(resolution__granted_level__gt=0)
    stopped = Exists(issued.filter(state__in=STOPPED, revoked_at__isnull=True))
    return missing | stopped if user.is_administrator else Q(pk__in=[])


def declare() -> None:
    """Say at the start of the portal what this room tells and what it lets wait."""
    registry.declare_kinds(KINDS)
    issued = Certificate.objects.of_assessments().filter(assessment=OuterRef("pk"))
    known = {"certificate_state": Subquery(issued.values("state")[:1])}
    declare_turn(Turn(of=turn_of, known=known, label=_next_step, address=ADDRESS))


def _next_step(assessment):
    if assessment.certificate_state in STOPPED:
        return _("Make the certificate again")
    return _("Issue the certificate")
