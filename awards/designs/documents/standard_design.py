"""The standard designs of the portal: each layout with its usual wording."""

from django.utils import translation
from django.utils.translation import gettext as _

from awards.designs.domain.arrangement import layout_for_purpose
from awards.designs.domain.designs import DesignSpec, Signatory
from awards.designs.domain.layouts import DEMONSTRATION_SLOTS
from awards.designs.domain.purposes import Purpose
from ecotown.configuration.queries import current, department_name, emblem

STANDARD_LAYOUT = "certificate-landscape"  # the layout of awards without a design of their own


def standard_design(
    layout: str = STANDARD_LAYOUT, *, purpose: Purpose = Purpose.AREA, is_demonstration: bool = False
) -> DesignSpec:
    """Return a layout with its usual wording in Thai for a purpose, with what the settings name."""
    picture = emblem()
    fitted = layout_for_purpose(layout, purpose)
    named = [Signatory(row.name, row.position) for row in current().signatories]
    with translation.override("th"):  # whatever the language of the worker or the reader
        texts = _usual_texts()
        if fitted.kind == "plaque":
            texts["given"] = _("This plaque is given to show that")
            texts["verify-label"] = _("Check this plaque at")
        if purpose != Purpose.AREA:
            # Only areas are certified. For partners, the text of the meeting mentions the resolution.
            texts |= {"granted": _("has been recognised as"), "resolution": ""}
    return DesignSpec(
        fitted.name,
        fitted.kind,
        fitted.width,
        fitted.height,
        fitted.bleed,
        {name: texts[name] for name in (*(slot.name for slot in fitted.fixed), *DEMONSTRATION_SLOTS)},
        tuple(named) or (Signatory("", ""),),  # an empty line, to be signed by hand
        seal=picture.content if picture else None,
        is_demonstration=is_demonstration,
        purpose=purpose,
    )


def _usual_texts() -> dict[str, str]:
    return {
        "department": department_name(),
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
