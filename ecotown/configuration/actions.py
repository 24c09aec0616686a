"""Changing the settings of the portal."""

from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from ecotown.common.history import recording
from ecotown.common.mails.models import Mail
from ecotown.common.mails.sending import ask_for_mail
from ecotown.configuration import queries, registry
from ecotown.configuration.domain import (
    Configuration,
    ConfigurationError,
    Group,
    changed,
    check_configuration,
    seal,
    values_of,
)
from ecotown.configuration.events import Event
from ecotown.configuration.models import ONLY, StoredConfiguration

# A test that waits longer for the mail server has failed.
TEST_TIME = timedelta(minutes=15)


@transaction.atomic
def change_settings(
    *, group: Group, values: Mapping[str, object], seen: str | None = None, by: AbstractBaseUser | None
) -> Configuration:
    """Store settings of one group; without any other value nothing is recorded.

    `seen` is the seal of the values that the person saw. Raises ConfigurationError: "changed-meanwhile",
    "above-upload-limit" for a file that the server in front would refuse, "emblem-gone" for a picture that is
    not there any more, what `check_configuration` raises,
    and what a room above finds wrong.
    """
    StoredConfiguration.objects.get_or_create(pk=ONLY)
    StoredConfiguration.objects.select_for_update().get(pk=ONLY)
    before = queries.stored()
    if seen is not None and seen != seal(before, group):
        raise ConfigurationError("changed-meanwhile")
    after = changed(before, values)
    old, new = values_of(before, group), values_of(after, group)
    if after == before:
        return before
    check_configuration(after)
    if group == Group.LIMITS and max(after.evidence_max_mb, after.verify_max_mb) > settings.UPLOAD_MAX_MB:
        raise ConfigurationError("above-upload-limit")
    if after.emblem and after.emblem != before.emblem and queries.picture_of(after.emblem) is None:
        raise ConfigurationError("emblem-gone")
    for check in registry.CHECKS:
        check(before, after)
    StoredConfiguration.objects.filter(pk=ONLY).update(**new)
    for effect in registry.EFFECTS:
        effect(before, after)
    changes = {name: [_plain(old[name]), _plain(new[name])] for name in new if old[name] != new[name]}
    recording.record(
        queries.SUBJECT, Event.SETTINGS_CHANGED, by=by, data={"group": group.value, "changes": changes}
    )
    queries.forget()
    transaction.on_commit(queries.forget)
    return after


def _plain(value: object) -> object:
    """Return a value as JSON holds it; a time as it is typed."""
    return value if isinstance(value, str | int | bool) else str(value)


@transaction.atomic
def send_test_mail(*, by: AbstractBaseUser) -> Mail:
    """Ask a worker for a mail to the person who asks. Raises ConfigurationError("no-mail-address")."""
    email = getattr(by, "email", "")
    if not email:
        raise ConfigurationError("no-mail-address")
    mail = ask_for_mail(queries.TEST_MAIL, user=by, email=email, expires_at=timezone.now() + TEST_TIME)
    recording.record(queries.SUBJECT, Event.MAIL_TESTED, by=by, data={})
    return mail
