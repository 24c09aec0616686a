"""Awards that have no number yet: unstored rows, and their drawings, which are marked as samples."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.utils import translation
from django.utils.translation import pgettext

from assessments.committee.models.resolutions import Resolution
from awards.ceremonies.models import Ceremony, Recipient
from awards.ceremonies.queries import shared_resolutions
from awards.designs.documents import decorations
from awards.designs.documents.artwork import artwork_svg
from awards.designs.domain.arrangement import scaled_layout
from awards.designs.domain.kinds import AwardKind
from awards.designs.domain.purposes import Purpose
from awards.designs.queries import number_format
from awards.register.documents.awards import design_of_award, texts_of_award
from awards.register.models.awards import Award

SVG_END = "</svg>\n"
# What stands in for a number and a code until they are given: as wide as most.
SAMPLE_NUMBER, SAMPLE_CODE = 8888, "23456789abcdefghjkmn"


def unissued_award(
    ceremony: Ceremony, recipient: Recipient, kind: AwardKind, shared: Mapping[int, Resolution]
) -> Award:
    """Return an award that is not stored, with a sample number and code.

    `shared` is the result of `shared_resolutions`.
    """
    assessment = recipient.assessment
    shared_resolution = None
    if recipient.by_resolution and recipient.area_id is not None:
        shared_resolution = shared.get(recipient.area_id)
    award = Award(
        kind=kind.value,
        assessment=assessment,
        recipient=recipient if recipient.is_named else None,
        **recipient.award_values,
        shared_resolution=shared_resolution,
        dated_on=ceremony.date,
        is_demonstration=(assessment.cycle if assessment else ceremony).is_demonstration,
        design=ceremony.design_of(kind, recipient.purpose),
        year=recipient.year,
        running_number=SAMPLE_NUMBER,
        number_format=number_format(kind),
        code=SAMPLE_CODE,
    )
    if assessment is not None:
        award.resolution = assessment.resolution  # in force now, and loaded already
    return award


def sample_awards(
    ceremony: Ceremony, recipients_and_kinds: Sequence[tuple[Recipient, AwardKind]]
) -> list[Award | None]:
    """Return the awards that a run would issue, not stored. One query.

    None stands for those without the level or the resolution that they need.
    """
    shared = shared_resolutions([recipient for recipient, _kind in recipients_and_kinds])
    return [
        unissued_award(ceremony, recipient, kind, shared) if is_granted(recipient, shared) else None
        for recipient, kind in recipients_and_kinds
    ]


def is_granted(recipient: Recipient, shared: Mapping[int, Resolution]) -> bool:
    """Return whether the recipient has the level or resolution that its award needs.

    `shared` is the result of `shared_resolutions`.
    """
    if recipient.purpose == Purpose.AREA:
        return bool(recipient.level)
    return recipient.purpose == Purpose.NAMED or recipient.area_id in shared


def sample_svg(award: Award) -> str:
    """Return the drawing of an unstored award, without number and QR code. Raises TextOverflowError."""
    design, award_texts = design_of_award(award), texts_of_award(award)
    # The words beside the QR code would point at nothing.
    design = replace(design, texts={**design.texts, "verify-label": ""})
    with translation.override("th"):
        sample_mark = pgettext("award", "Sample")
    texts = {**award_texts.texts, "number": sample_mark, "address": "", "code": ""}
    svg = artwork_svg(design, replace(award_texts, texts=texts, qr_content=""))
    # A demonstration has a watermark already.
    watermark = "" if design.is_demonstration else decorations.watermark(scaled_layout(design), sample_mark)
    return svg.replace(SVG_END, watermark + SVG_END)
