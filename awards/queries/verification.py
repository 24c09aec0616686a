"""Reading certificates for the public."""

import re
from enum import StrEnum
from urllib.parse import unquote

from django.db.models import Q

from awards.models import Certificate, Reprint
from ecotown.common import typed_text

PLAIN_CODE = re.compile(r"[2-9a-z]{1,24}")
IN_GROUPS = re.compile(r"[2-9a-z](?:[\s_-]*[2-9a-z])*")
# A code of today, which other words may stand beside.
WHOLE = re.compile(r"(?<![2-9a-z])[2-9a-z](?:[\s_-]*[2-9a-z]){19}(?![2-9a-z])")
# What a sentence puts behind a code or a number: signs, and Thai words such as polite particles.
REMAINS = re.compile(r"[\W_\u0e00-\u0e7f]+$")


class Standing(StrEnum):
    """What a certificate is worth today; the first that holds."""

    REVOKED = "revoked"
    REPLACED = "replaced"  # by one with a number of its own
    OUTDATED = "outdated"  # another level is in force than the one printed
    VALID = "valid"


def plain_code(typed: str) -> str:
    """A code as it is stored, out of what was typed, pasted or followed as a link; "-" where there is none.

    Capitals, what people put in to read it and what came to stand behind it do not count, nor an address
    around it. Nothing is read out of a text with a NUL, which nobody types.
    """
    said = _without_remains(typed).lower().rpartition("/verify/")[2]  # people paste the whole address, too
    found = None if "\0" in typed else WHOLE.search(said) or IN_GROUPS.search(said)
    return re.sub(r"[^2-9a-z]", "", found[0]) if found else "-"


def same_number(typed: str, number: str) -> bool:
    """Whether a number was typed as it is printed, whatever digits and spaces were used."""
    return _parts(number) in (_parts(typed), _parts(_without_remains(typed)))


def verified(code: str) -> Certificate | None:
    """The certificate with this code, with what the verification page shows; None when there is none."""
    code = code.lower()
    return _shown(Q(code=code)) if PLAIN_CODE.fullmatch(code) else None


def by_file(sha256: str) -> Certificate | None:
    """The certificate whose file, or a reprint of it, has this SHA-256; None when no file of ours has it."""
    reprint = Reprint.objects.filter(sha256=sha256).values("certificate")
    return _shown(Q(sha256=sha256) | Q(pk__in=reprint))


def standing_of(certificate: Certificate) -> Standing:
    if certificate.is_revoked:
        return Standing.REVOKED
    if certificate.is_replaced:
        return Standing.REPLACED
    return Standing.OUTDATED if certificate.is_outdated else Standing.VALID


def _shown(wanted):
    found = (
        Certificate.objects.select_related("assessment__area__province", "assessment__cycle__framework")
        .select_related("assessment__resolution", "area__province", "shared_resolution__meeting")
        .filter(wanted)
        .first()
    )
    if found:
        found.standing = standing_of(found)
        if found.assessment_id:
            level = found.resolution.granted_level
            found.level_rule = found.assessment.cycle.framework.level_rules.get(level=level)
    return found


def _without_remains(typed):
    """What was typed, perhaps percent-encoded by a link, in ASCII and without what stands behind it."""
    return REMAINS.sub("", typed_text.ascii_value(unquote(typed)))


def _parts(number):
    return re.findall(r"[^\W_]+", typed_text.ascii_value(number).casefold())
