"""Queries of the public verification of awards."""

from enum import StrEnum

from django.db.models import Q

from awards.register.models.awards import Award
from awards.register.models.reprints import Reprint
from awards.register.queries import resolution_of_award
from awards.verification.domain import PLAIN_CODE


class Validity(StrEnum):
    """The validity of an award today; the first member that holds."""

    REVOKED = "revoked"
    REPLACED = "replaced"  # by an award with a number of its own
    OUTDATED = "outdated"  # another level is in force than the one printed
    VALID = "valid"


def award_by_code(code: str) -> Award | None:
    """Return the award with this code and what the verification page shows, None when there is none."""
    code = code.lower()
    return _award_with_facts(Q(code=code)) if PLAIN_CODE.fullmatch(code) else None


def award_by_file(sha256: str) -> Award | None:
    """Return the award whose file or reprint has this SHA-256, None when no file has it."""
    reprinted = Reprint.objects.filter(sha256=sha256).values("award")
    return _award_with_facts(Q(sha256=sha256) | Q(pk__in=reprinted))


def validity_of(award: Award) -> Validity:
    """Return the validity of an award today."""
    if award.is_revoked:
        return Validity.REVOKED
    if award.is_replaced:
        return Validity.REPLACED
    return Validity.OUTDATED if award.is_outdated else Validity.VALID


def _award_with_facts(condition: Q) -> Award | None:
    award = (
        Award.objects.select_related("assessment__area__province", "assessment__cycle__framework")
        .select_related("assessment__resolution", "area__province", "shared_resolution__meeting")
        .filter(condition)
        .first()
    )
    if award:
        award.validity = validity_of(award)
        if award.assessment:
            level = resolution_of_award(award).granted_level
            award.level_rule = award.assessment.cycle.framework.level_rules.get(level=level)
    return award
