"""What stands on a certificate."""

from django.conf import settings
from django.utils import timezone, translation

from assessments.models import Assessment
from awards.models import Certificate
from ecotown.common import pdf, qr, thai


def certificate_pdf(certificate: Certificate) -> bytes:
    """The certificate as one A4 landscape page, Thai digits, with the QR code of its verification."""
    with translation.override("th"):  # whatever the worker speaks
        return pdf.render("awards/certificate.html", _context(certificate))


def _context(certificate: Certificate) -> dict[str, object]:
    found = Assessment.objects.select_related("area__province", "cycle__framework")
    assessment = found.get(pk=certificate.assessment_id)
    resolution = certificate.resolution
    rule = assessment.cycle.framework.level_rules.get(level=resolution.granted_level)
    return {
        "number_thai": thai.digits(certificate.number),
        "area_name": thai.digits(str(assessment.area)),
        "province_name": assessment.area.province.name_th,
        "level": resolution.granted_level,
        "level_thai": thai.digits(resolution.granted_level),
        "level_name_th": rule.name_th,
        "year_thai": thai.digits(assessment.cycle.year),
        "meeting_number_thai": thai.digits(resolution.meeting.number),
        "meeting_date_thai": thai.digits(thai.long_date(resolution.meeting.date)),
        "issued_on_thai": thai.digits(thai.long_date(timezone.localdate(certificate.issued_at))),
        "signatory_name": settings.CERTIFICATE_SIGNATORY_NAME,
        "signatory_position": settings.CERTIFICATE_SIGNATORY_POSITION,
        "qr_svg": qr.svg(certificate.verification_url),
        "verify_url": certificate.verification_url,
        "code_groups": [certificate.code[start : start + 5] for start in range(0, len(certificate.code), 5)],
        "demonstration": assessment.cycle.is_demonstration,
    }
