"""Correcting what is printed: a recipient renamed, and its valid awards replaced, in one action."""

from typing import Any

from django.db import transaction

from awards.ceremonies.actions.ceremonies import lock_ceremony
from awards.ceremonies.actions.printed_values import check_resolution, set_printed_values
from awards.ceremonies.actions.recipients import recipient_facts, save_recipient, stored_recipient
from awards.ceremonies.models import Recipient
from awards.designs.domain.kinds import AwardKind
from awards.designs.events import Event
from awards.register.actions.awards import issue_replacement, lock_award
from awards.register.actions.recording import lock_series
from awards.register.domain import check_correcting
from awards.register.models.awards import Award
from awards.register.queries import valid_awards_of
from ecotown.accounts.models import User
from ecotown.common.history import recording


@transaction.atomic
def rename_and_replace(*, recipient: Recipient, reason: str, by: User, **printed: Any) -> list[Award]:
    """Change what is printed of a recipient (`PRINTED_FIELDS`), and replace its valid awards.

    The new awards, which are returned, have numbers of their own, and the same reason.

    Raises what `change_recipient` and `replace_award` raise, and AwardError: "nothing-valid" without a valid
    award, "name-unchanged" when the awards would say the same.
    """
    lock_ceremony(recipient.ceremony)
    recipient = stored_recipient(recipient)
    before = recipient_facts(recipient)
    # The series are locked before the awards, as in a print run, to avoid deadlocks.
    for kind, year in sorted({(award.kind, award.year) for award in valid_awards_of(recipient)}):
        lock_series(AwardKind(kind), year)
    locked = [lock_award(award) for award in valid_awards_of(recipient)]
    awards = [award for award in locked if not award.is_revoked]  # until the lock one may have been
    set_printed_values(recipient, **printed)
    check_resolution(recipient)
    check_correcting(
        is_issued=bool(awards),
        is_changed=any(_says_otherwise(award, recipient) for award in awards),
        reason=reason,
    )
    replacements = [
        issue_replacement(award=award, recipient=recipient, reason=reason, by=by) for award in awards
    ]
    # Only now: until then the valid awards say otherwise than the recipient.
    save_recipient(recipient)
    event_facts: dict[str, object] = {"recipient": recipient.pk, "reason": reason.strip()}
    event_facts |= {"old": before, "new": recipient_facts(recipient)}
    recording.record(recipient.ceremony.history_subject, Event.RECIPIENT_RENAMED, by=by, data=event_facts)
    return replacements


def _says_otherwise(award: Award, recipient: Recipient) -> bool:
    return award.purpose != recipient.purpose or any(
        getattr(award, name) != value for name, value in recipient.award_values.items()
    )
