"""Certificates and plaques: the texts printed on each, and their files."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from awards.documents.certificate import standard_design
from awards.documents.placing import overflows
from awards.documents.stamped import render
from awards.domain.designs import Design, Overflow, Signatory, Words
from awards.domain.fitting import NO_WIDTH
from awards.domain.layouts import MARKED
from awards.domain.purposes import Purpose
from awards.models import Certificate
from awards.models import Design as DesignRow
from ecotown.common import thai


class UnfitDesign(ValueError):
    """An award has a design that is made for another purpose."""

    trouble = "design-purpose"  # stored in the row as its error


GROUP = 5  # letters of a verification code in one group
CAPITAL = "กรุงเทพมหานคร"  # not a province


def certificate_pdfs(awards: Sequence[Certificate]) -> Iterator[bytes]:
    """Yield the PDF of each award in their order; adjacent awards of one design are made together.

    Raise TextOverflow before the first file of a design when one of its texts does not fit.
    """
    for design, words in _by_design(awards):
        yield from render(design, words)


def certificate_pdf(award: Certificate, *, is_reprint: bool = False) -> bytes:
    """Return the PDF of one award; a reprint is marked as one. Raise TextOverflow."""
    ((design, words),) = _by_design([award], is_reprint=is_reprint)
    return next(render(design, words))


def too_long(awards: Sequence[Certificate]) -> list[Overflow]:
    """Return the texts that do not fit into their boxes, or have a letter that the font lacks."""
    return [overflow for design, words in _by_design(awards) for overflow in overflows(design, words)]


def design_of(row: DesignRow, *, is_demonstration: bool = False) -> Design:
    """Return the design to draw from its row; the marks of a demonstration are always the standard ones."""
    standard = standard_design(row.layout, purpose=Purpose(row.purpose))
    return Design(
        layout=row.layout,
        kind=row.kind,
        width=float(row.width),
        height=float(row.height),
        bleed=float(row.bleed),
        texts=row.texts | {name: standard.texts[name] for name in MARKED},
        signatories=tuple(
            Signatory(signatory.name, signatory.position, _content(signatory.image))
            for signatory in row.signatories.all()
        ),
        seal=_content(row.seal),
        is_demonstration=is_demonstration,
        purpose=Purpose(row.purpose),
    )


def drawn(award: Certificate) -> Design:
    """Return the design of an award: its own, or the standard design. Raise UnfitDesign."""
    if not award.has_fitting_design:
        raise UnfitDesign(f"award {award.pk} is of another purpose than its design {award.design_id}")
    if award.design:
        return design_of(award.design, is_demonstration=award.is_demonstration)
    return standard_design(is_demonstration=award.is_demonstration)


def words_of(award: Certificate, *, is_reprint: bool = False) -> Words:
    """Return the texts of an award that differ from others of its design, in Thai."""
    with translation.override("th"):  # whatever the language of the worker
        code, address = award.code, award.verification_url
        texts = {
            **(_area_texts(award) if award.assessment_id else _recipient_texts(award)),
            "year": _("for the year B.E. %(year_thai)s") % {"year_thai": award.year},
            "issued": _("Given on %(issued_on_thai)s") % {"issued_on_thai": thai.long_date(award.dated_on)},
            "number": award.number,
            "reprint": _("Reprint") if is_reprint else "",
        }
        texts = {slot: _digits(text) for slot, text in texts.items()}
        # The address and the code are typed, so they keep Arabic digits.
        groups = " ".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))
        texts["address"] = address.replace("/", f"/{NO_WIDTH}")
        texts["code"] = f"{_('Verification code')} {groups}"
        return Words(_digits(award.honoured), texts, address)


def _by_design(awards, *, is_reprint=False):
    """Yield adjacent awards of one design together, as (design, texts of each)."""
    designs: dict[tuple[int | None, bool, Purpose], Design] = {}
    for key, group in groupby(awards, key=_design_key):
        together = list(group)
        if key not in designs:
            designs[key] = drawn(together[0])
        yield designs[key], [words_of(award, is_reprint=is_reprint) for award in together]


def _design_key(award):
    return award.design_id, award.is_demonstration, award.purpose


def _area_texts(award):
    resolution = award.resolution
    rules = award.assessment.cycle.framework.level_rules.all()  # prefetched where there are many awards
    names = {rule.level: rule.name_th for rule in rules}
    level = {
        "level_thai": resolution.granted_level,
        "level_name_th": names[resolution.granted_level],
    }
    return {
        "place": _province(award.assessment.area),
        "level": _("Level %(level_thai)s %(level_name_th)s") % level,
        "meeting": _("at meeting %(meeting_number_thai)s on %(meeting_date_thai)s") % _meeting(resolution),
    }


def _recipient_texts(award):
    place = f"{award.area} {_province(award.area)}" if award.area else ""
    meeting = ""
    if resolution := award.resolution:
        words = _("by the committee's resolution at meeting %(meeting_number_thai)s on %(meeting_date_thai)s")
        meeting = words % _meeting(resolution)
    return {"place": place, "level": award.recognition, "meeting": meeting}


def _meeting(resolution):
    return {
        "meeting_number_thai": resolution.meeting.number,
        "meeting_date_thai": thai.long_date(resolution.meeting.date),
    }


def _province(area):
    name = area.province.name_th
    return name if name == CAPITAL else _("Province of %(province_name)s") % {"province_name": name}


def _digits(text):
    return thai.digits(text) if settings.AWARD_THAI_DIGITS else str(text)


def _content(file):
    if not file:
        return None
    with file.open() as content_file:
        return content_file.read()
