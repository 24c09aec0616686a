"""The certificate of a published result as it is without any design of the department."""

from django.conf import settings
from django.utils.translation import gettext as _

from awards.domain.designs import Design, Signatory
from awards.domain.layouts import LAYOUTS

LAYOUT = LAYOUTS["certificate-landscape"]


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
