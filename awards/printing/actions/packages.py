"""Actions on the packages of a ceremony: request, retry."""

from django.db import transaction
from django.utils import timezone

from awards.ceremonies.actions.ceremonies import lock_ceremony
from awards.ceremonies.models import Ceremony
from awards.designs.domain.kinds import AwardError
from awards.designs.events import Event
from awards.printing import queries, tasks
from awards.printing.domain import PackageKind
from awards.printing.models import Package
from ecotown.accounts.models import User
from ecotown.common.history import recording


@transaction.atomic
def request_package(*, ceremony: Ceremony, kind: PackageKind, by: User) -> Package:
    """Queue the making of a package; return the person's own that still waits.

    Raises AwardError("nothing-ready").
    """
    ceremony = lock_ceremony(ceremony)
    if kind.is_of_documents and not queries.run_sheet_of(ceremony).ready_count:
        raise AwardError("nothing-ready")
    if waiting := _waiting_package(ceremony, kind, by=by):
        return waiting
    package = Package.objects.create(ceremony=ceremony, kind=kind.value, owner=by, asked_at=timezone.now())
    event_facts = {"package": package.pk, "kind": package.kind}
    recording.record(ceremony.history_subject, Event.PACKAGE_ASKED, by=by, data=event_facts)
    tasks.make_packages.delay_on_commit(pks=[package.pk])
    return package


@transaction.atomic
def retry_package(*, package: Package, by: User) -> Package:
    """Queue again the making of a failed package. Raises AwardError("package-not-failed")."""
    ceremony = lock_ceremony(package.ceremony)
    package = Package.objects.select_for_update().get(pk=package.pk)
    if not package.is_failed:
        raise AwardError("package-not-failed")
    if waiting := _waiting_package(ceremony, package.kind, by=by):
        return waiting
    package.ask_again()
    event_facts = {"package": package.pk, "kind": package.kind}
    recording.record(ceremony.history_subject, Event.PACKAGE_RETRIED, by=by, data=event_facts)
    tasks.make_packages.delay_on_commit(pks=[package.pk])
    return package


def _waiting_package(ceremony: Ceremony, kind: str, *, by: User) -> Package | None:
    return ceremony.packages.filter(kind=kind, owner=by, state=Package.State.WAITING).first()
