"""Asking for the handbook of an edition, which workers make."""

from django.db import transaction

from ecotown.accounts.models import User
from ecotown.common.history import recording
from ecotown.common.produced_files.models import waiting_columns
from indicators.editions.actions.changes import EditionError
from indicators.editions.events import Event
from indicators.editions.models import Framework
from indicators.handbook import tasks
from indicators.handbook.models import LANGUAGES, Handbook
from indicators.handbook.queries import handbooks_of


@transaction.atomic
def ask_for_handbook(*, framework: Framework, language: str, by: User | None) -> Handbook:
    """Have the handbook made in a language; return the one of these criteria when there is one in any state.

    `by` is None for a visitor, so that visitors ask once for each edition and language.
    """
    framework = Framework.objects.select_for_update().get(pk=framework.pk)
    if handbook := handbooks_of(framework).get(language):
        return handbook
    return _ask(framework, language, by=by)


@transaction.atomic
def retry_handbook(*, handbook: Handbook, by: User) -> Handbook:
    """Have a handbook made again after an error. Raises EditionError("handbook-not-failed")."""
    handbook = (
        Handbook.objects.select_for_update(of=("self",)).select_related("framework").get(pk=handbook.pk)
    )
    if not handbook.is_failed:
        raise EditionError("handbook-not-failed")
    handbook.ask_again()
    _record(Event.HANDBOOK_RETRIED, handbook, by=by)
    tasks.make_handbooks.delay_on_commit(pks=[handbook.pk])
    return handbook


@transaction.atomic
def ask_for_new_handbooks(*, framework: Framework, by: User | None) -> None:
    """Have the handbooks of a newly published edition made; those of its draft say that it is a draft."""
    for language in LANGUAGES:
        _ask(framework, language, by=by)


def _ask(framework: Framework, language: str, *, by: User | None) -> Handbook:
    columns = {"checksum": framework.checksum, **waiting_columns()}
    handbook, _is_new = Handbook.objects.update_or_create(
        framework=framework, language=language, defaults=columns
    )
    _record(Event.HANDBOOK_ASKED, handbook, by=by)
    tasks.make_handbooks.delay_on_commit(pks=[handbook.pk])
    return handbook


def _record(event: Event, handbook: Handbook, *, by: User | None) -> None:
    """Record an event in a separate chain, because asking for a handbook changes nothing of the edition."""
    event_data = {"language": handbook.language, "checksum": handbook.checksum}
    recording.record(history_subject(handbook.framework), event, by=by, data=event_data)


def history_subject(framework: Framework) -> str:
    """Return the subject of the chain of the handbooks of an edition."""
    return f"handbooks:{framework.edition}"
