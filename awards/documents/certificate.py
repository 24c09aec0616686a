"""What stands on the certificate of a published result."""

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from assessments.models import Assessment
from awards.documents.stamped import render
from awards.domain.designs import Design, Signatory, Words
from awards.domain.fitting import NO_WIDTH
from awards.domain.layouts import LAYOUTS
from awards.models import Certificate
from ecotown.common import thai

LAYOUT = LAYOUTS["certificate-landscape"]
CAPITAL = "กรุงเทพมหานคร"  # not a province


def certificate_pdf(certificate: Certificate) -> bytes:
    """The certificate as one A4 landscape page, Thai digits, with the QR code of its verification."""
    found = Assessment.objects.select_related("area__province", "cycle__framework")
    assessment = found.get(pk=certificate.assessment_id)
    with translation.override("th"):  # whatever the worker speaks
        design = standard_design(is_demonstration=assessment.cycle.is_demonstration)
        (content,) = render(design, [words_of(certificate, assessment)])
    return content


def standard_design(*, is_demonstration: bool) -> Design:
    """The certificate as it is without any design of the department."""
    texts = {
        "department": _("Department of Industrial Works"),
        "given": _("This certificate is given to show that"),
        "granted": _("has been certified as an Eco Industrial Town"),
        "resolution": _("by resolution of the expert committee on the development of Eco Industrial Towns"),
        "number-label": _("Certificate number"),
        "verify-label": _("Check this certificate at"),
        "demonstration": _("Demonstration data"),
        "void": _("not valid"),
        "band": _(
            "Demonstration of the portal. This is no certificate of the department and certifies nothing."
        ),
    }
    signatory = Signatory(settings.CERTIFICATE_SIGNATORY_NAME, settings.CERTIFICATE_SIGNATORY_POSITION)
    return Design(
        LAYOUT.name,
        LAYOUT.kind,
        LAYOUT.width,
        LAYOUT.height,
        LAYOUT.bleed,
        texts,
        (signatory,),
        is_demonstration=is_demonstration,
    )


def words_of(certificate: Certificate, assessment: Assessment) -> Words:
    """What the certificate of one area says, with Thai digits."""
    resolution = certificate.resolution
    rule = assessment.cycle.framework.level_rules.get(level=resolution.granted_level)
    province = assessment.area.province.name_th
    code = certificate.code
    groups = " ".join(code[start : start + 5] for start in range(0, len(code), 5))
    address = certificate.verification_url
    texts = {
        "place": province
        if province == CAPITAL
        else _("Province of %(province_name)s") % {"province_name": province},
        "level": _("Level %(level_thai)s %(level_name_th)s")
        % {"level_thai": thai.digits(resolution.granted_level), "level_name_th": rule.name_th},
        "year": _("for the year B.E. %(year_thai)s") % {"year_thai": thai.digits(assessment.cycle.year)},
        "meeting": _("at meeting %(meeting_number_thai)s on %(meeting_date_thai)s")
        % {
            "meeting_number_thai": thai.digits(resolution.meeting.number),
            "meeting_date_thai": thai.digits(thai.long_date(resolution.meeting.date)),
        },
        "issued": _("Given on %(issued_on_thai)s")
        % {"issued_on_thai": thai.digits(thai.long_date(timezone.localdate(certificate.issued_at)))},
        "number": thai.digits(certificate.number),
        "address": address.replace("/", f"/{NO_WIDTH}"),
        "code": f"{_('Verification code')} {groups}",
    }
    return Words(thai.digits(str(assessment.area)), texts, address)
