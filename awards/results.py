"""Rendering certificates exactly once, whatever happens to the workers."""

from awards import documents, notices, signing
from awards.models import Certificate
from ecotown.common import rendering


def render_certificate(*, certificate_id: int) -> bool:
    """Make the file of a certificate; True when this call made it."""
    return rendering.render(
        Certificate.objects.select_related("assessment__area", "assessment__cycle"),
        certificate_id,
        make=_file_of,
        name=lambda one, sha256: f"{one.year}/{one.running_number}-{sha256[:12]}.pdf",
        tell=lambda one: notices.tell(f"certificate-{one.state}", one),
    )


def claim_due_certificates(limit: int = 200) -> list[int]:
    """Ids of certificates whose rendering was asked for in vain, marked as asked for now."""
    return rendering.claim_due(Certificate.objects.all(), limit)


def _file_of(certificate):
    is_demonstration = certificate.assessment.cycle.is_demonstration
    made = documents.certificate_pdf(certificate)
    return signing.signed(made, number=certificate.number, is_demonstration=is_demonstration)
