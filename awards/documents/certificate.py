"""The designs that come with the portal: each layout with its usual wording."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from awards.domain.designs import Design, Signatory
from awards.domain.layouts import LAYOUTS, MARKED

STANDARD = "certificate-landscape"  # of a certificate for which the department has chosen no design


def standard_design(
    layout: str = STANDARD, *, is_named: bool = False, is_demonstration: bool = False
) -> Design:
    """A layout with its usual wording in Thai, for areas or by name, and the signatory of the settings."""
    found = LAYOUTS[layout]
    signatory = Signatory(settings.CERTIFICATE_SIGNATORY_NAME, settings.CERTIFICATE_SIGNATORY_POSITION)
    with translation.override("th"):  # whatever the worker or the reader speaks
        texts = _usual_texts()
        if found.kind == "plaque":
            texts["given"] = _("This plaque is given to show that")
        if is_named:  # honoured by the department: the committee resolves on areas only
            texts |= {"granted": _("has been recognised as"), "resolution": ""}
    return Design(
        found.name,
        found.kind,
        found.width,
        found.height,
        found.bleed,
        {name: texts[name] for name in (*(slot.name for slot in found.fixed), *MARKED)},
        (signatory,),
        is_demonstration=is_demonstration,
    )


def _usual_texts() -> dict[str, str]:
    return {
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
