"""Queries of the public verification of awards."""

import re
from enum import StrEnum
from urllib.parse import unquote

from django.db.models import Q

from awards.models import Certificate, Reprint
from ecotown.common import typed_text

PLAIN_CODE = re.compile(r"[2-9a-z]{1,24}")
IN_GROUPS = re.compile(r"[2-9a-z](?:[\s_-]*[2-9a-z])*")
# A code of the current length, possibly among other words.
WHOLE = re.compile(r"(?<![2-9a-z])[2-9a-z](?:[\s_-]*[2-9a-z]){19}(?![2-9a-z])")
# What follows a code or a number in a sentence: punctuation, and Thai words such as polite particles.
REMAINS = re.compile(r"[\W_\u0e00-\u0e7f]+$")


class Standing(StrEnum):
    """The validity of an award today; the first member that holds."""

    REVOKED = "revoked"
    REPLACED = "replaced"  # by an award with a number of its own
    OUTDATED = "outdated"  # another level is in force than the one printed
    VALID = "valid"


def plain_code(typed: str) -> str:
    """Return the code in what was typed, pasted or followed as a link, as it is stored; "-" without one.

    Letter case, separators, text after the code and an address around it are ignored. A text with a NUL,
    which nobody types, has no code.
    """
    text = _without_remains(typed).lower().rpartition("/verify/")[2]  # people paste the whole address, too
    match = None if "\0" in typed else WHOLE.search(text) or IN_GROUPS.search(text)
    return re.sub(r"[^2-9a-z]", "", match[0]) if match else "-"


def same_number(typed: str, number: str) -> bool:
    """Return whether a number was typed as printed, in any digits, with any spaces."""
    return _parts(number) in (_parts(typed), _parts(_without_remains(typed)))


def verified(code: str) -> Certificate | None:
    """Return the award with this code and what the verification page shows, None when there is none."""
    code = code.lower()
    return _award_with_facts(Q(code=code)) if PLAIN_CODE.fullmatch(code) else None


def by_file(sha256: str) -> Certificate | None:
    """Return the award whose file or reprint has this SHA-256, None when no file has it."""
    reprinted = Reprint.objects.filter(sha256=sha256).values("certificate")
    return _award_with_facts(Q(sha256=sha256) | Q(pk__in=reprinted))


def standing_of(certificate: Certificate) -> Standing:
    """Return the validity of an award today."""
    if certificate.is_revoked:
        return Standing.REVOKED
    if certificate.is_replaced:
        return Standing.REPLACED
    return Standing.OUTDATED if certificate.is_outdated else Standing.VALID


def _award_with_facts(condition):
    award = (
        Certificate.objects.select_related("assessment__area__province", "assessment__cycle__framework")
        .select_related("assessment__resolution", "area__province", "shared_resolution__meeting")
        .filter(condition)
        .first()
    )
    if award:
        award.standing = standing_of(award)
        if award.assessment_id:
            level = award.resolution.granted_level
            award.level_rule = award.assessment.cycle.framework.level_rules.get(level=level)
    return award


def _without_remains(typed):
    """Return the typed text in ASCII, percent-decoded, without punctuation and Thai words at its end."""
    return REMAINS.sub("", typed_text.ascii_value(unquote(typed)))


def _parts(number):
    return re.findall(r"[^\W_]+", typed_text.ascii_value(number).casefold())
