"""Queries of the public verification of awards."""

from enum import StrEnum

from django.db.models import Q

from awards.register.models.awards import Award
from awards.register.models.reprints import Reprint
from awards.register.queries import resolution_of_award
from awards.verification.domain import PLAIN_CODE, is_same_number, numbers_in
from ecotown.accounts.models import User

MOST_FOUND = 50  # awards that a search by number shows


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


def awards_by_number(typed: str, user: User) -> list[Award]:
    """Return the awards of every kind and year with a typed number, the newest first; none without a number.

    A number without a year finds those of all years, one with the letters of a plaque plaques only. Two
    queries.
    """
    numbers = numbers_in(typed)
    awards = Award.objects.visible_to(user).filter(running_number__in=numbers)
    if len(numbers) > 1:
        awards = awards.filter(year__in=numbers)
    outdated = set(awards.outdated().values_list("pk", flat=True))
    shown = awards.select_related("recipient", "assessment", "replaced_by").order_by("-year", "kind", "-pk")
    found = [
        award for award in shown[:MOST_FOUND] if len(numbers) == 1 or is_same_number(typed, award.number)
    ]
    for award in found:
        award.is_outdated, award.replacement = award.pk in outdated, getattr(award, "replaced_by", None)
    return found


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
