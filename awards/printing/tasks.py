"""Celery tasks that render awards and make packages."""

from collections.abc import Sequence

from celery import shared_task
from django.db import InterfaceError, OperationalError

from awards.printing.results import awards, packages

# Documents in one message: one or two seconds of work, so that several workers share a run.
BATCH = 27
RETRY_OPTIONS = {
    "autoretry_for": (OperationalError, InterfaceError),
    "retry_backoff": True,
    "max_retries": 5,
}


@shared_task(name="awards.render_award", **RETRY_OPTIONS)
def render_award(*, award_id: int) -> None:
    awards.render_awards(award_ids=[award_id])


@shared_task(name="awards.render_awards", **RETRY_OPTIONS)
def render_awards(*, award_ids: list[int]) -> None:
    awards.render_awards(award_ids=award_ids)


@shared_task(name="awards.render_reprint", **RETRY_OPTIONS)
def render_reprint(*, reprint_id: int) -> None:
    awards.render_reprint(reprint_id=reprint_id)


@shared_task(name="awards.finish_run", **RETRY_OPTIONS)
def finish_run(*, run_id: int) -> None:
    awards.finish_runs(run_ids=[run_id])


@shared_task(name="awards.make_package", **RETRY_OPTIONS)
def make_package(*, package_id: int) -> None:
    packages.make_package(package_id=package_id)


@shared_task(name="awards.sweep_certificates")
def sweep_awards() -> None:
    """Queue again the awards and reprints whose message was lost or whose worker died."""
    for batch in _batches(awards.claim_due_awards()):
        render_awards.delay(award_ids=batch)
    for reprint_id in awards.claim_due_reprints():
        render_reprint.delay(reprint_id=reprint_id)
    awards.finish_runs()


@shared_task(name="awards.sweep_packages")
def sweep_packages() -> None:
    """Queue again the packages whose message was lost or whose worker died."""
    for package_id in packages.claim_due_packages():
        make_package.delay(package_id=package_id)


@shared_task(name="awards.expire_packages")
def expire_packages() -> None:
    packages.expire_packages()


def render_in_batches(award_ids: Sequence[int]) -> None:
    """Queue the rendering of awards (ids), in batches, after the transaction commits."""
    for batch in _batches(award_ids):
        render_awards.delay_on_commit(award_ids=batch)


def _batches(ids: Sequence[int]) -> list[list[int]]:
    return [list(ids[start : start + BATCH]) for start in range(0, len(ids), BATCH)]
