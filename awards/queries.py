"""Reading certificates for the public."""

import re

from awards.models import Certificate

PLAIN_CODE = re.compile(r"[2-9a-z]{1,24}")


def plain_code(typed: str) -> str:
    """A code as it is stored: without capitals and what people put in to read it; "-" for nothing."""
    code = typed.lower().rpartition("/verify/")[2]  # people paste the whole address, too
    return re.sub(r"[^2-9a-z]", "", code) or "-"


def verified(code: str) -> Certificate | None:
    """The certificate with this code, with what the verification page shows; None when there is none."""
    code = code.lower()
    if not PLAIN_CODE.fullmatch(code):
        return None
    found = (
        Certificate.objects.select_related("assessment__area__province", "assessment__cycle__framework")
        .select_related("assessment__resolution")
        .filter(code=code)
        .first()
    )
    if found:
        level = found.resolution.granted_level
        found.level_rule = found.assessment.cycle.framework.level_rules.get(level=level)
    return found
