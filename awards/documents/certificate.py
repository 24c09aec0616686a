"""The standard designs of the portal: each layout with its usual wording."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from awards.domain.designs import Design, Signatory
from awards.domain.layouts import MARKED, layout_for
from awards.domain.purposes import Purpose

STANDARD = "certificate-landscape"  # the layout of awards without a design of their own


def standard_design(
    layout: str = STANDARD, *, purpose: Purpose = Purpose.AREA, is_demonstration: bool = False
) -> Design:
    """Return a layout with its usual wording in Thai for a purpose, and the signatory of the settings."""
    fitted = layout_for(layout, purpose)
    signatory = Signatory(settings.CERTIFICATE_SIGNATORY_NAME, settings.CERTIFICATE_SIGNATORY_POSITION)
    with translation.override("th"):  # whatever the language of the worker or the reader
        texts = _usual_texts()
        if fitted.kind == "plaque":
            texts["given"] = _("This plaque is given to show that")
        if purpose != Purpose.AREA:
            # Only areas are certified. For partners, the text of the meeting mentions the resolution.
            texts |= {"granted": _("has been recognised as"), "resolution": ""}
    return Design(
        fitted.name,
        fitted.kind,
        fitted.width,
        fitted.height,
        fitted.bleed,
        {name: texts[name] for name in (*(slot.name for slot in fitted.fixed), *MARKED)},
        (signatory,),
        is_demonstration=is_demonstration,
        purpose=purpose,
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
