"""Certificates and plaques: the texts printed on each, and their files."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from django.utils import translation
from django.utils.translation import gettext as _

from areas.words import province_in_words
from assessments.committee.models.resolutions import Resolution
from assessments.workflow.models import Assessment
from awards.designs.documents.fast_pdf import render
from awards.designs.documents.placing import overflows
from awards.designs.documents.standard_design import standard_design
from awards.designs.documents.stored_designs import UnfitDesignError, design_of_row
from awards.designs.domain.designs import AwardTexts, DesignSpec, Overflow
from awards.designs.domain.fitting import NO_WIDTH
from awards.designs.domain.purposes import Purpose
from awards.designs.words import own_digits
from awards.register.models.awards import Award
from awards.register.queries import resolution_of_award
from ecotown.common.thai import dates, numerals

CODE_GROUP_LENGTH = 5  # letters of a verification code in one group
DesignKey = tuple[int | None, bool, Purpose]  # what the design of an award depends on


def award_pdfs(awards: Sequence[Award]) -> Iterator[bytes]:
    """Yield the PDF of each award in their order; adjacent awards of one design are made together.

    Raises TextOverflowError before the first file of a design when one of its texts does not fit.
    """
    for design, texts_of_awards in _by_design(awards):
        yield from render(design, texts_of_awards)


def award_pdf(award: Award, *, is_reprint: bool = False) -> bytes:
    """Return the PDF of one award; a reprint is marked as one. Raises TextOverflowError."""
    ((design, texts_of_awards),) = _by_design([award], is_reprint=is_reprint)
    return next(render(design, texts_of_awards))


def overflows_of_awards(awards: Sequence[Award]) -> list[Overflow]:
    """Return the texts that do not fit into their boxes, or have a letter that the font lacks."""
    return [
        overflow
        for design, texts_of_awards in _by_design(awards)
        for overflow in overflows(design, texts_of_awards)
    ]


def design_of_award(award: Award) -> DesignSpec:
    """Return the design of an award: its own, or the standard design. Raises UnfitDesignError."""
    if not award.has_fitting_design:
        raise UnfitDesignError(f"award {award.pk} is of another purpose than its design {award.design_id}")
    if award.design:
        return design_of_row(award.design, is_demonstration=award.is_demonstration)
    return standard_design(is_demonstration=award.is_demonstration)


def texts_of_award(award: Award, *, is_reprint: bool = False) -> AwardTexts:
    """Return the texts of an award that differ from others of its design, in Thai."""
    with translation.override("th"):  # whatever the language of the worker
        code, address = award.code, award.verification_url
        texts = {
            **(_area_texts(award, award.assessment) if award.assessment else _recipient_texts(award)),
            "year": _("for the year B.E. %(year_thai)s") % {"year_thai": own_digits(award.year)},
            "issued": _("Given on %(issued_on_thai)s")
            % {"issued_on_thai": own_digits(dates.full_date(award.dated_on))},
            "number": own_digits(award.number),
            "reprint": _("Reprint") if is_reprint else "",
        }
        # The address and the code are typed, so they keep Arabic digits.
        groups = " ".join(
            code[start : start + CODE_GROUP_LENGTH] for start in range(0, len(code), CODE_GROUP_LENGTH)
        )
        texts["address"] = address.replace("/", f"/{NO_WIDTH}")
        texts["code"] = f"{_('Verification code')} {groups}"
        return AwardTexts(award.printed_name, texts, address)


def _by_design(
    awards: Sequence[Award], *, is_reprint: bool = False
) -> Iterator[tuple[DesignSpec, list[AwardTexts]]]:
    """Yield adjacent awards of one design together, as (design, texts of each)."""
    designs: dict[DesignKey, DesignSpec] = {}
    for key, group in groupby(awards, key=design_key):
        awards_of_design = list(group)
        if key not in designs:
            designs[key] = design_of_award(awards_of_design[0])
        yield designs[key], [texts_of_award(award, is_reprint=is_reprint) for award in awards_of_design]


def design_key(award: Award) -> DesignKey:
    """Return what the design of an award depends on."""
    return award.design_id, award.is_demonstration, award.purpose


def _area_texts(award: Award, assessment: Assessment) -> dict[str, str]:
    resolution = resolution_of_award(award)
    rules = assessment.cycle.framework.level_rules.all()  # prefetched where there are many awards
    names = {rule.level: rule.name_th for rule in rules}
    level = {
        "level_thai": own_digits(resolution.granted_level),
        "level_name_th": names[resolution.granted_level],
    }
    return {
        "place": province_in_words(assessment.area.province.name_th),
        "level": _("Level %(level_thai)s %(level_name_th)s") % level,
        "meeting": _("at meeting %(meeting_number_thai)s on %(meeting_date_thai)s") % _meeting(resolution),
    }


def _recipient_texts(award: Award) -> dict[str, str]:
    place = ""
    if award.area:
        area_name = numerals.digits(award.area) if award.has_thai_digits else award.area
        place = f"{area_name} {province_in_words(award.area.province.name_th)}"
    meeting = ""
    if resolution := award.resolution:
        sentence = _(
            "by the committee's resolution at meeting %(meeting_number_thai)s on %(meeting_date_thai)s"
        )
        meeting = sentence % _meeting(resolution)
    return {"place": place, "level": award.recognition, "meeting": meeting}


def _meeting(resolution: Resolution) -> dict[str, str]:
    return {
        "meeting_number_thai": own_digits(resolution.meeting.number),
        "meeting_date_thai": own_digits(dates.full_date(resolution.meeting.date)),
    }
